"""Whether the house can keep what people write: a real write, room on the disk, the tables, the key (docs/adr/0023)."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import Error, connection, transaction

from fotfeste.kit.crypto import read_instance_key
from fotfeste.kit.errors import InstanceKeyMissing
from fotfeste.kit.storage_errors import find_storage_error
from fotfeste.ops.release import find_pending_migrations, find_unknown_migrations

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
TRUST_S = 30.0  # what was found longer ago is not repeated as if it were still so
MAX_WAIT_MS = 1_000  # the probe gives way to people's words sooner than they do to each other
MIN_FREE_INODES = 100
# The oldest line of Django's own list, written again as it is: there wherever there are tables, and nobody's.
PROBE = "UPDATE django_migrations SET name = name WHERE id = (SELECT MIN(id) FROM django_migrations)"

Reasons = dict[str, str]


class Readiness:
    """What is not well, by part. One asker in a few seconds makes it look; the others hear what was found."""

    def __init__(self, look: Callable[[], Reasons], clock: Callable[[], float] = time.monotonic):
        self._look, self._clock = look, clock
        self._looking = threading.Lock()
        self.clear()

    def clear(self) -> None:
        self._found: Reasons = {}
        self._found_at_s: float | None = None

    def find_failing_parts(self) -> Reasons:
        """Empty when all is well. Never waits for another asker."""
        if self._age_s() > LOOK_EVERY_S and self._looking.acquire(blocking=False):
            try:
                self._remember(self._look())
            finally:
                self._looking.release()
        return self._found if self._age_s() <= TRUST_S else {"database": "no answer yet"}

    def _age_s(self) -> float:
        return float("inf") if self._found_at_s is None else self._clock() - self._found_at_s

    def _remember(self, found: Reasons) -> None:
        for part in found.keys() - self._found.keys():
            log.warning("not ready", extra={"part": f"{part}: {found[part]}"})
        self._found, self._found_at_s = found, self._clock()


def look_at_parts() -> Reasons:
    return {part: reason for part, find_reason in PARTS.items() if (reason := _ask(find_reason))}


def _ask(find_reason: Callable[[], str]) -> str:
    try:
        return find_reason()
    except (Error, OSError) as error:
        trouble = find_storage_error(error)
        return trouble.name.lower().replace("_", "-") if trouble else "failing"


def _find_database_fault() -> str:
    """A write that is committed, as people's words are: nothing less tells of a full or read-only disk."""
    with _short_patience(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL lock_timeout = {MAX_WAIT_MS}; SET LOCAL statement_timeout = {MAX_WAIT_MS}")
        cursor.execute(PROBE)
    return ""


@contextmanager
def _short_patience() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    _set_busy_timeout(MAX_WAIT_MS)
    try:
        yield
    finally:
        _set_busy_timeout(int(connection.settings_dict["OPTIONS"]["timeout"]) * 1000)


def _set_busy_timeout(wait_ms: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {wait_ms}")


def _find_space_fault() -> str:
    return "little left" if any(_is_nearly_full(folder) for folder in _written_folders()) else ""


def _written_folders() -> Iterator[Path]:
    yield settings.FOTFESTE_HOME
    yield settings.FOTFESTE_TOMBSTONES.parent
    if connection.vendor == "sqlite":
        yield Path(connection.settings_dict["NAME"]).parent


def _is_nearly_full(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    room = os.statvfs(folder)
    has_few_inodes = bool(room.f_files) and room.f_favail < MIN_FREE_INODES  # some filesystems count none
    return room.f_bavail * room.f_frsize < settings.FOTFESTE_MIN_FREE_MB * 1_000_000 or has_few_inodes


def _find_tables_fault() -> str:
    if find_unknown_migrations():
        return "of a newer release"
    return "of an older release" if find_pending_migrations() else ""


def _find_key_fault() -> str:
    try:
        is_readable = bool(read_instance_key()) and os.access(settings.FOTFESTE_KEY_FILE, os.R_OK)
    except InstanceKeyMissing:
        return "missing"
    return "" if is_readable else "missing"


PARTS: dict[str, Callable[[], str]] = {
    "database": _find_database_fault,
    "space": _find_space_fault,
    "tables": _find_tables_fault,
    "key": _find_key_fault,
}
readiness = Readiness(look_at_parts)
