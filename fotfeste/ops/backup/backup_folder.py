"""The folder where backups lie: their names, which is newest. A name of this form is a whole one."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fotfeste.kit.fsync import fsync_folder

NAME = re.compile(r"fotfeste-(\d{8}T\d{6})Z\.backup")
STAMP = "%Y%m%dT%H%M%S"
UNFINISHED_PREFIX = ".unfinished-"


class BackupFolderBusy(Exception):
    """Another backup or restore is at work in this folder."""


def build_backup_name(now: datetime) -> str:
    return f"fotfeste-{now.astimezone(UTC):{STAMP}}Z.backup"


def find_newest_time(folder: Path) -> datetime | None:
    """When the newest whole backup was made, by its name; None where there is none."""
    return max(list_backups(folder).values(), default=None)


def list_backups(folder: Path) -> dict[Path, datetime]:
    """Whole backups and when each was made."""
    matches = [(path, NAME.fullmatch(path.name)) for path in (folder.iterdir() if folder.is_dir() else ())]
    return {path: datetime.strptime(m[1], STAMP).replace(tzinfo=UTC) for path, m in matches if m}


def unfinished_path(folder: Path, name: str) -> Path:
    return folder / f"{UNFINISHED_PREFIX}{name}"


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the folder while a backup is made or put back. What an interrupted one left is removed.

    Raises BackupFolderBusy.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle)
        for leftover in folder.glob(f"{UNFINISHED_PREFIX}*"):
            leftover.unlink()
        yield
    finally:
        os.close(handle)


def publish_backup(source: Path, name: str) -> Path:
    """Give a verified backup its name, on disk before this returns."""
    target = source.with_name(name)
    source.rename(target)
    fsync_folder(target.parent)
    return target


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        raise BackupFolderBusy("Another backup or restore is at work in this folder just now.") from busy
