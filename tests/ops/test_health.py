"""The health page: words only, no session, and 503 when people's words would not be kept."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from fotfeste.kit import crypto
from tests.cast import Cast
from tests.ops.serving import BASE, environment, fotfeste

PATH = "/health/"


def test_a_well_house_says_ok_and_nothing_else(db: None) -> None:
    answer = Client().get(PATH)
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert not answer.cookies and "Server" not in answer.headers
    assert reverse("health") == PATH


def test_head_works_and_nothing_can_be_sent_to_it(db: None) -> None:
    head = Client().head(PATH)
    assert (head.status_code, head.content) == (200, b"")
    assert Client().post(PATH).status_code == 405


def test_it_is_the_same_for_somebody_signed_in(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    client.force_login(cast.ana)
    with django_assert_max_num_queries(3):  # none of them for a session or a person
        assert client.get(PATH).content == b"ok"


def test_a_missing_key_is_told_by_one_word(db: None, tmp_path: Path) -> None:
    crypto._read_key.cache_clear()
    with override_settings(FOTFESTE_KEY_FILE=tmp_path / "gone.key"):
        answer = Client().get(PATH)
    assert (answer.status_code, answer.content) == (503, b"key")
    assert Client().get(PATH).content == b"ok"


def test_tables_of_another_release_are_told(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'fotfeste'")
    assert (Client().get(PATH).status_code, Client().get(PATH).content) == (503, b"tables")


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["localhost"])
def test_it_can_be_asked_on_the_machine_itself_without_tls(db: None) -> None:
    assert Client(HTTP_HOST="localhost").get(PATH).status_code == 200
    assert Client(HTTP_HOST="localhost").get("/").status_code == 301


ASKED = """
import django; django.setup()
from django.test import Client
answer = Client(HTTP_HOST="localhost").get("/health/")
print(answer.status_code, answer.content.decode())
"""


def ask_health(home: Path, **more: str) -> str:
    more = {"FOTFESTE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "fotfeste.config.settings", **more}
    command = [*fotfeste()[:1], "-c", ASKED]
    done = subprocess.run(command, cwd=BASE, env=environment(**more), capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/nowhere", "sqlite:////no/such/folder/db.sqlite3"])
def test_a_database_that_is_away_is_told_by_one_word(tmp_path: Path, url: str) -> None:
    assert ask_health(tmp_path, DATABASE_URL=url) == "503 database"


@pytest.mark.skipif(os.getuid() == 0 or bool(os.environ.get("DATABASE_URL")), reason="root may write everywhere")
def test_a_database_that_cannot_be_written_is_told() -> None:
    file = Path(settings.DATABASES["default"]["TEST"]["NAME"])
    file.chmod(0o400)
    try:
        assert Client().get(PATH).content == b"database"
    finally:
        file.chmod(0o600)
