"""`fotfeste chores`: expired sessions, old counts, the daily backup. `fotfeste serve` keeps one of these running."""

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from fotfeste.ops.installation import use_home


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--keep-on", action="store_true", help="go on until stdin closes, as `serve` uses it")


def run(args: argparse.Namespace) -> int:
    use_home(args.home.resolve(), demo=False)
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.http.request_log import keep_quiet
    from fotfeste.ops.chores import Book, do_what_is_due, keep_on

    keep_quiet()
    book = Book(settings.FOTFESTE_HOME / "chores.json")
    if args.keep_on:
        signal.signal(signal.SIGTERM, _stop)  # raised inside a chore, so that its own child ends too
        keep_on(book, sys.stdin.buffer)
    else:
        do_what_is_due(timezone.now(), book, {})
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
