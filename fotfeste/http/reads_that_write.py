"""What a GET writes, and why. Any other GET writes nothing: tests/http/test_reads_that_write.py asks every route.

None of these is an act of the person who reads: a page fetched twice may write them again without harm.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    tables: frozenset[str]
    why: str


LAST_SEEN = Written(
    frozenset({"fotfeste_browsersession"}),
    "A session that lies unused must end by itself: it has to know when it was last used.",
)
TRAIL_LINK = Written(
    frozenset(
        {
            "fotfeste_trailentry",
            "fotfeste_trailhead",
            "fotfeste_trailwhole",
            "fotfeste_auditentry",
            "fotfeste_audithead",
        }
    ),
    "Nobody reads what is a client's without leaving a link in her trail, before the page is drawn (docs/adr/0012).",
)
READ_AT = Written(
    frozenset({"fotfeste_harmentry"}), "Who told that something did not feel right can see that it has been read."
)
OFFER_SHOWN = Written(
    frozenset({"fotfeste_dose", "fotfeste_believed"}),
    "What the engine offers is stored as it is shown: the same page shows the same offers again, what is chosen names "
    "them, and the answer can be worked out again. A question about yesterday can be answered only once it was put.",
)
PROBE = Written(
    frozenset({"django_migrations"}),
    "Only a real write tells whether a write is kept (docs/adr/0023): one line of Django's own, as it is, at most each "
    "five seconds however many ask.",
)

EVERY_SIGNED_IN = LAST_SEEN
READS_THAT_WRITE: dict[str, tuple[Written, ...]] = {
    "care:client": (TRAIL_LINK,),
    "care:clients": (TRAIL_LINK,),
    "care:harm": (TRAIL_LINK, READ_AT),
    "care:limits": (TRAIL_LINK,),
    "care:note": (TRAIL_LINK,),
    "care:note_sign": (TRAIL_LINK,),
    "care:today": (TRAIL_LINK,),
    "constellations:board": (TRAIL_LINK,),
    "constellations:export": (TRAIL_LINK,),
    "constellations:guests": (TRAIL_LINK,),
    "constellations:parts": (TRAIL_LINK,),
    "constellations:replay": (TRAIL_LINK,),
    "constellations:view": (TRAIL_LINK,),
    "constellations:wall": (TRAIL_LINK,),
    "constellations:words": (TRAIL_LINK,),
    "health": (PROBE,),
    "health_ready": (PROBE,),
    "home:now": (OFFER_SHOWN,),
    "home:offers": (OFFER_SHOWN,),
    "institute:harm_entry": (TRAIL_LINK, READ_AT),
}
