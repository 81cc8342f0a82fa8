"""A queue with general arrivals, general service and many servers: who comes first is served first."""

import heapq
import math

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float64]


def simulate_waits(arrivals_s: Times, services_s: Times, servers: int) -> Times:
    """How long each waits before it is served (Kiefer and Wolfowitz 1955: each takes the server that is free first).

    Parameters
    ----------
    arrivals_s : ascending times, s
    services_s : how long each takes once it is served, s
    servers : at least 1

    Returns
    -------
    Waits in s, one for each arrival.

    >>> simulate_waits(np.array([0.0, 1.0, 2.0]), np.array([3.0, 3.0, 3.0]), 1).tolist()
    [0.0, 2.0, 4.0]
    """
    free_at = [0.0] * servers
    waits = np.empty_like(arrivals_s)
    for place, (at, takes) in enumerate(zip(arrivals_s.tolist(), services_s.tolist(), strict=True)):
        begins = max(at, free_at[0])
        waits[place] = begins - at
        heapq.heapreplace(free_at, begins + takes)
    return waits


def compute_erlang_c_wait(arrivals_per_s: float, service_s: float, servers: int) -> float:
    """The mean wait in s of M/M/c, the known formula (Erlang 1917). Infinite where more comes than can be served.

    >>> round(compute_erlang_c_wait(0.5, 1.0, 1), 6)
    1.0
    """
    load = arrivals_per_s * service_s
    if load >= servers:
        return math.inf
    blocking = 1.0  # Erlang B, by its recursion: factorials of hundreds of servers do not fit a float
    for server in range(1, servers + 1):
        blocking = load * blocking / (server + load * blocking)
    waiting = servers * blocking / (servers - load * (1 - blocking))
    return waiting * service_s / (servers - load)
