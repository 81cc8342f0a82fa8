"""Many at the same moment: threads that wait for each other, then all begin."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

T = TypeVar("T")
MOST = 80


def at_once(jobs: Iterable[Callable[[], T]], most: int = MOST) -> list[T]:
    """What each gave back. The first `most` begin together, the others as there is room: each thread that asks the
    database has a connection of its own, and PostgreSQL has a hundred.
    """
    todo = list(jobs)
    most = min(len(todo), most)
    start = Barrier(most)

    def one(job: Callable[[], T], waits: bool) -> T:
        try:
            if waits:
                start.wait()
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(most) as pool:
        return list(pool.map(one, todo, [number < most for number in range(len(todo))]))
