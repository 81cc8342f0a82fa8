"""From nothing to the first page: a fresh clone, the two installs, the demo, until its first page is there."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from bench.figures import Figure
from bench.serving import BASE, free_port, wait

FIRST_PAGE_S = 60


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


def _bare() -> dict[str, str]:
    return {
        k: v for k, v in os.environ.items() if not k.startswith(("FOTFESTE_", "DJANGO_", "DATABASE_URL", "PYTHONPATH"))
    }
