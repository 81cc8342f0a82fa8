"""Rows written past the program: another spelling of the same value, no value at all, or keys taken away with them."""

from typing import Any

import pytest
from django.db import connection, transaction

from fotfeste.body.models import Moment
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.audit import verify_everything
from tests.cast import NOW, Cast
from tests.privacy.test_audit_log import audited_cast, write_note

__all__ = ["audited_cast"]  # the fixture

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its types")
RESPELT = [
    ("bond", "until = 'x'", "until IS NULL"),  # reads as open, is found as ended
    ("bond", "client_id = upper(client_id)", ""),
    ("consent", "withdrawn_at = 'x'", "withdrawn_at IS NULL"),
    ("note", "client_id = upper(client_id)", ""),  # reads as hers, is found by nobody
    ("note", "id = upper(id)", ""),
    ("note", "signed_at = 'x'", "signed_at IS NULL"),
    ("addition", "note_id = upper(note_id)", ""),
    ("harmentry", "reader_id = upper(reader_id)", ""),
    ("rolegrant", "until = 'x'", "until IS NULL"),
    ("invitation", "expires_at = replace(expires_at, ' ', 'T')", ""),
    ("trailentry", "actor_id = upper(actor_id)", ""),  # one reading less in what she sees
    ("moment", "client_id = upper(client_id)", ""),
    ("institute", "is_demo = 7", ""),
    ("person", "id = upper(id)", ""),
]
UNREADABLE = [
    ("bond", "since = '2026-13-45 00:00:00'", ""),
    ("note", "client_id = 'zz'", ""),
    ("note", "body = 'words'", ""),
    ("auditentry", "body = 'words'", "seq = 1"),
    ("datakey", "wrapped = 'words'", ""),
    ("trailentry", "at = 'x'", ""),
    ("trailhead", "client_id = 'zz'", ""),
]


@pytest.fixture
def house(audited_cast: Cast) -> Cast:
    trail.record(actor=audited_cast.thea, client=audited_cast.ana, what="notes", why="preparing", now=NOW)
    write_note(audited_cast)
    Moment.objects.create(client=audited_cast.ana, at=NOW, words="stille")
    return audited_cast


def faults_after(*statements: str, values: tuple[Any, ...] = ()) -> list[str]:
    """What is named after these writes, which are undone again."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            cursor.execute(statement, values or None)
            assert cursor.rowcount > 0, statement
        found = verify_everything()[1].faults
        transaction.set_rollback(True)
    return found


@sqlite_only
@pytest.mark.parametrize(("table", "change", "where"), RESPELT + UNREADABLE)
def test_what_nothing_here_wrote_is_named(house: Cast, table: str, change: str, where: str) -> None:
    found = faults_after(f"UPDATE fotfeste_{table} SET {change} WHERE {where or 'TRUE'}")  # noqa: S608  # names of ours
    assert any("not written by this program" in fault and fault.lower().startswith(table) for fault in found)


@sqlite_only
def test_a_reader_who_is_taken_away_is_missed(house: Cast) -> None:
    """Her page joins each reading with whoever read: without that row the reading is gone from it."""
    found = faults_after(f"DELETE FROM fotfeste_person WHERE id = '{house.thea.pk.hex}'")  # noqa: S608
    assert any(fault.startswith("fotfeste_trailentry row") and "missing" in fault for fault in found)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own times")
def test_a_time_that_cannot_be_read_is_named(house: Cast) -> None:
    found = faults_after("UPDATE fotfeste_bond SET until = 'infinity'")
    assert any(fault.startswith("Bond ") and "not written by this program" in fault for fault in found)


TABLES_OF_HERS = ("addition", "note", "bond", "consent", "harmentry", "clientlimits")
KEY_WRITES = {
    "taken away": "DELETE FROM fotfeste_datakey WHERE owner_id = %s",
    "overwritten": "UPDATE fotfeste_datakey SET wrapped = owner_id::text::bytea WHERE owner_id = %s"
    if connection.vendor == "postgresql"
    else "UPDATE fotfeste_datakey SET wrapped = randomblob(80) WHERE owner_id = %s",
}


@pytest.mark.parametrize("how", KEY_WRITES)
def test_her_keys_do_not_go_unseen_together_with_all_that_is_hers(house: Cast, how: str) -> None:
    """What the log says of her no longer opens then: it must not be taken for saying nothing."""
    deletions = [f"DELETE FROM fotfeste_{table} WHERE client_id = %s" for table in TABLES_OF_HERS]  # noqa: S608
    deletions.append("DELETE FROM fotfeste_rolegrant WHERE person_id = %s")
    key = Person._meta.pk.get_db_prep_value(house.ana.pk, connection)
    found = faults_after(*deletions, KEY_WRITES[how], values=(key,))
    assert any(fault.startswith("data key") and "needs it" in fault for fault in found)


@pytest.mark.parametrize("how", KEY_WRITES)
def test_a_key_that_seals_her_words_alone_is_missed(house: Cast, how: str) -> None:
    key = Person._meta.pk.get_db_prep_value(house.mika.pk, connection)
    assert faults_after(KEY_WRITES[how], values=(key,))
