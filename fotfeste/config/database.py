"""The database: embedded SQLite unless DATABASE_URL names a PostgreSQL."""

import os
import sqlite3
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import ParseResult, unquote, urlparse

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY"
)

# The threads that ask live as long as their process (http/page_handler.py, live/threads.py). SQLite is a file, and its
# connection is kept with them; one to PostgreSQL goes now and then, so that nothing it gathered stays for ever.
KEEP_CONNECTION_S = 600
POSTGRES_SCHEMES = ("postgres", "postgresql")

# Counts of tries may be lost with the power; they must never make somebody's words wait for the disk.
COUNTS_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF"


def build_throttle_database_settings(home: Path) -> dict[str, Any]:
    """A file of its own beside the database, so that strangers never hold the lock of what people write."""
    options = {"init_command": COUNTS_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 5}
    test = {"MIGRATE": False}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "counts.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
        "TEST": test,
    }


def keep_connection_open() -> None:
    """Hold one connection for as long as the process lives.

    SQLite folds its log into the file, and waits for the disk twice, whenever the last connection closes. Threads keep
    theirs, but a process between two requests may have none yet.
    """
    from django.conf import settings

    for connection in settings.DATABASES.values():
        if connection["ENGINE"].endswith("sqlite3") and Path(connection["NAME"]).exists():
            held = sqlite3.connect(connection["NAME"], check_same_thread=False)
            with suppress(sqlite3.Error):  # a disk that ails is told where somebody asks for something
                held.execute("PRAGMA journal_mode").fetchone()
            _open_connections.append(held)


_open_connections: list[sqlite3.Connection] = []


def answer_through_pooler(environment: MutableMapping[str, str] = os.environ) -> None:
    """For the processes that answer people, before their settings are read.

    A pooler that shares connections by the transaction keeps no state between two of them. Migrations, backups and
    chores need some, and long statements; they stay with the database that DATABASE_URL names.
    """
    pooler = environment.get("FOTFESTE_POOLER")
    if pooler and environment.get("DATABASE_URL"):
        environment["DATABASE_URL"] = pooler


def find_pooler_fault(environment: Mapping[str, str] = os.environ) -> str:
    """What is wrong with FOTFESTE_POOLER, in a sentence for the operator; empty when nothing is. Asks nobody."""
    pooler = environment.get("FOTFESTE_POOLER")
    if not pooler:
        return ""
    try:
        if _split_url(environment.get("DATABASE_URL", ""))[0].scheme not in POSTGRES_SCHEMES:
            return "FOTFESTE_POOLER is another way to a PostgreSQL that DATABASE_URL names; it names none"
        if _split_url(pooler, "FOTFESTE_POOLER")[0].scheme not in POSTGRES_SCHEMES:
            return "FOTFESTE_POOLER starts with postgresql://, as DATABASE_URL does"
    except ValueError as odd:
        return str(odd)
    return ""


def parse_database_url(url: str | None, home: Path) -> dict[str, Any]:
    """Django's settings for one database. Raises ValueError for any scheme but sqlite and postgresql."""
    if not url:
        return _sqlite(home / "fotfeste.sqlite3")
    parts, port = _split_url(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in POSTGRES_SCHEMES:
        raise ValueError("DATABASE_URL starts with postgresql:// or sqlite:///")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "CONN_MAX_AGE": KEEP_CONNECTION_S,
        "CONN_HEALTH_CHECKS": True,  # one that broke off meanwhile is made anew before it is used
        # A cursor that is kept on the server would be looked for on another connection of the pooler's.
        "DISABLE_SERVER_SIDE_CURSORS": url == os.environ.get("FOTFESTE_POOLER"),
    }


def _split_url(url: str, name: str = "DATABASE_URL") -> tuple[ParseResult, str]:
    """Its parts. What is wrong with it is not repeated: the sentence would carry the password into a log."""
    try:
        parts = urlparse(url)
        return parts, str(parts.port or "")
    except ValueError:
        raise ValueError(
            f"{name} cannot be read. Signs like / # ? @ in a password are written as %2F and so on"
        ) from None


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        # IMMEDIATE: a transaction takes the write lock at its start, so it waits there and never fails half-way.
        "OPTIONS": {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20},
    }
