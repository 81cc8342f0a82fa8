"""`fotfeste content check [folder]`"""

import argparse
from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent.parent / "practices" / "content"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["check"])
    parser.add_argument("folder", nargs="?", type=Path, default=CONTENT)


def run(args: argparse.Namespace) -> int:
    from fotfeste.practices.content_check import report_faults

    code, text = report_faults(args.folder)
    print(text)
    return code
