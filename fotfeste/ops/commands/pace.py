"""`fotfeste pace refold`: counts alone, never whose."""

import argparse
import os
from pathlib import Path

from fotfeste.ops.installation import require_tables, set_environment


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["refold"])
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--write", action="store_true", help="replace what an earlier version of the engine believed")


def run(args: argparse.Namespace) -> int:
    set_environment(args.home.resolve(), demo=False)
    import django

    django.setup()
    require_tables()
    from django.utils import timezone

    from fotfeste.pace.belief_replay import ReplayResult, replay_beliefs

    found = replay_beliefs(now=timezone.now(), write=args.write)
    replacement = " (replaced)" if args.write else ""
    print(f"{found[ReplayResult.EQUAL]} equal, {found[ReplayResult.STALE]} stale{replacement}, ", end="")
    print(f"{found[ReplayResult.DIFFERING]} differing, {found[ReplayResult.REFUSED]} refused")
    return 1 if found[ReplayResult.DIFFERING] or found[ReplayResult.REFUSED] else 0
