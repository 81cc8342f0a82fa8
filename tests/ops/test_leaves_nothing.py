"""What cannot be done leaves nothing behind: commands before `init`, and a second house on a taken port."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fotfeste.config.cli import COMMANDS
from tests.ops.serving import BASE, environment, fotfeste, init_home

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="these homes keep their own SQLite file")
MAKES_A_HOME = {"init", "demo"}
FOR_DEVELOPERS = {"content", "messages", "django"}
ARGUMENTS = {"trail": ["verify"], "pace": ["refold"], "restore": ["no-such-file"]}
ABOUT_THE_PROGRAM = {"version"}


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        fotfeste(*arguments),
        cwd=BASE,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(each): (each.stat().st_size, each.stat().st_mtime_ns) for each in folder.rglob("*")}


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - MAKES_A_HOME - FOR_DEVELOPERS - ABOUT_THE_PROGRAM))
@pytest.mark.parametrize("has_folder", [True, False])
def test_before_init_nothing_is_left_behind(tmp_path: Path, command: str, has_folder: bool) -> None:
    """No home, no empty database, no lock; and one sentence says what is missing."""
    home = tmp_path / "home"
    if has_folder:
        home.mkdir(mode=0o700)
    before = snapshot(tmp_path)
    done = run(command, *ARGUMENTS.get(command, []), FOTFESTE_HOME=str(home))
    assert done.returncode != 0 and done.stdout + done.stderr and "Traceback" not in done.stderr, done.stderr
    assert snapshot(tmp_path) == before


def test_an_init_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    done = run("init", "--home", str(tmp_path / "home"), "--name", "", "--basis", "kurs", "--address", "https://a.no")
    assert done.returncode == 2 and "--name" in done.stderr
    assert run("init", "--home", str(tmp_path / "home"), "--new-link").returncode == 2
    assert snapshot(tmp_path) == {}


@contextmanager
def taken_port() -> Iterator[str]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield str(other.getsockname()[1])


def test_a_second_house_says_that_the_port_is_taken_before_it_touches_anything(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home")
    before = snapshot(tmp_path)
    with taken_port() as port:
        done = run("serve", "--home", str(home), "--port", port)
    assert done.returncode == 2 and f"Cannot listen on 127.0.0.1:{port}" in done.stderr and "--port" in done.stderr
    assert done.stderr.count("\n") == 1 and snapshot(tmp_path) == before


def test_a_second_demo_does_so_too(tmp_path: Path) -> None:
    with taken_port() as port:
        done = run("demo", "--home", str(tmp_path / "home"), "--port", port)
    assert done.returncode == 2 and f"Cannot listen on port {port}" in done.stderr and done.stderr.count("\n") == 1
    assert snapshot(tmp_path) == {}
