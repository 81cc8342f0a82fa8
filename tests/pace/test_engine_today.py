"""R4–R7, R9–R11: what today and the therapist allow, how the answer looks. Each failed with its defect planted."""

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

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
from fotfeste.pace.engine.eligibility import ALPHA
from fotfeste.pace.engine.load import log_load
from fotfeste.pace.engine.params import PARAMS

from .engine_cases import (
    CALM,
    RICH_MENU,
    Case,
    arbitrary_sessions,
    cases,
    chosen_level_minutes,
    is_at_most,
    is_reported_settled,
    largest_measures,
    largest_offer,
    limits,
    load_of_offer,
    many_examples,
    menus,
    mild_states,
    mostly_mild_states,
    propose_from_history,
    require,
    settled_history,
    tenths,
    without_grounding,
)


@many_examples
@given(cases(), tenths(-5, 5), tenths(0, 10), menus)
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


@many_examples
@given(st.integers(5, 14), mild_states, tenths(2, 4), tenths(2, 4), st.sampled_from(["strain", "safety", "both"]))
def test_r5_a_day_clearly_worse_than_usual_is_lower(
    count: int, usual: State, more_strain: float, less_safety: float, what: str
) -> None:
    terms = Limits("robust", with_therapist=True)
    ending = After(0, 10, True, 5)
    history = [replace(s, state=usual, after=ending) for s in settled_history(count, terms)]
    now = history[-1].t_days + 2
    strain, safety = require(usual.activation), require(usual.safety)
    farther = strain + (more_strain if strain >= 0 else -more_strain)
    assume(abs(farther) <= 5)
    worse = replace(
        usual,
        activation=strain if what == "safety" else farther,
        safety=safety if what == "strain" else safety - less_safety,
    )
    ordinary, heavy = propose_from_history(history, usual, terms, now), propose_from_history(history, worse, terms, now)
    assert is_at_most(heavy, ordinary)
    assert not without_grounding(heavy) or load_of_offer(largest_offer(heavy)) < load_of_offer(largest_offer(ordinary))


@many_examples
@given(cases(), mostly_mild_states, limits, menus)
def test_r6_the_therapists_limits_always_win(case: Case, state: State, terms: Limits, menu: list[Item]) -> None:
    history, _, now = case
    for offers in (
        propose(observe(history, terms), state, menu, terms, now),
        propose(observe(history, Limits("robust")), state, RICH_MENU, terms, now),
    ):
        for offer in without_grounding(offers):
            assert not terms.paused
            assert offer.family not in terms.closed_families
            ceiling = terms.max_level.get(require(offer.family))
            assert ceiling is None or offer.level <= ceiling
            assert terms.max_minutes is None or offer.minutes <= terms.max_minutes
            assert terms.alpha_max is None or (offer.p or 1) <= terms.alpha_max


@many_examples
@given(cases(), mostly_mild_states, tenths(-4, 4))
def test_r7_heart_rate_variability_only_lowers(case: Case, state: State, hrv_z: float) -> None:
    history, terms, now = case
    without = propose_from_history(history, replace(state, hrv_z=None), terms, now)
    assert is_at_most(propose_from_history(history, replace(state, hrv_z=hrv_z), terms, now), without)


def test_r7_clearly_low_variability_does_lower() -> None:
    terms = Limits("steady")
    history = settled_history(6, terms)
    now = history[-1].t_days + 2
    assert largest_measures(propose_from_history(history, State(0.5, 7, -4), terms, now)) < largest_measures(
        propose_from_history(history, CALM, terms, now)
    )


@many_examples
@given(cases(), mostly_mild_states, limits, menus, st.integers(-50, 200))
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
        assert {offer.id for offer in without_grounding(offers)} <= {item.id for item in items}
        if len(offers) > 2:
            assert load_of_offer(offers[0]) < load_of_offer(largest_offer(offers))


@many_examples
@given(cases(), mostly_mild_states, limits, menus)
def test_r9_doing_more_is_never_rewarded_by_what_stands_in_an_answer(
    case: Case, state: State, terms: Limits, menu: list[Item]
) -> None:
    history, _, now = case
    spoken = {"days", "streak", "count", "points", "times"}
    for offer in propose(observe(history, terms), state, menu, terms, now):
        assert not {r.code for r in offer.reasons} & spoken
        assert set(offer.to_dict()) == {
            *("id", "family", "level", "minutes", "load", "p", "p_hi", "alpha", "reasons", "caps"),
        }


@many_examples
@given(mostly_mild_states, limits, tenths(-100, 100))
def test_r11_an_empty_history_starts_small(state: State, terms: Limits, now: float) -> None:
    for offer in without_grounding(propose(observe([], terms), state, RICH_MENU, terms, now)):
        assert offer.level <= 2
        assert offer.minutes <= 15
        assert offer.family not in DEEP_FAMILIES


def test_r11_an_empty_history_does_offer_something() -> None:
    for tier in (None, "tender", "steady", "robust"):
        terms = Limits(tier)
        assert len(propose(observe([], terms), CALM, RICH_MENU, terms, 0)) == 4


@many_examples
@given(cases(), mostly_mild_states, limits)
def test_offers_stay_under_the_bound_and_name_what_bounded_them(case: Case, state: State, terms: Limits) -> None:
    history, _, now = case
    for offer in without_grounding(propose(observe(history, terms), state, RICH_MENU, terms, now)):
        assert offer.p and offer.p_hi and offer.alpha
        assert offer.p <= offer.p_hi <= offer.alpha <= max(ALPHA.values()) * PARAMS.therapist_present_factor + 1e-12
        assert offer.caps
        assert offer.reasons


def test_a_client_for_whom_all_goes_well_can_grow() -> None:
    for tier in ("tender", "steady", "robust"):
        terms = Limits(tier)
        history = settled_history(25, terms)
        assert log_load(*chosen_level_minutes(history[-1])) > log_load(*chosen_level_minutes(history[0])) + 0.8


def test_a_long_gap_takes_the_step_up_away() -> None:
    terms = Limits("robust", with_therapist=True)
    history = [Session(t, CALM, (), Chosen("yoga", 1, 5), 5, After(0, 8, True, 10)) for t in range(8)]
    soon, late = propose_from_history(history, CALM, terms, 9), propose_from_history(history, CALM, terms, 60)
    assert largest_measures(soon)[1] == 2
    assert largest_measures(late)[1:] == (1, 10)
    assert not is_at_most(soon, late)


@many_examples
@given(arbitrary_sessions(), mostly_mild_states)
def test_one_wild_session_is_never_enough_for_a_deep_family(session: Session, state: State) -> None:
    terms = Limits("robust")
    assume(not is_reported_settled(session))
    assert all(o.family not in DEEP_FAMILIES for o in propose_from_history([session], state, terms, 1))
