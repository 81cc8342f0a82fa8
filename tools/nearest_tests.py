"""Print the tests `make quick` runs: the pure ones, and one folder for each room that differs from the last commit.

Folders that start servers or take minutes are left to `make test`.
"""

import subprocess
from pathlib import Path

ALWAYS = (
    "tests/kit",
    "tests/ops/test_house.py",
    "tests/ops/test_names.py",
    "tests/constellations/board/test_geometry.py",
)
PURE = {
    "practices": "tests/practices/test_format.py",
    "constellations": "tests/constellations/board",
    "pace": "tests/pace/test_engine_by_hand.py",
}
SLOW = {"ops", "constellations", "pace", "durability", "walks"}


def changed_rooms() -> set[str]:
    """The rooms of all files that differ from the last commit: fotfeste/body/x.py and tests/body/x.py are of `body`."""
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603
    parts = [Path(line[3:].split(" -> ")[-1]).parts for line in lines]
    return {part[1] for part in parts if len(part) > 2 and part[0] in ("fotfeste", "tests")}


def nearest_tests(rooms: set[str]) -> list[str]:
    quick = {f"tests/{room}" for room in rooms - SLOW if Path("tests", room).is_dir()}
    return sorted({*ALWAYS, *(PURE[room] for room in rooms & PURE.keys()), *quick})


if __name__ == "__main__":
    print(" ".join(nearest_tests(changed_rooms())))
