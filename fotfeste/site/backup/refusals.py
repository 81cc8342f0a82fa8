"""What `fotfeste backup` and `fotfeste restore` say when they do not: one sentence, no traceback, nobody's words."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError

from fotfeste.kit.errors import InstanceKeyMissing
from fotfeste.site.backup.columns import UnknownColumn
from fotfeste.site.backup.making import NotABackup
from fotfeste.site.backup.restoring import NotEmpty
from fotfeste.site.backup.shelf import ShelfBusy
from fotfeste.site.backup.tables import NewerRelease
from fotfeste.site.installation import WrongDatabase
from fotfeste.site.trouble import trouble_in

REFUSED = (WrongDatabase, NotABackup, NotEmpty, ShelfBusy, InstanceKeyMissing, UnknownColumn)


@dataclass
class Outcome:
    code: int = 0


@contextmanager
def told(what: str) -> Iterator[Outcome]:
    """`code` is 0 when all went well, 2 when it was refused, 1 when disk or database failed."""
    outcome = Outcome()
    try:
        yield outcome
    except REFUSED as refused:
        outcome.code = _said(2, f"No {what}: {refused}")
    except NewerRelease as newer:
        sentence = f"It was made by a newer release of Fotfeste ({newer}). Install that release first."
        outcome.code = _said(2, f"No {what}: {sentence}")
    except (OSError, DatabaseError) as error:
        outcome.code = _said(1, f"No {what}: {_why(error)}")


def _why(error: Exception) -> str:
    if trouble := trouble_in(error):
        return trouble.value
    if isinstance(error, OSError):
        return f"{error.strerror}: {error.filename}."
    return f"The database refused ({type(error).__name__})."


def _said(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code
