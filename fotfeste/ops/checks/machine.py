"""The machine: its clock, its disk, its mail."""

import shutil
import smtplib
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

SLACK = timedelta(minutes=5)
MIN_FREE_BYTES = 1_000_000_000
MIN_FREE_SHARE = 0.05
MAIL_TIMEOUT_S = 5.0
MAX_BACKUP_AGE = timedelta(hours=36)  # one night may be missed, two not


def clock_findings(now: datetime, known_times: dict[str, datetime]) -> Iterator[str]:
    """`known_times`: times the house has known, by where. One that lies ahead means that the clock was set back."""
    for where, at in known_times.items():
        if at > now + SLACK:
            yield f"Time: {where} says {at:%Y-%m-%d %H:%M} UTC, which has not come yet. Mend the clock: timedatectl"
            return


def is_clock_synchronised() -> bool | None:
    """None where systemd does not say (a container has the clock of its host)."""
    executable = shutil.which("timedatectl")
    if not executable:
        return None
    result = subprocess.run(  # noqa: S603  # found above
        [executable, "show", "--property=NTPSynchronized", "--value"],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    return {"yes": True, "no": False}.get(result.stdout.strip())


def clock_synchronisation_findings(is_synchronised: bool | None) -> Iterator[str]:
    if is_synchronised is False:
        yield "Time: the clock is not synchronised. Codes and sessions need it. Mend: sudo timedatectl set-ntp true"


def newest_file_time(home: Path) -> datetime | None:
    times = [each.stat().st_mtime for each in home.glob("*") if each.is_file()]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def disk_findings(folder: Path) -> Iterator[str]:
    if not folder.exists():
        return
    room = shutil.disk_usage(folder)
    if room.free < max(MIN_FREE_BYTES, room.total * MIN_FREE_SHARE):
        yield f"Disk: {room.free // 1_000_000} MB are left for {folder}. Make room: a full disk keeps nothing."


def backup_age_findings(now: datetime, newest: datetime | None, folder: Path) -> Iterator[str]:
    if newest is None:
        yield f"Backup: there is none in {folder}. Run `fotfeste backup`, or set FOTFESTE_BACKUP_AT=03:30."
    elif now - newest > MAX_BACKUP_AGE:
        days = (now - newest).days
        yield f"Backup: the newest is {days} days old. Run `fotfeste backup`, and look in the log why none was taken."


def off_site_findings(backups: Iterable[Path], name_sent: str) -> Iterator[str]:
    """`name_sent`: of the backup that was last taken to the other place."""
    newest = max((path.name for path in backups), default="")
    if newest and newest != name_sent:
        yield (
            f"Off-site: {newest} lies on this machine only; sent last: {name_sent or 'none'}. Run `fotfeste backup`: "
            "it says what FOTFESTE_AFTER_BACKUP answers."
        )


def backup_disk_findings(folder: Path, home: Path) -> Iterator[str]:
    if folder.exists() and home.exists() and folder.stat().st_dev == home.stat().st_dev:
        yield (
            f"Backup: {folder} is on the same disk as the home. Send it to another place each day (docs/operator.md, "
            "section 6), then set FOTFESTE_BACKUPS_GO_AWAY=1."
        )


def mail_findings(smtp: str) -> Iterator[str]:
    if not smtp:
        yield "Mail: none is set up. Links are shown to hand over. Set FOTFESTE_SMTP=host:port to send them."
        return
    host, _, port = smtp.partition(":")
    try:
        with smtplib.SMTP(host, int(port or 25), timeout=MAIL_TIMEOUT_S) as server:
            server.noop()
    except (OSError, ValueError) as fault:
        yield f"Mail: the server in FOTFESTE_SMTP does not answer ({type(fault).__name__}). Mend name or firewall."
