"""Runs policies through worlds. Parts of the population are independent, so they can be led in several processes."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from .bayes import Ewoc, Thompson
from .clinician import SLOW, Clinician
from .designs import Interval, ThreePlusThree
from .driver import Engine
from .life import Policy, lead
from .oracles import Bounded, Greedy
from .people import make_people
from .scores import Record, score
from .simple import AlwaysGrounding, Constant, Staircase, StateStaircase, Weekly
from .timing import replay_ms
from .worlds import WORLDS

POLICIES: dict[str, Callable[[], Policy]] = {
    "engine": Engine,
    "clinician": Clinician,
    "clinician-slow": partial(Clinician, SLOW, "clinician-slow"),
    "grounding": AlwaysGrounding,
    "constant": Constant,
    "weekly": Weekly,
    "staircase": Staircase,
    "state-staircase": StateStaircase,
    "3+3": ThreePlusThree,
    "boin": Interval,
    "thompson": Thompson,
    "ewoc": Ewoc,
    "oracle-05": Bounded,
    "oracle-greedy": Greedy,
}
Scores = dict[str, dict[str, dict[str, float]]]
TUNING_SEEDS = (1, 2, 3, 4)
HELD_OUT_SEEDS = (101, 102, 103, 104, 105, 106)


def run(
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
        greedy = led("oracle-greedy", world, seed, clients, sessions)
        scores[world] = {}
        for name in policies:
            parts = processes if name == "engine" else 1
            record = greedy if name == "oracle-greedy" else led(name, world, seed, clients, sessions, parts)
            scores[world][name] = score(record, greedy)
        if replay and "engine" in policies:
            scores[world]["engine"]["replay_ms"] = replay_ms(seed)
    return scores


def led(policy: str, world: str, seed: int, clients: int, sessions: int, processes: int = 1) -> Record:
    """One policy through one world."""
    if processes <= 1:
        return _part(policy, world, seed, sessions, range(clients))
    parts = [range(clients)[i * clients // processes : (i + 1) * clients // processes] for i in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        records = list(pool.map(partial(_part, policy, world, seed, sessions), parts))
    return _joined(records)


def _joined(records: Sequence[Record]) -> Record:
    whole = records[0]
    for record in records[1:]:
        whole = whole.add(record)
    return whole


def _part(policy: str, world: str, seed: int, sessions: int, clients: Sequence[int]) -> Record:
    chosen = POLICIES[policy]()
    people = make_people(WORLDS[world], seed, clients, sessions)
    return Record.of(lead(people, chosen), chosen)
