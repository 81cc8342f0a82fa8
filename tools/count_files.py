"""How many files of ours one request runs through, and how often it climbs back into one it has left.

`python tools/count_files.py [--files] [TREE ...]` measures this tree and each other one (a checkout with its own
.venv) and prints one table. Pages are found by address, in the demo house, so that an earlier release can stand beside.

Counted are files under fotfeste/ of which a function ran (not what an import runs), without the floors and the frame
that every page stands on. A climb is a call from a file entered later into one entered before it.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

FLOORS = ("kit", "privacy", "people", "http", "migrations")
# What draws the frame round every page, and where release 0.1 had it together with its gate.
FRAME = ("web", "site", "safety/alone.py")
CO_OPTIMIZED = 0x1  # set on functions; not on modules and class bodies, which only an import runs
START_TIMEOUT_S = 120


@dataclass
class Trace:
    """The files one request entered, in order, and its calls from a later one back into an earlier one."""

    files: list[str] = field(default_factory=list)
    climbs: set[tuple[str, str]] = field(default_factory=set)


class Tracer:
    """Follows the calls of this thread, while it is entered, in files under `root`."""

    def __init__(self, root: Path, leave_out: tuple[str, ...] = (*FLOORS, *FRAME)):
        self.root, self.leave_out = f"{root}{os.sep}", leave_out
        self.trace = Trace()

    def __enter__(self) -> Trace:
        sys.setprofile(self._see)
        return self.trace

    def __exit__(self, *_error: object) -> None:
        sys.setprofile(None)

    def _see(self, frame: FrameType, event: str, _arg: Any) -> None:
        if event != "call" or (name := self._counted(frame)) is None:
            return
        if name not in self.trace.files:
            self.trace.files.append(name)
        caller = self._caller(frame)
        if caller and self.trace.files.index(caller[0]) > self.trace.files.index(name):
            self.trace.climbs.add((f"{caller[0]}:{caller[1]}", f"{name}:{frame.f_code.co_name}"))

    def _counted(self, frame: FrameType) -> str | None:
        code = frame.f_code
        if not code.co_flags & CO_OPTIMIZED or not code.co_filename.startswith(self.root):
            return None
        name = code.co_filename.removeprefix(self.root)
        return None if {name, Path(name).parts[0]} & set(self.leave_out) else name

    def _caller(self, frame: FrameType) -> tuple[str, str] | None:
        """The nearest counted file on the stack that has been entered."""
        above = frame.f_back
        while above is not None:
            if (name := self._counted(above)) and name in self.trace.files:
                return name, above.f_code.co_name
            above = above.f_back
        return None


# ---- the walk, by address; runs inside the tree that is measured ----------------------------------------------------


def walk(root: Path) -> dict[str, Trace]:
    """A client's check-in, offers and practice, and her therapist's page, where no answer is used: how a house begins.

    Last the offers where the engine is asked. Twice, and the second time counts: the first fills what a process keeps.
    """
    from django.apps import apps  # only the measured tree has settings
    from django.test import Client

    institute = apps.get_model("fotfeste", "Institute").objects
    institute.update(pace_mode="limits")
    traces: dict[str, Trace] = {}

    def record(name: str, ask: Callable[[], Any]) -> Any:
        with Tracer(root) as trace:
            answer = ask()
        if answer.status_code >= 400:
            raise RuntimeError(f"{name} was answered with {answer.status_code}")
        traces[name] = trace
        return answer

    for _turn in range(2):
        for door, requests in (("client", client_requests), ("therapist", therapist_requests)):
            browser = Client(HTTP_HOST="localhost")
            browser.post(f"/demo/{door}/")
            requests(browser, record)
    institute.update(pace_mode="offers")
    for _turn in range(2):
        browser.post("/demo/client/")
        record("offers, engine asked", lambda: browser.get("/choose/"))
    return traces


def client_requests(browser: Any, record: Callable[[str, Callable[[], Any]], Any]) -> None:
    page = record("check-in: a step asked", lambda: browser.get("/now/body/"))
    row = find(r'name="row" value="([^"]+)"', page)
    body = {"row": row, "activation": "2", "words": ["heavy"], "places": ["chest"], "own_words": "", "go": "on"}
    record("check-in: a step answered", lambda: browser.post("/now/body/", body))
    browser.post("/now/safety/", {"row": row, "head_safe": "6", "body_safe": "4", "go": "on"})
    last = {"row": row, "feelings": ["sad"], "thought": "et tak", "wish": "calm"}
    record("check-in: sent", lambda: browser.post("/now/feelings/", last))
    record("offers", lambda: browser.get("/choose/"))
    run = browser.post("/practise/jording/begin/", {})["Location"]
    for _step in range(20):
        page = browser.get(run)
        if page.status_code == 302:
            break
        browser.post(f"{run}go/", {"move": "next", "step": find(r'name="step" value="([^"]+)"', page)})
    record("practice: finished", lambda: browser.post(f"{run}afterwards/", {"activation": "1", "safety": "6"}))


def therapist_requests(browser: Any, record: Callable[[str, Callable[[], Any]], Any]) -> None:
    url = find(r'href="(/clients/[0-9a-f-]{36}/)"', browser.get("/clients/"))
    record("therapist: client page", lambda: browser.get(url))


def find(pattern: str, page: Any) -> str:
    found = re.search(pattern, page.content.decode())
    if found is None:
        raise RuntimeError(f"{page.request['PATH_INFO']} ({page.status_code}) holds nothing like {pattern}")
    return found[1]


# ---- the trees, side by side ----------------------------------------------------------------------------------------


def measure(tree: Path) -> dict[str, dict[str, list[str]]]:
    """The walk in the demo house of `tree`, run by that tree's own interpreter."""
    with tempfile.TemporaryDirectory() as home:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("FOTFESTE_", "DJANGO_", "DATABASE_"))}
        environment |= {"FOTFESTE_HOME": home, "FOTFESTE_DEMO": "1", "PYTHONPATH": str(tree)}
        _make_demo_house(tree, Path(home), environment)
        run = _run_in(tree, ["django", "shell", "-v", "0", "-c", _script(tree)], environment)
        output, _ = run.communicate()
    if run.returncode:
        raise RuntimeError(f"{tree}: the walk ended with {run.returncode}")
    found: dict[str, dict[str, list[str]]] = json.loads(output.splitlines()[-1])
    return found


def _script(tree: Path) -> str:
    """Loads this very file in there and prints what it finds."""
    return (
        f"import importlib.util as u, json, sys, pathlib; s = u.spec_from_file_location('count_files', {__file__!r});"
        "m = u.module_from_spec(s); sys.modules['count_files'] = m; s.loader.exec_module(m);"
        f"w = m.walk(pathlib.Path({str(tree / 'fotfeste')!r}));"
        "print(json.dumps({n: {'files': t.files, 'climbs': [' > '.join(c) for c in sorted(t.climbs)]}"
        " for n, t in w.items()}))"
    )


def _run_in(tree: Path, arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [str(tree / ".venv" / "bin" / "python"), "-m", "fotfeste", *arguments]
    return subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.PIPE)  # noqa: S603  # our own command


def _make_demo_house(tree: Path, home: Path, environment: dict[str, str]) -> None:
    """The demo makes its people before it serves: once it answers, they are there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = _run_in(tree, ["demo", "--home", str(home), "--port", port], environment)
    until = time.monotonic() + START_TIMEOUT_S
    try:
        while not _answers(f"http://localhost:{port}/help/"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{tree}: the demo does not start")
            time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _answers(url: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):  # noqa: S310  # our own loopback server
        return True
    return False


def table(trees: list[Path], shows_files: bool) -> Iterator[str]:
    """One line a request: files and climbs, a column for each tree."""
    found = [measure(tree) for tree in trees]
    yield f"{'files (climbs)':<28}" + "".join(f"{tree.name:>20}" for tree in trees)
    for name in found[0]:
        counts = (f"{len(each[name]['files'])} ({len(each[name]['climbs'])})" for each in found)
        yield f"{name:<28}" + "".join(f"{count:>20}" for count in counts)
        if shows_files:
            for tree, each in zip(trees, found, strict=True):
                yield f"    {tree.name}: {' '.join(each[name]['files'])}"
                yield from (f"        climbs {climb}" for climb in each[name]["climbs"])


if __name__ == "__main__":
    given = [Path(each).resolve() for each in sys.argv[1:] if not each.startswith("-")]
    for line in table([Path(__file__).resolve().parents[1], *given], "--files" in sys.argv):
        print(line)
