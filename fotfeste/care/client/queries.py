"""One client's page: what came in a period, in a steady number of queries however long the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.client.state_chart import Picture, picture
from fotfeste.care.models import Note
from fotfeste.care.queries import FURTHEST_BACK, news_since
from fotfeste.constellations.labels import ConstellationLabels
from fotfeste.constellations.queries import visible_constellations
from fotfeste.people.models import Person
from fotfeste.practices.models import Run
from fotfeste.privacy.models import Consent, ConsentTo
from fotfeste.safety.models import HarmEntry, HarmTo

PERIODS = (7, 14, 30, 90)
MOST = 400  # rows of one kind; ninety days with four a day stay below it
NEWEST = 6
FEW_NOTES = 5
FEW_CONSTELLATIONS = 5
NOTES_A_TIME = 12


@dataclass(frozen=True)
class Period:
    """`days` is None for 'since last time'."""

    start: datetime
    end: datetime
    days: int | None
    cut: bool  # the last note lies further back than is shown


def period_of(client: Person, asked: str, now: datetime) -> Period:
    """The period she asked for; anything else means since her last signed note."""
    if asked.isdecimal() and int(asked) in PERIODS:
        return Period(now - timedelta(days=int(asked)), now, int(asked), cut=False)
    last_note_at = getattr(client, "last_note_at", None)
    return Period(news_since(client, now), now, None, cut=bool(last_note_at and last_note_at < now - FURTHEST_BACK))


@dataclass(frozen=True)
class Traces:
    """What the client shares of the period, newest first."""

    period: Period
    check_ins: Sequence[CheckIn]
    runs: Sequence[Run]
    moments: Sequence[Moment]

    @cached_property
    def state_chart(self) -> Picture:
        timed = [(check_in.at, check_in.answers) for check_in in self.check_ins]
        return picture(timed, self.period.start, self.period.end)

    @property
    def is_empty(self) -> bool:
        return not (self.check_ins or self.runs or self.moments)


def traces_of(actor: Person, client: Person, period: Period) -> Traces:
    mine: Any = {"client": client}
    return Traces(
        period,
        list(CheckIn.objects.visible_to(actor).filter(at__gt=period.start, **mine).order_by("-at")[:MOST]),
        list(Run.objects.visible_to(actor).filter(started_at__gt=period.start, **mine).order_by("-started_at")[:MOST]),
        list(Moment.objects.visible_to(actor).filter(at__gt=period.start, **mine).order_by("-at")[:MOST]),
    )


def requests_of(actor: Person, client: Person) -> list[AskMe]:
    """'Ask me about …', whenever it was written, until it has been taken up."""
    return list(AskMe.objects.visible_to(actor).filter(client=client, taken_up_at__isnull=True).order_by("at"))


def entries_of(actor: Person, client: Person, period: Period) -> list[HarmEntry]:
    """'Something did not feel right', sent to her: all unread ones, and those of the period."""
    entries = HarmEntry.objects.filter(reader=actor, to=HarmTo.THERAPIST, client=client).order_by("-at")[:FEW_NOTES]
    return [entry for entry in entries if entry.read_at is None or entry.at > period.start]


def notes_of(actor: Person, client: Person, after: int = 0) -> tuple[list[Note], bool]:
    """One page of notes, the newest first, from the one `after` so many; and whether there are more."""
    notes = Note.objects.visible_to(actor).filter(client=client).select_related("author")
    found = list(notes.order_by("-created_at")[after : after + NOTES_A_TIME + 1])
    return found[:NOTES_A_TIME], len(found) > NOTES_A_TIME


def constellations_of(actor: Person, client: Person) -> list[ConstellationLabels]:
    """The newest few that `actor` holds with her."""
    return [ConstellationLabels(each) for each in visible_constellations(actor, client)[:FEW_CONSTELLATIONS]]


def consents_of(client: Person) -> dict[str, Consent | None]:
    """For each thing one can say yes to: the latest answer, or None if it was never given."""
    latest: dict[str, Consent | None] = dict.fromkeys(ConsentTo.values)
    for consent in Consent.objects.filter(client=client).order_by("given_at"):
        latest[consent.to] = consent
    return latest
