"""Which backups stay: those of the last days, and always the newest seven. None goes while the clock is in doubt.

How old a backup is, only the clock can say. A clock that leaps would make every one of them old at once; so where too
much time lies between two of them, or one lies ahead, nothing is deleted before a person says that the clock is right
(docs/adr/0024).
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

from fotfeste.kit.fsync import fsync_folder
from fotfeste.ops.backup.backup_folder import build_backup_name, list_backups

MAX_KEEP_DAYS = 35
KEEP_NEWEST = 7
MAX_GAP = timedelta(days=14)
SLACK = timedelta(minutes=5)
ACCEPTED_AT = ".clock-is-right"  # in the folder: when a person last said so
MEND = (
    "Until a person has looked, no old backup is deleted. Is the clock right (timedatectl)? Then run "
    "`fotfeste backup --clock-is-right`."
)


def delete_old_backups(folder: Path, *, now: datetime, keep_days: int) -> list[Path]:
    """Remove backups older than `keep_days`, never the newest seven. Call only after a new one was verified."""
    backups = list_backups(folder)
    newest_first = sorted(backups, key=lambda path: backups[path], reverse=True)
    old = [path for path in newest_first[KEEP_NEWEST:] if backups[path] < now - timedelta(days=keep_days)]
    for path in old:
        path.unlink()
    return old


def find_clock_doubt(folder: Path, now: datetime) -> str:
    """Empty, or a sentence: why nothing is to be deleted yet, and what a person can do."""
    times = sorted(list_backups(folder).values())
    if times and times[-1] > now + SLACK:
        return f"a backup is dated {times[-1]:%Y-%m-%d %H:%M} UTC, which has not come yet. {MEND}"
    days = max((gap.days for gap in _unaccepted_gaps([*times, now], _read_accepted_at(folder, now))), default=0)
    if days:
        return f"{days} days lie between two backups. Either none was taken, or the clock jumped. {MEND}"
    return ""


def _unaccepted_gaps(times: Iterable[datetime], accepted_at: datetime | None) -> list[timedelta]:
    return [
        later - earlier
        for earlier, later in pairwise(times)
        if later - earlier > MAX_GAP and (accepted_at is None or later > accepted_at)
    ]


def accept_clock(folder: Path, now: datetime) -> None:
    """A person says that the clock is right. Backups dated ahead are given this moment instead, in their order."""
    ahead = {path: at for path, at in list_backups(folder).items() if at > now + SLACK}
    for path in sorted(ahead, key=lambda each: ahead[each], reverse=True):
        path.rename(_find_free_name(folder, now))
    (folder / ACCEPTED_AT).write_text(now.astimezone(UTC).isoformat())
    fsync_folder(folder)


def _find_free_name(folder: Path, now: datetime) -> Path:
    paths = (folder / build_backup_name(now - timedelta(seconds=seconds)) for seconds in count())
    return next(path for path in paths if not path.exists())


def _read_accepted_at(folder: Path, now: datetime) -> datetime | None:
    """One that is unreadable, or was said under a clock that ran ahead, counts as none: then it is asked again."""
    try:
        accepted_at = datetime.fromisoformat((folder / ACCEPTED_AT).read_text().strip())
    except (OSError, ValueError):
        return None
    return accepted_at if accepted_at <= now + SLACK else None
