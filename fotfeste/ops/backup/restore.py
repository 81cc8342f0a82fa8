"""Putting a backup back, on an empty place only: filled, compared, migrated and forgotten again before it counts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection, transaction

from fotfeste.kit.keyring import keyring
from fotfeste.ops.backup.archive_format import Archive, Manifest, Sums, Tally, contents
from fotfeste.ops.backup.backup_folder import alone_in, sync_folder
from fotfeste.ops.backup.create import NotABackup, verify_backup
from fotfeste.ops.backup.tables import Table, count_on, empty, fill, make_tables, rows_of, tables_at
from fotfeste.people.models import Person
from fotfeste.privacy.forgetting import replay_tombstones
from fotfeste.privacy.trail import verify

RESTORING = ".restoring"


class NotEmpty(Exception):
    """There is something here already."""


class Restored(NamedTuple):
    manifest: Manifest
    contents: str
    forgotten: int
    trail_faults: list[str]


def restore(path: Path, *, now: datetime) -> Restored:
    """Into the empty database that settings name. Raises NotABackup, NewerRelease, NotEmpty; then nothing is there.

    A backup is opened twice: whole, to know that it is one, and again to fill the tables.
    """
    proved = verify_backup(path)
    tables_at(proved.manifest.migrations)  # a newer release is refused before anything is made
    with _all_or_nothing():
        manifest, sums = _fill_tables(path, proved)
        call_command("migrate", verbosity=0, interactive=False)
        with keyring():
            forgotten = replay_tombstones(now=now)
        faults = [fault for person in Person.objects.filter(trail_head__isnull=False) for fault in verify(person)]
    return Restored(manifest, contents(sums), forgotten, faults)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """PostgreSQL: one transaction. SQLite: a file beside, which gets its name last."""
    if connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        with alone_in(target.parent), _file_beside(target):
            yield
        return
    with transaction.atomic():
        if connection.introspection.table_names():
            raise NotEmpty("This database already holds something. Restore into an empty one; nothing was changed.")
        yield


@contextmanager
def _file_beside(target: Path) -> Iterator[None]:
    if target.exists() and connection.introspection.table_names():
        raise NotEmpty(f"There is a database at {target} already. Restore into an empty home; nothing was changed.")
    beside = target.with_name(target.name + RESTORING)
    _removed_on_failure(beside)
    beside.touch(mode=0o600)
    try:
        _use(beside)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # it is synced once, whole, before it gets its name
        yield
        connection.close()  # the last one out folds the write-ahead log into the file
        _sync_to_disk(beside)
        _removed_on_failure(target)  # a command that found nothing may have left an empty file
        beside.rename(target)
        sync_folder(target.parent)
    finally:
        _use(target)
        _removed_on_failure(beside)


def _use(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = path


def _removed_on_failure(path: Path) -> None:
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        with suppress(FileNotFoundError):
            each.unlink()


def _sync_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _fill_tables(path: Path, proved: Archive) -> tuple[Manifest, Sums]:
    """The tables in the shape the backup was made in, row by row, then read again and compared."""
    make_tables(proved.manifest.migrations)
    tables = tables_at(proved.manifest.migrations)
    with _one_write(), path.open("rb") as file:
        parcel = Archive(file)
        empty(tables.values())
        for part in parcel.rows():
            fill(tables[part.table], parcel.manifest.tables[part.table], part.rows)
        count_on(tables.values())
        connection.check_constraints()
        if not _sums_of(tables) == parcel.sums == proved.sums:
            raise NotABackup("What came into the database is not what the backup holds. Nothing was kept.")
    return parcel.manifest, parcel.sums


def _one_write() -> Any:
    return transaction.atomic() if connection.vendor == "sqlite" else nullcontext()


def _sums_of(tables: dict[str, Table]) -> Sums:
    tally = Tally(tables)
    for name, table in tables.items():
        for row in rows_of(table):
            tally.add(name, row)
    return tally.sums()
