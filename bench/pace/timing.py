"""What the engine costs: a replay of 200 sessions, in CPU time of this machine."""

from statistics import median
from time import thread_time

from fotfeste.pace.engine import Limits, Session, observe

from .driver import Engine
from .life import lead
from .people import make_people
from .worlds import BASE

REPLAYED = 200


def replay_ms(seed: int, times: int = 5) -> float:
    """Median CPU milliseconds to observe one lived history of 200 sessions from nothing."""
    people = make_people(BASE, seed, range(1), REPLAYED + 30)  # some are 'not today', which is no session
    engine = Engine(check_rules=False, audit=False)
    lead(people, engine)
    history = engine.histories[0][:REPLAYED]
    return 1000 * median(_observing_s(history, people.limits[0]) for _ in range(times))


def _observing_s(history: list[Session], limits: Limits) -> float:
    began = thread_time()
    observe(history, limits)
    return thread_time() - began
