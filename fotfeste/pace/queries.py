"""Reading limits and the dose history."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet, Subquery

from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.pace.dose_record import DoseRecord
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.people.models import Institute, PaceMode, Person
from fotfeste.privacy.access import Act, clients_of, require


def institute_pace_mode() -> PaceMode:
    """`limits` unless this installation says otherwise."""
    found = Institute.objects.values_list("pace_mode", flat=True).first()
    return PaceMode(found) if found else PaceMode.LIMITS


def pace_mode_if_may_keep(actor: Person, client: Person) -> PaceMode | None:
    """The mode, for someone who may keep for this client; otherwise None. Both are one question to the database.

    `limits` unless this installation says otherwise.
    """
    found = _find_keeping_client(actor, client.pk)
    return PaceMode(found[0][1] or PaceMode.LIMITS) if found else None


@compiled_query
def _find_keeping_client(actor: Person, client: UUID) -> QuerySet[Person, tuple[UUID, str | None]]:
    house = Subquery(Institute.objects.values("pace_mode")[:1])
    may_keep = clients_of(actor, Act.KEEP).filter(pk=client).annotate(house=house)
    return may_keep.values_list("pk", "house")


@dataclass(frozen=True)
class OfferBasis:
    """What offers to one client stand on: her therapist's limits, and whether her answers are used at all.

    `may_keep` is what had to be asked for that: whether what she does may be kept now.
    """

    terms: LimitTerms
    uses_answers: bool
    may_keep: bool


def find_offer_basis(actor: Person, client: Person) -> OfferBasis:
    """Her answers are used where the house has turned that on, she keeps them, and it is not off for her.

    Raises NotVisible.
    """
    mode = pace_mode_if_may_keep(actor, client)
    if mode is None:
        require(actor, Act.BE, client)
    terms = find_limit_terms(client)
    return OfferBasis(terms, uses_answers=mode is PaceMode.OFFERS and not terms.pace_off, may_keep=mode is not None)


def is_assisted(client: Person) -> bool:
    """Whether her answers are used: turned on for the house, and not turned off for her."""
    return institute_pace_mode() is PaceMode.OFFERS and not find_limit_terms(client).pace_off


def latest_limits(client: Person) -> ClientLimits | None:
    """The row that holds now, or None when nothing was ever set."""
    return next(iter(_find_latest_limits(client.pk)), None)


@compiled_query
def _find_latest_limits(client: UUID) -> QuerySet[ClientLimits]:
    return ClientLimits.objects.filter(client=client).order_by("-set_at", "-id")[:1]


def find_limit_terms(client: Person) -> LimitTerms:
    """What her therapist has set, or no limits at all."""
    limits = latest_limits(client)
    return (limits.terms if limits else None) or LimitTerms()


def doses_until(client: Person, then: datetime) -> list[Dose]:
    """Every dose there was by `then`, oldest first."""
    return list(Dose.objects.filter(client=client, at__lte=then).order_by("at", "id"))


def build_history(doses: Iterable[Dose], then: datetime) -> list[DoseRecord]:
    """The doses that were begun, knowing only what had been told by `then`."""
    records = (dose.session.known_at(then) for dose in doses)
    return [record for record in records if record.chosen]


def history_digest(history: Iterable[DoseRecord]) -> str:
    """The same history, the same digest."""
    sessions = [record.as_session() for record in history]
    return hashlib.sha256(msgspec.json.encode(sessions, order="deterministic")).hexdigest()
