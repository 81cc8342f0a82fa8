"""Where the audit log ended, kept sealed outside the database: who sets the database back cannot set this back.

One small file with two places of equal size, written by turns: a torn write leaves the other one. Each holds the end
that was confirmed and the one that was intended last. What is intended lies on the disk before the database commits.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import msgspec
from django.conf import settings

from fotfeste.kit import crypto
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.fsync import fsync_folder

log = logging.getLogger(__name__)

SLOT_BYTES = 512
LENGTH_BYTES = 2
PLACE = "AuditAnchor"
INSTALLATION = UUID(int=0)  # stands where a data key's id would: sealed under the installation's own key


class LogEnd(msgspec.Struct, frozen=True):
    """The last entry of a log: its number and its hash. An empty log ends at 0."""

    seq: int = 0
    hash: str = ""


class Anchor(msgspec.Struct, frozen=True):
    """`confirmed` was committed. `intended` was about to be: it may have been cut off by a crash, and nothing more."""

    turn: int = 0
    confirmed: LogEnd = LogEnd()
    intended: LogEnd | None = None


def read_anchor() -> Anchor | None:
    """What was written last; None where nothing readable lies there."""
    path = anchor_path()
    return _read_slots(path.read_bytes()) if path.is_file() else None


def write_intent(end: LogEnd, *, after: LogEnd, is_known: bool) -> None:
    """Before a commit: the log is about to end at `end`; in the database it ends at `after`.

    `is_known`: whether the log in the database still holds what was confirmed here. If it does not, nothing is
    written: a log that was set back must not be sealed anew by the next act.
    """
    with _locked_file() as handle:
        held = _read_slots(_read_all(handle))
        if held is None or is_known:
            _write_slot(handle, Anchor(_next_turn(held), after, end))
            os.fdatasync(handle)


def confirm_intent(end: LogEnd) -> None:
    """After a commit. Not synced: a lost confirmation leaves an intent that the database shows to have been kept."""
    with _locked_file() as handle:
        held = _read_slots(_read_all(handle))
        if held and held.intended == end:
            _write_slot(handle, Anchor(held.turn + 1, end))


def replace_anchor(end: LogEnd) -> Anchor | None:
    """Say that the log rightly ends at `end`, whatever was said before. Returns what that was."""
    with _locked_file() as handle:
        held = _read_slots(_read_all(handle))
        first = held.turn + 1 if held else 0
        for turn in (first, first + 1):  # both places: nothing older is left to read
            _write_slot(handle, Anchor(turn, end))
        os.fsync(handle)
    return held


def forget_anchor() -> Anchor | None:
    """Know of no log at all, as on a new machine. Returns what was known."""
    held = read_anchor()
    anchor_path().unlink(missing_ok=True)
    return held


@contextmanager
def put_back_on_failure() -> Iterator[None]:
    """What was known here before, if what is done meanwhile comes to nothing."""
    path = anchor_path()
    before = path.read_bytes() if path.is_file() else None
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True) if before is None else path.write_bytes(before)
        raise


def anchor_path() -> Path:
    path: Path = settings.FOTFESTE_AUDIT_ANCHOR
    return path


@contextmanager
def _locked_file() -> Iterator[int]:
    """All processes of this machine write by turns."""
    path = anchor_path()
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if is_new:
            fsync_folder(path.parent)
        yield handle
    finally:
        os.close(handle)


def _read_all(handle: int) -> bytes:
    return os.pread(handle, 2 * SLOT_BYTES, 0)


def _next_turn(held: Anchor | None) -> int:
    return held.turn + 1 if held else 0


def _write_slot(handle: int, anchor: Anchor) -> None:
    sealed = crypto.seal(msgspec.json.encode(anchor), crypto.derive_key(KeyUse.AUDIT_LOG), INSTALLATION, PLACE)
    slot = len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed
    os.pwrite(handle, slot.ljust(SLOT_BYTES, b"\0"), (anchor.turn % 2) * SLOT_BYTES)


def _read_slots(content: bytes) -> Anchor | None:
    slots = (_read_slot(content[start : start + SLOT_BYTES]) for start in (0, SLOT_BYTES))
    return max((slot for slot in slots if slot), key=lambda anchor: anchor.turn, default=None)


def _read_slot(slot: bytes) -> Anchor | None:
    sealed = slot[LENGTH_BYTES : LENGTH_BYTES + int.from_bytes(slot[:LENGTH_BYTES], "big")]
    try:
        plain = crypto.open_sealed(sealed, crypto.derive_key(KeyUse.AUDIT_LOG), PLACE)
        return msgspec.json.decode(plain, type=Anchor)
    except (SealBroken, msgspec.MsgspecError):
        return None
