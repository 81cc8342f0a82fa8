"""The house's regular work: what is due is decided purely, and one chore that fails does not stop the others."""

import contextlib
import json
import logging
import os
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import IO, Any

log = logging.getLogger(__name__)

HOURLY = timedelta(hours=1)
AGAIN_AFTER = timedelta(minutes=30)  # a chore that failed is tried again, but not at once
WAKES_EVERY_S = 60.0


def what_is_due(
    now: datetime, done: Mapping[str, datetime], tried: Mapping[str, datetime], *, backup_at: time | None, zone: tzinfo
) -> list[str]:
    """Names of chores. A time that lies ahead (the clock was set back) counts as never."""
    since = {"sessions": now - HOURLY, "counts": now - HOURLY}
    if backup_at:
        since["backup"] = _latest(now, backup_at, zone)
    return [
        name
        for name, at in since.items()
        if not _after(done.get(name), at, now) and not _after(tried.get(name), now - AGAIN_AFTER, now)
    ]


def _after(then: datetime | None, at: datetime, now: datetime) -> bool:
    return then is not None and at < then <= now


def _latest(now: datetime, at: time, zone: tzinfo) -> datetime:
    """When it last was `at` o'clock there."""
    today = datetime.combine(now.astimezone(zone).date(), at, tzinfo=zone)
    return today if today <= now else datetime.combine(today.date() - timedelta(days=1), at, tzinfo=zone)


def backup_time(text: str) -> time | None:
    """`HH:MM`. Raises ValueError with a sentence for anything else; empty means none."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  # a time of day, no date
    except ValueError as odd:
        raise ValueError("FOTFESTE_BACKUP_AT is a time of day, for example 03:30.") from odd


class Book:
    """When each chore was last done, in a small file of the home. An unreadable one counts as empty."""

    def __init__(self, path: Path):
        self.path = path

    def read(self) -> dict[str, datetime]:
        try:
            kept = json.loads(self.path.read_text())
            return {name: datetime.fromisoformat(at) for name, at in kept.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def write(self, done: Mapping[str, datetime]) -> None:
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps({name: at.isoformat() for name, at in done.items()}))
        beside.replace(self.path)


def do_what_is_due(now: datetime, book: Book, tried: dict[str, datetime]) -> None:
    from django.conf import settings
    from django.utils import timezone

    done = book.read()
    at, zone = backup_time(settings.FOTFESTE_BACKUP_AT), timezone.get_default_timezone()
    for name in what_is_due(now, done, tried, backup_at=at, zone=zone):
        tried[name] = now
        if _went_well(name, now):
            done[name] = now
            book.write(done)


def _went_well(name: str, now: datetime) -> bool:
    try:
        CHORES[name](now)
    except Exception:  # whatever it was, the other chores go on
        log.exception("a chore failed; it is tried again later", extra={"chore": name})
        return False
    log.info("a chore is done", extra={"chore": name})
    return True


def clear_sessions(now: datetime) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.filter(expire_date__lt=now).delete()


def clear_counts(now: datetime) -> None:
    """Tries at the door that were counted in the database; a cache in memory clears itself."""
    from django.core.cache import caches
    from django.core.cache.backends.db import BaseDatabaseCache
    from django.db import connections, router

    for cache in caches.all(initialized_only=False):
        if isinstance(cache, BaseDatabaseCache):
            connection = connections[router.db_for_write(cache.cache_model_class)]
            with connection.cursor() as cursor:
                cursor.execute(_expired_counts(connection, cache), [_in_its_words(connection, now)])


def _expired_counts(connection: Any, cache: Any) -> str:
    return f"DELETE FROM {connection.ops.quote_name(cache._table)} WHERE expires < %s"  # noqa: S608  # a name of ours


def _in_its_words(connection: Any, now: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))


def take_backup(now: datetime) -> None:
    """The same command an operator uses, so that there is one way to take a backup."""
    command = [sys.executable, "-m", "fotfeste", "backup"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603


CHORES: dict[str, Callable[[datetime], None]] = {
    "sessions": clear_sessions,
    "counts": clear_counts,
    "backup": take_backup,
}


def keep_on(book: Book, leash: IO[bytes]) -> None:
    """Until the house lets go of the leash, this process's stdin."""
    from django.db import connections
    from django.utils import timezone

    tried: dict[str, datetime] = {}
    while True:
        with contextlib.suppress(OSError):  # a full disk: the book is not written, the chores go on
            do_what_is_due(timezone.now(), book, tried)
        connections.close_all()
        if select.select([leash], [], [], WAKES_EVERY_S)[0] and not os.read(leash.fileno(), 1):
            return
