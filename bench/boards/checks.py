"""The bars that are a yes or a no: each is shown by tests, which are run here so that all bars stand in one place."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench.serving import BASE

TIMEOUT_S = 300


@dataclass(frozen=True)
class BarTests:
    bar: str
    tests: tuple[str, ...]


BAR_TESTS = (
    BarTests("kill -9 loses 0 acknowledged", ("tests/constellations/live/test_killed_server.py",)),
    BarTests("replay equals live (a sample)", ("tests/constellations/board/test_histories.py",)),
    BarTests("the same, through the database", ("tests/constellations/test_stored_histories.py",)),
    BarTests("role × command × phase, all cells", ("tests/constellations/board/test_permissions.py",)),
    BarTests(
        "hidden words reach nobody",
        ("tests/constellations/board/test_visibility_by_seat.py", "tests/constellations/live/test_sockets.py"),
    ),
)
BROWSER_BAR_TESTS = (BarTests("axe 0, on a whole group's pages", ("tests/walks/test_group_constellation.py",)),)


def run_proofs(*, browser: bool) -> Iterator[str]:
    """One line per bar. The long campaigns (10,000 histories, 200 kills) are `make check-long`."""
    for proof in (*BAR_TESTS, *(BROWSER_BAR_TESTS if browser else ())):
        yield f"{proof.bar:35}{'yes' if _passes(proof) else 'NO':>5}   {' '.join(proof.tests)}"


def _passes(proof: BarTests) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", *proof.tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FOTFESTE_", "DJANGO_"))}
    try:
        return not subprocess.run(command, cwd=BASE, env=environment, capture_output=True, timeout=TIMEOUT_S).returncode
    except subprocess.TimeoutExpired:
        return False
