"""What the privacy pages show."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Bond, Person, PracticeBasis
from fotfeste.privacy.models import Consent, ConsentTo, TrailEntry
from fotfeste.privacy.phrases import did, why
from fotfeste.privacy.texts import TEXTS, Text

PAGE = 60


@dataclass(frozen=True)
class Question:
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
class Reading:
    seq: int
    at: datetime
    who: str
    did: str
    why: str


def open_bonds(client: Person) -> list[Bond]:
    bonds = Bond.objects.filter(client=client, until__isnull=True).select_related("therapist", "therapist__practice")
    found = list(bonds.order_by("since"))
    preload_keys(bond.therapist_id for bond in found)
    return found


def names_of(bonds: list[Bond]) -> str:
    return ", ".join(str(bond.therapist) for bond in bonds)


def keeps_journal(bonds: list[Bond]) -> bool:
    """Whether the law, not the client, decides about notes: every therapist of hers gives health care."""
    return bool(bonds) and all(_basis(bond) == PracticeBasis.HEALTH_CARE for bond in bonds)


def _basis(bond: Bond) -> str:
    return getattr(getattr(bond.therapist, "practice", None), "basis", "")


def questions(client: Person, bonds: list[Bond], anyone: str) -> list[Question]:
    """What this client is asked; `anyone` names the therapist where there is none yet."""
    who = names_of(bonds) or anyone
    given = {c.to: c for c in Consent.objects.filter(client=client, withdrawn_at__isnull=True)}
    asked = [to for to in ConsentTo if to is not ConsentTo.NOTES or not keeps_journal(bonds)]
    return [Question(to, TEXTS[to], str(TEXTS[to].means) % {"who": who}, given.get(to)) for to in asked]


def past_consents(client: Person) -> list[tuple[Text, Consent]]:
    """What she once said yes to and took back, latest first."""
    ended = Consent.objects.filter(client=client, withdrawn_at__isnull=False).order_by("-withdrawn_at")
    return [(TEXTS[ConsentTo(consent.to)], consent) for consent in ended]


def readings(client: Person, before: int | None = None) -> tuple[list[Reading], bool]:
    """One page of who read what, latest first, and whether there is more."""
    entries = TrailEntry.objects.filter(client=client).select_related("actor").order_by("-seq")
    if before is not None:
        entries = entries.filter(seq__lt=before)
    found = list(entries[: PAGE + 1])
    preload_keys({entry.actor_id for entry in found})
    shown = [Reading(e.seq, e.at, str(e.actor), did(e.verb, e.what), why(e.why)) for e in found[:PAGE]]
    return shown, len(found) > PAGE


def by_day(rows: list[Reading]) -> list[tuple[date, list[Reading]]]:
    return [(day, list(group)) for day, group in groupby(rows, key=lambda row: timezone.localdate(row.at))]
