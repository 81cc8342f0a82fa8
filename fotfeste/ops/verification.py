"""The daily verification, without anyone asking: what `fotfeste trail verify` names, kept until a person has looked.

An act seals its row as it then lies there. What somebody changed by hand before it would not be named afterwards, so
it has to be named before: every day, and what was named stays in a file of the home.
"""

import logging
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from fotfeste.kit.fsync import fsync_folder

log = logging.getLogger(__name__)

FILE_NAME = "verification-faults.txt"
NAMED_AT_MOST = 1000


def faults_file() -> Path:
    return Path(settings.FOTFESTE_HOME) / FILE_NAME


def verify_and_keep(now: datetime) -> None:
    """Add what is wrong now, and was not named before, to the file: a date and a sentence a line, ids and no words."""
    from fotfeste.privacy.audit import verify_everything

    _, report = verify_everything()
    named = {line.partition(" ")[2] for line in read_kept_faults()}
    lines = [f"{now:%Y-%m-%d} {fault}\n" for fault in report.faults if fault not in named]
    if report.faults:
        log.error("something recorded does not hold: run `fotfeste trail verify`")
    if lines:
        _append(lines[:NAMED_AT_MOST])


def read_kept_faults() -> list[str]:
    return faults_file().read_text().splitlines() if faults_file().exists() else []


def _append(lines: list[str]) -> None:
    handle = os.open(faults_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    fsync_folder(faults_file().parent)
