"""`make bench-pooler`: the same crowd with and without PgBouncer in transaction mode, by turns in one run."""

import argparse
import asyncio
import os
import tempfile
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from bench.crowd import RUSH_S, WARM_S, Crowd, hurried
from bench.figures import Figure, median, p95, table
from bench.growth.pgbouncer import pooler
from bench.load import prepare_house
from bench.serving import served

if TYPE_CHECKING:
    from bench.population import House

BACKENDS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
LOOK_EVERY_S = 0.05


def options() -> Namespace:
    parser = argparse.ArgumentParser(prog="bench.growth.pooler", description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--living", type=int, default=50)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--pool", type=int, default=8, help="connections the pooler may hold to PostgreSQL")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def main() -> int:
    args = options()
    url = os.environ["DATABASE_URL"]  # an empty PostgreSQL: .ci/on-postgres makes one
    with tempfile.TemporaryDirectory(prefix="fotfeste-bench-") as folder, pooler(url, args.pool) as through:
        home = Path(folder) / "home"
        house = prepare_house(args, home)
        figures = []
        for turn in range(args.turns):
            for name, pooled in (("direct", {}), ("PgBouncer", {"FOTFESTE_POOLER": through})):
                figures += measure(args, house, home, f"{name}, turn {turn + 1}", pooled)
    print(table(figures))
    return 0


def measure(args: Namespace, house: "House", home: Path, name: str, more: dict[str, str]) -> list[Figure]:
    """An answer that is no page ends the run: `page_requests` raises."""
    environment = {"FOTFESTE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "fotfeste.config.settings", **more}
    with served("fotfeste.config.asgi.application", home, environment, args.workers) as port:
        crowd = Crowd(house, port, port, args.users)
        asyncio.run(crowd.stay(WARM_S, RUSH_S))
        return [
            _measure_crowd(crowd, f"{args.users} in a rush, {name}", args.seconds, hurried(RUSH_S, args.seconds)),
            _measure_crowd(crowd, f"{args.users} without a pause, {name}", args.seconds, (0, 0)),
        ]


def _measure_crowd(crowd: Crowd, name: str, seconds: float, pace: tuple[float, float]) -> Figure:
    with backends() as counts:
        got = asyncio.run(crowd.stay(seconds, pace))
    waits = [answer.whole_ms for answers in got.values() for answer in answers]
    note = f"median {median(waits):.1f} ms, {len(waits) / seconds:.0f} answers a second, no error"
    return Figure(name, "ms", p95(waits), note=f"{note}, at most {max(counts)} backends, median {median(counts):.0f}")


@contextmanager
def backends() -> Iterator[list[int]]:
    """How many connections PostgreSQL itself has open, looked at again and again meanwhile."""
    counts, end = [0], threading.Event()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as own:

        def look() -> None:
            while not end.wait(LOOK_EVERY_S):
                counts.append((own.execute(BACKENDS).fetchone() or [0])[0])

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield counts
        finally:
            end.set()
            thread.join()


if __name__ == "__main__":
    raise SystemExit(main())
