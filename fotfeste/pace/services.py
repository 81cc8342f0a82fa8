"""Limits, offers and the dose history. In mode `limits` no answer of hers is used and no dose is written."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import Error, transaction

from fotfeste.kit.audit_log import audited_transaction, record_act
from fotfeste.kit.idempotency import lock_person
from fotfeste.kit.storage_errors import find_storage_error
from fotfeste.pace import day_after, engine, engine_adapter
from fotfeste.pace.belief_replay import is_reproducible, store_belief
from fotfeste.pace.dose_record import Choice, DoseRecord, EngineExchange, OutcomeReport
from fotfeste.pace.engine_adapter import ENGINE_VERSION
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.menu import (
    DisplayedOffer,
    MenuItem,
    OffersForToday,
    filter_by_limits,
    is_item_within_limits,
    is_on_menu,
    offers_by_limits,
)
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.pace.offer_display import offers_from_dose
from fotfeste.pace.queries import (
    OfferBasis,
    build_history,
    doses_until,
    find_limit_terms,
    find_offer_basis,
    history_digest,
    institute_pace_mode,
    is_assisted,
    latest_limits,
)
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, require

__all__ = [
    "MenuItem", "DisplayedOffer", "OffersForToday", "is_assisted", "is_on_menu", "is_item_within_limits",
    "find_limit_terms", "institute_pace_mode", "find_offer_basis", "offers_by_limits",
    "make_offers", "record_choice", "record_outcome",
    "is_reproducible", "set_limits", "filter_by_limits",
]  # fmt: skip  # what other rooms may call

log = logging.getLogger(__name__)
OFFERS_REUSE_WINDOW = timedelta(hours=6)


@audited_transaction()
def set_limits(*, actor: Person, client: Person, terms: LimitTerms, now: datetime) -> ClientLimits:
    """A new row per change; the same terms again change nothing. The client sees in her trail that it was done.

    Locks the client, so that the same form sent twice at once is one change.
    """
    require(actor, Act.FOLLOW, client)
    lock_person(client)
    latest = latest_limits(client)
    if latest and latest.terms == terms:
        return latest
    trail.record(actor=actor, client=client, what="limits", why="preparing", verb="write", now=now)
    limits = ClientLimits.objects.create(client=client, terms=terms, set_by=actor, set_at=now)
    record_act(limits, "set", actor=actor, at=now)
    return limits


def make_offers(
    *,
    actor: Person,
    client: Person,
    menu: Sequence[MenuItem],
    activation: int | None,
    safety: int | None,
    now: datetime,
    language: str,
    asks_day_after: bool = False,
    basis: OfferBasis | None = None,
) -> OffersForToday:
    """Up to three offers within the limits. The engine is asked in mode `offers` only, and while she agrees to keep.

    `basis` is what `find_offer_basis` said of this actor and client, where the page has asked already.

    Nothing is written, and no lock is held, unless the engine was asked.
    """
    basis = basis or find_offer_basis(actor, client)
    terms = basis.terms
    if not basis.uses_answers:
        return offers_by_limits(terms, menu, language)
    record = DoseRecord(t_days=_days_since_registration(client, now), activation=activation, safety=safety)
    try:
        with transaction.atomic():
            doses = doses_until(client, now)
            about = day_after.put_day_after_question(doses, now) if asks_day_after else None
            dose = _find_or_create_dose(client, terms, filter_by_limits(terms, menu), record, now, doses)
    except (engine.PaceInputError, Error) as fault:
        _log_or_raise(fault)
        return OffersForToday(None, (), True, terms.paused)
    return replace(offers_from_dose(dose, terms, language), day_after=about)


def _log_or_raise(fault: Exception) -> None:
    """Where the engine refuses, or its offers cannot be stored, grounding alone is offered. Other faults go on."""
    if isinstance(fault, engine.PaceInputError):
        # Its sentence may hold what she answered; the log never does.
        log.warning("the pace engine refused its input (%s); grounding alone was offered", type(fault).__name__)
    elif trouble := find_storage_error(fault):
        log.warning("the engine's offers could not be stored (%s); grounding alone was offered", trouble.name)
    else:
        raise fault


def _find_or_create_dose(
    client: Person, terms: LimitTerms, menu: list[MenuItem], record: DoseRecord, now: datetime, doses: list[Dose]
) -> Dose:
    """The dose row holding the engine's answer. Loading the page again gives the same row, so offers do not flicker."""
    history, latest = build_history(doses, now), doses[-1] if doses else None
    asked, belief = engine_adapter.ask_engine(
        terms=terms, menu=menu, history=history, now=record, digest=history_digest(history)
    )
    if latest and now - latest.at < OFFERS_REUSE_WINDOW and _is_same_question(latest.session, record, asked):
        return latest
    store_belief(client=client, belief=belief, limits=asked.limits, history=history, now=now)
    return Dose.objects.create(
        client=client, at=now, session=msgspec.structs.replace(record, asked=asked), engine=ENGINE_VERSION
    )


def _is_same_question(shown: DoseRecord, record: DoseRecord, asked: EngineExchange) -> bool:
    """Whether the offers already shown answer this very question (but for the passing of minutes)."""
    return (
        shown.chosen is None
        and shown.asked is not None
        and shown.state == record.state
        and (shown.asked.menu, shown.asked.limits, shown.asked.history) == (asked.menu, asked.limits, asked.history)
    )


@transaction.atomic
def record_choice(
    *,
    actor: Person,
    client: Person,
    dose_id: UUID | None,
    family: str | None,
    level: int,
    minutes: float,
    activation: int | None = None,
    safety: int | None = None,
    now: datetime,
) -> Dose | None:
    """She began something: from the offers of `dose_id`, or from the library. No family is grounding. Locks the dose.

    NotVisible unless `actor` may keep for her. Nothing in mode `limits`. A dose is chosen from once; beginning a second
    practice from the same page makes a dose of its own.
    """
    require(actor, Act.KEEP, client)
    if not is_assisted(client):
        return None
    chosen = Choice(family=family, level=level, minutes=minutes, at=now)
    dose = _lock_dose(client, dose_id)
    if dose is None or dose.session.chosen:
        record = DoseRecord(
            t_days=_days_since_registration(client, now), activation=activation, safety=safety, chosen=chosen
        )
        return Dose.objects.create(client=client, at=now, session=record, engine=ENGINE_VERSION)
    dose.session = msgspec.structs.replace(dose.session, chosen=chosen)
    dose.save(update_fields=["session"])
    return dose


@transaction.atomic
def record_outcome(
    *,
    actor: Person,
    client: Person,
    dose_id: UUID | None,
    family: str | None,
    level: int,
    minutes: float,
    done_minutes: float | None,
    activation: int | None,
    safety: int | None,
    settled: bool | None,
    stopped_early: bool,
    felt_worse: bool | None,
    now: datetime,
) -> Dose | None:
    """How it went, added to what was told before. Nothing in mode `limits` or when the dose is gone. Locks the dose.

    NotVisible unless `actor` may keep for her.
    """
    require(actor, Act.KEEP, client)
    dose = _lock_dose(client, dose_id)
    if dose is None or not is_assisted(client):
        return None
    outcome = OutcomeReport(
        at=now,
        done_minutes=done_minutes,
        activation=activation,
        safety=safety,
        settled=settled,
        stopped_early=stopped_early,
        felt_worse=felt_worse,
    )
    chosen = dose.session.chosen or Choice(family=family, level=level, minutes=minutes, at=now)
    outcomes = (*dose.session.outcomes, outcome)
    dose.session = msgspec.structs.replace(dose.session, chosen=chosen, outcomes=outcomes)
    dose.save(update_fields=["session"])
    return dose


def _lock_dose(client: Person, dose_id: UUID | None) -> Dose | None:
    """Her own dose, or none: an id that is somebody else's is no dose."""
    own = Dose.objects.select_for_update().filter(client=client)
    return own.filter(pk=dose_id).first() if dose_id else None


def _days_since_registration(client: Person, now: datetime) -> float:
    return (now - client.created_at).total_seconds() / 86_400
