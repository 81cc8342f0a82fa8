"""What the disk or the database may run into: told apart in one place, for pages, commands and the log."""

import errno
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError


class Trouble(Enum):
    """Each with the sentence an operator reads."""

    FULL = "The disk is full. Make room; nothing was half-written."
    READ_ONLY = "The disk or the database only lets itself be read. Nothing was written."
    BUSY = "The database was busy for too long. Nothing was half-written."
    FAULTY = "The disk gives errors. Look at it before anything else; nothing was half-written."
    GONE = "The database does not answer. Nothing was written."


_OF_FILES = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EIO: Trouble.FAULTY,
}
_OF_SQLITE = {
    "FULL": Trouble.FULL,
    "READONLY": Trouble.READ_ONLY,
    "BUSY": Trouble.BUSY,
    "LOCKED": Trouble.BUSY,
    "IOERR": Trouble.FAULTY,
    "CANTOPEN": Trouble.GONE,
}
# The files beside the database that cannot grow: told as an I/O error, meant as a full disk.
_FULL_AS_WELL = dict.fromkeys(("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP", "SQLITE_IOERR_SHMOPEN"), Trouble.FULL)
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_OF_POSTGRES = {
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "55P03": Trouble.BUSY,
    "53300": Trouble.BUSY,
    "58030": Trouble.FAULTY,
}


def find_storage_error(error: BaseException | None) -> Trouble | None:
    """The trouble behind an error, or None when the error is of another kind."""
    return next((found for each in _chain(error) if (found := _of_one(each))), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        yield error
        seen.append(error)
        error = error.__cause__ or error.__context__


def _of_one(error: BaseException) -> Trouble | None:
    if name := getattr(error, "sqlite_errorname", ""):
        return _FULL_AS_WELL.get(name) or _OF_SQLITE.get(name.split("_")[1])
    if state := getattr(error, "sqlstate", None):
        return _OF_POSTGRES.get(state) or (Trouble.GONE if state.startswith(("08", "57P")) else None)
    if isinstance(error, OSError):
        return _OF_FILES.get(error.errno or 0)
    return Trouble.GONE if _lost_connection(error) else None


def _lost_connection(error: BaseException) -> bool:
    """psycopg gives no code where it never reached a server."""
    cause = error.__cause__
    return (
        isinstance(error, OperationalError | InterfaceError)
        and type(cause).__module__.startswith("psycopg")
        and (getattr(cause, "sqlstate", None) is None)
    )
