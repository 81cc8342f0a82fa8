"""R1, R2 and R3: what earlier sessions allow. Properties of many histories; each failed with its defect planted."""

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fotfeste.pace.engine import (
    DEEP_FAMILIES,
    After,
    Chosen,
    Item,
    Limits,
    NextDay,
    Session,
    State,
    observe,
    propose,
)
from fotfeste.pace.engine.load import log_load

from .engine_cases import (
    CALM,
    Case,
    cases,
    choices,
    chosen_level_minutes,
    full_states,
    is_at_most,
    is_reported_bad,
    is_reported_settled,
    largest_measures,
    largest_offer,
    load_of_offer,
    many_examples,
    mild_states,
    mostly_mild_states,
    propose_from_history,
    require,
    settled_history,
    settled_session,
    without_grounding,
)

BAD_ENDINGS = [
    After(3.5, 9, True),
    After(-4, 9),
    After(0, 2, True, 5),
    After(0, 9, True, 5, stopped_early=True),
]


def with_bad_end(history: list[Session], ending: After) -> list[Session]:
    last = history[-1]
    return [*history[:-1], replace(last, state=replace(last.state, safety=7), after=ending)]


@many_examples
@given(cases(1), st.sampled_from(BAD_ENDINGS) | st.none(), choices, mostly_mild_states)
def test_r1_after_a_bad_session_everything_offered_is_clearly_lower(
    case: Case, ending: After | None, chosen: Chosen, state: State
) -> None:
    history, terms, now = case
    history = with_bad_end(history, ending) if ending else history
    history[-1] = replace(history[-1], chosen=history[-1].chosen or chosen)
    assume(is_reported_bad(history[-1]))
    level, minutes = chosen_level_minutes(history[-1])
    for offer in without_grounding(propose_from_history(history, state, terms, now)):
        assert load_of_offer(offer) < log_load(level, minutes) - 0.09
        assert offer.level <= level
        assert offer.minutes <= minutes
        assert offer.family not in DEEP_FAMILIES


@many_examples
@given(st.integers(2, 12), st.sampled_from(BAD_ENDINGS), st.lists(st.integers(0, 3), max_size=3), mild_states)
def test_r1_nothing_goes_up_until_two_settled_sessions(
    count: int, ending: After, picks: list[int], state: State
) -> None:
    terms = Limits("robust", with_therapist=True)
    history = with_bad_end(settled_history(count, terms), ending)
    now = history[-1].t_days + 1
    before = propose_from_history(history, state, terms, now)
    for i, pick in enumerate(picks):
        offers = propose_from_history(history, state, terms, now)
        settled = settled_session(now, offers[min(pick, len(offers) - 1)])
        unclear = replace(settled, after=After(3, 7, None))
        history.append(settled if i == 0 else unclear)
        now += 0.01
        offers = propose_from_history(history, state, terms, now)
        assert is_at_most(offers, before)
        assert not {offer.family for offer in offers} & set(DEEP_FAMILIES)
        before = offers


def test_r1_two_settled_sessions_open_the_way_again() -> None:
    terms = Limits("robust")
    history = with_bad_end(settled_history(12, terms), After(4, 3))
    now, after_bad = history[-1].t_days, []
    for _ in range(6):
        now += 2
        offers = propose_from_history(history, CALM, terms, now)
        after_bad.append(largest_measures(offers))
        history.append(settled_session(now, largest_offer(offers)))
    assert all(a >= b for a, b in zip(after_bad[0], after_bad[1], strict=True))
    assert after_bad[-1] > after_bad[1]
    assert any(offer.family == "parts" for offer in propose(observe(history, terms), CALM, PARTS_MENU, terms, now + 1))


def test_r1_felt_worse_the_next_day_is_a_bad_session() -> None:
    terms = Limits("robust")
    history = settled_history(6, terms)
    worse = [*history[:-1], replace(history[-1], next_day=NextDay(felt_worse=True))]
    now = history[-1].t_days + 1
    assert load_of_offer(largest_offer(propose_from_history(worse, CALM, terms, now))) < load_of_offer(
        largest_offer(propose_from_history(history, CALM, terms, now))
    )


PARTS_MENU = [Item("parts", "parts", 1, 3), Item("hands", "orienting", 1, 2)]


@many_examples
@given(cases(1), st.sampled_from(["after", "activation", "safety"]), mild_states)
def test_r2_a_missing_outcome_is_never_settled(case: Case, missing: str, state: State) -> None:
    history, terms, now = case
    after = replace(history[-1].after, stopped_early=False)
    after = {
        "after": After(),
        "activation": replace(after, activation=None),
        "safety": replace(after, safety=None),
    }[missing]
    state_before = replace(history[-1].state, safety=max(history[-1].state.safety or 0, 2))
    chosen = history[-1].chosen or Chosen("yoga", 2, 10)
    history[-1] = replace(history[-1], after=after, chosen=chosen, state=state_before)
    for offer in without_grounding(propose_from_history(history, state, terms, now)):
        assert load_of_offer(offer) < log_load(require(chosen.level), require(chosen.minutes))
        assert offer.family not in DEEP_FAMILIES


def test_r2_two_silent_sessions_do_not_end_what_a_hard_one_began() -> None:
    terms = Limits("robust")
    history = with_bad_end(settled_history(10, terms), After(4, 3))
    for _ in range(2):
        now = history[-1].t_days + 1
        offers = propose_from_history(history, CALM, terms, now)
        history.append(replace(settled_session(now, offers[0]), after=After()))
        assert is_at_most(propose_from_history(history, CALM, terms, now + 1), offers)
    assert observe(history, terms).progression.owed_sessions == 2


@many_examples
@given(cases(), mild_states | full_states, st.sampled_from([(None, "s"), ("a", None), (None, None)]))
def test_r2_an_untold_state_gives_no_more_than_any_honest_report(
    case: Case, honest: State, told: tuple[str | None, str | None]
) -> None:
    history, terms, now = case
    # An untold day stands in for a bad one just short of R4, which only an honest report can call.
    assume(abs(require(honest.activation)) <= 4.4 and require(honest.safety) >= 1.1)
    untold = State(
        honest.activation if told[0] else None, honest.safety if told[1] else None, honest.hrv_z if any(told) else None
    )
    assert is_at_most(
        propose_from_history(history, untold, terms, now), propose_from_history(history, honest, terms, now)
    )
    assert is_at_most(
        propose_from_history(history, None, terms, now), propose_from_history(history, honest, terms, now)
    )


@many_examples
@given(cases(), mostly_mild_states)
def test_r3_at_most_one_level_and_one_minutes_step_above_what_was_tolerated(case: Case, state: State) -> None:
    history, terms, now = case
    doses = [s for s in history if s.chosen and is_reported_settled(s)]
    # Level 1 and 10 minutes are assumed tolerable (R11), and less that settled takes nothing of that back.
    level = max([1, *(chosen_level_minutes(s)[0] for s in doses)])
    minutes = max([10.0, *(min(s.done_minutes or 0, chosen_level_minutes(s)[1]) for s in doses)])
    for offer in without_grounding(propose_from_history(history, state, terms, now)):
        assert offer.level <= level + 1
        assert offer.minutes <= minutes + 5
        assert load_of_offer(offer) < log_load(level + 1, minutes + 5) or level == 5
