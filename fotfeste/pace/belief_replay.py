"""What was believed of a client when she was last made an offer: kept, and worked out again from her history.

`weighed` holds what the engine concludes, not only what it was given, so a change in its arithmetic shows too.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec
from django.db import transaction

from fotfeste.kit.keyring import keyring
from fotfeste.pace import engine, engine_adapter
from fotfeste.pace.dose_record import BeliefRecord, DoseRecord, EngineExchange
from fotfeste.pace.engine_adapter import ENGINE_VERSION
from fotfeste.pace.engine_input_types import LimitsDict
from fotfeste.pace.models import Believed, Dose
from fotfeste.pace.queries import build_history, doses_until, find_limit_terms, history_digest
from fotfeste.people.models import Person


class ReplayResult(StrEnum):
    """How a kept belief stands against its history."""

    EQUAL = "equal"
    STALE = "stale"  # of another version of the engine, or never kept
    DIFFERING = "differing"  # of this version, and not what this history gives
    REFUSED = "refused"  # the engine cannot read what she told, or what it was bounded by


def store_belief(
    *, client: Person, belief: engine.Belief, limits: LimitsDict, history: Sequence[DoseRecord], now: datetime
) -> None:
    """Together with the offers that were made from it."""
    _write_belief(client, _build_belief_record(belief, limits, history), now)


def replay_beliefs(*, now: datetime, write: bool = False) -> Counter[ReplayResult]:
    """How many kept beliefs are what their history gives. With `write` the stale ones are replaced; nothing else is."""
    found: Counter[ReplayResult] = Counter()
    for client in Person.objects.filter(doses__isnull=False).distinct().order_by("pk"):
        with keyring():
            found[_replay_client(client, now, write)] += 1
    return found


def is_reproducible(dose: Dose) -> bool:
    """Whether the engine, asked again with what was known then, gives exactly the offers that were shown.

    Offers of another version of the engine are that version's to repeat: they stand as they were recorded.
    """
    record = dose.session
    if record.asked is None or dose.engine != ENGINE_VERSION:
        return True
    before = [each for each in doses_until(dose.client, dose.at) if each.pk != dose.pk]
    history = build_history(before, dose.at)
    asked: EngineExchange = record.asked
    return (
        history_digest(history) == asked.history
        and engine_adapter.recompute_offers(asked, history, record.state) == asked.offers
    )


@transaction.atomic
def _replay_client(client: Person, now: datetime, write: bool) -> ReplayResult:
    kept = Believed.objects.select_for_update().filter(client=client).first()
    at = kept.at if kept else now
    history = build_history(doses_until(client, at), at)
    limits = kept.held.limits if kept else engine_adapter.engine_limits(find_limit_terms(client))
    try:
        again = _build_belief_record(engine_adapter.build_belief(limits, history), limits, history)
        if kept and kept.engine == ENGINE_VERSION:
            return (
                ReplayResult.EQUAL if _canonical_bytes(again) == _canonical_bytes(kept.held) else ReplayResult.DIFFERING
            )
        if write:
            _write_belief(client, again, at)
    except engine.PaceInputError:
        return ReplayResult.REFUSED
    return ReplayResult.STALE


def _write_belief(client: Person, held: BeliefRecord, at: datetime) -> None:
    """In place of the one before, in one query. The row's id is the client's, so the seal holds when it is replaced."""
    Believed.objects.bulk_create(
        [Believed(client=client, at=at, engine=ENGINE_VERSION, held=held)],
        update_conflicts=True,
        unique_fields=["client"],
        update_fields=["at", "engine", "held"],
    )


def _build_belief_record(belief: engine.Belief, limits: LimitsDict, history: Sequence[DoseRecord]) -> BeliefRecord:
    last = max((each.t_days for each in history), default=0.0)
    return BeliefRecord(
        limits=limits,
        history=history_digest(history),
        belief=belief.to_dict(),
        weighed=engine_adapter.reference_risks(belief, last),
    )


def _canonical_bytes(held: BeliefRecord) -> bytes:
    return msgspec.json.encode(held, order="deterministic")
