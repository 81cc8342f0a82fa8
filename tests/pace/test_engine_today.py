"""R4–R7, R9–R11: what today and the therapist allow, how the answer looks. Each failed with its defect planted."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from fotfeste.pace.engine import (
    DEEP_FAMILIES,
    GROUNDING,
    After,
    Chosen,
    Item,
    Limits,
    Session,
    State,
    observe,
    propose,
)
from fotfeste.pace.engine.admit import ALPHA, WITH_THERAPIST
from fotfeste.pace.engine.load import load

from .engine_cases import (
    CALM,
    RICH_MENU,
    Case,
    aim,
    answer,
    at_most,
    days,
    grown,
    largest,
    limits,
    many,
    menus,
    mild_states,
    most,
    real,
    sure,
    tenths,
    thriving,
    told_settled,
    weight,
    wild_sessions,
)


@many
@given(grown(), tenths(-5, 5), tenths(0, 10), menus)
def test_r4_far_out_of_the_window_gives_grounding_only(
    case: Case, activation: float, safety: float, menu: list[Item]
) -> None:
    history, terms, now = case
    assume(abs(activation) >= 4.5 or safety <= 1)
    belief = observe(history, terms)
    assert propose(belief, State(activation, safety), menu or RICH_MENU, terms, now) == [GROUNDING]
    if abs(activation) >= 4.5:
        assert propose(belief, State(activation, None), RICH_MENU, terms, now) == [GROUNDING]
    else:
        assert propose(belief, State(None, safety), RICH_MENU, terms, now) == [GROUNDING]


@many
@given(st.integers(5, 14), mild_states, tenths(2, 4), tenths(2, 4), st.sampled_from(["strain", "safety", "both"]))
def test_r5_a_day_clearly_worse_than_usual_is_lower(
    count: int, usual: State, more_strain: float, less_safety: float, what: str
) -> None:
    terms = Limits("robust", with_therapist=True)
    ending = After(0, 10, True, 5)
    history = [replace(s, state=usual, after=ending) for s in thriving(count, terms)]
    now = history[-1].t_days + 2
    strain, safety = sure(usual.activation), sure(usual.safety)
    farther = strain + (more_strain if strain >= 0 else -more_strain)
    assume(abs(farther) <= 5)
    worse = replace(
        usual,
        activation=strain if what == "safety" else farther,
        safety=safety if what == "strain" else safety - less_safety,
    )
    ordinary, heavy = answer(history, usual, terms, now), answer(history, worse, terms, now)
    assert at_most(heavy, ordinary)
    assert not real(heavy) or weight(largest(heavy)) < weight(largest(ordinary))


@many
@given(grown(), days, limits, menus)
def test_r6_the_therapists_limits_always_win(case: Case, state: State, terms: Limits, menu: list[Item]) -> None:
    history, _, now = case
    for offers in (
        propose(observe(history, terms), state, menu, terms, now),
        propose(observe(history, Limits("robust")), state, RICH_MENU, terms, now),
    ):
        for offer in real(offers):
            assert not terms.paused
            assert offer.family not in terms.closed_families
            assert offer.level <= terms.max_level.get(sure(offer.family), 5)
            assert terms.max_minutes is None or offer.minutes <= terms.max_minutes
            assert terms.alpha_max is None or (offer.p or 1) <= terms.alpha_max


@many
@given(grown(), days, tenths(-4, 4))
def test_r7_heart_rate_variability_only_lowers(case: Case, state: State, hrv_z: float) -> None:
    history, terms, now = case
    without = answer(history, replace(state, hrv_z=None), terms, now)
    assert at_most(answer(history, replace(state, hrv_z=hrv_z), terms, now), without)


def test_r7_clearly_low_variability_does_lower() -> None:
    terms = Limits("steady")
    history = thriving(6, terms)
    now = history[-1].t_days + 2
    assert most(answer(history, State(0.5, 7, -4), terms, now)) < most(answer(history, CALM, terms, now))


@many
@given(grown(), days, limits, menus, st.integers(-50, 200))
def test_r9_r10_default_first_not_the_largest_grounding_always_last(
    case: Case, state: State, terms: Limits, menu: list[Item], now: float
) -> None:
    history, _, _ = case
    for items in (menu, RICH_MENU):
        offers = propose(observe(history, terms), state, items, terms, now)
        assert 1 <= len(offers) <= 4
        assert offers[-1] == GROUNDING
        assert offers.count(GROUNDING) == 1
        assert len({offer.id for offer in offers}) == len(offers)
        assert {offer.id for offer in real(offers)} <= {item.id for item in items}
        if len(offers) > 2:
            assert weight(offers[0]) < weight(largest(offers))


@many
@given(grown(), days, limits, menus)
def test_r9_doing_more_is_never_rewarded_by_what_stands_in_an_answer(
    case: Case, state: State, terms: Limits, menu: list[Item]
) -> None:
    history, _, now = case
    spoken = {"days", "streak", "count", "points", "times"}
    for offer in propose(observe(history, terms), state, menu, terms, now):
        assert not {r["code"] for r in offer.reasons} & spoken
        assert set(offer.to_dict()) == {
            *("id", "family", "level", "minutes", "load", "p", "p_hi", "alpha", "reasons", "caps"),
        }


@many
@given(days, limits, tenths(-100, 100))
def test_r11_an_empty_history_starts_small(state: State, terms: Limits, now: float) -> None:
    for offer in real(propose(observe([], terms), state, RICH_MENU, terms, now)):
        assert offer.level <= 2
        assert offer.minutes <= 15
        assert offer.family not in DEEP_FAMILIES


def test_r11_an_empty_history_does_offer_something() -> None:
    for tier in (None, "tender", "steady", "robust"):
        terms = Limits(tier)
        assert len(propose(observe([], terms), CALM, RICH_MENU, terms, 0)) == 4


@many
@given(grown(), days, limits)
def test_offers_stay_under_the_bound_and_name_what_bounded_them(case: Case, state: State, terms: Limits) -> None:
    history, _, now = case
    for offer in real(propose(observe(history, terms), state, RICH_MENU, terms, now)):
        assert offer.p and offer.p_hi and offer.alpha
        assert offer.p <= offer.p_hi <= offer.alpha <= max(ALPHA.values()) * WITH_THERAPIST + 1e-12
        assert offer.caps
        assert offer.reasons


def test_a_client_for_whom_all_goes_well_can_grow() -> None:
    for tier in ("tender", "steady", "robust"):
        terms = Limits(tier)
        history = thriving(25, terms)
        assert load(*aim(history[-1])) > load(*aim(history[0])) + 0.8


def test_a_long_gap_takes_the_step_up_away() -> None:
    terms = Limits("robust", with_therapist=True)
    history = [Session(t, CALM, (), Chosen("yoga", 1, 5), 5, After(0, 8, True, 10)) for t in range(8)]
    soon, late = answer(history, CALM, terms, 9), answer(history, CALM, terms, 60)
    assert most(soon)[1] == 2
    assert most(late)[1:] == (1, 10)
    assert not at_most(soon, late)


@many
@given(wild_sessions(), days)
def test_one_wild_session_is_never_enough_for_a_deep_family(session: Session, state: State) -> None:
    terms = Limits("robust")
    assume(not told_settled(session))
    assert all(o.family not in DEEP_FAMILIES for o in answer([session], state, terms, 1))
