"""Each commit waits for the disk. A killed process cannot show that; the database says it of a live connection."""

import os

import pytest
from django.db import connection

from tests.durability.fault_campaigns import THROW_AWAY

FULL = 2

pytestmark = pytest.mark.django_db


def query(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite")
def test_sqlite_writes_ahead_and_syncs_at_each_commit() -> None:
    assert (query("PRAGMA journal_mode"), int(query("PRAGMA synchronous"))) == ("wal", FULL)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL")
@pytest.mark.parametrize("name", ["fsync", "synchronous_commit", "full_page_writes"])
def test_postgresql_syncs_at_each_commit(name: str) -> None:
    if name == "fsync" and THROW_AWAY in os.environ and os.environ.get("FSYNC") != "on":
        pytest.skip("the throw-away server of quick tests skips it for speed")
    assert query(f"SHOW {name}") == "on"
