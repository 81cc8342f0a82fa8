"""Homes installed once a run and then copied: what `init` makes, and what a filling adds, is the same each time."""

import atexit
import functools
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.ops.homes import INIT, POSTGRES, Home, own_database


def install(home: Home, *, lived_in: bool = False) -> None:
    """What `fotfeste init` leaves, with a house full of people if asked, in an empty place and an empty database."""
    original = _original(lived_in)
    shutil.copytree(original.path, home.path, dirs_exist_ok=True)
    if POSTGRES:
        _copy_database(original.env["DATABASE_URL"], home.env["DATABASE_URL"])


@functools.cache
def _original(lived_in: bool) -> Home:
    stack = ExitStack()
    atexit.register(stack.close)
    home = Home(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "home", stack.enter_context(own_database()))
    if lived_in:
        install(home)
        home.done("fill", module="tests.ops.lived_in_home")
    else:
        home.done("init", *INIT)
    return home


def _copy_database(original: str, copy: str) -> None:
    import psycopg

    source, target = (url.rsplit("/", 1)[1] for url in (original, copy))
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {target} WITH (FORCE)".encode())
        admin.execute(f"CREATE DATABASE {target} TEMPLATE {source}".encode())
