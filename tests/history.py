"""A year of daily use by Ana, for the tests that ask what a page costs. The same year every time."""

from datetime import datetime, timedelta

from django.utils import timezone

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.vocabulary import BODY_WORDS, PLACES, WISHES
from fotfeste.care.models import Addition, Note
from fotfeste.kit.keyring import keyring
from fotfeste.pace.dose_record import Choice, DoseRecord, OutcomeReport
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.practices.catalogue import list_menu_items
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course
from fotfeste.privacy import trail
from fotfeste.safety.models import Anchor, AnchorKind
from tests.cast import Cast

DAYS = 365
NOTES = 40


def make_year_of_use(cast: Cast, until: datetime | None = None) -> None:
    """365 days that end now: a check-in and a practice a day, moments, requests, notes, limits and the trail."""
    end_at = until or timezone.now()
    days = [end_at - timedelta(days=DAYS - 1 - day, hours=1) for day in range(DAYS)]
    with keyring():
        CheckIn.objects.bulk_create(
            CheckIn(client=cast.ana, at=at, answers=_make_answers(day)) for day, at in enumerate(days)
        )
        Moment.objects.bulk_create(
            Moment(
                client=cast.ana, at=at + timedelta(minutes=30), words=f"lyset på kjøkkenet, {day}" if day % 2 else ""
            )
            for day, at in enumerate(days)
            if day % 3 == 0
        )
        AskMe.objects.bulk_create(
            AskMe(client=cast.ana, at=at, words=f"søvnen, uke {week}", taken_up_at=at if week < 50 else None)
            for week, at in enumerate(days[::7])
        )
        _make_runs(cast, days)
        _make_therapist_records(cast, days)


def _make_answers(day: int) -> Answers:
    words, places, wishes = list(BODY_WORDS), list(PLACES), list(WISHES)
    return Answers(
        words=(words[day % len(words)], words[(day * 5 + 2) % len(words)]),
        own_words="som en knute" if day % 9 == 0 else "",
        places=(places[day % len(places)],),
        feeling="urolig" if day % 4 == 0 else "",
        thought="det går" if day % 6 == 0 else "",
        activation=None if day % 11 == 0 else (day * 7) % 11 - 5,
        head_safe=None if day % 13 == 0 else 6 + day % 5,
        body_safe=None if day % 7 == 0 else 2 + (day * 3) % 6,
        wish=wishes[day % len(wishes)],
    )


def _make_runs(cast: Cast, days: list[datetime]) -> None:
    menu = list_menu_items()
    doses, runs = [], []
    for day, at in enumerate(days):
        item = menu[day % len(menu)]
        ended_at = at + timedelta(minutes=item["minutes"])
        stopped = day % 10 == 9
        outcome = OutcomeReport(
            at=ended_at, done_minutes=item["minutes"], activation=day % 4 - 1, safety=5, stopped_early=stopped
        )
        chosen = Choice(family=item["family"], level=item["level"], minutes=item["minutes"], at=at)
        record = DoseRecord(t_days=float(day), activation=day % 4, safety=5, chosen=chosen, outcomes=(outcome,))
        dose = Dose(client=cast.ana, at=at, session=record, engine="1")
        course = Course(
            slug=item["slug"],
            version="1",
            language="nb",
            family=item["family"],
            level=item["level"],
            minutes=item["minutes"],
            softer=day % 5 == 0,
            ended="stopped" if stopped else "done",
            activation=outcome.activation,
            safety=5,
            felt_worse=day % 30 == 0 or None,
        )
        doses.append(dose)
        runs.append(Run(client=cast.ana, course=course, dose=dose, started_at=at, ended_at=ended_at))
    Dose.objects.bulk_create(doses)
    Run.objects.bulk_create(runs)


def _make_therapist_records(cast: Cast, days: list[datetime]) -> None:
    notes = [
        Note(
            client=cast.ana,
            author=cast.thea,
            basis="alternativ",
            body=f"Time {number}: pust, føtter, ro.",
            created_at=at,
            changed_at=at,
            signed_at=at if number < NOTES - 1 else None,
        )
        for number, at in enumerate(days[:: DAYS // NOTES][:NOTES])
    ]
    Note.objects.bulk_create(notes)
    Addition.objects.bulk_create(
        Addition(note=note, client=cast.ana, author=cast.thea, body="Rettet dato.", at=note.created_at)
        for note in notes[:10]
    )
    ClientLimits.objects.bulk_create(
        ClientLimits(
            client=cast.ana, terms=LimitTerms(tier="steady", max_level={"yoga": 3}), set_by=cast.thea, set_at=at
        )
        for at in days[::60]
    )
    Anchor.objects.bulk_create(
        Anchor(client=cast.ana, kind=kind, words=f"noe som hjelper, {kind.value}", created_at=days[0])
        for kind in AnchorKind
    )
    for at in days[::9]:
        trail.record(actor=cast.thea, client=cast.ana, what="client page", why="preparing", now=at)
