"""The guide's commands over code that nobody may write to: they work, and nothing beside the code changes."""

import json
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.ops.serving import answers, read_page, until
from tests.ops.unprivileged import Installation, find_interpreter, make_installation, read_guide

pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this home keeps its own SQLite file"),
    pytest.mark.skipif(find_interpreter() is None, reason="no Python here that an unprivileged user may run"),
    pytest.mark.skipif(not settings.NODE_MODULES.is_dir(), reason="Designsystemet comes from npm"),
]
NAME = "fotfeste.example.no"


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with make_installation() as made:
        init = re.findall(r"^fot init .*$", read_guide(), re.M)[0]
        done = made.run_fot(init)
        assert done.returncode == 0 and "/invitation/" in done.stdout, done.stderr
        yield made


@contextmanager
def running(installation: Installation) -> Iterator[int]:
    """Started as the unit starts it. Its port."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(128)
        process = installation.start(held.fileno())
        port = int(held.getsockname()[1])
        try:
            until(lambda: process.poll() is not None or answers(port), 60)
            assert process.poll() is None, process.communicate()[1]
            yield port
        finally:
            process.terminate()
            process.communicate(timeout=40)


def snapshot(folder: Path) -> dict[str, tuple[int, int, int]]:
    stats = {str(each): each.lstat() for each in folder.rglob("*")}
    return {name: (each.st_size, each.st_mtime_ns, each.st_mode) for name, each in stats.items()}


def test_the_guides_commands_change_nothing_beside_the_code(installation: Installation) -> None:
    before = snapshot(installation.code)
    for line in ("fot check", "fot check --key-is-backed-up", "fot backup", "fot trail verify", "fot check"):
        done = installation.run_fot(line)
        assert "Traceback" not in done.stderr and done.returncode in (0, 1), done.stderr
        assert (done.returncode == 1) == (line == "fot check"), done.stdout + done.stderr
    backup = next((installation.root / "var/backups/fotfeste").glob("*.backup"))
    assert installation.run_fot(f"fot backup --verify {backup}").returncode == 0
    with running(installation) as port:
        page = read_page(port, "/help/", NAME)
        sheet = re.findall(r'href="(/static/css/house[^"]+)"', page)[0]
        assert "Trenger du hjelp" in page and "@layer" in read_page(port, sheet, NAME)
    assert snapshot(installation.code) == before


def test_what_the_house_makes_is_its_owners_alone_and_static_files_are_for_everyone(installation: Installation) -> None:
    """Under the widest umask there is, which the harness sets."""
    with running(installation):
        private = [each for name in ("var/lib", "etc", "var/backups") for each in (installation.root / name).rglob("*")]
        assert len(private) > 8
        assert not [each for each in private if each.name != "fotfeste" and each.lstat().st_mode & 0o077]
    static = installation.root / "var/cache/fotfeste"
    hashed = json.loads((static / "static/staticfiles.json").read_text())["paths"].values()
    assert all((static / "static" / name).is_file() for name in ("502.html", "413.html", *hashed))
    assert not [each for each in static.rglob("*") if each.stat().st_mode & 0o004 == 0 or each.stat().st_mode & 0o022]
    assert not [each for each in static.rglob("*") if each.is_dir() and each.stat().st_mode & 0o005 != 0o005]


@pytest.mark.parametrize(
    ("place", "mode"),
    [("var/lib/fotfeste", 0o500), ("var/lib/fotfeste/fotfeste.sqlite3", 0o400), ("var/cache/fotfeste", 0o555)],
)
def test_a_start_where_nothing_can_be_written_says_so(installation: Installation, place: str, mode: int) -> None:
    read_only = installation.root / place
    writable_mode = read_only.stat().st_mode & 0o777
    read_only.chmod(mode)
    before = snapshot(installation.root)
    try:
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            process = installation.start(held.fileno())
            said = process.communicate(timeout=60)[1]
        assert snapshot(installation.root) == before
    finally:
        read_only.chmod(writable_mode)
    assert process.returncode == 2 and said.count("\n") == 1, said
    assert said.startswith("No start: ") and str(read_only) in said


@pytest.mark.parametrize(
    "command", ["init --name A --basis kurs --address https://a.example.org", "demo --only-prepare"]
)
def test_a_home_that_cannot_be_made_is_one_sentence(installation: Installation, command: str) -> None:
    done = subprocess.run(
        [*installation.build_start_command(0)[:-3], *command.split(), "--home", str(installation.code / "home")],
        env=installation.environment(),
        cwd=installation.home if command.startswith("demo") else "/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 2) and done.stderr.count("\n") == 1 and "Permission denied" in done.stderr, (
        done.stderr
    )
