"""What was believed of a client when she was last made an offer: kept, and worked out again from her history.

`weighed` holds what the engine concludes, not only what it was given, so a change in its arithmetic shows too.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from django.db import transaction

from fotfeste.kit.keyring import keyring
from fotfeste.pace import asking, engine
from fotfeste.pace.asking import ENGINE
from fotfeste.pace.models import Believed, Dose
from fotfeste.pace.queries import digest, doses_until, history_of, limits_of
from fotfeste.pace.record import Asked, DoseRecord, Held
from fotfeste.people.models import Person


class Found(StrEnum):
    EQUAL = "equal"
    STALE = "stale"  # of another version of the engine, or never kept
    DIFFERING = "differing"  # of this version, and not what this history gives
    REFUSED = "refused"  # the engine cannot read what she told, or what it was bounded by


def keep_belief(
    *, client: Person, belief: engine.Belief, limits: dict[str, Any], history: Sequence[DoseRecord], now: datetime
) -> None:
    """Together with the offers that were made from it."""
    _keep(client, _held(belief, limits, history), now)


def refold(*, now: datetime, write: bool = False) -> Counter[Found]:
    """How many kept beliefs are what their history gives. With `write` the stale ones are replaced; nothing else is."""
    found: Counter[Found] = Counter()
    for client in Person.objects.filter(doses__isnull=False).distinct().order_by("pk"):
        with keyring():
            found[_refolded(client, now, write)] += 1
    return found


def replayed(dose: Dose) -> bool:
    """Whether the engine, asked again with what was known then, gives exactly the offers that were shown.

    Offers of another version of the engine are that version's to repeat: they stand as they were recorded.
    """
    record = dose.session
    if record.asked is None or dose.engine != ENGINE:
        return True
    before = [each for each in doses_until(dose.client, dose.at) if each.pk != dose.pk]
    history = history_of(before, dose.at)
    asked: Asked = record.asked
    return digest(history) == asked.history and asking.answer(asked, history, record.state) == asked.offers


@transaction.atomic
def _refolded(client: Person, now: datetime, write: bool) -> Found:
    kept = Believed.objects.select_for_update().filter(client=client).first()
    at = kept.at if kept else now
    history = history_of(doses_until(client, at), at)
    limits = kept.held.limits if kept else asking.limits_for(limits_of(client))
    try:
        again = _held(asking.believe(limits, history), limits, history)
        if kept and kept.engine == ENGINE:
            return Found.EQUAL if _bytes(again) == _bytes(kept.held) else Found.DIFFERING
        if write:
            _keep(client, again, at)
    except engine.PaceInputError:
        return Found.REFUSED
    return Found.STALE


def _keep(client: Person, held: Held, at: datetime) -> None:
    """In place of the one before, in one query. The row's id is the client's, so the seal holds when it is replaced."""
    Believed.objects.bulk_create(
        [Believed(client=client, at=at, engine=ENGINE, held=held)],
        update_conflicts=True,
        unique_fields=["client"],
        update_fields=["at", "engine", "held"],
    )


def _held(belief: engine.Belief, limits: dict[str, Any], history: Sequence[DoseRecord]) -> Held:
    last = max((each.t_days for each in history), default=0.0)
    return Held(limits=limits, history=digest(history), belief=belief.to_dict(), weighed=asking.weighed(belief, last))


def _bytes(held: Held) -> bytes:
    return msgspec.json.encode(held, order="deterministic")
