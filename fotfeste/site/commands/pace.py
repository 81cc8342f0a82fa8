"""`fotfeste pace refold`: counts alone, never whose."""

import argparse
import os
from pathlib import Path

from fotfeste.site.installation import use_home


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["refold"])
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--write", action="store_true", help="replace what an earlier version of the engine believed")


def run(args: argparse.Namespace) -> int:
    use_home(args.home.resolve(), demo=False)
    import django

    django.setup()
    from django.utils import timezone

    from fotfeste.pace.folding import Found, refold

    found = refold(now=timezone.now(), write=args.write)
    replaced = " (replaced)" if args.write else ""
    print(f"{found[Found.EQUAL]} equal, {found[Found.STALE]} stale{replaced}, ", end="")
    print(f"{found[Found.DIFFERING]} differing, {found[Found.REFUSED]} refused")
    return 1 if found[Found.DIFFERING] or found[Found.REFUSED] else 0
