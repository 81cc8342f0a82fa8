"""`fotfeste restore FILE`: onto an empty home or an empty PostgreSQL; the key and the tombstones come first."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.ops.commands.trail import describe_anchor
from fotfeste.ops.installation import WrongDatabase, set_environment, write_secret_key

if TYPE_CHECKING:
    from fotfeste.ops.backup.restore import RestoreResult


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument(
        "--without-tombstones",
        action="store_true",
        help="restore although the list of forgotten people is lost: whoever was forgotten since the backup comes back",
    )


def run(args: argparse.Namespace) -> int:
    home = args.home.resolve()
    set_environment(home, demo=False)
    import django

    django.setup()
    from fotfeste.ops.backup.refusals import report_refusal

    with report_refusal("restore") as outcome:
        print(_restore(args, home))
    return outcome.code


def _restore(args: argparse.Namespace, home: Path) -> str:
    from django.utils import timezone

    from fotfeste.ops.backup.create import verify_backup
    from fotfeste.ops.backup.restore import restore

    if not args.without_tombstones:
        _ask_about_lost_tombstones(verify_backup(args.file).manifest.forgotten)
    result = restore(args.file, now=timezone.now())
    write_secret_key(home)  # a new one: nobody is signed in, and no link from before works
    return _print_result(result)


def _ask_about_lost_tombstones(before: int) -> None:
    """Raises WrongDatabase unless the list is there, or a person says yes. It only ever grows."""
    doubt = _describe_doubt(before)
    if doubt and not _is_agreed(doubt):
        raise WrongDatabase(
            f"{doubt} Put the newest copy back first. If it is lost, or nobody was forgotten: --without-tombstones."
        )


def _describe_doubt(before: int) -> str:
    from django.conf import settings

    from fotfeste.privacy.forgetting import count_unreadable_tombstones, read_tombstones

    path = settings.FOTFESTE_TOMBSTONES
    if not path.exists():
        return f"There is no list of forgotten people at {path}: whoever was forgotten since the backup comes back."
    if len(list(read_tombstones())) < before:
        return f"The list of forgotten people at {path} is shorter than it was when the backup was made."
    if unreadable := count_unreadable_tombstones():
        return (
            f"{unreadable} lines of the list of forgotten people at {path} do not open: who is named there comes back."
        )
    return ""


def _is_agreed(doubt: str) -> bool:
    """Asked at a terminal only: a script says it by the option."""
    return sys.stdin.isatty() and input(f"{doubt}\nRestore all the same? Type yes: ").strip().lower() == "yes"


def _print_result(result: "RestoreResult") -> str:
    at = f"{result.manifest.made_at:%Y-%m-%d %H:%M} UTC"
    lines = [
        f"Restored as it was on {at}. What was written after that is not in it.",
        f"Contents: {result.contents}",
        _describe_forgotten(result.forgotten),
        describe_anchor(result.anchored_at, result.audit_entries),
        "Everyone signs in anew.",
        *(result.trail_faults or ["Every trail is whole."]),
        "Next: fotfeste check, then fotfeste serve.",
    ]
    return "\n".join(lines)


def _describe_forgotten(again: int) -> str:
    from django.conf import settings

    from fotfeste.privacy.forgetting import read_tombstones

    if not settings.FOTFESTE_TOMBSTONES.exists():
        return f"There is no list of forgotten people at {settings.FOTFESTE_TOMBSTONES}: nobody was forgotten again."
    stones = list(read_tombstones())
    newest = f", the last of them on {max(stone['at'] for stone in stones):.10}" if stones else ""
    return f"{again} forgotten again. The list names {len(stones)}{newest}: is that the newest copy of it?"
