"""The audit log and the trails together: begun on an older database, anchored again, and verified whole."""

from fotfeste.kit.audit_anchor import LogEnd, forget_anchor, read_anchor, replace_anchor
from fotfeste.kit.audit_log import (
    audited_transaction,
    is_confirmed_end_kept,
    lock_head,
    record_acts,
    record_key_destroyed,
    record_table_adopted,
    record_trail_state,
)
from fotfeste.kit.audit_rows import audited_models
from fotfeste.kit.audit_verification import AuditReport, is_table_adopted, verify_audit_log
from fotfeste.kit.models import AuditEntry, AuditHead, DataKey
from fotfeste.kit.seal_verification import find_misplaced_seals
from fotfeste.kit.snapshot import snapshot
from fotfeste.kit.stored_form import find_malformed_rows, only_well_formed
from fotfeste.privacy import trail
from fotfeste.privacy.models import TrailChecksum


@audited_transaction()
def begin_audit_log() -> list[str]:
    """On a database that has no log yet and a machine that knows of none: what is there is taken as it is, once.

    Returns what does not lie where it was sealed. A log that is gone is not begun anew: this machine knows of it.
    """
    lock_head()
    if AuditEntry.objects.exists():
        if read_anchor() is None:  # this machine is new to the log: it trusts what it finds, once
            anchor_again()
        return []
    if read_anchor() is not None:
        return []
    adopt_rows()
    for key in DataKey.objects.filter(wrapped__isnull=True, destroyed_at__isnull=False):
        record_key_destroyed(key.pk, at=key.destroyed_at)  # type: ignore[arg-type]  # asked for as not null
    if checksum := current_checksum():
        record_trail_state(checksum)
    return [*find_malformed_rows(), *find_misplaced_seals()]


@audited_transaction()
def adopt_rows() -> None:
    """Take every audited row for right as it is now."""
    for name in audited_models():
        _adopt_table(name)


@audited_transaction()
def adopt_added_table(name: str) -> None:
    """For a migration: this table joined the audited ones when the log had begun. Its rows are taken as they are, once.

    A second time nothing is: the log itself says that it was done, and no list of migrations can make that unsaid.
    """
    lock_head()
    if AuditEntry.objects.exists() and not is_table_adopted(name):
        _adopt_table(name)


def _adopt_table(name: str) -> None:
    record_acts(audited_models()[name]._base_manager.all(), "adopt")
    record_table_adopted(name)


def anchor_again() -> tuple[LogEnd, LogEnd]:
    """Take the log's end as it now is for the right one, here outside the database: after a restore, or by a person.

    Returns where it ended by what was known here, and where it ends now.
    """
    last = AuditEntry.objects.order_by("-seq").first()
    end = LogEnd(last.seq, last.hash) if last else LogEnd()
    held = replace_anchor(end) if last else forget_anchor()
    return (held.confirmed if held else LogEnd()), end


def verify_everything() -> tuple[int, AuditReport]:
    """How many trails there are, and what is wrong with any of them, the audit log, or where sealed words lie.

    People may go on meanwhile: it looks at one moment of the database, which is never earlier than the anchor.
    """
    anchor = read_anchor()
    with snapshot():
        chains, faults = trail.verify_all()
        report = verify_audit_log(current_checksum(), anchor)
        report.faults[:0] = [*find_malformed_rows(), *faults]
        report.faults += find_misplaced_seals()
    return chains, report


def find_anchor_fault() -> str:
    """In a moment, without reading the whole log: whether it is the one this machine knows. Empty when it is."""
    head = only_well_formed(AuditHead.objects.all()).first() or AuditHead()
    if read_anchor() is None:
        return "nothing on this machine says where it ended" if head.seq else ""
    is_kept = is_confirmed_end_kept(LogEnd(head.seq, head.hash))
    return "" if is_kept else "it was set back, or its end was cut"


def current_checksum() -> str:
    held = only_well_formed(TrailChecksum.objects.all()).first()
    return held.sum if held else ""
