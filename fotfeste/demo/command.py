"""`fotfeste demo`: made-up people, a database of its own, on this machine only."""

import argparse
import contextlib
import socket
import sys
from pathlib import Path

from fotfeste.ops.installation import (
    prepare_database,
    require_database_kind,
    require_translations,
    set_environment,
    write_keys,
    write_secret_key,
)
from fotfeste.ops.static_collection import prepare_static_files
from fotfeste.ops.supervision import SOCKETS, open_listening_socket

LOOPBACK = "127.0.0.1"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--home", type=Path, default=Path("var/demo"))
    parser.add_argument("--only-prepare", action="store_true", help="set everything up and stop")


def run(args: argparse.Namespace) -> int:
    require_translations()
    try:
        listening_socket = None if args.only_prepare else open_listening_socket(LOOPBACK, args.port, None)
    except OSError as taken:
        print(f"Cannot listen on port {args.port} ({taken.strerror}). Another one: --port", file=sys.stderr)
        return 2
    home = args.home.resolve()
    set_environment(home, demo=True)
    try:
        write_secret_key(home)  # before settings read it: sessions then outlive a restart
        _prepare(home)
    except OSError as fault:
        print(f"No demo: {fault.strerror}: {fault.filename}.", file=sys.stderr)
        return 1
    if listening_socket:
        _serve(args.port, listening_socket)
    return 0


def _prepare(home: Path) -> None:
    import django
    from django.conf import settings

    django.setup()
    require_database_kind(demo=True)  # before anything is written
    write_keys(home, settings.FOTFESTE_KEY_FILE)
    prepare_database()
    prepare_static_files()
    _fill_once()


def _fill_once() -> None:
    from django.utils import timezone

    from fotfeste.demo.people_and_days import fill_demo_database
    from fotfeste.kit.keyring import keyring
    from fotfeste.people.models import Institute

    if not Institute.objects.exists():
        with keyring():
            fill_demo_database(timezone.now())


def _serve(port: int, listening_socket: socket.socket) -> None:
    import uvicorn

    print(f"Fotfeste demo: http://localhost:{port}  (Ctrl-C stops it)", flush=True)
    config = uvicorn.Config(
        "fotfeste.config.asgi:application",
        log_level="warning",
        server_header=False,
        **SOCKETS,
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening_socket])
