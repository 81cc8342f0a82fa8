"""What is deleted on purpose leaves the database's files with the answer, not at the next restart."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from fotfeste.body.models import Moment
from fotfeste.kit import file_erasure
from fotfeste.ops import chores
from fotfeste.people.models import Person
from fotfeste.safety.models import Anchor
from tests.cast import NOW, PASSWORD, Cast, gather

ADDRESS, KEY_NAME = "kanarifugl.ana@example.org", "Kanaritelefonen"
CLEAR_WORDS = (ADDRESS, KEY_NAME)
sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own files")


@pytest.fixture
def house(transactional_db: None, tmp_path: Path, settings: object) -> Iterator[Cast]:
    """Ana's address stands in every table that knows addresses, among many others', as after some time of use."""
    settings.FOTFESTE_TOMBSTONES = tmp_path / "tombstones.jsonl"  # type: ignore[attr-defined]
    cast = gather()
    Person.objects.filter(pk=cast.ana.pk).update(email=ADDRESS)
    EmailAddress.objects.create(user=cast.ana, email=ADDRESS, verified=True)
    Authenticator.objects.create(user=cast.ana, type="webauthn", data={"name": KEY_NAME})
    for number in range(60):
        Person.objects.create_person(email=f"{number}@example.org")
    cast.ana.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # PostgreSQL does it by itself now and then, and keeps values it has seen
    yield cast


@pytest.fixture
def browser(house: Cast) -> Client:
    client = Client()
    client.post("/account/login/", {"login": ADDRESS, "password": PASSWORD})
    # The second key is there for its name only; who signs in with it is tested in tests/people.
    client.force_login(house.ana)
    return client


def read_files() -> bytes:
    """Everything the database holds on its disk now: SQLite's three files, or PostgreSQL's of the tables in use."""
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'i', 't')"
            " AND (n.nspname IN ('public', 'pg_toast') OR c.relname = 'pg_statistic')"
        )
        return b"".join(bytes(file) for (file,) in cursor.fetchall())


def words_left() -> list[str]:
    files = read_files()
    return [word for word in CLEAR_WORDS if word.encode() in files]


def forget(browser: Client) -> None:
    answer = browser.post("/forget/?step=sure", {"sure": "on", "password": PASSWORD})
    assert answer["Location"] == "/forgotten/"


def test_nothing_in_clear_is_left_when_she_reads_that_she_is_forgotten(house: Cast, browser: Client) -> None:
    assert words_left() == [*CLEAR_WORDS], "there was something to leave"
    forget(browser)
    assert words_left() == []
    assert Person.objects.filter(email="7@example.org").exists()


def sealed_bytes(model: type[Moment] | type[Anchor], pk: object) -> bytes:
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        key = model._meta.pk.get_db_prep_value(pk, connection)
        cursor.execute(f"SELECT words FROM {table} WHERE id = %s", [key])  # noqa: S608  # our own table's name
        return bytes(cursor.fetchone()[0])


@sqlite_only
def test_a_moment_and_an_anchor_taken_away_are_out_of_the_files_at_once(house: Cast, browser: Client) -> None:
    moment = Moment.objects.create(client=house.ana, at=NOW, words="en stille morgen")
    anchor = Anchor.objects.create(client=house.ana, kind="place", words="steinen ved elva")
    sealed = [sealed_bytes(Moment, moment.pk), sealed_bytes(Anchor, anchor.pk)]
    assert all(each in read_files() for each in sealed)
    browser.post(f"/moments/{moment.pk}/remove/")
    assert not Moment.objects.exists() and sealed[0] not in read_files()
    browser.post(f"/anchors/{anchor.pk}/remove/")
    assert not Anchor.objects.exists() and sealed[1] not in read_files()


@sqlite_only
def test_where_somebody_reads_meanwhile_a_chore_does_it(
    house: Cast, browser: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import sqlite3

    monkeypatch.setattr(file_erasure, "MAX_WAIT_S", 0.1)
    reader = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM fotfeste_person").fetchone()  # a backup, for example
    with caplog.at_level(logging.WARNING):
        forget(browser)
    assert words_left() and "could not be folded in" in caplog.text, "the forgetting stands, and it is said"
    with pytest.raises(TimeoutError):
        chores.erase_deleted_rows(NOW)
    reader.close()
    chores.erase_deleted_rows(NOW)
    assert not words_left()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own way")
def test_where_somebody_holds_a_table_a_chore_does_it(
    house: Cast, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg
    from django.utils import timezone

    monkeypatch.setattr(file_erasure, "MAX_WAIT_S", 0.1)
    settings_of = connection.get_connection_params()
    names = {name: settings_of[name] for name in ("dbname", "user", "host", "port") if name in settings_of}
    with psycopg.connect(**names) as other:
        other.execute("SELECT count(*) FROM fotfeste_person")
        forget(browser)
        assert words_left()
    chores.erase_deleted_rows(timezone.now())
    assert not words_left()
