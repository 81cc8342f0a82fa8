"""What the commands that write say when they do not: one sentence, no traceback, nobody's words."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError

from fotfeste.kit.errors import InstanceKeyMissing
from fotfeste.kit.storage_errors import find_storage_error
from fotfeste.ops.backup.backup_folder import BackupFolderBusy
from fotfeste.ops.backup.columns import UnknownColumn
from fotfeste.ops.backup.create import NotABackup
from fotfeste.ops.backup.restore import NotEmpty
from fotfeste.ops.backup.tables import NewerRelease
from fotfeste.ops.installation import InvalidSetting, NotWritable, WrongDatabase

REFUSED = (
    WrongDatabase,
    InvalidSetting,
    NotWritable,
    NotABackup,
    NotEmpty,
    BackupFolderBusy,
    InstanceKeyMissing,
    UnknownColumn,
)


@dataclass
class Outcome:
    code: int = 0


@contextmanager
def report_refusal(what: str) -> Iterator[Outcome]:
    """`code` is 0 when all went well, 2 when it was refused, 1 when disk or database failed."""
    outcome = Outcome()
    try:
        yield outcome
    except REFUSED as refusal:
        outcome.code = _print_sentence(2, f"No {what}: {refusal}")
    except NewerRelease as newer:
        sentence = f"It was made by a newer release of Fotfeste ({newer}). Install that release first."
        outcome.code = _print_sentence(2, f"No {what}: {sentence}")
    except (OSError, DatabaseError) as error:
        outcome.code = _print_sentence(1, f"No {what}: {_describe_error(error)}")


def _describe_error(error: Exception) -> str:
    if trouble := find_storage_error(error):
        return trouble.value
    if isinstance(error, OSError):
        return f"{error.strerror}: {error.filename}."
    return f"The database refused ({type(error).__name__})."


def _print_sentence(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code
