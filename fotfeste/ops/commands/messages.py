"""`fotfeste messages compile | missing`"""

import argparse

from fotfeste.ops.catalogs import TRANSLATED, compile_catalogs
from fotfeste.ops.translations import find_translation_faults


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["compile", "missing"], help="compile: beside their sources, in a checkout")


def run(args: argparse.Namespace) -> int:
    if args.what == "compile":
        compile_catalogs()
        return 0
    from django.conf import settings

    settings.configure() if not settings.configured else None
    found = [fault for language in TRANSLATED for fault in find_translation_faults(language)]
    print("\n".join(found) or "every string is translated")
    return 1 if found else 0
