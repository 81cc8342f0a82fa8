"""The audit log: every act on bonds, consents, roles, notes and the like, in one chain for the whole installation.

Each entry is bound to the one before it by an HMAC under a key derived from the instance key. Where the log ends is
also kept outside the database (audit_anchor): the intent before the commit, the confirmation after it.
"""

import hashlib
import hmac
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Model

from fotfeste.kit import audit_anchor, crypto
from fotfeste.kit.audit_anchor import INSTALLATION, LogEnd
from fotfeste.kit.audit_rows import audited_table, read_digests, row_name
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import KeyGone
from fotfeste.kit.keyring import get_or_create_key, keyring
from fotfeste.kit.models import AuditEntry, AuditHead

log = logging.getLogger(__name__)

TRAIL_TABLE = "trail"  # entries that say what all trails come to together
KEYS_TABLE = "data key"  # entries that say that a key was destroyed on purpose
TABLES_TABLE = "table"  # entries that say that the rows of a table were taken for right, which happens once
INSERTED_AT_ONCE = 500


class AuditRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an entry says: which act on which row, and the row's digest after it; none when the row was deleted."""

    table: str
    row: str
    act: str
    digest: str = ""
    actor: str = ""
    at: str = ""


@dataclass(frozen=True)
class PendingAct:
    record: AuditRecord
    model: type[Model] | None = None
    pk: Any = None
    key_owner: UUID | None = None


_pending: ContextVar[list[PendingAct] | None] = ContextVar("pending_acts", default=None)


class NotInTransaction(Exception):
    """An act was recorded outside `audited_transaction`."""


@contextmanager
def audited_transaction() -> Iterator[None]:
    """`transaction.atomic`, whose acts join the audit log as the last thing before it ends.

    The log's head is locked then and not before: whoever holds it waits for nobody else. Blocks may nest; what an
    inner one recorded is dropped with it when it fails.
    """
    if (outer := _pending.get()) is not None:
        with transaction.atomic(), _drop_on_error(outer):
            yield
        return
    acts: list[PendingAct] = []
    token = _pending.set(acts)
    try:
        with transaction.atomic():
            yield
            if acts:
                with keyring():
                    _append(acts)
    finally:
        _pending.reset(token)


@contextmanager
def _drop_on_error(acts: list[PendingAct]) -> Iterator[None]:
    length = len(acts)
    try:
        yield
    except BaseException:
        del acts[length:]
        raise


def record_act(row: Model, act: str, *, actor: Model | None = None, at: datetime | None = None) -> None:
    """The row was made, changed or deleted in this `audited_transaction`. Its state is read when that ends."""
    table = audited_table(type(row))
    about = AuditRecord(
        table.name,
        row_name(row.pk),
        act,
        actor=row_name(actor.pk) if actor else "",
        at=at.isoformat() if at else "",
    )
    _pend(PendingAct(about, type(row), row.pk, table.find_owner(row)))


def record_acts(rows: Iterable[Model], act: str, *, actor: Model | None = None, at: datetime | None = None) -> None:
    for row in rows:
        record_act(row, act, actor=actor, at=at)


def record_trail_state(checksum: str) -> None:
    """What all trails together come to now."""
    _pend(PendingAct(AuditRecord(TRAIL_TABLE, "", "read", checksum)))


def record_table_adopted(name: str) -> None:
    """All rows of that table were taken as they were."""
    _pend(PendingAct(AuditRecord(TABLES_TABLE, name, "adopt")))


def record_key_destroyed(key_id: UUID, *, at: datetime) -> None:
    """Entries sealed under that key open no more, and that is as it should be."""
    _pend(PendingAct(AuditRecord(KEYS_TABLE, row_name(key_id), "forget", at=at.isoformat())))


def _pend(act: PendingAct) -> None:
    acts = _pending.get()
    if acts is None:
        raise NotInTransaction(f"{act.record.table}: {act.record.act}")
    acts.append(act)


def _append(acts: Sequence[PendingAct]) -> None:
    """Locks the head; writes the intent to disk; the confirmation follows the commit."""
    head = lock_head()
    before = LogEnd(head.seq, head.hash)
    entries = list(_seal_entries(before, _complete_records(acts)))
    if not entries:
        return
    AuditEntry.objects.bulk_create(entries, batch_size=INSERTED_AT_ONCE)
    end = LogEnd(entries[-1].seq, entries[-1].hash)
    head.seq, head.hash = end.seq, end.hash
    head.save(force_update=True)
    audit_anchor.write_intent(end, after=before, is_known=is_confirmed_end_kept(before))

    def confirm() -> None:  # a function with a name: Django cannot log a partial that fails
        audit_anchor.confirm_intent(end)

    # A confirmation that fails changes nothing for the person: her act is kept, and the intent says so.
    transaction.on_commit(confirm, robust=True)


def lock_head() -> AuditHead:
    rows = AuditHead.objects.select_for_update()
    if (head := rows.first()) is None:
        AuditHead.objects.bulk_create([AuditHead()], ignore_conflicts=True)
        head = rows.get()
    return head


def is_confirmed_end_kept(end: LogEnd) -> bool:
    """Whether a log that ends at `end` still holds what was confirmed on this machine; it may have gone on since."""
    held = audit_anchor.read_anchor()
    if held is None or end in (held.confirmed, held.intended) or not held.confirmed.seq:
        return True
    is_known = AuditEntry.objects.filter(seq=held.confirmed.seq, hash=held.confirmed.hash).exists()
    if not is_known:
        log.error("the audit log is not the one that was confirmed: run `fotfeste trail verify`")
    return is_known


def _complete_records(acts: Sequence[PendingAct]) -> Iterator[tuple[UUID, bytes, AuditRecord]]:
    """Each record with the key that seals it. Of someone who is forgotten it says nothing but which rows are there."""
    digests = _read_states(acts)
    for act in acts:
        record = act.record
        if act.model is not None:
            record = msgspec.structs.replace(record, digest=digests[act.model].get(record.row, ""))
        try:
            key_id, key = _sealing_key(act)
        except KeyGone:
            if not record.digest:
                continue
            key_id, key = _installation_key()
        yield key_id, key, record


def _read_states(acts: Sequence[PendingAct]) -> dict[type[Model], dict[str, str]]:
    by_model: dict[type[Model], list[Any]] = {}
    for act in acts:
        if act.model is not None:
            by_model.setdefault(act.model, []).append(act.pk)
    return {model: read_digests(model, pks) for model, pks in by_model.items()}


def _sealing_key(act: PendingAct) -> tuple[UUID, bytes]:
    if act.model is None or act.key_owner is None:
        return _installation_key()
    return get_or_create_key(act.key_owner, audited_table(act.model).key.value)


def _installation_key() -> tuple[UUID, bytes]:
    return INSTALLATION, crypto.derive_key(KeyUse.AUDIT_LOG)


def _seal_entries(end: LogEnd, records: Iterable[tuple[UUID, bytes, AuditRecord]]) -> Iterator[AuditEntry]:
    seq, previous = end.seq, end.hash
    for key_id, key, record in records:
        seq += 1
        body = crypto.seal(msgspec.json.encode(record), key, key_id, entry_place(seq))
        entry = AuditEntry(seq=seq, body=body, hash=compute_entry_hash(previous, seq, body))
        previous = entry.hash
        yield entry


def entry_place(seq: int) -> str:
    return f"AuditEntry|{seq}"


def compute_entry_hash(previous: str, seq: int, body: bytes) -> str:
    message = f"{previous}|{seq}|{hashlib.sha256(body).hexdigest()}".encode()
    return hmac.new(crypto.derive_key(KeyUse.AUDIT_LOG), message, hashlib.sha256).hexdigest()
