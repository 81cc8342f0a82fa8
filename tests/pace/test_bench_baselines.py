"""The baselines by hand, the oracles, the independent reading of the rules, and the scores."""

from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs

from bench.pace.baseline_shared import ReportClassification, classify_reports, permitted_mask
from bench.pace.bayesian_baselines import GRID, TARGET_MARGIN, Ewoc, Thompson
from bench.pace.clinician import Clinician
from bench.pace.dose_finding import OptimalInterval, ThreePlusThree, interval_boundaries
from bench.pace.oracles import BoundedOracle, GreedyOracle
from bench.pace.people import People, make_people
from bench.pace.plot import render_frontier
from bench.pace.reports import DayReport, SessionReport
from bench.pace.rule_checker import find_violations
from bench.pace.runs import POLICIES
from bench.pace.scores import calibration_error
from bench.pace.simple_baselines import DOSES, Staircase, StateStaircase
from bench.pace.simulation import GROUNDING, Policy, PolicyOffers, simulate
from bench.pace.worlds import BASE
from fotfeste.pace.engine import After, Chosen, Item, Limits, Offer, Session, State

CALM_DAY = DayReport(np.zeros(1), np.full(1, 7.0), np.full(1, np.nan))
HARD_DAY = DayReport(np.full(1, 4.0), np.full(1, 3.0), np.full(1, np.nan))
MENU = [Item("01-breath", "breath", 1, 5, "settles"), Item("02-yoga", "yoga", 3, 20, "lifts")]


def make_clients(count: int = 1) -> People:
    """Clients without ceilings, steady at intake."""
    people = make_people(BASE, 7, range(count), 40)
    return replace(people, limits=[Limits(tier="steady")] * count)


def make_report(activation: float = 0.5, safety: float = 8.0, settled: int = 1, worse: int = 0) -> SessionReport:
    flags = np.ones(1, dtype=np.bool_)
    nothing = np.full(1, np.nan)
    told = (np.full(1, 5.0), np.full(1, activation), np.full(1, safety), np.full(1, settled), np.full(1, 10.0))
    return SessionReport(flags, *told, ~flags, flags, np.full(1, worse), nothing)


GOOD, BAD, SILENT = make_report(), make_report(4.0, 4.0, 0), make_report(np.nan, np.nan, -1, -1)


def teach_policy(policy: Policy, *reports: SessionReport) -> None:
    none = PolicyOffers.default_only(np.zeros(1, dtype=np.int64))
    for t, told in enumerate(reports):
        policy.learn(t, CALM_DAY, none, np.full(1, 3), told)


def first_offer(policy: Policy, told: DayReport = CALM_DAY) -> int:
    nothing = None
    return int(policy.offer(1, told, nothing).picks[0, 0])  # type: ignore[arg-type]


@pytest.mark.parametrize(("settled", "good"), [(1, True), (-1, True), (0, False)])
def test_no_baseline_takes_calm_numbers_for_settled_where_she_said_not(settled: int, good: bool) -> None:
    reading = classify_reports(CALM_DAY, np.zeros(1, dtype=np.int64), make_report(settled=settled))
    assert bool(reading.good[0]) is good


def test_staircase_climbs_one_and_falls_three() -> None:
    stairs = Staircase()
    stairs.begin(make_clients())
    start = stairs.step[0]
    teach_policy(stairs, GOOD, GOOD, GOOD)
    assert stairs.step[0] == start + 3
    teach_policy(stairs, SILENT)
    assert stairs.step[0] == start + 3
    teach_policy(stairs, BAD)
    assert stairs.step[0] == start
    teach_policy(stairs, BAD, BAD, BAD)
    assert stairs.step[0] == 0


def test_the_seeing_staircase_offers_less_on_a_hard_day() -> None:
    people = make_clients()
    stairs = StateStaircase()
    stairs.begin(people)
    loads = stairs.picker.load[0]
    calm, hard = first_offer(stairs), first_offer(stairs, HARD_DAY)
    assert hard == GROUNDING or loads[hard] < loads[calm]


def make_classifications(*outcomes: str) -> list[ReportClassification]:
    flag = np.ones(1, dtype=np.bool_)
    return [
        ReportClassification(flag, flag & (o == "bad"), flag & (o == "silent"), flag & (o == "good")) for o in outcomes
    ]


def test_three_plus_three_by_hand() -> None:
    design = ThreePlusThree()
    design.begin(make_clients())
    start = design.step[0]
    steps = []
    for reading in make_classifications(
        *"good good good | good bad good | good good good | bad good bad".replace("| ", "").split()
    ):
        design.count_session(reading)
        steps.append(int(design.step[0]) - start)
    # up after none of three; one of three asks for three more, then up; two bad: down
    assert steps == [0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1]
    for reading in make_classifications("good", "good", "good", "good"):
        design.count_session(reading)
    assert design.step[0] - start == 1  # never again where two were bad


def test_interval_design_by_hand() -> None:
    design = OptimalInterval()
    design.begin(make_clients())
    low, high = interval_boundaries(0.05)
    assert 0.03 < low < 0.05 < high < 0.07
    for reading in make_classifications("good", "good", "silent", "good", "bad", "good", "good"):
        design.count_session(reading)
    assert design.seen[0, 1:3].tolist() == [3, 3]  # steady begins at the second dose; silence does not count
    assert design.step[0] == 1 and len(DOSES) > 3


def test_clinician_goes_up_slowly_backs_off_and_suspects_silence() -> None:
    rule = Clinician()
    rule.begin(make_clients())
    start = rule.target[0]
    teach_policy(rule, GOOD)
    assert rule.target[0] == start
    teach_policy(rule, GOOD)
    assert rule.target[0] == pytest.approx(start + rule.habits.up)
    teach_policy(rule, BAD)
    after_bad = rule.target[0]
    assert after_bad == pytest.approx(start + rule.habits.up - rule.habits.down)
    teach_policy(rule, GOOD)
    assert rule.target[0] == after_bad  # still holding
    teach_policy(rule, SILENT, SILENT)
    assert rule.target[0] < after_bad
    calm, hard = first_offer(rule), first_offer(rule, HARD_DAY)
    assert hard == GROUNDING or rule.picker.load[0, hard] < rule.picker.load[0, calm]
    assert first_offer(rule, DayReport(np.full(1, 4.5), np.full(1, 7.0), np.full(1, np.nan))) == GROUNDING


def test_bayesian_baselines_learn_from_what_is_told() -> None:
    for policy in (Ewoc(), Thompson()):
        policy.begin(make_clients())
        half = np.full(1, 0.5)
        before = policy.quantile(half)[0]
        teach_policy(policy, BAD)
        assert policy.quantile(half)[0] < before
        lowered = policy.log_weight.copy()
        teach_policy(policy, SILENT)
        assert (policy.log_weight == lowered).all()
    assert TARGET_MARGIN < 0 and Ewoc().with_day is False and GRID[0] < GRID[-1]


def test_oracles_keep_their_word() -> None:
    people = make_people(BASE, 7, range(30), 30)
    bounded, greedy = simulate(people, BoundedOracle()), simulate(people, GreedyOracle())
    assert bounded.p.max() <= 0.05
    assert greedy.gain.sum() > bounded.gain.sum()
    assert greedy.gain.sum() == max(
        simulate(people, POLICIES[name]()).gain.sum() for name in POLICIES if name != "engine"
    )


def test_baselines_stay_within_what_the_therapist_has_set() -> None:
    people = make_people(BASE, 7, range(30), 20)
    may = permitted_mask(people)
    for name in POLICIES:
        chosen = simulate(people, POLICIES[name]()).chosen
        for i, t in np.argwhere(chosen >= 0):
            assert may[i, chosen[i, t]], name


def make_offer(item: Item, **more: float) -> Offer:
    return Offer(item.id, item.family, item.level, item.minutes, load=more.get("load", 1.0))


GROUND = Offer("grounding", None, 0, 0)
CALM = State(0, 7)
SETTLED_SESSION = Session(0, CALM, (), Chosen("breath", 1, 5), 5, After(0, 8, True))
HARD_SESSION = Session(1, CALM, (), Chosen("breath", 1, 5), 5, After(4, 3, False))


@pytest.mark.parametrize(
    ("rule", "history", "state", "limits", "offers"),
    [
        ("R1", [SETTLED_SESSION, HARD_SESSION], CALM, Limits(), [make_offer(MENU[0]), GROUND]),
        ("R3", [SETTLED_SESSION], CALM, Limits(), [make_offer(MENU[1]), GROUND]),
        ("R4", [SETTLED_SESSION], State(-4.5, 7), Limits(), [make_offer(MENU[0]), GROUND]),
        ("R6", [SETTLED_SESSION], CALM, Limits(closed_families=("breath",)), [make_offer(MENU[0]), GROUND]),
        ("R6", [SETTLED_SESSION], CALM, Limits(paused=True), [make_offer(MENU[0]), GROUND]),
        ("R6", [SETTLED_SESSION], CALM, Limits(), [Offer("99-none", "breath", 1, 5, load=1.0), GROUND]),
        ("R9", [SETTLED_SESSION], CALM, Limits(), [make_offer(MENU[0])]),
        ("R9", [SETTLED_SESSION], CALM, Limits(), []),
        ("R10", [SETTLED_SESSION], CALM, Limits(), [make_offer(MENU[0], load=2), make_offer(MENU[0], load=1), GROUND]),
        ("R11", [], CALM, Limits(), [make_offer(MENU[1]), GROUND]),
    ],
)
def test_a_broken_rule_is_seen(
    rule: str, history: list[Session], state: State, limits: Limits, offers: list[Offer]
) -> None:
    assert rule in find_violations(history, state, MENU, limits, offers)


def test_kept_rules_are_not_called_broken() -> None:
    assert find_violations([SETTLED_SESSION], CALM, MENU, Limits(), [make_offer(MENU[0]), GROUND]) == []
    healed = [HARD_SESSION, structs.replace(SETTLED_SESSION, t_days=2.0), structs.replace(SETTLED_SESSION, t_days=3.0)]
    assert find_violations(healed, CALM, MENU, Limits(), [make_offer(MENU[0]), GROUND]) == []
    assert find_violations([SETTLED_SESSION, HARD_SESSION], CALM, MENU, Limits(), [GROUND]) == []


def test_calibration_error_by_hand() -> None:
    predicted = np.array([0.05, 0.05, 0.5, 0.5])
    assert calibration_error(predicted, predicted) == 0
    assert calibration_error(predicted, np.array([0.0, 0.1, 0.5, 0.5])) == pytest.approx(0)
    assert calibration_error(predicted, np.array([0.05, 0.05, 0.7, 0.7])) == pytest.approx(0.1)


def test_the_plot_is_an_image_with_every_policy() -> None:
    drawn = render_frontier(
        {"engine": {"overwhelm": 2.0, "gain": 0.4}, "3+3": {"overwhelm": 30.0, "gain": -2.0}}, 3.2, 0.38
    )
    assert drawn.startswith("<svg") and drawn.count("<circle") == 2 and "3+3" in drawn
