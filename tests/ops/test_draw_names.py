"""The draw for the reading test: repeatable, and nothing but names."""

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "draw_names.py"


def draw(*options: str) -> list[str]:
    command = [sys.executable, str(SCRIPT), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_a_seed_draws_the_same_names_again_and_another_seed_others() -> None:
    assert draw("--seed", "a", "-n", "5") == draw("--seed", "a", "--count", "5") != draw("--seed", "b", "-n", "5")


def test_it_prints_paths_and_qualified_names_only() -> None:
    seed, *lines = (line for line in draw("-n", "7") if line)
    assert re.fullmatch(r"seed [0-9a-f]{40}", seed) and lines[0] == "7 modules" and lines[8] == "7 functions"
    assert all(re.fullmatch(r"fotfeste/[\w/]+\.py", line) for line in lines[1:8])
    assert all(re.fullmatch(r"fotfeste(\.\w+)+", line) and "._" not in line for line in lines[9:])


def test_what_is_drawn_is_there() -> None:
    root = SCRIPT.parents[1]
    lines = [line for line in draw("--seed", "there", "-n", "20") if line.startswith("fotfeste/")]
    assert len(lines) == 20 and all((root / line).is_file() for line in lines)
