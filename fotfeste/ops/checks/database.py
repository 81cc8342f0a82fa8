"""The database: reachable, of this release, and one that keeps what it says it kept."""

from collections.abc import Iterator
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from fotfeste.ops.installation import has_database
from fotfeste.ops.release import describe_newer_release
from fotfeste.ops.verification import faults_file, read_kept_faults
from fotfeste.privacy.audit import find_anchor_fault

OLDEST_POSTGRESQL = 140_000
SAFE_COMMIT_SETTINGS = {
    "on",
    "local",
    "remote_write",
    "remote_apply",
}  # of synchronous_commit: on this disk before the answer


def database_findings() -> Iterator[str]:
    if not has_database():
        yield "Database: there is none yet. Run `fotfeste init`, or `fotfeste restore` for one that was backed up."
        return
    try:
        connection.ensure_connection()
    except Error as fault:
        yield f"Database: it does not answer ({type(fault).__name__}). Is it running, is DATABASE_URL right?"
        return
    if sentence := describe_newer_release():
        yield f"Database: {sentence}"
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "Database: its tables are of another release. `fotfeste serve` brings them up to date when it starts."
    if connection.vendor == "sqlite":
        pragmas = ("synchronous", "journal_mode", "quick_check")
        yield from sqlite_findings({name: _fetch_value(f"PRAGMA {name}") for name in pragmas})
    else:
        settings = {name: _fetch_value(f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")}
        yield from postgresql_findings(connection.pg_version, settings)  # type: ignore[attr-defined]


def audit_log_findings() -> Iterator[str]:
    if not has_database():
        return
    try:
        fault = find_anchor_fault()
    except Error:  # told already
        return
    if fault:
        yield f"Audit log: {fault}. `fotfeste trail verify` says what is missing; docs/operator.md, section 10."
    if kept := read_kept_faults():
        yield (
            f"Audit log: the daily verification named what did not hold, {len(kept)} times, last on {kept[-1][:10]}. "
            f"It stands in {faults_file()}. Look into it (docs/operator.md, section 10); then take that file away."
        )


def _fetch_value(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def sqlite_findings(values: dict[str, Any]) -> Iterator[str]:
    if values["quick_check"] != "ok":
        yield "Database: the file is damaged. Stop the house, restore the newest backup (docs/operator.md, section 7)."
    if values["synchronous"] not in (2, 3) or values["journal_mode"] != "wal":
        yield (
            "Database: SQLite does not wait until the disk has what people wrote, or keeps no write-ahead log. Is the "
            "home on a network disk? Move it to a disk of this machine."
        )


def postgresql_findings(version: int, values: dict[str, str]) -> Iterator[str]:
    if version < OLDEST_POSTGRESQL:
        yield f"Database: PostgreSQL {version // 10_000} is too old. Move to version 14 or newer."
    for name, value in values.items():
        if value not in (SAFE_COMMIT_SETTINGS if name == "synchronous_commit" else {"on"}):
            yield (
                f"Database: {name} is {value}. A power cut would take what people were told is kept. "
                f"Mend: ALTER SYSTEM SET {name} = on; then SELECT pg_reload_conf();"
            )


def throttle_sharing_findings(workers: int, cache_backend: str) -> Iterator[str]:
    if workers > 1 and cache_backend.endswith("LocMemCache"):
        yield (
            f"Workers: {workers} processes count tries at the door each by itself, so a guesser has {workers} times as "
            "many. Set FOTFESTE_WORKERS=1."
        )
