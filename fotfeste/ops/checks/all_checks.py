"""Everything `fotfeste check` looks at, in the order an operator would mend it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import Error, connection

from fotfeste.kit.stored_form import only_well_formed
from fotfeste.ops.backup.backup_folder import find_newest_time, list_backups
from fotfeste.ops.backup.off_site import find_newest_name_sent
from fotfeste.ops.backup.retention import find_clock_doubt
from fotfeste.ops.catalogs import NOT_COMPILED, is_compiled
from fotfeste.ops.checks import database, keys, machine, redis_wake_ups
from fotfeste.ops.chores import parse_backup_time
from fotfeste.ops.installation import has_database
from fotfeste.ops.metrics_server import parse_metrics_address
from fotfeste.privacy.forgetting import count_unreadable_tombstones
from fotfeste.privacy.models import TrailEntry
from fotfeste.safety.help_freshness import find_stale_help_warning


def run_checks(now: datetime) -> Iterator[str]:
    home, key = settings.FOTFESTE_HOME, settings.FOTFESTE_KEY_FILE
    yield from keys.key_findings(key, home, settings.FOTFESTE_BACKUPS)
    yield from keys.home_permission_findings(home, _files())
    yield from database.database_findings()
    yield from database.audit_log_findings()
    yield from database.throttle_sharing_findings(settings.FOTFESTE_WORKERS, str(settings.CACHES["default"]["BACKEND"]))
    yield from redis_wake_ups.wake_up_findings(settings.REDIS_URL)
    if not is_compiled():
        yield f"Texts: {NOT_COMPILED}"
    yield from _metrics_findings()
    yield from _web_findings(settings.FOTFESTE_TLS, settings.ALLOWED_HOSTS)
    if settings.FOTFESTE_OIDC_FAULT:
        yield f"Sign-in through an institution: it is off. {settings.FOTFESTE_OIDC_FAULT}"
    yield from machine.mail_findings(settings.FOTFESTE_SMTP)
    yield from _backup_findings(now)
    yield from _tombstone_findings()
    yield from machine.disk_findings(home)
    yield from _time_findings(now)
    if text := find_stale_help_warning(now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()):
        yield text


def _files() -> dict[str, Path]:
    files = {"Secret": settings.FOTFESTE_HOME / "secret.key", "Tombstones": settings.FOTFESTE_TOMBSTONES}
    return files | ({keys.DATABASE: path} if (path := _database_file()) else {})


def _database_file() -> Path | None:
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def _web_findings(has_tls: bool, hosts: Iterable[str]) -> Iterator[str]:
    if not has_tls:
        yield "TLS: set FOTFESTE_TLS=1 once a proxy in front does TLS. Cookies and passkeys need it."
    if not set(hosts) - {"localhost", "127.0.0.1", ""}:
        yield "Name: only this machine itself is let in. Set FOTFESTE_HOSTS to the name people use."


def _metrics_findings() -> Iterator[str]:
    try:
        parse_metrics_address(settings.FOTFESTE_METRICS)
    except ValueError as odd:
        yield f"Metrics: {odd}"


def _backup_findings(now: datetime) -> Iterator[str]:
    folder = settings.FOTFESTE_BACKUPS
    yield from machine.backup_age_findings(now, find_newest_time(folder), folder)
    if doubt := find_clock_doubt(folder, now):
        yield f"Backup: {doubt}"
    if settings.FOTFESTE_AFTER_BACKUP:
        yield from machine.off_site_findings(list_backups(folder), find_newest_name_sent(settings.FOTFESTE_HOME))
    elif not settings.FOTFESTE_BACKUPS_GO_AWAY:
        yield from machine.backup_disk_findings(folder, settings.FOTFESTE_HOME)
    try:
        parse_backup_time(settings.FOTFESTE_BACKUP_AT)
    except ValueError as odd:
        yield f"Backup: {odd}"


def _tombstone_findings() -> Iterator[str]:
    path = settings.FOTFESTE_TOMBSTONES
    try:
        unreadable = count_unreadable_tombstones()
    except OSError as error:
        yield f"Tombstones: {path} cannot be read ({error.strerror}). Nobody can be forgotten, and no backup taken."
        return
    if unreadable:
        yield f"Tombstones: {unreadable} lines of {path} cannot be read. A restore brings back whoever they name."


def _time_findings(now: datetime) -> Iterator[str]:
    yield from machine.clock_findings(now, {where: at for where, at in _past_times() if at})
    yield from machine.clock_synchronisation_findings(machine.is_clock_synchronised())


def _past_times() -> Iterator[tuple[str, datetime | None]]:
    yield "a file in the home", machine.newest_file_time(settings.FOTFESTE_HOME)
    if not has_database():
        return
    try:
        last = only_well_formed(TrailEntry.objects.order_by("-at")).values_list("at", flat=True).first()
    except Error:  # told already
        return
    yield "the trail", last.astimezone(UTC) if last else None
