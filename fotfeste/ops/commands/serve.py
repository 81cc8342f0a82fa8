"""`fotfeste serve`: a real installation, behind a proxy that does TLS."""

import argparse
import logging
import os
import sys
from pathlib import Path

from fotfeste.ops.installation import (
    WrongDatabase,
    has_institute,
    prepare_database,
    prepare_static_files,
    require_database_kind,
    require_translations,
    set_environment,
)

log = logging.getLogger(__name__)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fd", type=int, help="a listening socket held by somebody else (systemd: 3)")
    parser.add_argument(
        "--workers", type=int, default=int(os.environ.get("FOTFESTE_WORKERS", "1")), help="processes that answer"
    )


def run(args: argparse.Namespace) -> int:
    require_translations()
    set_environment(args.home.resolve(), demo=False)
    import django

    django.setup()
    try:
        require_ready()
        _refuse_invalid_options(args)
    except (WrongDatabase, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    prepare_database()
    prepare_static_files()
    return _serve(args)


def require_ready() -> None:
    """Raises WrongDatabase for a demo database, or where `fotfeste init` has not been run."""
    from django.conf import settings

    require_database_kind(demo=False)
    if not settings.FOTFESTE_KEY_FILE.exists() or not has_institute():
        raise WrongDatabase("There is no installation here yet. Run `fotfeste init` first.")


def _refuse_invalid_options(args: argparse.Namespace) -> None:
    from django.conf import settings

    from fotfeste.ops.chores import parse_backup_time

    if args.workers < 1:
        raise ValueError("At least one worker is needed (--workers 1).")
    parse_backup_time(settings.FOTFESTE_BACKUP_AT)


def _serve(args: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connections

    from fotfeste.ops.supervision import open_listening_socket, serve

    if args.workers > 1 and connections["default"].vendor == "sqlite":
        log.info("several workers share one file: writes wait for each other. PostgreSQL is better for many people")
    connections.close_all()  # the parent answers nobody; its children open their own
    try:
        listening_socket = open_listening_socket(args.host, args.port, args.fd)
    except OSError as taken:
        print(f"Cannot listen on {args.host}:{args.port} ({taken.strerror}). Another port: --port", file=sys.stderr)
        return 2
    serve(listening_socket, workers=args.workers, trusted_proxies=settings.FOTFESTE_PROXY)
    return 0
