"""`fotfeste chores`: expired sessions, old counts, the daily backup. `fotfeste serve` keeps one of these running."""

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from fotfeste.ops.installation import require_ready, set_environment


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--keep-on", action="store_true", help="go on until stdin closes, as `serve` uses it")


def run(args: argparse.Namespace) -> int:
    set_environment(args.home.resolve(), demo=False)
    import django

    django.setup()
    if not args.keep_on:  # `serve` has looked already, and its housekeeper outlives a database that is away
        require_ready()
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.http.request_log import log_uncaught_errors
    from fotfeste.ops.chores import open_chore_book, run_chores_forever, run_due_chores
    from fotfeste.ops.metrics_server import parse_metrics_address, start_metrics_server

    log_uncaught_errors()
    book = open_chore_book()
    if args.keep_on:
        start_metrics_server(parse_metrics_address(settings.FOTFESTE_METRICS))
        signal.signal(signal.SIGTERM, _stop)  # raised inside a chore, so that its own child ends too
        run_chores_forever(book, sys.stdin.buffer)
    else:
        run_due_chores(timezone.now(), book, {})
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
