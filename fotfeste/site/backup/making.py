"""Making a backup: one snapshot, sealed, on disk, opened again whole, and only then given its name."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from fotfeste.kit.stream import OtherKey, StreamBroken
from fotfeste.privacy.forgetting import tombstones
from fotfeste.site.backup import shelf
from fotfeste.site.backup.parcel import Manifest, Parcel, Sums, contents, read_whole, write
from fotfeste.site.backup.tables import Table, applied, columns, rows_of, snapshot, tables_at


class NotABackup(Exception):
    """With a sentence for the operator: the file is not a whole backup of this installation."""


class Made(NamedTuple):
    path: Path
    contents: str
    rows: int
    let_go: int


def make_backup(*, folder: Path, now: datetime, keep_days: int) -> Made:
    """A new backup in `folder`; too old ones go once it is proved. On any error nothing of it is left.

    Raises ShelfBusy, NotABackup, OSError and the database's errors.
    """
    name = shelf.name_for(now)
    with shelf.alone_in(folder):
        made = shelf.unfinished(folder, name)
        try:
            sums = _proved(made, _written(made, now))
            path = shelf.put(made, name)
        finally:
            with suppress(FileNotFoundError):
                made.unlink()
        old = shelf.let_go(folder, now=now, keep_days=keep_days)
    return Made(path, contents(sums), sum(each.count for each in sums.values()), len(old))


def whole(path: Path) -> Parcel:
    """Open every byte of a backup. Raises NotABackup."""
    try:
        with path.open("rb") as file:
            return read_whole(file)
    except OtherKey as other:
        raise NotABackup(f"{path.name} belongs to another instance key. Put that key in place first.") from other
    except StreamBroken as broken:
        raise NotABackup(f"{path.name} is damaged, cut short or no backup ({broken}). Take another one.") from broken


def _written(path: Path, now: datetime) -> Sums:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file, snapshot():
        tables = tables_at(migrations := applied())
        manifest = Manifest(
            made_at=now,
            release=version("fotfeste"),
            migrations=migrations,
            tables={name: columns(table) for name, table in tables.items()},
            forgotten=len(list(tombstones())),
        )
        sums = write(file, manifest, _rows(tables))
        file.flush()
        os.fsync(file.fileno())
    return sums


def _rows(tables: dict[str, Table]) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield from ((name, rows_of(table)) for name, table in tables.items())


def _proved(path: Path, sums: Sums) -> Sums:
    """Read back from the disk, not from memory that only remembers having written."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if whole(path).sums != sums:
        raise NotABackup("What was read back is not what was written. Look at the disk; the backup was thrown away.")
    return sums
