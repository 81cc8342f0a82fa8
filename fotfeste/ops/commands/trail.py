"""`fotfeste trail verify`"""

import argparse

from fotfeste.ops.installation import require_institute


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"])


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    require_institute()
    from fotfeste.privacy.trail import verify_all

    chains, faults = verify_all()
    print("\n".join(faults) or f"{chains} trails are whole")
    return 1 if faults else 0
