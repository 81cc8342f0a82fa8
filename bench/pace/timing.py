"""What the engine costs: a replay of 200 sessions, in CPU time of this machine."""

from statistics import median
from time import thread_time

from fotfeste.pace.engine import Limits, Session, observe

from .engine_policy import EnginePolicy
from .people import make_people
from .simulation import simulate
from .worlds import BASE

REPLAY_SESSIONS = 200


def replay_ms(seed: int, times: int = 5) -> float:
    """Median CPU milliseconds to observe one lived history of 200 sessions from nothing."""
    people = make_people(BASE, seed, range(1), REPLAY_SESSIONS + 30)  # some are 'not today', which is no session
    engine = EnginePolicy(check_rules=False, audit=False)
    simulate(people, engine)
    history = engine.histories[0][:REPLAY_SESSIONS]
    return 1000 * median(_measure_observe_s(history, people.limits[0]) for _ in range(times))


def _measure_observe_s(history: list[Session], limits: Limits) -> float:
    began = thread_time()
    observe(history, limits)
    return thread_time() - began
