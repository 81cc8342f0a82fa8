"""The bars that are a yes or a no: each is shown by tests, which are run here so that all bars stand in one place."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench.serving import BASE

WITHIN_S = 300


@dataclass(frozen=True)
class Proof:
    bar: str
    tests: tuple[str, ...]


PROOFS = (
    Proof("kill -9 loses 0 acknowledged", ("tests/constellations/live/test_kills.py",)),
    Proof("replay equals live (a sample)", ("tests/constellations/board/test_histories.py",)),
    Proof("the same, through the database", ("tests/constellations/test_kept_histories.py",)),
    Proof("role × command × phase, all cells", ("tests/constellations/board/test_table.py",)),
    Proof(
        "hidden words reach nobody",
        ("tests/constellations/board/test_blind.py", "tests/constellations/live/test_sockets.py"),
    ),
)
IN_A_BROWSER = (Proof("axe 0, on a whole group's pages", ("tests/walks/test_group_constellation.py",)),)


def proved(*, browser: bool) -> Iterator[str]:
    """One line per bar. The long campaigns (10,000 histories, 200 kills) are `make check-long`."""
    for proof in (*PROOFS, *(IN_A_BROWSER if browser else ())):
        yield f"{proof.bar:35}{'yes' if _passes(proof) else 'NO':>5}   {' '.join(proof.tests)}"


def _passes(proof: Proof) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", *proof.tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FOTFESTE_", "DJANGO_"))}
    try:
        return not subprocess.run(command, cwd=BASE, env=environment, capture_output=True, timeout=WITHIN_S).returncode
    except subprocess.TimeoutExpired:
        return False
