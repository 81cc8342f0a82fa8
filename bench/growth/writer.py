"""`make bench-writer`: how many durable transactions a second one database takes, from one writer and from several.

Each transaction is one short row, committed and waited for, by the driver alone: nothing of the product's. It is the
ceiling, and the disk's: SQLite as `config/database.py` sets it; PostgreSQL where DATABASE_URL names one.
"""

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

from bench.figures import Figure, table

SECONDS = 3.0
WRITERS = (1, 8)
PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
ROW = "x" * 200


def main() -> int:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        file = Path(folder) / "writer.sqlite3"
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(PRAGMAS + "CREATE TABLE written (words text)")
        figures = [_measure("SQLite", writers, lambda count: _write_sqlite(file, count)) for writers in WRITERS]
    if url := os.environ.get("DATABASE_URL"):
        with psycopg.connect(url, autocommit=True) as own:
            own.execute("CREATE TABLE IF NOT EXISTS written (words text)")
        figures += [_measure("PostgreSQL", writers, lambda count: _write_postgresql(url, count)) for writers in WRITERS]
    print(table(figures))
    return 0


def _measure(name: str, writers: int, write: Callable[[list[int]], None]) -> Figure:
    counts = [[0] for _ in range(writers)]
    threads = [threading.Thread(target=write, args=(count,)) for count in counts]
    began_s = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = sum(count[0] for count in counts) / (time.perf_counter() - began_s)
    return Figure(f"{name}, {writers} at once", "commits a second", rate)


def _write_sqlite(file: Path, count: list[int]) -> None:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=20)) as connection:
        connection.executescript(PRAGMAS)
        _repeat(count, lambda: connection.execute("INSERT INTO written VALUES (?)", (ROW,)))


def _write_postgresql(url: str, count: list[int]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        _repeat(count, lambda: connection.execute("INSERT INTO written VALUES (%s)", (ROW,)))


def _repeat(count: list[int], write: Callable[[], object]) -> None:
    until_s = time.monotonic() + SECONDS
    while time.monotonic() < until_s:
        write()
        count[0] += 1


if __name__ == "__main__":
    raise SystemExit(main())
