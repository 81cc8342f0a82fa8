"""Which items may be offered at all: every rule that refuses, in one place. Choosing among the rest is `propose`.

An item is refused or admitted by itself; the one rule that looks at the menu is R5, where 'lower' also means strictly
below the most this same menu would give on such a day without the rule. Nothing here reads the direction of an item,
so what the day asks for can never let a larger amount in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import capacity as capacities
from .answers import Risk
from .belief import Belief
from .day import Day, clearly_worse, demand, grounding_only
from .load import Amount, lower
from .types import DEEP_FAMILIES, Item, Limits

ALPHA = {"tender": 0.03, "steady": 0.06, "robust": 0.07}
WITH_THERAPIST = 1.33
LONG_GAP_DAYS = 30.0


@dataclass(frozen=True)
class Candidate:
    """A menu item with its amount and risk."""

    item: Item
    amount: Amount
    risk: Risk


def alpha(limits: Limits) -> float:
    """The bound on p: by tier, somewhat higher with the therapist present, never above `alpha_max`."""
    bound = ALPHA[limits.tier or "tender"] * (WITH_THERAPIST if limits.with_therapist else 1.0)
    return bound if limits.alpha_max is None else min(bound, limits.alpha_max)


def weigh(belief: Belief, day: Day, items: Sequence[Item], bound: float, now_days: float) -> list[Candidate]:
    """Every item with its amount and its risk today."""
    amounts = [Amount.of(item.level, item.minutes) for item in items]
    asked = [
        amount.load + capacities.family_offset(item.family) + demand(day)
        for item, amount in zip(items, amounts, strict=True)
    ]
    p, p_hi = capacities.overwhelm(np.asarray(asked, dtype=np.float64), belief.capacity, now_days)
    return [
        Candidate(item, amount, Risk(round(float(p[i]), 12), round(float(p_hi[i]), 12), bound))
        for i, (item, amount) in enumerate(zip(items, amounts, strict=True))
    ]


def gap_is_long(belief: Belief, now_days: float) -> bool:
    """So long since last time that nothing goes up on the day of coming back."""
    return bool(belief.sessions) and now_days - belief.sessions[-1].t_days > LONG_GAP_DAYS


def cap_today(belief: Belief, now_days: float) -> Amount:
    """The most that may be offered on an ordinary day, before the therapist's limits."""
    cap = belief.standing.cap()
    return cap.least(belief.standing.base()) if gap_is_long(belief, now_days) else cap


def within_limits(item: Item, limits: Limits) -> bool:
    """R6: the therapist's word, whatever the engine believes."""
    ceiling = limits.max_level.get(item.family)
    return (
        not limits.paused
        and item.family not in limits.closed_families
        and (ceiling is None or item.level <= ceiling)
        and (limits.max_minutes is None or item.minutes <= limits.max_minutes)
    )


def admitted(belief: Belief, day: Day, menu: Sequence[Item], limits: Limits, now_days: float) -> list[Candidate]:
    """The items of `menu` that pass every rule today."""
    ordinary = _passed(belief, day, menu, limits, now_days)
    if not clearly_worse(day, belief.usual):
        return ordinary
    bound = lower(belief.standing.base())
    most = max((candidate.amount.load for candidate in ordinary), default=0.0)
    return [c for c in ordinary if bound.holds(c.amount) and c.amount.load < most]


def _passed(belief: Belief, day: Day, menu: Sequence[Item], limits: Limits, now_days: float) -> list[Candidate]:
    if grounding_only(day):
        return []
    cap = cap_today(belief, now_days)
    deep_open = belief.standing.deep_open()
    open_items = [
        item for item in menu if within_limits(item, limits) and (deep_open or item.family not in DEEP_FAMILIES)
    ]
    weighed = weigh(belief, day, open_items, alpha(limits), now_days)
    return [c for c in weighed if cap.holds(c.amount) and c.risk.p_hi <= c.risk.alpha]
