"""Her own "not settled" is never overruled by a calm number: not in a rule, not in what is believed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fotfeste.pace.engine import After, Belief, Chosen, Item, Limits, Offer, Session, State, observe, propose, risk
from fotfeste.pace.engine.load import Amount, clearly_lower_amount, one_step_above

from .engine_cases import CALM, RICH_MENU, largest_offer, settled_history

CASES = Path(os.environ.get("FOTFESTE_TEST_DATA", "no-test-data")).parent / "cases"
needs_cases = pytest.mark.skipif(not (CASES / "pace-R1.json").exists(), reason="no test data here")
TERMS = Limits("steady")
CALM_NUMBERS = [(0.0, 7.0), (0.5, 7.0), (-1.0, 7.5), (2.0, 7.0), (-2.0, 9.0)]  # activation and safety afterwards


def offers_of_case(name: str) -> tuple[list[Offer], list[Any]]:
    case = json.loads((CASES / name).read_text())
    limits = Limits.from_dict(case["limits"])
    belief = observe([Session.from_dict(each) for each in case["history"]], limits)
    menu = [Item.from_dict(each) for each in case["menu"]]
    return propose(belief, State.from_dict(case["state"]), menu, limits, case["now_days"]), case["detail"]


@needs_cases
def test_r1_of_two_settled_times_one_she_called_unsettled_does_not_count() -> None:
    offers, (*_, hard) = offers_of_case("pace-R1.json")
    most = clearly_lower_amount(Amount.of(hard["level"], hard["minutes"]))
    assert all(most.contains(Amount.of(offer.level, offer.minutes)) for offer in offers)


@needs_cases
def test_r3_what_she_called_unsettled_was_not_tolerated() -> None:
    offers, (_family, _level, _minutes, tolerated_level, tolerated_minutes) = offers_of_case("pace-R3.json")
    most = one_step_above(Amount.of(tolerated_level, tolerated_minutes))
    assert all(offer.level <= most.level and offer.minutes <= most.minutes for offer in offers)


def contradict_numbers(session: Session, activation: float, safety: float) -> Session:
    return replace(session, after=After(activation, safety, settled=False, recovery_min=10))


def sizes(belief: Belief, now: float) -> tuple[float, int, float]:
    offers = [offer for offer in propose(belief, CALM, RICH_MENU, TERMS, now) if offer.load is not None]
    loads = [offer.load or 0.0 for offer in offers]
    return (
        max(loads, default=0.0),
        max((offer.level for offer in offers), default=0),
        max((offer.minutes for offer in offers), default=0.0),
    )


@pytest.mark.parametrize(("activation", "safety"), CALM_NUMBERS)
def test_nothing_goes_up_after_she_said_that_it_did_not_settle(activation: float, safety: float) -> None:
    history = settled_history(6, TERMS)
    now = history[-1].t_days + 2
    before = observe(history[:-1], TERMS)
    offered = sizes(before, history[-1].t_days)
    after = sizes(observe([*history[:-1], contradict_numbers(history[-1], activation, safety)], TERMS), now)
    assert all(now_offered <= then for now_offered, then in zip(after, offered, strict=True))
    tolerated = before.progression.tolerated_cap()
    assert after[1] <= tolerated.level and after[2] <= tolerated.minutes


@pytest.mark.parametrize(("activation", "safety"), CALM_NUMBERS)
def test_after_a_hard_time_it_is_none_of_the_two_that_have_to_settle(activation: float, safety: float) -> None:
    history = settled_history(4, TERMS)
    t_days = history[-1].t_days
    hard = replace(history[-1], t_days=t_days + 2, after=After(4, 4, settled=False))
    small = largest_offer(propose(observe([*history, hard], TERMS), CALM, RICH_MENU, TERMS, t_days + 4))
    chosen = Chosen(small.family, small.level, small.minutes)
    one = replace(history[-1], t_days=t_days + 4, chosen=chosen, done_minutes=small.minutes)
    other = contradict_numbers(replace(one, t_days=t_days + 6), activation, safety)
    belief = observe([*history, hard, one, other], TERMS)
    assert belief.progression.owed_sessions >= 1 and not belief.progression.is_deep_open()


@pytest.mark.parametrize("activation", [0.0, 1.0, 2.0, 3.0])
def test_the_belief_learns_no_calm_from_numbers_she_contradicts(activation: float) -> None:
    """Two sessions later, when the one in question is no longer the last that is read strictly."""
    history = settled_history(6, TERMS)
    item, now = Item("x", "yoga", 3, 15), history[-1].t_days + 2
    risks = [
        risk(observe([*history[:-2], told, history[-1]], TERMS), CALM, item, now).p
        for told in (
            contradict_numbers(history[-2], activation, 9.0),
            contradict_numbers(history[-2], 2.0 if activation < 2 else activation, 7.0),
            replace(history[-2], after=After(activation, 9.0, settled=True, recovery_min=10)),
        )
    ]
    assert risks[0] == risks[1] > risks[2]
