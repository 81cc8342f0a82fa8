"""The baselines by hand, the oracles, the independent reading of the rules, and the scores."""

from dataclasses import replace

import numpy as np
import pytest

from bench.pace.bayes import GRID, MARGIN, Ewoc, Thompson
from bench.pace.clinician import Clinician
from bench.pace.designs import Interval, ThreePlusThree, boundaries
from bench.pace.ladder import Reading, permitted
from bench.pace.life import GROUNDING, Offered, Policy, lead
from bench.pace.oracles import Bounded, Greedy
from bench.pace.people import People, make_people
from bench.pace.plot import frontier
from bench.pace.reports import Report, Told
from bench.pace.rules import violations
from bench.pace.runs import POLICIES
from bench.pace.scores import calibration_error
from bench.pace.simple import DOSES, Staircase, StateStaircase
from bench.pace.worlds import BASE
from fotfeste.pace.engine import After, Chosen, Item, Limits, Offer, Session, State

CALM_DAY = Told(np.zeros(1), np.full(1, 7.0), np.full(1, np.nan))
HARD_DAY = Told(np.full(1, 4.0), np.full(1, 3.0), np.full(1, np.nan))
MENU = [Item("01-breath", "breath", 1, 5, "settles"), Item("02-yoga", "yoga", 3, 20, "lifts")]


def one(count: int = 1) -> People:
    """Clients without ceilings, steady at intake."""
    people = make_people(BASE, 7, range(count), 40)
    return replace(people, limits=[Limits(tier="steady")] * count)


def report(activation: float = 0.5, safety: float = 8.0, settled: int = 1, worse: int = 0) -> Report:
    flags = np.ones(1, dtype=np.bool_)
    nothing = np.full(1, np.nan)
    told = (np.full(1, 5.0), np.full(1, activation), np.full(1, safety), np.full(1, settled), np.full(1, 10.0))
    return Report(flags, *told, ~flags, flags, np.full(1, worse), nothing)


GOOD, BAD, SILENT = report(), report(4.0, 4.0, 0), report(np.nan, np.nan, -1, -1)


def take(policy: Policy, *reports: Report) -> None:
    none = Offered.only(np.zeros(1, dtype=np.int64))
    for t, told in enumerate(reports):
        policy.learn(t, CALM_DAY, none, np.full(1, 3), told)


def offered(policy: Policy, told: Told = CALM_DAY) -> int:
    nothing = None
    return int(policy.offer(1, told, nothing).picks[0, 0])  # type: ignore[arg-type]


def test_staircase_climbs_one_and_falls_three() -> None:
    stairs = Staircase()
    stairs.begin(one())
    start = stairs.step[0]
    take(stairs, GOOD, GOOD, GOOD)
    assert stairs.step[0] == start + 3
    take(stairs, SILENT)
    assert stairs.step[0] == start + 3
    take(stairs, BAD)
    assert stairs.step[0] == start
    take(stairs, BAD, BAD, BAD)
    assert stairs.step[0] == 0


def test_the_seeing_staircase_offers_less_on_a_hard_day() -> None:
    people = one()
    stairs = StateStaircase()
    stairs.begin(people)
    loads = stairs.shelf.load[0]
    calm, hard = offered(stairs), offered(stairs, HARD_DAY)
    assert hard == GROUNDING or loads[hard] < loads[calm]


def read(*outcomes: str) -> list[Reading]:
    flag = np.ones(1, dtype=np.bool_)
    return [Reading(flag, flag & (o == "bad"), flag & (o == "silent"), flag & (o == "good")) for o in outcomes]


def test_three_plus_three_by_hand() -> None:
    design = ThreePlusThree()
    design.begin(one())
    start = design.step[0]
    steps = []
    for reading in read(*"good good good | good bad good | good good good | bad good bad".replace("| ", "").split()):
        design.note(reading)
        steps.append(int(design.step[0]) - start)
    # up after none of three; one of three asks for three more, then up; two bad: down
    assert steps == [0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1]
    for reading in read("good", "good", "good", "good"):
        design.note(reading)
    assert design.step[0] - start == 1  # never again where two were bad


def test_interval_design_by_hand() -> None:
    design = Interval()
    design.begin(one())
    low, high = boundaries(0.05)
    assert 0.03 < low < 0.05 < high < 0.07
    for reading in read("good", "good", "silent", "good", "bad", "good", "good"):
        design.note(reading)
    assert design.seen[0, 1:3].tolist() == [3, 3]  # steady begins at the second dose; silence does not count
    assert design.step[0] == 1 and len(DOSES) > 3


def test_clinician_goes_up_slowly_backs_off_and_suspects_silence() -> None:
    rule = Clinician()
    rule.begin(one())
    start = rule.target[0]
    take(rule, GOOD)
    assert rule.target[0] == start
    take(rule, GOOD)
    assert rule.target[0] == pytest.approx(start + rule.habits.up)
    take(rule, BAD)
    after_bad = rule.target[0]
    assert after_bad == pytest.approx(start + rule.habits.up - rule.habits.down)
    take(rule, GOOD)
    assert rule.target[0] == after_bad  # still holding
    take(rule, SILENT, SILENT)
    assert rule.target[0] < after_bad
    calm, hard = offered(rule), offered(rule, HARD_DAY)
    assert hard == GROUNDING or rule.shelf.load[0, hard] < rule.shelf.load[0, calm]
    assert offered(rule, Told(np.full(1, 4.5), np.full(1, 7.0), np.full(1, np.nan))) == GROUNDING


def test_bayesian_baselines_learn_from_what_is_told() -> None:
    for policy in (Ewoc(), Thompson()):
        policy.begin(one())
        half = np.full(1, 0.5)
        before = policy.quantile(half)[0]
        take(policy, BAD)
        assert policy.quantile(half)[0] < before
        lowered = policy.log_weight.copy()
        take(policy, SILENT)
        assert (policy.log_weight == lowered).all()
    assert MARGIN < 0 and Ewoc().with_day is False and GRID[0] < GRID[-1]


def test_oracles_keep_their_word() -> None:
    people = make_people(BASE, 7, range(30), 30)
    bounded, greedy = lead(people, Bounded()), lead(people, Greedy())
    assert bounded.p.max() <= 0.05
    assert greedy.gain.sum() > bounded.gain.sum()
    assert greedy.gain.sum() == max(lead(people, POLICIES[name]()).gain.sum() for name in POLICIES if name != "engine")


def test_baselines_stay_within_what_the_therapist_has_set() -> None:
    people = make_people(BASE, 7, range(30), 20)
    may = permitted(people)
    for name in POLICIES:
        chosen = lead(people, POLICIES[name]()).chosen
        for i, t in np.argwhere(chosen >= 0):
            assert may[i, chosen[i, t]], name


def offer(item: Item, **more: float) -> Offer:
    return Offer(item.id, item.family, item.level, item.minutes, load=more.get("load", 1.0))


GROUND = Offer("grounding", None, 0, 0)
CALM = State(0, 7)
LIVED = Session(0, CALM, (), Chosen("breath", 1, 5), 5, After(0, 8, True))
HURT = Session(1, CALM, (), Chosen("breath", 1, 5), 5, After(4, 3, False))


@pytest.mark.parametrize(
    ("rule", "history", "state", "limits", "offers"),
    [
        ("R1", [LIVED, HURT], CALM, Limits(), [offer(MENU[0]), GROUND]),
        ("R3", [LIVED], CALM, Limits(), [offer(MENU[1]), GROUND]),
        ("R4", [LIVED], State(-4.5, 7), Limits(), [offer(MENU[0]), GROUND]),
        ("R6", [LIVED], CALM, Limits(closed_families=("breath",)), [offer(MENU[0]), GROUND]),
        ("R6", [LIVED], CALM, Limits(paused=True), [offer(MENU[0]), GROUND]),
        ("R6", [LIVED], CALM, Limits(), [Offer("99-none", "breath", 1, 5, load=1.0), GROUND]),
        ("R9", [LIVED], CALM, Limits(), [offer(MENU[0])]),
        ("R9", [LIVED], CALM, Limits(), []),
        ("R10", [LIVED], CALM, Limits(), [offer(MENU[0], load=2), offer(MENU[0], load=1), GROUND]),
        ("R11", [], CALM, Limits(), [offer(MENU[1]), GROUND]),
    ],
)
def test_a_broken_rule_is_seen(
    rule: str, history: list[Session], state: State, limits: Limits, offers: list[Offer]
) -> None:
    assert rule in violations(history, state, MENU, limits, offers)


def test_kept_rules_are_not_called_broken() -> None:
    assert violations([LIVED], CALM, MENU, Limits(), [offer(MENU[0]), GROUND]) == []
    healed = [HURT, replace(LIVED, t_days=2.0), replace(LIVED, t_days=3.0)]
    assert violations(healed, CALM, MENU, Limits(), [offer(MENU[0]), GROUND]) == []
    assert violations([LIVED, HURT], CALM, MENU, Limits(), [GROUND]) == []


def test_calibration_error_by_hand() -> None:
    predicted = np.array([0.05, 0.05, 0.5, 0.5])
    assert calibration_error(predicted, predicted) == 0
    assert calibration_error(predicted, np.array([0.0, 0.1, 0.5, 0.5])) == pytest.approx(0)
    assert calibration_error(predicted, np.array([0.05, 0.05, 0.7, 0.7])) == pytest.approx(0.1)


def test_the_plot_is_an_image_with_every_policy() -> None:
    drawn = frontier({"engine": {"overwhelm": 2.0, "gain": 0.4}, "3+3": {"overwhelm": 30.0, "gain": -2.0}}, 3.2, 0.38)
    assert drawn.startswith("<svg") and drawn.count("<circle") == 2 and "3+3" in drawn
