"""Ana's six weeks. Made up, ordinary, and without any story of what happened: the method does not ask for one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from fotfeste.body.ask_me.services import ask_me, mark_taken_up
from fotfeste.demo.people_and_days import notes
from fotfeste.demo.people_and_days.calendar import Calendar, Happening
from fotfeste.demo.people_and_days.client_days import OFFER, ClientDays, Day, make_answers
from fotfeste.demo.people_and_days.people import People
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import set_limits
from fotfeste.privacy import trail
from fotfeste.safety.models import AnchorKind, HarmTo
from fotfeste.safety.services import send_harm_entry

SESSIONS_DAYS_AGO = (40, 33, 26, 19, 12, 5)
LIGHT = LimitTerms(
    tier="tender",
    max_level={"orienting": 2, "breath": 2, "mindfulness": 2, "yoga": 2},
    max_minutes={"mindfulness": 6, "yoga": 6},
    closed_families=("movement",),
)
WIDER = LimitTerms(
    tier="steady",
    max_level={"orienting": 2, "breath": 2, "mindfulness": 2, "yoga": 3, "movement": 3},
    max_minutes={"mindfulness": 6, "yoga": 8, "movement": 8},
)

DAYS = (
    Day(41, 20, make_answers(3, 6, 2, "tight restless", thought="lista er lang"), "jording"),
    Day(
        39,
        8,
        make_answers(3, 7, 2, "tight", at="chest belly", own="en knute under ribbeina", feeling="litt redd"),
        OFFER,
    ),
    Day(38, 21, make_answers(-3, 6, 3, "drained heavy", at="legs", wish="pause")),
    Day(36, 18, make_answers(4, 7, 1, "restless on-guard", at="shoulders", feeling="redd"), OFFER, "stopped"),
    Day(34, 9, make_answers(2, 7, 3, "tight warm", at="chest", wish="contact"), OFFER),
    Day(
        32,
        20,
        make_answers(-2, 7, 3, "heavy", at="legs feet", own="tyngre i beina enn ellers", wish="life"),
        OFFER,
        "softer",
    ),
    Day(31, 12, make_answers(1, 8, 4)),
    Day(29, 21, make_answers(-4, 6, 2, "foggy far-away", at="head", wish="unsure"), "jording"),
    Day(28, 8, make_answers(2, 7, 3, "tight cold", at="hands", feeling="trist"), OFFER),
    Day(25, 19, make_answers(3, 8, 3, "restless", at="shoulders throat", thought="for mye lyd"), OFFER),
    Day(24, 21, make_answers(-1, 8, 5, "soft heavy", feeling="lettet", wish="pause"), OFFER),
    Day(22, 9, make_answers(1, 8, 5, "warm", at="chest", own="litt mer plass", feeling="håpefull"), OFFER, "skipped"),
    Day(21, 20, make_answers(3, 7, 2, "tight on-guard", at="neck", thought="telefonen"), OFFER),
    Day(18, 8, make_answers(0, 8, 6, "calm warm", at="belly", feeling="glad")),
    Day(17, 21, make_answers(-3, 7, 4, "drained", at="all-over", wish="life"), OFFER, "softer"),
    Day(15, 18, make_answers(2, 8, 4, "restless tingling", at="hands arms"), OFFER),
    Day(14, 9, make_answers(1, 8, 5, "soft", thought="snart helg"), OFFER),
    Day(11, 20, make_answers(2, 8, 4, "tight", at="shoulders", feeling="øm", wish="calm"), OFFER),
    Day(9, 19, make_answers(2, 8, 5, "tight", at="throat", thought="si det høyt"), OFFER),
    Day(8, 10, make_answers(1, 8, 5, "soft warm", at="hands"), OFFER),
    Day(6, 21, make_answers(-1, 8, 5, "soft heavy", at="back-lower", feeling="rolig"), OFFER),
    Day(4, 8, make_answers(0, 9, 6, "warm calm", at="belly feet", feeling="glad")),
    Day(
        3,
        19,
        make_answers(3, 8, 4, "restless tight", at="arms chest", feeling="sint", wish="life"),
        "skyve-fra",
        "worse",
    ),
    Day(2, 10, make_answers(-2, 7, 3, "heavy drained", wish="pause"), "jording"),
    Day(1, 9, make_answers(1, 8, 5, "warm", at="hands", wish="contact"), OFFER),
    Day(
        1,
        21,
        make_answers(
            -1,
            8,
            6,
            "soft",
            at="legs",
            own="litt tungt, men greit",
            feeling="takknemlig",
            thought="i morgen",
            wish="calm",
        ),
        OFFER,
    ),
)

MOMENTS = (
    (40, 18, "Sola på kjøkkengulvet i fem minutter."),
    (37, 22, ""),
    (33, 17, "Katten sovnet på fanget."),
    (30, 21, "Lyden av regn da jeg la meg."),
    (27, 16, "Naboen vinket."),
    (23, 7, "Skuldrene falt ned av seg selv på bussen."),
    (20, 19, "Suppe."),
    (18, 15, "Gikk helt ut på brygga."),
    (16, 20, "Lo av noe dumt sammen med søsteren min."),
    (13, 22, ""),
    (10, 13, "Varm kopp, kald luft."),
    (7, 18, "Satt på trappa uten telefon."),
    (4, 16, "Kjente at pusten gikk av seg selv."),
    (2, 21, "Ryggen mot veggen. Det holdt."),
)

ANCHORS = (
    (40, AnchorKind.PLACE, "Benken nede ved elva"),
    (40, AnchorKind.TOUCH, "En varm kopp i hendene"),
    (35, AnchorKind.PERSON, "Katten, når den maler"),
    (30, AnchorKind.SOUND, "Regn på taket"),
    (22, AnchorKind.PLACE, "Kjøkkenvinduet om morgenen"),
    (16, AnchorKind.PERSON, "Søsteren min"),
    (10, AnchorKind.TOUCH, "Den grå ullgenseren"),
)

TIRED_AFTER = "Hvorfor jeg blir så trøtt etter at noe har gått bra."
SAY_STOP = "Hvordan jeg kan si stopp litt før, og ikke først etterpå."
TOO_MUCH = "Det ble for mye da jeg skjøv mot veggen. Jeg ble uvel og la meg litt. Det gikk over til kvelden."


def make_six_weeks(people: People, days: Calendar) -> Iterator[Happening]:
    life = ClientDays(people.ana, days)
    yield from life.make_days(DAYS)
    yield from life.make_moments(MOMENTS)
    yield from life.make_anchors(ANCHORS)
    yield from _make_therapist_visits(people, days)
    yield Happening(days.at(21, 22), partial(_ask_for_topic, people, days, TIRED_AFTER))
    yield Happening(days.at(2, 20), partial(_ask_for_topic, people, days, SAY_STOP))
    yield Happening(days.at(2, 12), partial(_report_harm, people, days))


def _make_therapist_visits(people: People, days: Calendar) -> Iterator[Happening]:
    for ago in SESSIONS_DAYS_AGO:
        yield Happening(days.at(ago, 13, 45), partial(_read_before_session, people))
    yield Happening(days.at(40, 15, 5), partial(_set_limits, people, LIGHT))
    yield Happening(days.at(19, 15, 5), partial(_set_limits, people, WIDER))
    yield Happening(days.at(19, 14, 50), partial(_mark_topics_taken_up, people))
    yield from notes.write_notes(people, days)


def _read_before_session(people: People, at: datetime) -> None:
    """What opening her page before a session leaves in her trail."""
    subjects = ["client page", "check-ins", "practices"]
    trail.record_each(actor=people.thea, clients=[people.ana], whats=subjects, why="preparing", now=at)


def _set_limits(people: People, terms: LimitTerms, at: datetime) -> None:
    set_limits(actor=people.thea, client=people.ana, terms=terms, now=at)


def _ask_for_topic(people: People, days: Calendar, words: str, at: datetime) -> None:
    ask_me(actor=people.ana, client=people.ana, row=days.new_id(), words=words, now=at)


def _mark_topics_taken_up(people: People, at: datetime) -> None:
    for topics in people.ana.ask_me.filter(taken_up_at=None, at__gt=at - timedelta(days=7)):
        mark_taken_up(actor=people.thea, ask_me=topics, now=at)


def _report_harm(people: People, days: Calendar, at: datetime) -> None:
    send_harm_entry(actor=people.ana, client=people.ana, row=days.new_id(), to=HarmTo.THERAPIST, words=TOO_MUCH, now=at)
