"""The trail: who looked at what, when and why. One chain per client, each link bound to the one before it.

A link's hash is an HMAC under a key derived from the instance key, so someone with the database alone can neither
change a row nor compute a new chain; the head row shows a cut tail. What all heads come to together is sealed too: a
chain that is gone with its head, or was set back with it, is missed there.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from fotfeste.kit import crypto
from fotfeste.kit.audit_log import audited_transaction, record_trail_state
from fotfeste.kit.stored_form import only_well_formed
from fotfeste.people.models import Person
from fotfeste.privacy.models import TrailChecksum, TrailEntry, TrailHead

End = tuple[object, int, str]
MODULUS = 2**256
ONE_LINK_PER = timedelta(hours=1)
CHECKSUM_WORD, END_WORD = "whole", "end"  # inside sealed values: they stay
SUBJECTS = (
    "client page",
    "check-ins",
    "practices",
    "notes",
    "note",
    "limits",
    "request",
    "harm entry",
    "client list",
    "pace",
    "constellation",
)
REASONS = ("preparing", "writing", "supervision", "harm log", "leading")


def record(*, actor: Person, client: Person, what: str, why: str, now: datetime, verb: str = "read") -> None:
    """Add one link in the caller's transaction. One's own reads leave none. Locks the client's head row."""
    record_each(actor=actor, clients=[client], whats=[what], why=why, now=now, verb=verb)


def record_each(
    *, actor: Person, clients: Iterable[Person], whats: Sequence[str], why: str, now: datetime, verb: str = "read"
) -> None:
    """One link per thing in each client's chain, in as many queries for thirty clients as for one.

    Locks the heads, then what they come to together.
    """
    with audited_transaction():
        heads = _lock_heads([client for client in clients if client.pk != actor.pk])
        if not heads:
            return
        before = sum_head_macs(_ends(heads))
        entries = [_make_entry(head, actor, verb, what, why, now) for head in heads for what in whats]
        TrailEntry.objects.bulk_create(entries)
        _save_heads(heads)
        record_trail_state(_update_checksum(sum_head_macs(_ends(heads)) - before))


def record_hourly(*, actor: Person, clients: Sequence[Person], what: str, why: str, now: datetime) -> None:
    """A reading that is repeated many times a day leaves one link an hour, so that a person can read the trail.

    Locks nothing when there is nothing to add.
    """
    lately = TrailEntry.objects.filter(actor=actor, verb="read", what=what, client__in=clients)
    linked = set(lately.filter(at__gt=now - ONE_LINK_PER).values_list("client_id", flat=True))
    fresh = [client for client in clients if client.pk not in linked]
    if fresh:
        record_each(actor=actor, clients=fresh, whats=[what], why=why, now=now)


def _make_entry(head: TrailHead, actor: Person, verb: str, what: str, why: str, now: datetime) -> TrailEntry:
    entry = TrailEntry(
        client_id=head.client_id,
        seq=head.seq + 1,
        actor=actor,
        verb=verb,
        what=_require_known_code(what, SUBJECTS),
        why=_require_known_code(why, REASONS),
        at=now,
    )
    entry.hash = compute_link_hash(head.hash, entry)
    head.seq, head.hash = entry.seq, compute_head_mac(entry)
    return entry


def compute_link_hash(previous: str, entry: TrailEntry) -> str:
    parts = (
        previous,
        entry.id,
        entry.client_id,
        entry.seq,
        entry.actor_id,
        entry.verb,
        entry.what,
        entry.why,
        entry.at.isoformat(),
    )
    return _compute_mac(parts)


def compute_head_mac(entry: TrailEntry) -> str:
    """What the head says when this is the last link, and what the next link is bound to.

    Sealed by itself: whoever cuts the tail cannot compute the head that an earlier link would have.
    """
    return _compute_mac((END_WORD, entry.client_id, entry.seq, entry.hash))


def sum_head_macs(ends: Iterable[End]) -> int:
    """The ends of many chains as one number, in whatever order they come."""
    each = (hashlib.sha256(f"{client}|{seq}|{end}".encode()).digest() for client, seq, end in ends if seq)
    return sum(int.from_bytes(digest) for digest in each) % MODULUS


def make_checksum(total: int) -> TrailChecksum:
    value = f"{total % MODULUS:064x}"
    return TrailChecksum(sum=value, seal=_compute_mac((CHECKSUM_WORD, value)))


def _update_checksum(difference: int) -> str:
    """The sum as it stands now. One that does not hold stays as it is: sealing it anew would hide what was done."""
    rows = TrailChecksum.objects.select_for_update()
    checksum = rows.first()
    if checksum is None:
        TrailChecksum.objects.bulk_create([make_checksum(0)], ignore_conflicts=True)
        checksum = rows.get()
    if _is_intact(checksum):
        checksum = make_checksum(int(checksum.sum, 16) + difference)
        checksum.save(force_update=True)
    return checksum.sum


def _is_intact(checksum: TrailChecksum) -> bool:
    return _macs_match(_compute_mac((CHECKSUM_WORD, checksum.sum)), checksum.seal)


def _ends(heads: Iterable[TrailHead]) -> list[End]:
    return [(head.client_id, head.seq, head.hash) for head in heads]


def _compute_mac(parts: Iterable[object]) -> str:
    message = "\x1f".join(str(part) for part in parts).encode()
    return hmac.new(crypto.derive_key(crypto.KeyUse.TRAIL), message, hashlib.sha256).hexdigest()


def _macs_match(expected: str, stored: str) -> bool:
    return hmac.compare_digest(expected.encode(), stored.encode())  # as bytes: text beyond ASCII is an error


def verify(client: Person) -> Iterator[str]:
    """What does not hold in this client's chain, one sentence per fault; nothing when it is whole."""
    previous, expected = "", 1
    for entry in only_well_formed(TrailEntry.objects.filter(client=client)).order_by("seq"):
        if entry.seq != expected:
            yield f"{client.pk}: link {expected} is missing before link {entry.seq} (row {entry.pk})"
        if not _macs_match(compute_link_hash(previous, entry), entry.hash):
            yield f"{client.pk}: link {entry.seq} (row {entry.pk}) was changed"
        previous, expected = compute_head_mac(entry), entry.seq + 1
    head = only_well_formed(TrailHead.objects.filter(client=client)).first() or TrailHead(client=client)
    if (head.seq, head.hash) != (expected - 1, previous):
        yield f"{client.pk}: the chain ends at link {expected - 1}, its head says {head.seq}"


def verify_all() -> tuple[int, list[str]]:
    """How many chains there are, and every fault in them. Who has links but no head any more has a chain too."""
    has_chain = Q(pk__in=TrailHead.objects.values("client")) | Q(pk__in=TrailEntry.objects.values("client"))
    people = list(only_well_formed(Person.objects.filter(has_chain)).order_by("pk"))
    return len(people), [*_checksum_faults(), *(fault for person in people for fault in verify(person))]


def _checksum_faults() -> Iterator[str]:
    held, heads = only_well_formed(TrailChecksum.objects.all()).first(), only_well_formed(TrailHead.objects.all())
    total = sum_head_macs(_ends(heads))
    if (held is None and total) or (held and not (_is_intact(held) and held.sum == make_checksum(total).sum)):
        yield "the chains together are not what was sealed: one is gone or set back with its head, or a head changed"


def _lock_heads(clients: list[Person]) -> list[TrailHead]:
    """In order of id, so that two readers of the same clients never wait for each other in a ring."""
    heads = TrailHead.objects.select_for_update().filter(client__in=clients).order_by("client_id")
    locked = list(heads)
    if len(locked) < len({client.pk for client in clients}):
        new_heads = [TrailHead(client=client) for client in sorted(clients, key=lambda each: each.pk)]
        TrailHead.objects.bulk_create(new_heads, ignore_conflicts=True)
        locked = list(heads.all())
    return locked


def _save_heads(heads: list[TrailHead]) -> None:
    """In one statement. They are locked, so each is there and updated; `bulk_update` takes longer to put together."""
    TrailHead.objects.bulk_create(heads, update_conflicts=True, unique_fields=["client"], update_fields=["seq", "hash"])


def _require_known_code(code: str, codes: tuple[str, ...]) -> str:
    if code not in codes:
        raise ValueError(f"unknown trail code {code!r}")
    return code
