"""What the therapist's pages ask about the people she follows, and what one client's page is made of."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Note
from fotfeste.care.notes.queries import NotesPage, find_notes_page
from fotfeste.constellations.models import Constellation, EventWords
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.kit.keyring import preload_keys
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.queries import find_limit_terms
from fotfeste.people.models import Bond, Person, TherapistPractice
from fotfeste.practices.models import Run
from fotfeste.privacy.access import NotVisible, followed_clients
from fotfeste.privacy.models import Consent, ConsentTo
from fotfeste.safety.models import HarmEntry, HarmTo

# A summary reaches no further back than this, however long ago the last note was: two minutes are for what is near.
FURTHEST_BACK = timedelta(days=90)
WITHOUT_A_NOTE = timedelta(days=14)
PERIODS = (7, 14, 30, 90)
MOST = 400  # rows of one kind; ninety days with four a day stay below it
FEW_ENTRIES = 5
FEW_CONSTELLATIONS = 5


def find_followed_clients(actor: Person) -> QuerySet[Person]:
    """Her clients, with `since` (of the bond), `last_note_at` (her last signed one), `basis` and what is allowed."""
    bonds = Bond.objects.filter(client=OuterRef("pk"), therapist=actor, until__isnull=True)
    practices = TherapistPractice.objects.filter(therapist=actor)
    return followed_clients(actor).annotate(
        since=Subquery(bonds.values("since")[:1]),
        last_note_at=Subquery(find_last_note_times(actor, OuterRef("pk"))),
        basis=Subquery(practices.values("basis")[:1]),
    )


def find_last_note_times(author: Person, client: OuterRef) -> QuerySet[Note, datetime]:
    """For a subquery: when her last signed note about this client was begun."""
    notes = Note.objects.only_signed().filter(client=client, author=author).order_by("-created_at")
    return notes.values_list("created_at", flat=True)[:1]


@compiled_query
def _find_followed_client(actor: Person, pk: uuid.UUID) -> QuerySet[Person]:
    return find_followed_clients(actor).filter(pk=pk)


def get_followed_client(actor: Person, pk: uuid.UUID) -> Person:
    """One of them. 404 for everybody else, client or not."""
    for client in _find_followed_client(actor, pk):
        return client
    raise NotVisible


def find_news_start(client: Person, now: datetime) -> datetime:
    """When 'since last time' begins for this client: when her last signed note was begun, or two weeks ago."""
    last_note_at: datetime | None = getattr(client, "last_note_at", None)
    return max(last_note_at or now - WITHOUT_A_NOTE, now - FURTHEST_BACK)


@compiled_query
def _find_bases(therapist: uuid.UUID) -> QuerySet[TherapistPractice, str]:
    return TherapistPractice.objects.filter(therapist=therapist).values_list("basis", flat=True)


def find_practice_basis(therapist: Person) -> str:
    """The practice basis her notes are kept on; empty until she has set one."""
    return next(iter(_find_bases(therapist.pk)), "")


@dataclass(frozen=True)
class Period:
    """`days` is None for 'since last time'."""

    start: datetime
    end: datetime
    days: int | None
    cut: bool  # the last note lies further back than is shown


def parse_period(client: Person, choice: str, now: datetime) -> Period:
    """The period she asked for; anything else means since her last signed note."""
    if choice.isdecimal() and int(choice) in PERIODS:
        return Period(now - timedelta(days=int(choice)), now, int(choice), cut=False)
    last_note_at = getattr(client, "last_note_at", None)
    return Period(
        find_news_start(client, now), now, None, cut=bool(last_note_at and last_note_at < now - FURTHEST_BACK)
    )


@dataclass(frozen=True)
class Traces:
    """What the client shares of the period, newest first."""

    period: Period
    check_ins: Sequence[CheckIn]
    runs: Sequence[Run]
    moments: Sequence[Moment]

    @property
    def is_empty(self) -> bool:
        return not (self.check_ins or self.runs or self.moments)


@compiled_query
def _find_check_ins(actor: Person, client: uuid.UUID, start: datetime) -> QuerySet[CheckIn]:
    return CheckIn.objects.visible_to(actor).filter(client=client, at__gt=start).order_by("-at")[:MOST]


@compiled_query
def _find_runs(actor: Person, client: uuid.UUID, start: datetime) -> QuerySet[Run]:
    return Run.objects.visible_to(actor).filter(client=client, started_at__gt=start).order_by("-started_at")[:MOST]


@compiled_query
def _find_moments(actor: Person, client: uuid.UUID, start: datetime) -> QuerySet[Moment]:
    return Moment.objects.visible_to(actor).filter(client=client, at__gt=start).order_by("-at")[:MOST]


def collect_shared_traces(actor: Person, client: Person, period: Period) -> Traces:
    asked = (actor, client.pk, period.start)
    return Traces(period, _find_check_ins(*asked), _find_runs(*asked), _find_moments(*asked))


@dataclass(frozen=True)
class ClientPage:
    """What one client's page is made of: as much as each consent allows, and nothing of anybody else's."""

    client: Any
    period: Period
    terms: LimitTerms
    consents: dict[str, Consent | None]
    entries: Sequence[HarmEntry]
    notes: NotesPage
    constellations: Sequence[Constellation]
    kept: dict[uuid.UUID, str]  # what she wanted to keep from them
    traces: Traces | None  # None: she does not share them
    requests: Sequence[AskMe] = ()

    @property
    def keeps_here(self) -> bool:
        keep = self.consents[ConsentTo.KEEP]
        return self.client.resting_since is None and keep is not None and keep.withdrawn_at is None

    @property
    def read(self) -> list[str]:
        """What of it stands in the client's trail as read."""
        parts = {"notes": self.notes.last_signed, "constellation": self.kept}
        return ["client page", *(what for what, is_shown in parts.items() if is_shown)]


def read_client_page(actor: Person, client: Any, *, since: str, notes_after: int, now: datetime) -> ClientPage:
    """Everything on it, in a steady number of queries however long the history."""
    period = parse_period(client, since, now)
    notes = find_notes_page(actor, client, notes_after) if client.reads_notes else NotesPage()
    preload_keys({actor.pk, client.pk, *(note.author_id for note in (*notes.shown, *notes.older))})
    constellations = _find_constellations(actor, client.pk)
    return ClientPage(
        client=client,
        period=period,
        terms=find_limit_terms(client),
        consents=find_latest_consents(client),
        entries=find_harm_entries(actor, client, period),
        notes=notes,
        constellations=constellations,
        kept=EventWords.objects.kept_by_constellation(constellations) if client.sees_traces else {},
        traces=collect_shared_traces(actor, client, period) if client.sees_traces else None,
        requests=_find_open_asks(actor, client.pk) if client.sees_traces else (),
    )


@compiled_query
def _find_constellations(actor: Person, client: uuid.UUID) -> QuerySet[Constellation]:
    return Constellation.objects.visible_to(actor).filter(client=client).order_by("-created_at")[:FEW_CONSTELLATIONS]


@compiled_query
def _find_open_asks(actor: Person, client: uuid.UUID) -> QuerySet[AskMe]:
    """'Ask me about …', whenever it was written, until it has been taken up."""
    return AskMe.objects.visible_to(actor).filter(client=client, taken_up_at__isnull=True).order_by("at")


@compiled_query
def _find_sent_entries(reader: uuid.UUID, client: uuid.UUID) -> QuerySet[HarmEntry]:
    return HarmEntry.objects.filter(reader=reader, to=HarmTo.THERAPIST, client=client).order_by("-at")[:FEW_ENTRIES]


def find_harm_entries(actor: Person, client: Person, period: Period) -> list[HarmEntry]:
    """'Something did not feel right', sent to her: all unread ones, and those of the period."""
    entries = _find_sent_entries(actor.pk, client.pk)
    return [entry for entry in entries if entry.read_at is None or entry.at > period.start]


@compiled_query
def _find_consents(client: uuid.UUID) -> QuerySet[Consent]:
    return Consent.objects.filter(client=client).order_by("given_at")


def find_latest_consents(client: Person) -> dict[str, Consent | None]:
    """For each thing one can say yes to: the latest answer, or None if it was never given."""
    latest: dict[str, Consent | None] = dict.fromkeys(ConsentTo.values)
    for consent in _find_consents(client.pk):
        latest[consent.to] = consent
    return latest
