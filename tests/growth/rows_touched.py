"""How much of the big tables each statement touches, told by the engine itself. Never by time.

PostgreSQL is asked with EXPLAIN ANALYZE, in a savepoint that is rolled back, before the statement itself. SQLite has no
such count: its virtual machine tells each ten steps it took, and a row that is looked at costs about as many.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, utils

from tests.growth.other_rows import BIG_TABLES

VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
STEPS_PER_ROW = 10
FINDING_COSTS = 4  # pages from the root of an index to a row: no sign of reading much
MAX_LOOKS = 3  # at the same words: what a session is found by is asked for every page


@dataclass(frozen=True)
class Touch:
    rows: int
    sql: str


@dataclass
class StatementLog:
    """What was asked of the big tables while this was laid round the connection."""

    looks: Counter[str] = field(default_factory=Counter)
    touches: list[Touch] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and _asks_big_tables(sql) and self.looks[sql] < MAX_LOOKS:
            self.looks[sql] += 1
            count = _count_by_plan if connection.vendor == "postgresql" else _count_by_steps
            self.touches.append(Touch(count(sql, params or ()), sql))
        return execute(sql, params, many, context)

    def list_beyond(self, bound: int) -> list[Touch]:
        return [touch for touch in self.touches if touch.rows > bound]


@contextmanager
def statement_log() -> Iterator[StatementLog]:
    log = StatementLog()
    with connection.execute_wrapper(log):
        yield log


def driver_error() -> type[Exception]:
    """What the driver raises; Django has not looked at it yet."""
    error: type[Exception] = utils.load_backend(connection.settings_dict["ENGINE"]).Database.Error
    return error


def _asks_big_tables(sql: str) -> bool:
    return sql.startswith(VERBS) and any(f'"{table}"' in sql for table in BIG_TABLES)


def _count_by_steps(sql: str, params: Any) -> int:
    tens: list[None] = []
    raw = connection.connection
    with undone_statement() as cursor:
        raw.set_progress_handler(lambda: tens.append(None), STEPS_PER_ROW)
        try:
            cursor.execute(sql.replace("%s", "?").replace("%%", "%"), params).fetchall()
        except driver_error():
            return 0  # it fails in earnest too, and says so there
        finally:
            raw.set_progress_handler(None, STEPS_PER_ROW)
    return len(tens)


def _count_by_plan(sql: str, params: Any) -> int:
    with undone_statement() as cursor:
        try:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        except driver_error():
            return 0
        return max((_count_rows(node) for node in _walk(cursor.fetchone()[0][0]["Plan"])), default=0)


@contextmanager
def undone_statement() -> Iterator[Any]:
    """The driver's own cursor, so that nothing here is looked at again."""
    cursor = connection.connection.cursor()
    cursor.execute("SAVEPOINT looked_at")
    try:
        yield cursor
    finally:
        cursor.execute("ROLLBACK TO SAVEPOINT looked_at")


def _walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _walk(below)


def _count_rows(node: dict[str, Any]) -> int:
    """Rows or pages, whichever is more: an index that is read from end to end is told by its pages alone."""
    if node.get("Relation Name") not in BIG_TABLES or "Scan" not in node["Node Type"]:
        return 0
    loops = node["Actual Loops"]
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    pages = node.get("Shared Hit Blocks", 0) + node.get("Shared Read Blocks", 0)
    return max(
        round((node["Actual Rows"] + removed) * loops), pages - FINDING_COSTS * round(node["Actual Rows"] * loops)
    )
