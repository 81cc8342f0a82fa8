"""`make simulate-growth`: how long people wait on a weekday evening, and on how many machines they do not.

Seeded: the same figures from the same file. What is taken to be stands in `assumptions.py`; docs/growth.md says what is
left out.
"""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.figures import p95
from bench.growth.arrivals import BusyHour, draw_busy_hour
from bench.growth.assumptions import DOUBLED, Evening
from bench.growth.queueing import simulate_waits
from bench.growth.service_times import ServiceTime, read_service_times

INSTITUTES = (1, 10, 100, 1_000, 10_000)
WAITED_MS = 300  # the bar of `make bench`: p95 of waiting and being served
FULL = 0.999  # more work than this share of the cores: the line grows as long as the hour lasts


@dataclass(frozen=True)
class Outcome:
    """How the busiest hour went on so many machines."""

    machines: int
    waited_p95_ms: float
    busy: float
    commits_per_s: float
    requests_per_s: float


def run_hour(hour: BusyHour, machines: int, cores: int) -> Outcome:
    waits = simulate_waits(hour.at_s, hour.service_s, machines * cores)
    waited_ms = (waits + hour.service_s) * 1000
    busy = hour.work / (machines * cores)
    rates = (hour.commits / hour.window_s, len(waits) / hour.window_s)
    return Outcome(machines, p95(waited_ms.tolist()) if len(waits) else 0.0, busy, *rates)


def find_machines(hour: BusyHour, cores: int, bar_ms: float = WAITED_MS) -> Outcome:
    """The fewest that keep p95 within the bar; more never wait longer, so halving finds it."""
    few, many = max(1, int(hour.work / (FULL * cores))), max(1, int(hour.work / cores) + 1)
    while (outcome := run_hour(hour, many, cores)).waited_p95_ms > bar_ms:
        few, many = many, many * 2
    while few < many:
        middle = (few + many) // 2
        tried = run_hour(hour, middle, cores)
        if tried.waited_p95_ms <= bar_ms:
            many, outcome = middle, tried
        else:
            few = middle + 1
    return outcome


def simulate(
    institutes: int, evening: Evening, times: Mapping[str, ServiceTime], seed: int, bar_ms: float = WAITED_MS
) -> Outcome:
    hour = draw_busy_hour(institutes, evening, times, np.random.default_rng(seed))
    return find_machines(hour, evening.machine_cores, bar_ms)


@dataclass(frozen=True)
class Doubled:
    """One assumption doubled by itself: what it asks for, and how it goes on the machines of before."""

    name: str
    work: float
    machines: int
    waited_before_ms: float
    commits_per_s: float


def compare_doubled(
    institutes: int, evening: Evening, times: Mapping[str, ServiceTime], seed: int
) -> tuple[Outcome, list[Doubled]]:
    """How it goes as assumed, and each doubled, what hurts most first."""
    before = simulate(institutes, evening, times, seed)
    slower = {kind: replace(time, median_ms=2 * time.median_ms, p95_ms=2 * time.p95_ms) for kind, time in times.items()}
    changes = [(name, replace(evening, **{name: 2 * getattr(evening, name)}), times) for name in DOUBLED]
    rows = []
    for name, changed, takes in [*changes, ("service times", evening, slower)]:
        hour = draw_busy_hour(institutes, changed, takes, np.random.default_rng(seed))
        kept, wanted = (
            run_hour(hour, before.machines, evening.machine_cores),
            find_machines(hour, evening.machine_cores),
        )
        rows.append(Doubled(name, hour.work, wanted.machines, kept.waited_p95_ms, kept.commits_per_s))
    return before, sorted(rows, key=lambda row: (-row.machines, -row.waited_before_ms))


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.growth.simulate", description=__doc__)
    parser.add_argument("--figures", type=Path, default=Path("var/bench.json"), help="what `make bench` wrote")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cores", type=int, default=Evening.machine_cores)
    args = parser.parse_args()
    times, source = read_service_times(args.figures)
    evening = Evening(machine_cores=args.cores)
    print(f"Service times: {source}. Machines of {args.cores} cores, so many that p95 stays within {WAITED_MS} ms.\n")
    _print_growth(evening, [(each, simulate(each, evening, times, args.seed)) for each in INSTITUTES])
    _print_doubled(INSTITUTES[-1], args.cores, *compare_doubled(INSTITUTES[-1], evening, times, args.seed))
    return 0


def _print_growth(evening: Evening, rows: list[tuple[int, Outcome]]) -> None:
    by_memory = f"machines for processes of their own ({evening.machine_gb:.0f} GB)"
    print(f"institutes  requests a second  machines  waited p95    busy  commits a second  {by_memory}")
    for institutes, seen in rows:
        print(
            f"{institutes:>10,}  {seen.requests_per_s:>17.2f}  {seen.machines:>8}  {seen.waited_p95_ms:>7.0f} ms"
            f"  {seen.busy:>6.1%}  {seen.commits_per_s:>16.2f}"
            f"  {evening.count_machines_by_memory(institutes):>{len(by_memory)}}"
        )


def _print_doubled(institutes: int, cores: int, before: Outcome, rows: list[Doubled]) -> None:
    print(f"\n{institutes:,} institutes, each assumption doubled by itself ({before.machines} machines were enough):")
    print(f"{'doubled':>24}  machines  p95 on {before.machines} machines  commits a second")
    for row in rows:
        grows = row.work >= before.machines * cores  # a p95 would only tell how long was looked
        waited = "the line grows" if grows else f"{row.waited_before_ms:.0f} ms"
        print(f"{row.name:>24}  {row.machines:>8}  {waited:>17}  {row.commits_per_s:>16.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
