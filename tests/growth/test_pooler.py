"""Behind a pooler that shares connections by the transaction: who goes through it, and what is not asked of it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fotfeste.config.database import answer_through_pooler, find_pooler_fault, parse_database_url
from fotfeste.kit.file_erasure import rewrite_tables
from fotfeste.people.models import Person
from tests.ops.homes import POSTGRES, own_database
from tests.ops.serving import BASE
from tests.walks.conftest import clean_environment

DIRECT, POOLER = "postgresql://fotfeste@db:5432/fotfeste", "postgresql://fotfeste@db:6432/fotfeste"
PORT = "from django.conf import settings; print(settings.DATABASES['default']['PORT'])"
SMALL = {"clients": 3, "living": 3, "days": 3, "notes": 6, "users": 4, "seconds": 1, "turns": 1, "workers": 1}


def test_it_is_taken_only_beside_the_database_itself() -> None:
    both, pooler_alone = {"DATABASE_URL": DIRECT, "FOTFESTE_POOLER": POOLER}, {"FOTFESTE_POOLER": POOLER}
    for environment, expected in ((both, POOLER), (pooler_alone, None), ({"DATABASE_URL": DIRECT}, DIRECT)):
        answer_through_pooler(environment)
        assert environment.get("DATABASE_URL") == expected


@pytest.mark.parametrize(
    ("pooler", "direct", "sentence"),
    [
        (POOLER, "", "names none"),
        (POOLER, "sqlite:///house.sqlite3", "names none"),
        ("db:6432", DIRECT, "starts with postgresql://"),
        ("postgresql://fotfeste:a[b@db:6432/fotfeste", DIRECT, "FOTFESTE_POOLER cannot be read"),
    ],
)
def test_one_that_no_worker_could_use_is_named(pooler: str, direct: str, sentence: str) -> None:
    fault = find_pooler_fault({"FOTFESTE_POOLER": pooler, "DATABASE_URL": direct})
    assert sentence in fault and "a[b" not in fault
    assert not find_pooler_fault({"FOTFESTE_POOLER": POOLER, "DATABASE_URL": DIRECT})
    assert not find_pooler_fault({"DATABASE_URL": direct})


def test_a_house_with_such_a_one_does_not_start(tmp_path: Path) -> None:
    settings = {"FOTFESTE_POOLER": POOLER, "FOTFESTE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "fotfeste", "serve", "--home", str(tmp_path), "--port", "0"]
    environment = {name: each for name, each in clean_environment().items() if name != "DATABASE_URL"}
    ran = subprocess.run(
        command, cwd=BASE, env={**environment, **settings}, capture_output=True, text=True, check=False
    )
    assert ran.returncode and "names none" in ran.stdout + ran.stderr and "Traceback" not in ran.stderr


@pytest.mark.parametrize(("url", "is_pooled"), [(DIRECT, False), (POOLER, True)])
def test_no_cursor_stays_on_the_server_behind_it(monkeypatch: pytest.MonkeyPatch, url: str, is_pooled: bool) -> None:
    monkeypatch.setenv("FOTFESTE_POOLER", POOLER)
    assert parse_database_url(url, Path())["DISABLE_SERVER_SIDE_CURSORS"] is is_pooled


@pytest.mark.parametrize(("first", "port"), [("import fotfeste.config.asgi", "6432"), ("", "5432")])
def test_who_answers_goes_through_it_and_commands_do_not(tmp_path: Path, first: str, port: str) -> None:
    settings = {"DATABASE_URL": DIRECT, "FOTFESTE_POOLER": POOLER, "FOTFESTE_HOME": str(tmp_path)}
    settings["DJANGO_SETTINGS_MODULE"] = "fotfeste.config.settings"
    command = [sys.executable, "-c", f"{first}\n{PORT}"]
    ran = subprocess.run(
        command, cwd=BASE, env={**clean_environment(), **settings}, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == port


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL")
def test_nothing_is_set_on_a_connection_that_somebody_else_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    with CaptureQueriesContext(connection) as asked:
        assert not rewrite_tables([Person])
    assert not asked.captured_queries


@pytest.mark.skipif(not POSTGRES or not shutil.which("pgbouncer"), reason="asks a PostgreSQL and PgBouncer")
def test_a_small_crowd_behind_pgbouncer_meets_no_error() -> None:
    asked = [f"--{name}={value}" for name, value in SMALL.items()]
    with own_database() as settings:
        command = [sys.executable, "-m", "bench.growth.pooler", *asked]
        ran = subprocess.run(
            command, cwd=BASE, env={**clean_environment(), **settings}, capture_output=True, text=True, check=False
        )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "PgBouncer, turn 1" in ran.stdout
