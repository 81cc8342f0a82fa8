"""Making a backup: one snapshot, sealed, on disk, opened again whole, and only then given its name."""

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from fotfeste.kit.encrypted_stream import OtherKey, StreamBroken
from fotfeste.kit.snapshot import snapshot
from fotfeste.ops.backup import backup_folder, retention
from fotfeste.ops.backup.archive_format import Archive, Manifest, Sums, hash_contents, verify_archive, write_archive
from fotfeste.ops.backup.tables import Table, column_names, find_tables_at, read_rows
from fotfeste.ops.release import applied_migrations, read_release
from fotfeste.privacy.forgetting import read_tombstones

log = logging.getLogger(__name__)


class NotABackup(Exception):
    """With a sentence for the operator: the file is not a whole backup of this installation."""


class BackupResult(NamedTuple):
    path: Path
    contents: str
    rows: int
    deleted: int
    clock_doubt: str


def make_backup(*, folder: Path, now: datetime, keep_days: int, clock_is_right: bool = False) -> BackupResult:
    """A new backup in `folder`; too old ones go once it is proved. On any error nothing of it is left.

    Where the clock may have jumped nothing goes, until a person has said that it is right.

    Raises BackupFolderBusy, NotABackup, OSError and the database's errors.
    """
    name = backup_folder.build_backup_name(now)
    with backup_folder.lock_folder(folder):
        unfinished = backup_folder.unfinished_path(folder, name)
        try:
            sums = _compare_with_disk(unfinished, _write_backup(unfinished, now))
            path = backup_folder.publish_backup(unfinished, name)
        finally:
            with suppress(FileNotFoundError):
                unfinished.unlink()
        if clock_is_right:
            retention.accept_clock(folder, now)
        doubt = retention.find_clock_doubt(folder, now)
        deleted = 0 if doubt else len(retention.delete_old_backups(folder, now=now, keep_days=keep_days))
    if doubt:
        log.warning("no old backup was deleted: has the clock jumped? See `fotfeste check`")
    return BackupResult(path, hash_contents(sums), sum(each.count for each in sums.values()), deleted, doubt)


def verify_backup(path: Path) -> Archive:
    """Open every byte of a backup. Raises NotABackup."""
    try:
        with path.open("rb") as file:
            return verify_archive(file)
    except OtherKey as other:
        raise NotABackup(f"{path.name} belongs to another instance key. Put that key in place first.") from other
    except StreamBroken as broken:
        raise NotABackup(f"{path.name} is damaged, cut short or no backup ({broken}). Take another one.") from broken


def _write_backup(path: Path, now: datetime) -> Sums:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file, snapshot():
        tables = find_tables_at(migrations := applied_migrations())
        manifest = Manifest(
            made_at=now,
            release=read_release(),
            migrations=migrations,
            tables={name: column_names(table) for name, table in tables.items()},
            forgotten=len(list(read_tombstones())),
        )
        sums = write_archive(file, manifest, _rows(tables))
        file.flush()
        os.fsync(file.fileno())
    return sums


def _rows(tables: dict[str, Table]) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield from ((name, read_rows(table)) for name, table in tables.items())


def _compare_with_disk(path: Path, sums: Sums) -> Sums:
    """Read back from the disk, not from memory that only remembers having written."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if verify_backup(path).sums != sums:
        raise NotABackup("What was read back is not what was written. Look at the disk; the backup was thrown away.")
    return sums
