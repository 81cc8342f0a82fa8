"""`fotfeste check`: what is missing on this installation, and how to mend it."""

import argparse
import os
import sys
from pathlib import Path

from fotfeste.ops.installation import set_environment


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--quiet", action="store_true", help="say nothing while nothing is missing (for cron)")
    parser.add_argument("--key-is-backed-up", action="store_true", help="you copied the instance key away; remember it")


def run(args: argparse.Namespace) -> int:
    """0: nothing is missing. 1: something is; each line says what, and how to mend it."""
    if not args.home.is_dir():
        print(f"Home: there is no folder {args.home}. Set FOTFESTE_HOME, or run `fotfeste init`.")
        return 1
    set_environment(args.home.resolve(), demo=False)
    if unknown := _find_unknown_zone():
        print(unknown)
        return 1
    import django

    django.setup()
    return _record_key_backup() if args.key_is_backed_up else _print_findings(quiet=args.quiet)


def _find_unknown_zone() -> str:
    """Asked before Django loads, which an unknown zone would stop with words for programmers."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = os.environ.get("FOTFESTE_TIME_ZONE", "Europe/Oslo")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return f"Time zone: FOTFESTE_TIME_ZONE={name} is not known. For example Europe/Oslo."
    return ""


def _print_findings(*, quiet: bool) -> int:
    from django.utils import timezone

    from fotfeste.ops.checks.all_checks import run_checks

    messages = list(run_checks(timezone.now()))
    if messages or not quiet:
        print("\n".join(messages) or "Nothing is missing.")
    return 1 if messages else 0


def _record_key_backup() -> int:
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.ops.checks.keys import record_key_backup

    if not settings.FOTFESTE_KEY_FILE.is_file():
        print(f"Key: there is no instance key at {settings.FOTFESTE_KEY_FILE}.", file=sys.stderr)
        return 1
    record_key_backup(settings.FOTFESTE_KEY_FILE, settings.FOTFESTE_HOME, timezone.localdate())
    print("Remembered. If the key ever changes, `fotfeste check` asks again.")
    return 0
