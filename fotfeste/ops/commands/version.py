"""`fotfeste version`: which release this is, what it runs on, and of which release the database is."""

import argparse
import os
import platform
from pathlib import Path

from fotfeste.ops.installation import set_environment


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))


def run(args: argparse.Namespace) -> int:
    """0, also where the database does not answer: the release is told all the same."""
    set_environment(args.home.resolve(), demo=False)
    import django

    django.setup()
    from fotfeste.ops.release import read_release

    print(f"Fotfeste {read_release()}")
    print(f"Python {platform.python_version()}, Django {django.__version__}")
    print(f"Database: {_describe_database()}")
    return 0


def _describe_database() -> str:
    from django.db import Error, connection

    from fotfeste.ops.installation import has_database, has_tables
    from fotfeste.ops.release import describe_database

    if not has_database():
        return "none yet"
    try:
        engine = f"{connection.vendor} {'.'.join(str(each) for each in connection.get_database_version())}"
        return f"{engine}, {describe_database() if has_tables() else 'without tables'}"
    except Error as fault:
        return f"it does not answer ({type(fault).__name__})"
