"""The queueing simulation of `make simulate-growth`: beside the known formula, and what must hold of any queue."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.growth.arrivals import draw_busy_hour
from bench.growth.assumptions import DOUBLED, Evening
from bench.growth.queueing import compute_erlang_c_wait, simulate_waits
from bench.growth.service_times import DEFAULTS, read_service_times
from bench.growth.simulate import compare_doubled, find_machines, run_hour, simulate

SEED = 11
TIMES_S = st.floats(0, 100, allow_nan=False)


@pytest.mark.parametrize(("load", "servers"), [(0.5, 1), (0.8, 1), (1.6, 2), (5.6, 8)])
def test_the_mean_wait_is_that_of_erlang_c(load: float, servers: int) -> None:
    random, count = np.random.default_rng(SEED), 400_000
    arrivals_s = np.cumsum(random.exponential(1 / load, count))
    waits = simulate_waits(arrivals_s, random.exponential(1.0, count), servers)
    assert waits.mean() == pytest.approx(compute_erlang_c_wait(load, 1.0, servers), rel=0.05)


def test_erlang_c_for_one_server_is_the_schoolbooks() -> None:
    assert compute_erlang_c_wait(0.8, 1.0, 1) == pytest.approx(0.8 / 0.2)
    assert compute_erlang_c_wait(2.0, 1.0, 2) == np.inf


@settings(max_examples=60)
@given(st.lists(st.tuples(TIMES_S, TIMES_S), min_size=1, max_size=60), st.integers(1, 5))
def test_with_one_server_more_nobody_waits_longer(visits: list[tuple[float, float]], servers: int) -> None:
    arrivals_s, services_s = np.sort([at for at, _ in visits]), np.array([takes for _, takes in visits])
    fewer, more = (simulate_waits(arrivals_s, services_s, count) for count in (servers, servers + 1))
    assert np.all(more <= fewer + 1e-9)
    assert np.all(fewer >= 0)


def test_the_same_seed_gives_the_same_evening() -> None:
    drawn = [draw_busy_hour(100, Evening(), DEFAULTS, np.random.default_rng(seed)) for seed in (SEED, SEED, SEED + 1)]
    assert np.array_equal(drawn[0].at_s, drawn[1].at_s)
    assert np.array_equal(drawn[0].service_s, drawn[1].service_s)
    assert not np.array_equal(drawn[0].at_s[:50], drawn[2].at_s[:50])


def test_as_many_come_as_the_assumptions_say() -> None:
    evening = Evening()
    hour = draw_busy_hour(2_000, evening, DEFAULTS, np.random.default_rng(SEED))
    expected = 2_000 * (evening.client_pages + evening.therapist_pages + evening.commands)
    assert len(hour.at_s) * 3600 / hour.window_s == pytest.approx(expected, rel=0.03)
    assert np.all(np.diff(hour.at_s) >= 0)


def test_the_fewest_machines_that_hold_are_found() -> None:
    hour = draw_busy_hour(20_000, Evening(), DEFAULTS, np.random.default_rng(SEED))
    found = find_machines(hour, cores=2)
    assert found.machines > 1
    assert found.waited_p95_ms <= 300 < run_hour(hour, found.machines - 1, 2).waited_p95_ms


def test_ten_times_the_institutes_need_no_fewer_machines() -> None:
    needed = [simulate(institutes, Evening(), DEFAULTS, SEED).machines for institutes in (1, 100, 10_000)]
    assert needed == sorted(needed)


def test_processes_of_their_own_fill_memory_first() -> None:
    evening = Evening(machine_gb=8, own_processes_mb=256)
    assert [evening.count_machines_by_memory(institutes) for institutes in (1, 32, 33)] == [1, 1, 2]


def test_each_assumption_is_doubled_and_the_worst_comes_first() -> None:
    before, rows = compare_doubled(100, Evening(), DEFAULTS, SEED)
    assert {row.name for row in rows} == {*DOUBLED, "service times"}
    assert [row.machines for row in rows] == sorted((row.machines for row in rows), reverse=True)
    assert all(row.commits_per_s >= before.commits_per_s * 0.9 for row in rows)


def test_figures_of_the_bench_come_before_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    assert read_service_times(file) == (dict(DEFAULTS), "the defaults of bench/growth/service_times.py")
    figure = {"name": "one client, CPU p95", "measured": 9.0, "note": "median 4.5 ms of CPU"}
    file.write_text(json.dumps([figure, {"name": "Nå, server p95", "measured": 1.0, "note": "median 1.0 ms"}]))
    times, source = read_service_times(file)
    assert times == {**DEFAULTS, "client": replace(DEFAULTS["client"], median_ms=4.5, p95_ms=9.0)}
    assert source == str(file)


def test_a_service_time_has_the_median_and_the_p95_it_was_given() -> None:
    drawn_ms = 1000 * DEFAULTS["client"].draw_s(200_000, np.random.default_rng(SEED))
    assert np.median(drawn_ms) == pytest.approx(DEFAULTS["client"].median_ms, rel=0.02)
    assert np.quantile(drawn_ms, 0.95) == pytest.approx(DEFAULTS["client"].p95_ms, rel=0.02)
