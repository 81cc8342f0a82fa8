"""The health page: words only, no session, and 503 when people's words would not be kept."""

import os
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from fotfeste.kit import crypto
from fotfeste.ops.readiness import TRUST_S, Readiness, readiness
from tests.cast import Cast
from tests.ops.serving import BASE, environment, fotfeste

PATH = "/health/"


@pytest.fixture(autouse=True)
def look_anew() -> None:
    readiness.clear()


def ask(path: str = PATH) -> tuple[int, str]:
    answer = Client().get(path)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("path", [PATH, "/health/ready/", "/health/live/"])
def test_a_well_house_says_ok_and_nothing_else(db: None, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert not answer.cookies and "Server" not in answer.headers
    head = Client().head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert Client().post(path).status_code == 405


def test_it_is_the_same_for_somebody_signed_in(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    client.force_login(cast.ana)
    with django_assert_max_num_queries(9):  # none of them for a session or a person
        assert client.get(PATH).content == b"ok"
    with django_assert_max_num_queries(0):
        assert client.get(PATH).content == b"ok"


def test_what_ails_the_disk_is_not_mended_by_a_restart(
    db: None, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    with override_settings(FOTFESTE_MIN_FREE_MB=10**9), django_assert_num_queries(0):
        assert ask("/health/live/") == (200, "ok")


def test_each_part_that_is_not_well_has_its_line(db: None, tmp_path: Path) -> None:
    crypto._read_key.cache_clear()
    with override_settings(FOTFESTE_KEY_FILE=tmp_path / "gone.key", FOTFESTE_MIN_FREE_MB=10**9):
        assert ask() == (503, "space: little left\nkey: missing")
    readiness.clear()
    assert ask() == (200, "ok")


def test_tables_of_another_release_are_told(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('mfa', '9999_x', '2030-01-01')")
        assert ask() == (503, "tables: of a newer release")
        cursor.execute("DELETE FROM django_migrations WHERE app IN ('fotfeste', 'mfa')")
    readiness.clear()
    assert ask() == (503, "tables: of an older release")


def test_the_probe_is_a_write_and_not_a_question(transactional_db: None) -> None:
    """A database that lets itself be read says so."""
    with connection.cursor() as cursor:
        is_file = connection.vendor == "sqlite"
        cursor.execute("PRAGMA query_only = 1" if is_file else "SET default_transaction_read_only = on")
    try:
        assert ask() == (503, "database: read-only")
        assert ask("/health/live/") == (200, "ok")
    finally:
        connection.close()
    readiness.clear()
    assert ask() == (200, "ok")


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["localhost"])
def test_it_can_be_asked_on_the_machine_itself_without_tls(db: None) -> None:
    for path in (PATH, "/health/live/", "/health/ready/"):
        assert Client(HTTP_HOST="localhost").get(path).status_code == 200
    assert Client(HTTP_HOST="localhost").get("/").status_code == 301


# Who asks


def test_however_many_ask_it_looks_once_in_five_seconds() -> None:
    looks, clock = [], [0.0]
    one = Readiness(lambda: dict(looks.append(1) or {}), lambda: clock[0])  # type: ignore[func-returns-value]
    for tenth in range(200):
        clock[0] = tenth / 10
        assert one.find_failing_parts() == {}
    assert len(looks) == 4


def test_nobody_waits_for_another_and_what_is_old_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    begun, may_end, clock = threading.Event(), threading.Event(), [0.0]

    def look() -> dict[str, str]:
        begun.set()
        assert may_end.wait(20)
        return {"space": "little left"}

    one = Readiness(look, lambda: clock[0])
    asker = threading.Thread(target=one.find_failing_parts)
    asker.start()
    assert begun.wait(20)
    assert one.find_failing_parts() == {"database": "no answer yet"}
    may_end.set()
    asker.join(20)
    assert one.find_failing_parts() == {"space": "little left"} and "not ready" in caplog.text
    may_end.clear()
    begun.clear()
    clock[0] = 10
    slow = threading.Thread(target=one.find_failing_parts)
    slow.start()
    assert begun.wait(20)
    assert one.find_failing_parts() == {"space": "little left"}
    clock[0] = TRUST_S + 1
    assert one.find_failing_parts() == {"database": "no answer yet"}
    may_end.set()
    slow.join(20)


ASKED = """
import django; django.setup()
from django.test import Client
answer = Client(HTTP_HOST="localhost").get("/health/")
print(answer.status_code, answer.content.decode().splitlines()[0])
"""


def ask_health(home: Path, **more: str) -> str:
    more = {"FOTFESTE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "fotfeste.config.settings", **more}
    command = [*fotfeste()[:1], "-c", ASKED]
    done = subprocess.run(command, cwd=BASE, env=environment(**more), capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/nowhere", "sqlite:////no/such/folder/db.sqlite3"])
def test_a_database_that_is_away_is_told_by_one_word(tmp_path: Path, url: str) -> None:
    assert ask_health(tmp_path, DATABASE_URL=url) == "503 database: gone"


@pytest.mark.skipif(os.getuid() == 0 or bool(os.environ.get("DATABASE_URL")), reason="root may write everywhere")
def test_a_database_that_cannot_be_written_is_told() -> None:
    file = Path(settings.DATABASES["default"]["TEST"]["NAME"])
    file.chmod(0o400)
    try:
        assert ask() == (503, "database: read-only")
    finally:
        file.chmod(0o600)
