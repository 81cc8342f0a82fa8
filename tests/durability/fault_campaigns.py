"""Killing the PostgreSQL server itself: one of its backends, or all of it at once. Only a throw-away one."""

import os
import random
import shlex
import signal
import subprocess
import time
from pathlib import Path

from django.db import DatabaseError, connection, connections

THROW_AWAY = "FOTFESTE_THROW_AWAY_POSTGRES"  # its data folder; set by .ci/on-postgres and never for a real one
UP_WITHIN_S = 60


def can_storm() -> bool:
    return connection.vendor == "postgresql" and THROW_AWAY in os.environ


def kill_backend(dice: random.Random) -> None:
    """SIGKILL to a backend that is at work. The postmaster then ends all others and recovers from its log."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " ORDER BY state = 'active' DESC LIMIT 3"
        )
        backends = [pid for (pid,) in cursor.fetchall()]
    if backends:
        os.kill(dice.choice(backends), signal.SIGKILL)
        _wait_until_down()
    _wait_until_up()


def kill_postmaster() -> None:
    """SIGKILL to the first process of the server, and a start with the very options it had."""
    data = Path(os.environ[THROW_AWAY])
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    command = shlex.split((data / "postmaster.opts").read_text())
    connections.close_all()
    os.kill(postmaster, signal.SIGKILL)
    deadline = time.monotonic() + UP_WITHIN_S
    while not _start_server(command, data):  # its orphaned backends need a moment to notice
        if time.monotonic() > deadline:
            raise TimeoutError("PostgreSQL did not start again")
        time.sleep(0.1)
    _wait_until_up()


def _start_server(command: list[str], data: Path) -> bool:
    as_owner = ["runuser", "-u", data.owner(), "--"] if os.getuid() == 0 else []
    pg_ctl = str(Path(command[0]).with_name("pg_ctl"))
    options = ["-D", str(data), "-w", "-l", str(data.parent / "log"), "-o", shlex.join(_without_data(command))]
    start = [*as_owner, pg_ctl, *options, "start"]
    return subprocess.run(start, cwd=data.parent, capture_output=True, check=False).returncode == 0


def _without_data(command: list[str]) -> list[str]:
    """The options but for `-D folder`, which pg_ctl gives by itself."""
    options = command[1:]
    while "-D" in options:
        place = options.index("-D")
        del options[place : place + 2]
    return options


def _wait_until_down() -> None:
    """Our own connection is cut with all others, as soon as the postmaster has noticed."""
    deadline = time.monotonic() + UP_WITHIN_S
    try:
        while time.monotonic() < deadline:
            connection.cursor().execute("SELECT 1")
    except DatabaseError:
        return
    raise TimeoutError("a backend was killed and the server went on")


def _wait_until_up() -> None:
    deadline = time.monotonic() + UP_WITHIN_S
    while True:
        connections.close_all()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return
        except DatabaseError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
