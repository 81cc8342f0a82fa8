"""`fotfeste backup`: a sealed, proved copy of the whole database while the server runs; or prove one made earlier."""

import argparse
import os
from pathlib import Path

from fotfeste.ops.installation import require_ready, set_environment

KEEP_DAYS = 30


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--to", type=Path, help="folder for backups (default: FOTFESTE_BACKUPS, else backups in home)")
    parser.add_argument(
        "--keep-days", type=parse_days, default=KEEP_DAYS, help="remove older ones; 35 at most (default 30)"
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing when all went well")
    parser.add_argument("--verify", type=Path, metavar="FILE", help="open FILE whole and say what it holds")


def parse_days(text: str) -> int:
    from fotfeste.ops.backup.backup_folder import MAX_KEEP_DAYS

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
        if not args.quiet:
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
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.ops.backup.create import make_backup

    require_ready()
    folder = (args.to or settings.FOTFESTE_BACKUPS).resolve()
    result = make_backup(folder=folder, now=timezone.now(), keep_days=args.keep_days)
    removal = f" {result.deleted} older than {args.keep_days} days removed." if result.deleted else ""
    return f"{result.path}: {result.rows} rows, opened again and whole.{removal}\nContents: {result.contents}"
