"""One moment of the whole database, for reading much while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

BEGIN_SQL = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@contextmanager
def snapshot() -> Iterator[None]:
    """Nothing is locked, and nothing can be written. Within a transaction that is open already it is that one."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN_SQL[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
