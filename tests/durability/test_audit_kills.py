"""A process that is killed leaves at most one act begun and not kept; a database that is set back is always missed."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.home_copies import install
from tests.ops.homes import POSTGRES, Home, own_database

KILLS = 100 if os.environ.get("FOTFESTE_LONG") == "1" else 4
WRITER = "tests.durability.audit_writer"
CLIENTS = ("ana@example.org", "noor@example.org")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with own_database() as env:
        home = Home(tmp_path / "home", env)
        install(home, lived_in=True)
        yield home


@pytest.fixture
def homes(home: Home) -> list[Home]:
    """Two homes on one database: with PostgreSQL two machines, each with an anchor of its own."""
    other = Home(home.path.with_name("other"), home.env)
    other.path.mkdir(mode=0o700)
    for name in ("instance.key", "secret.key"):
        shutil.copy2(home.path / name, other.path)
    other.done("trail", "anchor")
    return [home, other]


def verify(home: Home) -> str:
    return home.done("trail", "verify")


def end(*writers: subprocess.Popen[bytes]) -> None:
    for writer in writers:
        writer.kill()
        writer.communicate()


def start_writing(home: Home, client: str, seconds: float) -> subprocess.Popen[bytes]:
    writer = home.start(client, module=WRITER, stdout=subprocess.PIPE)
    assert writer.stdout and writer.stdout.readline()  # it has begun
    time.sleep(seconds)
    return writer


@pytest.mark.parametrize("where", ["before-commit", "after-commit"])
def test_a_kill_around_the_commit_is_no_fault(home: Home, where: str) -> None:
    for _again in range(2):
        killed = home.run(CLIENTS[0], where, module=WRITER)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        said = verify(home)
        assert "whole" in said and ("begun and not kept" in said) == (where == "before-commit")


def test_processes_killed_at_any_moment_leave_a_whole_log(home: Home) -> None:
    dice = random.Random(20_261_130)  # noqa: S311  # a test's dice
    for _kill in range(KILLS):
        writers = [start_writing(home, client, dice.uniform(0, 0.2)) for client in CLIENTS]
        end(*writers)
        assert "whole" in verify(home)


def test_the_log_can_be_verified_while_people_go_on(home: Home) -> None:
    writers = [start_writing(home, client, 0) for client in CLIENTS]
    said = [home.run("trail", "verify") for _again in range(4)]
    assert all(writer.poll() is None for writer in writers)
    end(*writers)
    assert all(each.returncode == 0 and "whole" in each.stdout for each in said), said


@pytest.mark.skipif(not POSTGRES, reason="two machines share a PostgreSQL")
def test_two_machines_on_one_database_each_know_where_it_ended(homes: list[Home]) -> None:
    dice = random.Random(20_261_130)  # noqa: S311  # a test's dice
    for _kill in range(KILLS):
        each = zip(homes, CLIENTS, strict=True)
        writers = [start_writing(home, client, dice.uniform(0, 0.2)) for home, client in each]
        end(*writers)
        assert all("whole" in verify(home) for home in homes)
    for home in homes:
        cut_last_act(home)
        assert any("set back" in other.run("trail", "verify").stdout for other in homes)


def test_not_even_the_last_act_can_be_taken_out(home: Home) -> None:
    home.done(CLIENTS[0], "once", module=WRITER)
    cut_entries(home, 1)
    assert "set back" in home.run("trail", "verify").stdout


def test_a_database_that_is_set_back_is_missed(home: Home) -> None:
    """Its file, whole and consistent, as it was some acts ago; or its last rows, taken out one by one."""
    cut_last_act(home)
    said = home.run("trail", "verify")
    assert said.returncode == 1 and "set back" in said.stdout
    home.run(CLIENTS[0], "after-commit", module=WRITER)
    assert "set back" in home.run("trail", "verify").stdout, "a later act does not seal it over"


def cut_last_act(home: Home) -> None:
    """An act that was confirmed is taken out of rows, log and head: what is left is whole in itself."""
    end(start_writing(home, CLIENTS[0], 0.3))
    cut_entries(home, 3)


def cut_entries(home: Home, number: int) -> None:
    code = (
        "from fotfeste.models import AuditEntry as E, AuditHead as H;"
        f"last = E.objects.order_by('-seq')[{number}]; E.objects.filter(seq__gt=last.seq)._raw_delete('default');"
        "H.objects.update(seq=last.seq, hash=last.hash)"
    )
    home.done("django", "shell", "-c", code)
