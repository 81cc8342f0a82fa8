"""A PgBouncer of its own for one run, in transaction mode, before the PostgreSQL that a URL names."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

import psycopg

from bench.serving import free_port

SETTINGS = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {pool}
max_client_conn = 500
"""
UNPRIVILEGED = "postgres"  # PgBouncer refuses to run as root


@contextmanager
def pooler(url: str, pool: int) -> Iterator[str]:
    """The URL by which the same database is reached through the pooler."""
    parts, port = urlparse(url), free_port()
    with tempfile.TemporaryDirectory(prefix="pgbouncer-") as folder:
        file = Path(folder) / "pgbouncer.ini"
        known = f"user={parts.username} dbname={parts.path.lstrip('/')}"
        text = SETTINGS.format(host=parts.hostname, port=parts.port or 5432, own_port=port, pool=pool)
        file.write_text(text.replace("port=", f"{known} port=", 1))
        command = [*_step_down(Path(folder)), shutil.which("pgbouncer") or "/usr/sbin/pgbouncer", str(file)]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            through = parts._replace(netloc=f"{parts.username}@127.0.0.1:{port}").geturl()
            _wait(through)
            yield through
        finally:
            process.terminate()
            process.wait(10)


def _step_down(folder: Path) -> list[str]:
    if os.getuid():
        return []
    folder.chmod(0o755)
    return ["runuser", "-u", UNPRIVILEGED, "--"]


def _wait(url: str) -> None:
    until_s = time.monotonic() + 10
    while time.monotonic() < until_s:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError("the pooler did not answer")
