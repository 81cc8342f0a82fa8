"""Putting a backup back, on an empty place only: filled, compared, migrated and forgotten again before it counts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection, transaction

from fotfeste.kit.audit_anchor import put_back_on_failure
from fotfeste.kit.fsync import fsync_folder
from fotfeste.kit.keyring import keyring
from fotfeste.ops.backup.archive_format import Archive, Manifest, Sums, Tally, hash_contents
from fotfeste.ops.backup.backup_folder import lock_folder
from fotfeste.ops.backup.create import NotABackup, verify_backup
from fotfeste.ops.backup.tables import (
    Table,
    delete_rows,
    find_tables_at,
    insert_rows,
    migrate_to,
    read_rows,
    reset_sequences,
)
from fotfeste.privacy.audit import anchor_again, begin_audit_log, verify_everything
from fotfeste.privacy.forgetting import replay_tombstones

RESTORING = ".restoring"


class NotEmpty(Exception):
    """There is something here already."""


class RestoreResult(NamedTuple):
    manifest: Manifest
    contents: str
    forgotten: int
    trail_faults: list[str]
    anchored_at: int
    audit_entries: int


def restore(path: Path, *, now: datetime) -> RestoreResult:
    """Into the empty database that settings name. Raises NotABackup, NewerRelease, NotEmpty; then nothing is there.

    A backup is opened twice: whole, to know that it is one, and again to fill the tables.
    """
    archive = verify_backup(path)
    find_tables_at(archive.manifest.migrations)  # a newer release is refused before anything is made
    with put_back_on_failure(), _all_or_nothing():
        manifest, sums = _fill_tables(path, archive)
        call_command("migrate", verbosity=0, interactive=False)
        was, _now = anchor_again()  # what came after the backup is gone, and that is what was asked for
        begin_audit_log()
        with keyring():
            forgotten = replay_tombstones(now=now)
        report = verify_everything()[1]
    return RestoreResult(manifest, hash_contents(sums), forgotten, report.faults, was.seq, report.entries)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """PostgreSQL: one transaction. SQLite: a file beside, which gets its name last."""
    if connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        with lock_folder(target.parent), _database_in_new_file(target):
            yield
        return
    with transaction.atomic():
        if connection.introspection.table_names():
            raise NotEmpty("This database already holds something. Restore into an empty one; nothing was changed.")
        yield


@contextmanager
def _database_in_new_file(target: Path) -> Iterator[None]:
    if target.exists() and connection.introspection.table_names():
        raise NotEmpty(f"There is a database at {target} already. Restore into an empty home; nothing was changed.")
    new_file = target.with_name(target.name + RESTORING)
    _delete_database_files(new_file)
    new_file.touch(mode=0o600)
    try:
        _connect_to(new_file)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # it is synced once, whole, before it gets its name
        yield
        connection.close()  # the last one out folds the write-ahead log into the file
        _sync_to_disk(new_file)
        _delete_database_files(target)  # a command that found nothing may have left an empty file
        new_file.rename(target)
        fsync_folder(target.parent)
    finally:
        _connect_to(target)
        _delete_database_files(new_file)


def _connect_to(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = path


def _delete_database_files(path: Path) -> None:
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        with suppress(FileNotFoundError):
            each.unlink()


def _sync_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _fill_tables(path: Path, verified: Archive) -> tuple[Manifest, Sums]:
    """The tables in the shape the backup was made in, row by row, then read again and compared."""
    migrate_to(verified.manifest.migrations)
    tables = find_tables_at(verified.manifest.migrations)
    with _write_transaction(), path.open("rb") as file:
        archive = Archive(file)
        delete_rows(tables.values())
        # On PostgreSQL a foreign key that a migration adds to a table asks at once until its transaction ends, and
        # rows come before those they point at: this puts every key back to asking at the end.
        connection.check_constraints()
        for part in archive.rows():
            insert_rows(tables[part.table], archive.manifest.tables[part.table], part.rows)
        reset_sequences(tables.values())
        connection.check_constraints()
        if not _compute_sums(tables) == archive.sums == verified.sums:
            raise NotABackup("What came into the database is not what the backup holds. Nothing was kept.")
    return archive.manifest, archive.sums


def _write_transaction() -> Any:
    return transaction.atomic() if connection.vendor == "sqlite" else nullcontext()


def _compute_sums(tables: dict[str, Table]) -> Sums:
    tally = Tally(tables)
    for name, table in tables.items():
        for row in read_rows(table):
            tally.add(name, row)
    return tally.sums()
