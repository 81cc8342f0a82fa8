"""`make bench` still runs from end to end, on a house of three clients. No figure is judged here."""

import json
import subprocess
import sys
from pathlib import Path

from bench.beside import read_medians
from tests.walks.conftest import clean_environment

SMALL = {"clients": 3, "living": 3, "days": 10, "notes": 30, "users": 4, "seconds": 1, "rounds": 1, "workers": 1}


def test_the_bench_runs_on_a_small_house(tmp_path: Path) -> None:
    asked = [f"--{name}={value}" for name, value in SMALL.items()]
    command = [sys.executable, "-m", "bench.load", *asked, f"--json={tmp_path / 'figures.json'}"]
    done = subprocess.run(command, capture_output=True, text=True, env=clean_environment(), check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert {
        "Nå, server p95",
        "client page, 10 years to 1",
        "4 in a rush, 1–3 s between, waited p95",
        "start to first answer",
    } <= {figure["name"] for figure in figures}
    assert all(figure["measured"] > 0 for figure in figures)


def test_the_bench_of_boards_runs_in_one_small_room() -> None:
    """Our own server only: the peers come from npm, and only for `make bench-boards`."""
    small = ["--only=ours", "--rooms=1", "--seats=12", "--seconds=1", "--no-browser"]
    command = [sys.executable, "-m", "bench.boards", *small]
    done = subprocess.run(command, capture_output=True, text=True, env=clean_environment(), check=False)
    assert done.returncode == 0, done.stderr
    for bar in ("drag, server part, p95", "durable acknowledgement, p95", "STOP rests everyone, p95", "join, p95"):
        seen = next(line for line in done.stdout.splitlines() if line.startswith(bar) and line.endswith(("yes", "NO")))
        assert "—" not in seen, seen


def test_medians_are_read_from_both_kinds_of_figure() -> None:
    calm = {"name": "Nå, server p95", "note": "median 12.3 ms, waited for 15.0 ms (p95), 9 answers, CPU median 10.1 ms"}
    flat = {"name": "Spor, 10 years to 1", "note": "by years of history: 0 y 5.2 ms (CPU 4.9), 10 y 6.0 ms (CPU 5.5)"}
    assert read_medians([calm, flat]) == {
        "Nå": 12.3,
        "Nå, CPU": 10.1,
        "Spor, 0 y": 5.2,
        "Spor, 0 y, CPU": 4.9,
        "Spor, 10 y": 6.0,
        "Spor, 10 y, CPU": 5.5,
    }
