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
DAILY = timedelta(days=1)
ERASURE_INTERVAL = timedelta(minutes=10)
RETRY_AFTER = timedelta(minutes=30)  # a chore that failed is tried again, but not at once
RETRY_SOONER = {"erasure": ERASURE_INTERVAL}
INTERVAL_S = 60.0


def find_due_chores(
    now: datetime,
    last_done: Mapping[str, datetime],
    last_tried: Mapping[str, datetime],
    *,
    backup_at: time | None,
    zone: tzinfo,
) -> list[str]:
    """Names of chores. A time that lies ahead (the clock was set back) counts as never."""
    due_since = {
        "sessions": now - HOURLY,
        "counts": now - HOURLY,
        "erasure": now - ERASURE_INTERVAL,
        "verification": now - DAILY,
    }
    if backup_at:
        due_since["backup"] = _last_time_of_day(now, backup_at, zone)
    return [
        name
        for name, at in due_since.items()
        if not _happened_after(last_done.get(name), at, now)
        and not _happened_after(last_tried.get(name), now - RETRY_SOONER.get(name, RETRY_AFTER), now)
    ]


def _happened_after(event_at: datetime | None, start_at: datetime, now: datetime) -> bool:
    return event_at is not None and start_at < event_at <= now


def _last_time_of_day(now: datetime, at: time, zone: tzinfo) -> datetime:
    """When it last was `at` o'clock there."""
    today = datetime.combine(now.astimezone(zone).date(), at, tzinfo=zone)
    return today if today <= now else datetime.combine(today.date() - timedelta(days=1), at, tzinfo=zone)


def parse_backup_time(text: str) -> time | None:
    """`HH:MM`. Raises ValueError with a sentence for anything else; empty means none."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  # a time of day, no date
    except ValueError as odd:
        raise ValueError("FOTFESTE_BACKUP_AT is a time of day, for example 03:30.") from odd


class ChoreBook:
    """When each chore was last done, in a small file of the home. An unreadable one counts as empty."""

    def __init__(self, path: Path):
        self.path = path

    def read(self) -> dict[str, datetime]:
        try:
            content = json.loads(self.path.read_text())
            return {name: datetime.fromisoformat(at) for name, at in content.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def write(self, last_done: Mapping[str, datetime]) -> None:
        new_path = self.path.with_suffix(".new")
        new_path.write_text(json.dumps({name: at.isoformat() for name, at in last_done.items()}))
        new_path.replace(self.path)


def open_chore_book() -> ChoreBook:
    from django.conf import settings

    return ChoreBook(settings.FOTFESTE_HOME / "chores.json")


def run_due_chores(now: datetime, book: ChoreBook, last_tried: dict[str, datetime]) -> None:
    from django.conf import settings
    from django.utils import timezone

    last_done = book.read()
    at, zone = parse_backup_time(settings.FOTFESTE_BACKUP_AT), timezone.get_default_timezone()
    for name in find_due_chores(now, last_done, last_tried, backup_at=at, zone=zone):
        last_tried[name] = now
        if _run_chore(name, now):
            last_done[name] = now
            book.write(last_done)


def _run_chore(name: str, now: datetime) -> bool:
    try:
        CHORES[name](now)
    except Exception:  # whatever it was, the other chores go on
        log.exception("a chore failed; it is tried again later", extra={"chore": name})
        return False
    log.info("a chore is done", extra={"chore": name})
    return True


def clear_sessions(now: datetime) -> None:
    from fotfeste.people.models import BrowserSession

    BrowserSession.objects.filter(expire_date__lt=now).delete()


def clear_throttle_counts(now: datetime) -> None:
    """Tries at the door that were counted in the database; a cache in memory clears itself."""
    from django.core.cache import caches
    from django.core.cache.backends.db import BaseDatabaseCache
    from django.db import connections, router

    for cache in caches.all(initialized_only=False):
        if isinstance(cache, BaseDatabaseCache):
            connection = connections[router.db_for_write(cache.cache_model_class)]
            with connection.cursor() as cursor:
                cursor.execute(_delete_expired_sql(connection, cache), [_adapt_time(connection, now)])


def _delete_expired_sql(connection: Any, cache: Any) -> str:
    return f"DELETE FROM {connection.ops.quote_name(cache._table)} WHERE expires < %s"  # noqa: S608  # a name of ours


def _adapt_time(connection: Any, now: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))


def erase_deleted_rows(now: datetime) -> None:
    """What was deleted leaves the database's files; where that could not be done at once, this does it."""
    from fotfeste.kit import file_erasure
    from fotfeste.privacy.forgetting import TABLES_WITH_CLEAR_WORDS, was_anyone_forgotten_since

    file_erasure.erase_deleted_rows()
    if was_anyone_forgotten_since(now - HOURLY):
        file_erasure.rewrite_tables(TABLES_WITH_CLEAR_WORDS)


def verify_records(now: datetime) -> None:
    from fotfeste.ops.verification import verify_and_keep

    verify_and_keep(now)


def take_backup(now: datetime) -> None:
    """The same command an operator uses, so that there is one way to take a backup.

    One that could not be sent away is there all the same: the next night sends it too, and `check` says so until then.
    """
    from fotfeste.ops.backup.off_site import NOT_SENT_CODE

    command = [sys.executable, "-m", "fotfeste", "backup"]
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
    if done.returncode == NOT_SENT_CODE:
        log.warning("a backup was made, and lies on this machine only: it could not be sent away")
        return
    done.check_returncode()


CHORES: dict[str, Callable[[datetime], None]] = {
    "sessions": clear_sessions,
    "counts": clear_throttle_counts,
    "erasure": erase_deleted_rows,
    "verification": verify_records,
    "backup": take_backup,
}


def run_chores_forever(book: ChoreBook, leash: IO[bytes]) -> None:
    """Until the house lets go of the leash, this process's stdin."""
    from django.db import connections
    from django.utils import timezone

    last_tried: dict[str, datetime] = {}
    while True:
        with contextlib.suppress(OSError):  # a full disk: the book is not written, the chores go on
            run_due_chores(timezone.now(), book, last_tried)
        connections.close_all()
        if select.select([leash], [], [], INTERVAL_S)[0] and not os.read(leash.fileno(), 1):
            return
