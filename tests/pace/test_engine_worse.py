"""R8, the metamorphic rule: whatever gets worse or is withheld, nothing offered gets larger and nothing new gets in.

It is about today and the last session. What stayed untold earlier is weighed by the client's own habit.
"""

from collections.abc import Sequence
from itertools import pairwise, product

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fotfeste.pace.engine import After, Belief, Item, Limits, NextDay, Prior, Session, State, observe, propose, risk

from .engine_cases import (
    CALM,
    RICH_MENU,
    Case,
    cases,
    is_at_most,
    many_examples,
    menus,
    mostly_mild_states,
    settled_history,
    tenths,
    withhold_report,
)

ONE_BY_ONE = RICH_MENU[1::6]


def eligible_ids(belief: Belief, state: State, terms: Limits, now: float) -> set[str]:
    """Items that are offered when they are all there is."""
    return {item.id for item in ONE_BY_ONE if len(propose(belief, state, [item], terms, now)) == 2}


def assert_nothing_more(worse: Belief, better: Belief, days: tuple[State, State], terms: Limits, now: float) -> None:
    """`days` are the worse and the better state of today."""
    low, high = (propose(belief, day, RICH_MENU, terms, now) for belief, day in zip((worse, better), days, strict=True))
    assert is_at_most(low, high)
    assert eligible_ids(worse, days[0], terms, now) <= eligible_ids(better, days[1], terms, now)
    for item in ONE_BY_ONE[::4]:
        risks = risk(worse, days[0], item, now), risk(better, days[1], item, now)
        assert risks[0].p_hi >= risks[1].p_hi
        assert risks[0].alpha <= risks[1].alpha


@st.composite
def worse_days(draw: st.DrawFn, state: State) -> State:
    """The same day, worse: farther from calm on the same side, less safe, lower variability, or not told."""
    activation, safety, hrv_z = state.activation, state.safety, state.hrv_z
    if activation is not None:
        farther = abs(activation) + draw(st.sampled_from([0, 0.5, 1.5, 3]))
        side = 1 if activation > 0 else -1 if activation < 0 else draw(st.sampled_from([1, -1]))
        activation = draw(st.sampled_from([activation, side * min(farther, 5), None]))
        # An untold day stands in for a bad one just short of R4, which only an honest report can call.
        assume(activation is not None or abs(state.activation or 0) <= 4.4)
    if safety is not None:
        safety = draw(st.sampled_from([safety, max(safety - draw(st.sampled_from([0.5, 2, 5])), 0), None]))
        assume(safety is not None or (state.safety or 0) >= 1.1)
    if hrv_z is not None:
        hrv_z = min(hrv_z, draw(tenths(-4, 4)))
    return State(activation, safety, hrv_z)


@st.composite
def worse_reports(draw: st.DrawFn, session: Session) -> Session:
    """The same session with a worse or a withheld report, each part by itself."""
    after, next_day = session.after, session.next_day
    activation = after.activation
    if activation is not None:
        activation = draw(st.sampled_from([activation, max(abs(activation), draw(tenths(0, 5))), None]))
    safety = after.safety
    if safety is not None:
        safety = draw(st.sampled_from([safety, min(safety, draw(tenths(0, 10))), None]))
    recovery = after.recovery_min
    if recovery is not None:
        recovery = draw(st.sampled_from([recovery, recovery + draw(tenths(0, 60)), None]))
    # By definition calm numbers count as settled where that was not asked; so her "no" has no milder silence (spec).
    settled = False if after.settled is False else draw(st.sampled_from([after.settled, False, None]))
    stopped = after.stopped_early or draw(st.sampled_from([False, False, True]))
    if next_day is None:
        next_day = draw(st.sampled_from([None, None, NextDay(), NextDay(felt_worse=True)]))
    else:
        next_day = draw(st.sampled_from([next_day, NextDay(next_day.activation, felt_worse=True)]))
    return replace(session, after=After(activation, safety, settled, recovery, stopped), next_day=next_day)


@many_examples
@given(st.data(), cases(), mostly_mild_states)
def test_r8_a_worse_or_untold_day_never_gives_more(data: st.DataObject, case: Case, state: State) -> None:
    history, terms, now = case
    worse = data.draw(worse_days(state))
    belief = observe(history, terms)
    assert_nothing_more(belief, belief, (worse, state), terms, now)


def test_r8_farther_from_calm_never_asks_less_of_any_direction() -> None:
    """In small steps on either side: the harm of quiet far down, and what leads back, must not bend it."""
    terms = Limits("steady")
    belief = observe(settled_history(4, terms), terms, Prior({"steady": 9.0}))
    for side, direction in product((1, -1), ("settles", "lifts", "either")):
        item = Item("x", "orienting", 1, 2, direction)
        risks = [risk(belief, State(side * tenth / 10, 7), item, 9).p_hi for tenth in range(1, 50)]
        assert all(a <= b for a, b in pairwise(risks))


@many_examples
@given(st.data(), cases(1), mostly_mild_states)
def test_r8_a_worse_last_outcome_never_gives_more(data: st.DataObject, case: Case, state: State) -> None:
    history, terms, now = case
    worse = [*history[:-1], data.draw(worse_reports(history[-1]))]
    assert_nothing_more(observe(worse, terms), observe(history, terms), (state, state), terms, now)


@many_examples
@given(cases(1), mostly_mild_states)
def test_r8_a_withheld_report_never_gives_more(case: Case, state: State) -> None:
    history, terms, now = case
    withheld = [*history[:-1], withhold_report(history[-1])]
    assert_nothing_more(observe(withheld, terms), observe(history, terms), (state, state), terms, now)


@many_examples
@given(cases(1), mostly_mild_states, st.sampled_from(["activation", "safety", "both", "done"]))
def test_r8_withholding_how_it_was_before_or_how_long_it_took_never_gives_more(
    case: Case, state: State, what: str
) -> None:
    history, terms, now = case
    last = history[-1]
    untold = {
        "activation": replace(last, state=replace(last.state, activation=None)),
        "safety": replace(last, state=replace(last.state, safety=None)),
        "both": replace(last, state=State()),
        "done": replace(last, done_minutes=None),
    }[what]
    assert_nothing_more(observe([*history[:-1], untold], terms), observe(history, terms), (state, state), terms, now)


@many_examples
@given(st.data(), cases(1), mostly_mild_states, menus)
def test_r8_in_a_small_menu_no_name_appears_that_was_refused_before(
    data: st.DataObject, case: Case, state: State, menu: list[Item]
) -> None:
    history, terms, now = case
    small = menu[:3]
    worse = [*history[:-1], data.draw(worse_reports(history[-1]))]
    low, high = (propose(observe(h, terms), state, small, terms, now) for h in (worse, history))
    assert {offer.id for offer in low} <= {offer.id for offer in high}


def test_r8_a_silent_session_is_held_against_no_one_else() -> None:
    """Silence lowers, and telling afterwards (the whole history observed anew) takes it back."""
    terms = Limits("steady")
    history = settled_history(8, terms)
    now = history[-1].t_days + 1
    told = propose(observe(history, terms), CALM, RICH_MENU, terms, now)
    quiet = propose(observe([*history[:-1], withhold_report(history[-1])], terms), CALM, RICH_MENU, terms, now)
    assert not is_at_most(told, quiet)
    assert propose(observe(history, terms), CALM, RICH_MENU, terms, now) == told


@many_examples
@given(cases(), mostly_mild_states, st.integers(1, 4), tenths(1, 60), tenths(0, 30), st.sampled_from(["yoga", "parts"]))
def test_risk_never_falls_with_level_or_minutes(
    case: Case, state: State, level: int, minutes: float, more: float, family: str
) -> None:
    history, terms, now = case
    belief = observe(history, terms)

    def p(levels: int, length: float) -> Sequence[float]:
        answer = risk(belief, state, Item("x", family, levels, length), now)
        return answer.p, answer.p_hi

    base = p(level, minutes)
    for larger in (p(level + 1, minutes), p(level, minutes + more), p(level + 1, minutes + more)):
        assert all(a >= b for a, b in zip(larger, base, strict=True))
