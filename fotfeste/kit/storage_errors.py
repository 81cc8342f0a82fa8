"""What the disk or the database may run into: told apart in one place, for pages, commands and the log."""

import errno
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError


class StorageTrouble(Enum):
    """Each with the sentence an operator reads."""

    FULL = "The disk is full. Make room; nothing was half-written."
    READ_ONLY = "The disk or the database only lets itself be read. Nothing was written."
    BUSY = "The database was busy for too long. Nothing was half-written."
    FAULTY = "The disk gives errors. Look at it before anything else; nothing was half-written."
    GONE = "The database does not answer. Nothing was written."


_BY_ERRNO = {
    errno.ENOSPC: StorageTrouble.FULL,
    errno.EDQUOT: StorageTrouble.FULL,
    errno.EFBIG: StorageTrouble.FULL,
    errno.EROFS: StorageTrouble.READ_ONLY,
    errno.EIO: StorageTrouble.FAULTY,
}
_BY_SQLITE_NAME = {
    "FULL": StorageTrouble.FULL,
    "READONLY": StorageTrouble.READ_ONLY,
    "BUSY": StorageTrouble.BUSY,
    "LOCKED": StorageTrouble.BUSY,
    "IOERR": StorageTrouble.FAULTY,
    "CANTOPEN": StorageTrouble.GONE,
}
# The files beside the database that cannot grow: told as an I/O error, meant as a full disk.
_FULL_SQLITE_NAMES = dict.fromkeys(
    ("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP", "SQLITE_IOERR_SHMOPEN"), StorageTrouble.FULL
)
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_SQLSTATE = {
    "53100": StorageTrouble.FULL,
    "25006": StorageTrouble.READ_ONLY,
    "55P03": StorageTrouble.BUSY,
    "53300": StorageTrouble.BUSY,
    "58030": StorageTrouble.FAULTY,
}


def find_storage_error(error: BaseException | None) -> StorageTrouble | None:
    """The trouble behind an error, or None when the error is of another kind."""
    return next((trouble for each in _cause_chain(error) if (trouble := _classify(each))), None)


def _cause_chain(error: BaseException | None) -> Iterator[BaseException]:
    visited: list[BaseException] = []
    while error is not None and error not in visited:
        yield error
        visited.append(error)
        error = error.__cause__ or error.__context__


def _classify(error: BaseException) -> StorageTrouble | None:
    if name := getattr(error, "sqlite_errorname", ""):
        return _FULL_SQLITE_NAMES.get(name) or _BY_SQLITE_NAME.get(name.split("_")[1])
    if state := getattr(error, "sqlstate", None):
        return _BY_SQLSTATE.get(state) or (StorageTrouble.GONE if state.startswith(("08", "57P")) else None)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0)
    return StorageTrouble.GONE if _lost_connection(error) else None


def _lost_connection(error: BaseException) -> bool:
    """psycopg gives no code where it never reached a server."""
    cause = error.__cause__
    return (
        isinstance(error, OperationalError | InterfaceError)
        and type(cause).__module__.startswith("psycopg")
        and (getattr(cause, "sqlstate", None) is None)
    )
