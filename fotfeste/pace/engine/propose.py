"""Which of what may be offered is offered, and in which order (R8, R9, R10).

The largest load, level and minutes of what is admitted are always among the offers, so each of the three can only
shrink when what is admitted shrinks. The default, first, is a smaller one that fits the day.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from .belief import Belief
from .day_state import Day, complete_day
from .eligibility import Candidate, assess_candidates, eligible_candidates, max_allowed_risk
from .inputs import DEEP_FAMILIES, Days, Item, Limits, State
from .load import Amount
from .outputs import GROUNDING, Offer, Risk
from .params import PARAMS
from .reasons import find_cap_names, find_reasons
from .validation import PaceInputError, check_record, parse

RANK_AWAY = 2

Key = Callable[[Candidate], tuple[object, ...]]


def propose(
    belief: Belief, state: State | None, menu: Iterable[Item] | None, limits: Limits | None, now_days: float | None
) -> list[Offer]:
    """One to four offers: the default first, grounding last.

    Grounding alone is the answer when nothing passes: an empty menu, a pause, everything closed, activation ±4.5 or
    more, safety 1 or less, or when `now_days` is not known. A `now_days` before the last session counts as that moment.
    Raises `PaceInputError` for what cannot be read, also for two different items with one id.

    Examples
    --------
    >>> menu = [Item("look", "orienting", 1, 3), Item("breathe", "breath", 1, 5)]
    >>> [offer.id for offer in propose(observe([], None), State(1, 6), menu, None, 0)]
    ['look', 'breathe', 'grounding']
    >>> [offer.id for offer in propose(observe([], None), State(5, 6), menu, None, 0)]
    ['grounding']
    """
    state, limits = State() if state is None else state, Limits() if limits is None else limits
    items = _validate_inputs(belief, state, menu, limits)
    if now_days is None:
        return [GROUNDING]
    now, day = parse("now_days", now_days, Days), complete_day(state)
    chosen = _select_candidates(eligible_candidates(belief, day, items, limits, now), day)
    return [*(_build_offer(candidate, belief, day, limits, now) for candidate in chosen), GROUNDING]


def risk(belief: Belief, state: State | None, item: Item, now_days: float) -> Risk:
    """Model-estimated chance of overwhelm for any item, also one that no rule would let through.

    Non-decreasing in level and in minutes; `p_hi` also on a worse or an untold day. Raises `PaceInputError`.

    Examples
    --------
    >>> today = risk(observe([], Limits("steady")), State(1, 6), Item("look", "orienting", 1, 3), 0)
    >>> today.p < today.p_hi < today.alpha
    True
    """
    state = State() if state is None else state
    check_record("belief", belief, Belief)
    check_record("state", state, State)
    check_record("item", item, Item)
    now = parse("now_days", now_days, Days)
    (candidate,) = assess_candidates(belief, complete_day(state), [item], now)
    return Risk(candidate.p, candidate.p_hi, max_allowed_risk(belief.limits))


def _validate_inputs(belief: Belief, state: State, menu: Iterable[Item] | None, limits: Limits) -> list[Item]:
    check_record("belief", belief, Belief)
    check_record("state", state, State)
    check_record("limits", limits, Limits)
    if menu is not None and not isinstance(menu, Iterable):
        raise PaceInputError(f"menu: expected a list of items, got {type(menu).__name__}.")
    by_id: dict[str, Item] = {}
    for item in menu or ():
        check_record("item", item, Item)
        if by_id.setdefault(item.id, item) != item:
            raise PaceInputError(f"menu: two different items are called {item.id!r}.")
    return [by_id[key] for key in sorted(by_id)]


def _select_candidates(candidates: Sequence[Candidate], day: Day) -> list[Candidate]:
    """At most three, the default first. Equal amounts throughout leave one, as a second would not be larger (R10)."""
    if not candidates:
        return []
    picks = _pick_largest(candidates, day)
    most = reduce(Amount.pointwise_max, (candidate.amount for candidate in candidates))
    smaller = [candidate for candidate in candidates if candidate.amount.load < most.load]
    if not smaller:
        return picks
    if not any(pick.amount.load < most.load for pick in picks):
        picks.append(min(smaller, key=_default_key(day)))
    rest = [candidate for candidate in candidates if candidate not in picks]
    while rest and len(picks) < PARAMS.max_offers:
        picks.append(min(rest, key=_other_key(day, picks)))
        rest.remove(picks[-1])
    default = min((pick for pick in picks if pick.amount.load < most.load), key=_default_key(day))
    others = sorted((pick for pick in picks if pick is not default), key=lambda pick: (pick.amount.load, pick.item.id))
    return [default, *others]


def _pick_largest(candidates: Sequence[Candidate], day: Day) -> list[Candidate]:
    """As few as together hold the largest load, level and minutes: one to three."""
    measures: tuple[Callable[[Candidate], float], ...] = (
        lambda candidate: candidate.amount.load,
        lambda candidate: candidate.amount.level,
        lambda candidate: candidate.amount.minutes,
    )
    most = [max(measure(candidate) for candidate in candidates) for measure in measures]
    picks: list[Candidate] = []
    for measure, top in zip(measures, most, strict=True):
        if not any(measure(pick) == top for pick in picks):
            holders = [candidate for candidate in candidates if measure(candidate) == top]
            picks.append(min(holders, key=lambda c: (-c.amount.load, *_fit_key(c, day))))
    return picks


def _fit_key(candidate: Candidate, day: Day) -> tuple[bool, int, str]:
    """Gentle families first, then what leads where the day asks, then a fixed order."""
    item = candidate.item
    return item.family in DEEP_FAMILIES, _direction_rank(item.direction, day), item.id


def _direction_rank(direction: str, day: Day) -> int:
    if abs(day.lean or 0.0) < PARAMS.min_lean or direction == "either":
        return 1
    return 0 if direction == ("settles" if (day.lean or 0.0) > 0 else "lifts") else RANK_AWAY


def _default_key(day: Day) -> Key:
    """Nothing that leads away from calm, then what comes nearest to the bound: the most that is not the most."""

    def key(candidate: Candidate) -> tuple[object, ...]:
        deep, direction, name = _fit_key(candidate, day)
        return deep, direction == RANK_AWAY, -candidate.p_hi, name

    return key


def _other_key(day: Day, picks: Sequence[Candidate]) -> Key:
    """Something of another kind first: alternatives should differ."""
    known = {pick.item.family for pick in picks}
    by_fit = _default_key(day)
    return lambda candidate: (candidate.item.family in known, *by_fit(candidate))


def _build_offer(candidate: Candidate, belief: Belief, day: Day, limits: Limits, now_days: float) -> Offer:
    item = candidate.item
    return Offer(
        id=item.id,
        family=item.family,
        level=item.level,
        minutes=item.minutes,
        load=round(candidate.amount.load, 12),
        p=candidate.p,
        p_hi=candidate.p_hi,
        alpha=max_allowed_risk(limits),
        reasons=find_reasons(item, belief, day, now_days),
        caps=find_cap_names(belief, day, limits, now_days),
    )
