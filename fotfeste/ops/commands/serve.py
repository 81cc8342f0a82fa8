"""`fotfeste serve`: a real installation, behind a proxy that does TLS."""

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.ops.installation import (
    InvalidSetting,
    prepare_database,
    require_ready,
    require_translations,
    require_writable,
    require_writable_database,
    set_environment,
)
from fotfeste.ops.static_collection import prepare_static_files

if TYPE_CHECKING:
    import socket

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
    """The socket comes first: where another house listens already, nothing of its home is touched."""
    from fotfeste.ops.supervision import open_listening_socket

    require_translations()
    set_environment(args.home.resolve(), demo=False)
    try:
        listening_socket = open_listening_socket(args.host, args.port, args.fd)
    except OSError as taken:
        print(f"Cannot listen on {args.host}:{args.port} ({taken.strerror}). Another port: --port", file=sys.stderr)
        return 2
    import django

    django.setup()
    return _prepare(args) or _serve(args, listening_socket)


def _prepare(args: argparse.Namespace) -> int:
    """0, or the exit code after one sentence that says why the house does not start."""
    from django.conf import settings

    from fotfeste.ops.backup.refusals import report_refusal

    with report_refusal("start") as outcome:
        _refuse_invalid_options(args)
        require_writable(settings.FOTFESTE_HOME, settings.STATIC_ROOT.parent)
        require_writable_database()
        require_ready()
        prepare_database()
        prepare_static_files()
    return outcome.code


def _refuse_invalid_options(args: argparse.Namespace) -> None:
    from django.conf import settings

    from fotfeste.ops.chores import parse_backup_time
    from fotfeste.ops.metrics_server import parse_metrics_address

    if args.workers < 1:
        raise InvalidSetting("At least one worker is needed (--workers 1).")
    if settings.FOTFESTE_POOLER_FAULT:
        raise InvalidSetting(settings.FOTFESTE_POOLER_FAULT)
    try:
        parse_backup_time(settings.FOTFESTE_BACKUP_AT)
        parse_metrics_address(settings.FOTFESTE_METRICS)
    except ValueError as odd:
        raise InvalidSetting(odd) from odd


def _serve(args: argparse.Namespace, listening_socket: "socket.socket") -> int:
    from django.conf import settings
    from django.db import connections

    from fotfeste.ops.metrics_server import prepare_metrics_folder, remove_metrics_folder
    from fotfeste.ops.supervision import serve

    if args.workers > 1 and connections["default"].vendor == "sqlite":
        log.info("several workers share one file: writes wait for each other. PostgreSQL is better for many people")
    connections.close_all()  # the parent answers nobody; its children open their own
    if settings.FOTFESTE_METRICS:
        prepare_metrics_folder(settings.FOTFESTE_HOME)
    try:
        serve(listening_socket, workers=args.workers, trusted_proxies=settings.FOTFESTE_PROXY)
    finally:
        if settings.FOTFESTE_METRICS:
            remove_metrics_folder()
    return 0
