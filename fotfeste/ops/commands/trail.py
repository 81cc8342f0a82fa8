"""`fotfeste trail verify | anchor`"""

import argparse
import os
from pathlib import Path

from fotfeste.ops.installation import require_tables, set_environment

CANNOT_TELL = 2


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["verify", "anchor"],
        help="verify: name everything that does not hold; anchor: take the log's end as it is now for the right one",
    )
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))


def run(args: argparse.Namespace) -> int:
    set_environment(args.home.resolve(), demo=os.environ.get("FOTFESTE_DEMO") == "1")
    import django

    django.setup()
    from fotfeste.ops.backup.refusals import report_refusal

    held = 0
    with report_refusal("answer") as outcome:
        require_tables()
        held = _verify() if args.what == "verify" else _anchor()
    return CANNOT_TELL if outcome.code else held


def _verify() -> int:
    """0: everything holds. 1: something does not; each line says what. 2: it could not be read."""
    from fotfeste.privacy.audit import verify_everything

    chains, report = verify_everything()
    whole = f"{chains} trails are whole. The audit log is whole: {report.entries} entries."
    print("\n".join([*report.notes, *(report.faults or [whole])]))
    return 1 if report.faults else 0


def _anchor() -> int:
    from fotfeste.privacy.audit import anchor_again

    was, now = anchor_again()
    print(describe_anchor(was.seq, now.seq))
    return 0


def describe_anchor(was: int, now: int) -> str:
    return (
        f"The audit log is anchored anew on this machine: at entry {now}, before at {was}. "
        "What came after that entry is no longer missed."
    )
