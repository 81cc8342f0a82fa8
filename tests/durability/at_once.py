"""Many at the same moment: threads that wait for each other, then all begin."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def at_once(jobs: Iterable[Callable[[], T]]) -> list[T]:
    """What each gave back. Each thread has a database connection of its own, if it asks for one, and lets it go."""
    todo = list(jobs)
    start = Barrier(len(todo))

    def one(job: Callable[[], T]) -> T:
        try:
            start.wait()
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(todo)) as pool:
        return list(pool.map(one, todo))
