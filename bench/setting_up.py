"""How long until a first page is there: from nothing, and of a house full of people that is started again."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, median
from bench.serving import BASE, free_port, wait

FIRST_PAGE_S, FIRST_ANSWER_S, STARTS = 60, 2, 5


def figure() -> Figure:
    with tempfile.TemporaryDirectory(prefix="fotfeste-new-") as folder:
        clone = Path(folder) / "fotfeste"
        subprocess.run(["git", "clone", "--quiet", str(BASE), str(clone)], check=True)
        began_s = time.monotonic()
        subprocess.run(["make", ".venv/run-ready", "node_modules/.ready"], cwd=clone, check=True, env=_bare())
        installed_s = time.monotonic() - began_s
        port = free_port()
        command = [".venv/bin/fotfeste", "demo", "--port", str(port), "--home", str(Path(folder) / "home")]
        demo = subprocess.Popen(command, cwd=clone, env=_bare())
        try:
            wait(demo, port)
        finally:
            demo.terminate()
            demo.wait(30)
        passed_s = time.monotonic() - began_s
    return Figure(
        "from nothing to the first page", "s", passed_s, FIRST_PAGE_S, None, f"{installed_s:.0f} s of it installing"
    )


def restart(home: Path) -> Figure:
    """`fotfeste serve` with one worker, from the command to the first answer of its sign-in page."""
    times_s = [_start_once(home) for _ in range(STARTS)]
    note = f"slowest of {STARTS} {max(times_s):.1f} s"
    return Figure("start to first answer", "s", median(times_s), FIRST_ANSWER_S, None, note)


def _start_once(home: Path) -> float:
    port, began_s = free_port(), time.monotonic()
    command = [sys.executable, "-m", "fotfeste", "serve", "--home", str(home), "--port", str(port)]
    house = subprocess.Popen(command)
    try:
        wait(house, port, "/account/login/")
        return time.monotonic() - began_s
    finally:
        house.terminate()
        house.wait(30)


def _bare() -> dict[str, str]:
    return {
        k: v for k, v in os.environ.items() if not k.startswith(("FOTFESTE_", "DJANGO_", "DATABASE_URL", "PYTHONPATH"))
    }
