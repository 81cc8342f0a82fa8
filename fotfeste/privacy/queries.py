"""What the privacy pages show."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Bond, Person, PracticeBasis
from fotfeste.privacy.consent_texts import TEXTS, Text
from fotfeste.privacy.models import Consent, ConsentTo, TrailEntry
from fotfeste.privacy.trail_phrases import describe_act, describe_reason

PAGE_SIZE = 60


@dataclass(frozen=True)
class ConsentQuestion:
    """One consent as a page shows it: its text, and the yes that holds now, if any."""

    to: ConsentTo
    text: Text
    means: str
    given: Consent | None

    @property
    def is_old(self) -> bool:
        """The yes was to an earlier text, so it is asked anew."""
        return self.given is not None and self.given.version != self.text.version


@dataclass(frozen=True)
class TrailReading:
    seq: int
    at: datetime
    who: str
    act: str
    reason: str


def open_bonds(client: Person) -> list[Bond]:
    rows = _find_open_bonds(client.pk)
    preload_keys(bond.therapist_id for bond in rows)
    return rows


@compiled_query
def _find_open_bonds(client: UUID) -> QuerySet[Bond]:
    bonds = Bond.objects.filter(client=client, until__isnull=True)
    return bonds.select_related("therapist", "therapist__practice").order_by("since")


def join_therapist_names(bonds: list[Bond]) -> str:
    return ", ".join(str(bond.therapist) for bond in bonds)


def is_journal_required(bonds: list[Bond]) -> bool:
    """Whether the law, not the client, decides about notes: every therapist of hers gives health care."""
    return bool(bonds) and all(_practice_basis(bond) == PracticeBasis.HEALTH_CARE for bond in bonds)


def _practice_basis(bond: Bond) -> str:
    return getattr(getattr(bond.therapist, "practice", None), "basis", "")


def consent_questions(client: Person, bonds: list[Bond], anyone: str) -> list[ConsentQuestion]:
    """What this client is asked; `anyone` names the therapist where there is none yet."""
    who = join_therapist_names(bonds) or anyone
    consents_by_subject = {consent.to: consent for consent in _find_consents(client.pk)}
    subjects = [to for to in ConsentTo if to is not ConsentTo.NOTES or not is_journal_required(bonds)]
    return [
        ConsentQuestion(to, TEXTS[to], str(TEXTS[to].means) % {"who": who}, consents_by_subject.get(to))
        for to in subjects
    ]


def past_consents(client: Person) -> list[tuple[Text, Consent]]:
    """What she once said yes to and took back, latest first."""
    return [(TEXTS[ConsentTo(consent.to)], consent) for consent in _find_past_consents(client.pk)]


@compiled_query
def _find_consents(client: UUID) -> QuerySet[Consent]:
    return Consent.objects.filter(client=client, withdrawn_at__isnull=True)


@compiled_query
def _find_past_consents(client: UUID) -> QuerySet[Consent]:
    return Consent.objects.filter(client=client, withdrawn_at__isnull=False).order_by("-withdrawn_at")


def list_readings(client: Person, before: int | None = None) -> tuple[list[TrailReading], bool]:
    """One page of who read what, latest first, and whether there is more."""
    links = TrailEntry.objects.filter(client=client).prefetch_related("actor").order_by("-seq")
    if before is not None:
        links = links.filter(seq__lt=before)
    page = list(links[: PAGE_SIZE + 1])
    preload_keys({entry.actor_id for entry in page})
    rows = [
        TrailReading(e.seq, e.at, str(e.actor), describe_act(e.verb, e.what), describe_reason(e.why))
        for e in page[:PAGE_SIZE]
    ]
    return rows, len(page) > PAGE_SIZE


def group_by_day(rows: list[TrailReading]) -> list[tuple[date, list[TrailReading]]]:
    return [(day, list(group)) for day, group in groupby(rows, key=lambda row: timezone.localdate(row.at))]
