"""Runs policies through worlds. Parts of the population are independent, so they can be led in several processes."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from .bayesian_baselines import Ewoc, Thompson
from .clinician import SLOW_CLINICIAN, Clinician
from .dose_finding import OptimalInterval, ThreePlusThree
from .engine_policy import EnginePolicy
from .oracles import BoundedOracle, GreedyOracle
from .people import make_people
from .scores import PolicyRecord, score
from .simple_baselines import AlwaysGrounding, ConstantAmount, Staircase, StateStaircase, WeeklyStep
from .simulation import Policy, simulate
from .timing import replay_ms
from .worlds import WORLDS

POLICIES: dict[str, Callable[[], Policy]] = {
    "engine": EnginePolicy,
    "engine-tender": partial(EnginePolicy, "engine-tender", tier="tender"),
    "engine-steady": partial(EnginePolicy, "engine-steady", tier="steady"),
    "engine-robust": partial(EnginePolicy, "engine-robust", tier="robust"),
    "clinician": Clinician,
    "clinician-slow": partial(Clinician, SLOW_CLINICIAN, "clinician-slow"),
    "grounding": AlwaysGrounding,
    "constant": ConstantAmount,
    "weekly": WeeklyStep,
    "staircase": Staircase,
    "state-staircase": StateStaircase,
    "3+3": ThreePlusThree,
    "boin": OptimalInterval,
    "thompson": Thompson,
    "ewoc": Ewoc,
    "oracle-05": BoundedOracle,
    "oracle-greedy": GreedyOracle,
}
Scores = dict[str, dict[str, dict[str, float]]]
TUNING_SEEDS = (1, 2, 3, 4)
HELD_OUT_SEEDS = (101, 102, 103, 104, 105, 106, 107, 108, 109)


def run_policies(
    worlds: Sequence[str] = ("base",),
    policies: Sequence[str] = ("engine", "clinician"),
    *,
    seed: int = TUNING_SEEDS[0],
    clients: int = 60,
    sessions: int = 60,
    processes: int = 1,
    replay: bool = False,
) -> Scores:
    """Scores by world and policy. The greedy oracle always runs, as gain is measured against it."""
    scores: Scores = {}
    for world in worlds:
        greedy = run_policy("oracle-greedy", world, seed, clients, sessions)
        scores[world] = {}
        for name in policies:
            parts = processes if name.startswith("engine") else 1
            record = greedy if name == "oracle-greedy" else run_policy(name, world, seed, clients, sessions, parts)
            scores[world][name] = score(record, greedy)
        if replay and "engine" in policies:
            scores[world]["engine"]["replay_ms"] = replay_ms(seed)
    return scores


def run_policy(policy: str, world: str, seed: int, clients: int, sessions: int, processes: int = 1) -> PolicyRecord:
    """One policy through one world."""
    if processes <= 1:
        return _run_part(policy, world, seed, sessions, range(clients))
    parts = [range(clients)[i * clients // processes : (i + 1) * clients // processes] for i in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        records = list(pool.map(partial(_run_part, policy, world, seed, sessions), parts))
    return _merge_records(records)


def _merge_records(records: Sequence[PolicyRecord]) -> PolicyRecord:
    whole = records[0]
    for record in records[1:]:
        whole = whole.add(record)
    return whole


def _run_part(policy: str, world: str, seed: int, sessions: int, clients: Sequence[int]) -> PolicyRecord:
    chosen = POLICIES[policy]()
    people = make_people(WORLDS[world], seed, clients, sessions)
    return PolicyRecord.of(simulate(people, chosen), chosen)
