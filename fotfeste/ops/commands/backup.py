"""`fotfeste backup`: a sealed, proved copy of the whole database while the server runs; or prove one made earlier."""

import argparse
import os
from pathlib import Path

from fotfeste.ops.installation import require_ready, set_environment


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--to", type=Path, help="folder for backups (default: FOTFESTE_BACKUPS, else backups in home)")
    parser.add_argument(
        "--keep-days",
        type=parse_days,
        default=35,
        help="remove older ones, but never the newest seven (default 35)",
    )
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help="you looked at the clock: old backups may go again, although it seemed to have jumped",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing when all went well (for cron)")
    parser.add_argument("--verify", type=Path, metavar="FILE", help="open FILE whole and say what it holds")


def parse_days(text: str) -> int:
    from fotfeste.ops.backup.retention import MAX_KEEP_DAYS

    if not text.isdecimal() or not 1 <= int(text) <= MAX_KEEP_DAYS:
        raise argparse.ArgumentTypeError(f"from 1 to {MAX_KEEP_DAYS} days: what was forgotten has to leave backups too")
    return int(text)


def run(args: argparse.Namespace) -> int:
    set_environment(args.home.resolve(), demo=False)
    import django

    django.setup()
    from fotfeste.ops.backup.refusals import report_refusal

    with report_refusal("backup") as outcome:
        message = _verify(args.verify) if args.verify else _create(args)
        if message:
            print(message)
    return outcome.code or (0 if args.verify or args.to else _send_away())


def _send_away() -> int:
    """0, or another code when the backup is whole and lies only here."""
    import sys

    from django.conf import settings
    from django.utils import timezone

    from fotfeste.ops.backup.backup_folder import list_backups
    from fotfeste.ops.backup.off_site import NOT_SENT_CODE, NotSent, send_away

    if not settings.FOTFESTE_AFTER_BACKUP:
        return 0
    newest = max(list_backups(settings.FOTFESTE_BACKUPS.resolve()))
    try:
        send_away(settings.FOTFESTE_AFTER_BACKUP, newest, home=settings.FOTFESTE_HOME, now=timezone.now())
    except NotSent as fault:
        print(f"The backup is whole, but it lies on this machine only: {fault}", file=sys.stderr)
        return NOT_SENT_CODE
    return 0


def _verify(path: Path) -> str:
    from fotfeste.ops.backup.archive_format import hash_contents
    from fotfeste.ops.backup.create import verify_backup

    archive = verify_backup(path)
    rows = sum(each.count for each in archive.sums.values())
    return (
        f"{path} is whole: made {archive.manifest.made_at:%Y-%m-%d %H:%M} UTC by release {archive.manifest.release}, "
        f"{rows} rows.\nContents: {hash_contents(archive.sums)}"
    )


def _create(args: argparse.Namespace) -> str:
    """What to say: with --quiet nothing, unless a person has to look at the clock."""
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.ops.backup.create import make_backup

    require_ready()
    folder = (args.to or settings.FOTFESTE_BACKUPS).resolve()
    result = make_backup(
        folder=folder, now=timezone.now(), keep_days=args.keep_days, clock_is_right=args.clock_is_right
    )
    if args.quiet:
        return result.clock_doubt
    removal = f" {result.deleted} older than {args.keep_days} days removed." if result.deleted else ""
    message = f"{result.path}: {result.rows} rows, opened again and whole.{removal}\nContents: {result.contents}"
    return f"{message}\n{result.clock_doubt}" if result.clock_doubt else message
