"""Whether the audit log is whole, ends where it should, and says of each audited row what lies in the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from django.db.models import Model

from fotfeste.kit import audit_anchor, crypto
from fotfeste.kit.audit_anchor import INSTALLATION, Anchor, LogEnd
from fotfeste.kit.audit_log import (
    KEYS_TABLE,
    TABLES_TABLE,
    TRAIL_TABLE,
    AuditRecord,
    compute_entry_hash,
    entry_place,
)
from fotfeste.kit.audit_rows import audited_models, read_digests, row_name
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import KeyGone, SealBroken
from fotfeste.kit.keyring import keyring, open_any_key
from fotfeste.kit.models import AuditEntry, AuditHead, DataKey
from fotfeste.kit.stored_form import only_well_formed

READ_AT_ONCE = 1000


@dataclass
class AuditReport:
    """`faults`: one sentence each. `notes`: what is allowed, and is told."""

    entries: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Chain:
    """What reading the log from its beginning has shown."""

    end: LogEnd = field(default_factory=LogEnd)
    rows: dict[tuple[str, str], AuditRecord] = field(default_factory=dict)
    destroyed_keys: set[str] = field(default_factory=set)
    unreadable_keys: dict[str, int] = field(default_factory=dict)  # with the first entry that no longer opens
    trail: str = ""
    hash_at: dict[int, str] = field(default_factory=dict)


def verify_audit_log(trail_checksum: str, anchor: Anchor | None) -> AuditReport:
    """Reads every entry and every audited row.

    `trail_checksum`: what all trails come to together now. `anchor`: read before the database, which may go on since.
    """
    report, chain = AuditReport(), _Chain()
    with keyring():
        report.faults += _read_chain(chain, anchor)
    report.entries = chain.end.seq
    report.faults += _end_faults(chain, anchor)
    report.faults += [fault for name, model in audited_models().items() for fault in _row_faults(name, model, chain)]
    report.faults += _key_faults(chain)
    if chain.trail != trail_checksum:
        report.faults.append(
            "the trails together are not what the audit log says of them: a trail is missing or set back"
        )
    report.notes += _unconfirmed_notes(chain, anchor)
    return report


def is_table_adopted(name: str) -> bool:
    """Whether the log says that the rows of this table were taken for right once. Reads all of it."""
    with keyring():
        entries = AuditEntry.objects.iterator(chunk_size=READ_AT_ONCE)
        records = (_open_entry(entry.seq, bytes(entry.body)) for entry in entries)
        return any(each and (each.table, each.row) == (TABLES_TABLE, name) for each in records)


def _read_chain(chain: _Chain, anchor: Anchor | None) -> Iterator[str]:
    of_interest = {end.seq for end in (anchor.confirmed, anchor.intended) if end} if anchor else set()
    for entry in only_well_formed(AuditEntry.objects.order_by("seq")).iterator(chunk_size=READ_AT_ONCE):
        body = bytes(entry.body)
        if entry.seq != chain.end.seq + 1:
            yield f"audit log: entry {chain.end.seq + 1} is missing before entry {entry.seq}"
        if compute_entry_hash(chain.end.hash, entry.seq, body) != entry.hash:
            yield f"audit log: entry {entry.seq} was changed"
        chain.end = LogEnd(entry.seq, entry.hash)
        if entry.seq in of_interest:
            chain.hash_at[entry.seq] = entry.hash
        if (record := _open_entry(entry.seq, body)) is None:
            chain.unreadable_keys.setdefault(_name_key(body), entry.seq)
        else:
            _take_in(chain, record)


def _open_entry(seq: int, body: bytes) -> AuditRecord | None:
    """None for what was sealed under a key that is destroyed, and for what does not open."""
    try:
        key_id = crypto.read_key_id(body)
        key = crypto.derive_key(KeyUse.AUDIT_LOG) if key_id == INSTALLATION else open_any_key(key_id)
        return msgspec.json.decode(crypto.open_sealed(body, key, entry_place(seq)), type=AuditRecord)
    except (KeyGone, SealBroken, msgspec.MsgspecError, TypeError, ValueError):  # the last two: a row that is no key
        return None


def _name_key(body: bytes) -> str:
    try:
        return row_name(crypto.read_key_id(body))
    except SealBroken:
        return row_name(INSTALLATION)


def _take_in(chain: _Chain, record: AuditRecord) -> None:
    if record.table == TRAIL_TABLE:
        chain.trail = record.digest
    elif record.table == KEYS_TABLE:
        chain.destroyed_keys.add(record.row)
    else:
        chain.rows[record.table, record.row] = record


def _end_faults(chain: _Chain, anchor: Anchor | None) -> Iterator[str]:
    head = only_well_formed(AuditHead.objects.all()).first() or AuditHead()
    if (head.seq, head.hash) != (chain.end.seq, chain.end.hash):
        yield f"audit log: it ends at entry {chain.end.seq}, its head says {head.seq}"
    if anchor is None:
        if chain.end.seq:
            yield f"audit log: {audit_anchor.anchor_path()} is missing; without it nobody can say where the log ended"
    elif not _holds(chain, anchor.confirmed):
        yield (
            f"audit log: entry {anchor.confirmed.seq} is missing or another; it was confirmed on this machine, and the "
            f"log ends at {chain.end.seq}: the database was set back or its end was cut"
        )


def _holds(chain: _Chain, end: LogEnd) -> bool:
    return not end.seq or chain.hash_at.get(end.seq) == end.hash


def _unconfirmed_notes(chain: _Chain, anchor: Anchor | None) -> Iterator[str]:
    if anchor and anchor.intended and not _holds(chain, anchor.intended):
        yield (
            f"The last act on this machine (entry {anchor.intended.seq}) was begun and not kept: it failed, or a "
            "process was ended in the middle of it."
        )


def _row_faults(name: str, model: type[Model], chain: _Chain) -> Iterator[str]:
    recorded = {row: record.digest for (table, row), record in chain.rows.items() if table == name}
    present = read_digests(model)
    for row in sorted(recorded.keys() | present.keys()):
        if row not in present:
            if recorded[row]:
                yield f"{name} {row}: missing; the last act on it was '{chain.rows[name, row].act}'"
        elif not recorded.get(row):
            yield f"{name} {row}: nobody made it here"
        elif recorded[row] != present[row]:
            yield f"{name} {row}: changed since the last act on it ('{chain.rows[name, row].act}')"


def _key_faults(chain: _Chain) -> Iterator[str]:
    """A key that does not open hides what was sealed under it: each must have been destroyed by an act.

    Also one whose row is gone: together with it every row that the log speaks of could be taken away unseen.
    """
    broken = {row_name(key.pk) for key in only_well_formed(DataKey.objects.all()) if not _opens(key)}
    for name in sorted((broken | chain.unreadable_keys.keys()) - chain.destroyed_keys):
        first = f"; entry {chain.unreadable_keys[name]} needs it" if name in chain.unreadable_keys else ""
        yield f"data key {name}: gone or broken, and nobody was forgotten with it{first}"


def _opens(key: DataKey) -> bool:
    try:
        return bool(open_any_key(key.pk))
    except (KeyGone, SealBroken):
        return False
