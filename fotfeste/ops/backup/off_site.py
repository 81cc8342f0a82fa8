"""A command of the operator's that takes backups to another place, and whether the newest one has got there."""

import json
import shlex
import subprocess
from datetime import datetime
from pathlib import Path

RECORD_NAME = "sent-away.json"
TIMEOUT_S = 6 * 3600  # a slow line is no fault; one that never ends is

NOT_SENT_CODE = 3  # what `fotfeste backup` ends with when the backup is whole and only here


class NotSent(Exception):
    """With a sentence for the operator. The backup itself is whole and stays."""


def send_away(command: str, newest: Path, *, home: Path, now: datetime) -> None:
    """Run the command with the newest backup's path as its last word. Raises NotSent."""
    try:
        done = subprocess.run([*shlex.split(command), str(newest)], check=False, timeout=TIMEOUT_S)  # noqa: S603
    except (OSError, ValueError, subprocess.TimeoutExpired) as fault:
        raise NotSent(f"FOTFESTE_AFTER_BACKUP could not be run ({type(fault).__name__}).") from None
    if done.returncode != 0:
        raise NotSent(f"FOTFESTE_AFTER_BACKUP ended with {done.returncode}.")
    _record(home, newest.name, now)


def find_newest_name_sent(home: Path) -> str:
    """The name of the backup that was sent last; empty where none was."""
    try:
        return str(json.loads((home / RECORD_NAME).read_text())["newest"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _record(home: Path, name: str, now: datetime) -> None:
    new_path = home / f"{RECORD_NAME}.new"
    new_path.write_text(json.dumps({"newest": name, "at": now.isoformat()}))
    new_path.replace(home / RECORD_NAME)
