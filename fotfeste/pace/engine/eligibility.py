"""Which items may be offered at all: every rule that refuses, in one place. Choosing among the rest is `propose`.

An item is refused or admitted by itself; the one rule that looks at the menu is R5, where 'lower' also means strictly
below the most this same menu would give on such a day without the rule. A day farther from calm on the same side never
lets anything in that was refused before; on either side, what leads back towards calm is weighed as asking less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .belief import Belief
from .day_state import Day, day_demand, estimate_likely_day, is_clearly_worse, is_grounding_only, quiet_harm_probability
from .inputs import DEEP_FAMILIES, DIRECTIONS, Item, Limits
from .load import Amount, clearly_lower_amount, is_single_step
from .params import PARAMS
from .posterior import Posterior

ALPHA = {"tender": PARAMS.alpha_tender, "steady": PARAMS.alpha_steady, "robust": PARAMS.alpha_robust}


@dataclass(frozen=True)
class Candidate:
    """A menu item with its amount and its chance of overwhelm: as told, and the cautious one that is bounded."""

    item: Item
    amount: Amount
    p: float
    p_hi: float


def max_allowed_risk(limits: Limits) -> float:
    """The bound on the cautious estimate: by tier, somewhat higher with the therapist present, never above `alpha_max`.

    Parameters
    ----------
    limits : Limits
        No tier counts as tender; a record holds no NaN.

    Returns
    -------
    float
        In [0, 1]. It never rises by itself: control of overdose is coherent only with a fixed bound [1]_.

    References
    ----------
    .. [1] Tighiouart, Rogatko (2010). doi:10.1214/10-STS333

    Examples
    --------
    >>> max_allowed_risk(Limits()), max_allowed_risk(Limits("steady", alpha_max=0.05))
    (0.045, 0.05)
    """
    bound = ALPHA[limits.tier or "tender"] * (PARAMS.therapist_present_factor if limits.with_therapist else 1.0)
    return bound if limits.alpha_max is None else min(bound, limits.alpha_max)


def assess_candidates(belief: Belief, day: Day, items: Sequence[Item], now_days: float) -> list[Candidate]:
    """Every item with its amount and its chance of overwhelm today.

    Parameters
    ----------
    belief : Belief
        Of the client.
    day : Day
        Today, completed.
    items : sequence of Item
        Whether or not any rule lets them through.
    now_days : float
        Days; before the last session it counts as that moment. Finite: NaN is not checked here.

    Returns
    -------
    list of Candidate
        In the order of `items`. `p`: as told; `p_hi` ≥ `p`: with what was not told taken as the worst, early caution
        and tightening. Both in [0, 1], non-decreasing in level and in minutes, rounded to 12 decimals.

    Examples
    --------
    >>> items = [Item(str(minutes), "yoga", 1, minutes) for minutes in (5, 10)]
    >>> today = Day(strain=1.0, safety=6.0, low_hrv=0.0, lean=1.0, is_incomplete=False)
    >>> short, long = assess_candidates(observe([], Limits()), today, items, 0.0)
    >>> short.p < short.p_hi < long.p_hi
    True
    """
    sized = [(item, Amount.of(item.level, item.minutes)) for item in items]
    likely = _overwhelm_probabilities(
        belief.reported_posterior, estimate_likely_day(day, belief.usual), sized, now_days, False
    )
    strict = _overwhelm_probabilities(belief.strict_posterior, day, sized, now_days, True)
    return [
        Candidate(item, amount, min(p, p_hi), p_hi)
        for (item, amount), p, p_hi in zip(sized, likely, strict, strict=True)
    ]


def _overwhelm_probabilities(
    known: Posterior, day: Day, sized: Sequence[tuple[Item, Amount]], now_days: float, strictly: bool
) -> list[float]:
    tired = known.fatigue(now_days) + (known.caution if strictly else -known.downward_bias)
    demand = {direction: day_demand(day, direction) for direction in DIRECTIONS}
    harm = {direction: quiet_harm_probability(day, direction) for direction in DIRECTIONS}
    asked = [amount.load + known.family_offset(item.family) + demand[item.direction] + tired for item, amount in sized]
    p = known.capacity.drift_to(now_days).overwhelm_probabilities(np.asarray(asked, dtype=np.float64))
    p = np.minimum(p * known.tightening_factor, 1.0) if strictly else p
    quiet = np.array([harm[item.direction] for item, _ in sized])
    return [round(float(each), 12) for each in 1 - (1 - p) * (1 - quiet)]


def is_gap_long(belief: Belief, now_days: float) -> bool:
    """Whether it is so long since last time that nothing goes up on the day of coming back.

    Examples
    --------
    >>> belief = observe([Session(0)], Limits())
    >>> is_gap_long(belief, 30.0), is_gap_long(belief, 30.5), is_gap_long(observe([], Limits()), 99.0)
    (False, True, False)
    """
    return bool(belief.sessions) and now_days - belief.sessions[-1].t_days > PARAMS.long_gap_days


def amount_cap_today(belief: Belief, now_days: float) -> Amount:
    """The most that may be offered on an ordinary day, before the therapist's limits.

    Examples
    --------
    >>> amount_cap_today(observe([], Limits()), 0.0).level, amount_cap_today(observe([], Limits()), 0.0).minutes
    (2, 15.0)
    """
    cap = belief.progression.cap()
    return cap.pointwise_min(belief.progression.tolerated_cap()) if is_gap_long(belief, now_days) else cap


def is_within_limits(item: Item, limits: Limits) -> bool:
    """R6: the therapist's word, whatever the engine believes.

    Examples
    --------
    >>> [is_within_limits(Item("a", "yoga", level, 5), Limits(max_level={"yoga": 2})) for level in (2, 3)]
    [True, False]
    """
    ceiling = limits.max_level.get(item.family)
    return (
        not limits.paused
        and item.family not in limits.closed_families
        and (ceiling is None or item.level <= ceiling)
        and (limits.max_minutes is None or item.minutes <= limits.max_minutes)
    )


def eligible_candidates(
    belief: Belief, day: Day, menu: Sequence[Item], limits: Limits, now_days: float
) -> list[Candidate]:
    """The items of `menu` that pass every rule today.

    Parameters
    ----------
    belief, day, now_days
        As for `assess_candidates`.
    menu : sequence of Item
        The therapist's.
    limits : Limits
        As they are now.

    Returns
    -------
    list of Candidate
        In the order of `menu`; each within every cap, and `p_hi` at most `max_allowed_risk`.

    Examples
    --------
    >>> today = Day(strain=1.0, safety=6.0, low_hrv=0.0, lean=1.0, is_incomplete=False)
    >>> menu = [Item("small", "yoga", 1, 5), Item("long", "yoga", 1, 20), Item("deep", "parts", 1, 5)]
    >>> [each.item.id for each in eligible_candidates(observe([], Limits()), today, menu, Limits(), 0.0)]
    ['small']
    """
    ordinary = _eligible_on_ordinary_day(belief, day, menu, limits, now_days)
    if not is_clearly_worse(day, belief.usual):
        return ordinary
    bound = clearly_lower_amount(belief.progression.tolerated_cap())
    most = max((candidate.amount.load for candidate in ordinary), default=0.0)
    return [c for c in ordinary if bound.contains(c.amount) and c.amount.load < most]


def _eligible_on_ordinary_day(
    belief: Belief, day: Day, menu: Sequence[Item], limits: Limits, now_days: float
) -> list[Candidate]:
    if is_grounding_only(day):
        return []
    cap = amount_cap_today(belief, now_days)
    is_deep_open = belief.progression.is_deep_open()
    open_items = [
        item for item in menu if is_within_limits(item, limits) and (is_deep_open or item.family not in DEEP_FAMILIES)
    ]
    weighed, alpha = assess_candidates(belief, day, open_items, now_days), max_allowed_risk(limits)
    tolerated = belief.progression.tolerated_amount
    return [c for c in weighed if cap.contains(c.amount) and is_single_step(tolerated, c.amount) and c.p_hi <= alpha]
