"""Forgetting: a client's own words for good, the therapist's record too unless the law keeps it.

A tombstone outside the database and its backups remembers that she is forgotten: a restored backup forgets again.
"""

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from fotfeste.kit.audit_log import audited_transaction, record_acts, record_key_destroyed
from fotfeste.kit.audit_rows import audited_models, audited_table
from fotfeste.kit.errors import Sentence
from fotfeste.kit.fields import Purpose
from fotfeste.kit.file_erasure import erase_on_commit
from fotfeste.kit.keeper import keepers
from fotfeste.kit.keyring import clear_keyring
from fotfeste.kit.models import DataKey
from fotfeste.people.models import Bond, Person, PracticeBasis, RoleGrant
from fotfeste.people.services import end_rows
from fotfeste.privacy.access import Act, require

# The address people sign in with, and what they call their keys: not sealed, so PostgreSQL writes these tables anew.
TABLES_WITH_CLEAR_WORDS = (Person, EmailAddress, Authenticator)


class WorksHere(Sentence):
    """Someone who also works here cannot vanish while others depend on the account."""


def must_keep_record(client: Person) -> bool:
    """Whether any therapist of hers, now or earlier, wrote under `helsehjelp`, where the journal has to be kept."""
    return Bond.objects.filter(client=client, therapist__practice__basis=PracticeBasis.HEALTH_CARE).exists()


@audited_transaction()
def forget_client(*, actor: Person, client: Person, now: datetime) -> None:
    """Erase and write the tombstone in one go: if the tombstone cannot be written, nothing is erased. Nobody is told.

    Raises WorksHere for someone who also has a role at work.
    """
    require(actor, Act.BE, client)
    if client.works_here:
        raise WorksHere(_("You also work here. An administrator ends that first; then everything can be deleted."))
    keep_record = must_keep_record(client)
    _erase(client, keep_record, now)
    _write_tombstone({"person": str(client.pk), "at": now.isoformat(), "keep_record": keep_record})


@audited_transaction()
def replay_tombstones(*, now: datetime) -> int:
    """After a restore: erase everyone who has a tombstone and came back with the backup. Returns how many."""
    count = 0
    for stone in read_tombstones():
        person = Person.objects.filter(pk=uuid.UUID(stone["person"])).first()
        if person and (person.is_active or _keys(person, stone["keep_record"]).filter(wrapped__isnull=False).exists()):
            _erase(person, stone["keep_record"], now)
            count += 1
    return count


def read_tombstones() -> Iterator[dict[str, Any]]:
    """Whole lines only: one torn by a crash belongs to a forgetting that was never committed."""
    return (stone for line in _tombstone_lines() if (stone := _read_tombstone(line)))


def count_unreadable_tombstones() -> int:
    """Lines that a crash has torn, or that were damaged since; which of them cannot be told."""
    return sum(_read_tombstone(line) is None for line in _tombstone_lines())


def _tombstone_lines() -> list[bytes]:
    path = settings.FOTFESTE_TOMBSTONES
    return [line for line in path.read_bytes().split(b"\n") if line.strip()] if path.exists() else []


def _read_tombstone(line: bytes) -> dict[str, Any] | None:
    """None for what is not one: a damaged list must stop neither a backup nor those it still names."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        stone: dict[str, Any] = json.loads(line)
        uuid.UUID(stone["person"])
        datetime.fromisoformat(stone["at"])
        return stone if isinstance(stone["keep_record"], bool) else None
    return None


def was_anyone_forgotten_since(at: datetime) -> bool:
    """By the list of tombstones, which a crash does not lose."""
    stones = settings.FOTFESTE_TOMBSTONES
    return stones.exists() and stones.stat().st_mtime >= at.timestamp()


def _erase(client: Person, keep_record: bool, now: datetime) -> None:
    """Rows first, then keys: what a forgotten copy of the database still holds no longer opens."""
    end_rows(Bond.objects.filter(client=client, until__isnull=True), actor=client, now=now)
    end_rows(RoleGrant.objects.filter(person=client, until__isnull=True), actor=client, now=now)
    for keeper in keepers():
        keeper.forget(client, keep_record)
    _destroy_keys(client, keep_record, now)
    erase_on_commit(TABLES_WITH_CLEAR_WORDS)
    Person.objects.filter(pk=client.pk).update(
        email=f"{uuid.uuid4().hex}@forgotten.invalid",
        name=None,
        password=make_password(None),
        is_active=False,
        resting_since=None,
        language=settings.LANGUAGE_CODE,
    )


def _destroy_keys(client: Person, keep_record: bool, now: datetime) -> None:
    """What the audit log holds of her dies with them; that they were destroyed is told there under no key of hers."""
    keys = _keys(client, keep_record)
    for key_id in keys.values_list("pk", flat=True):
        record_key_destroyed(key_id, at=now)
    keys.update(wrapped=None, destroyed_at=now)
    clear_keyring()
    _record_rows_that_stay(client, keep_record, now)


def _record_rows_that_stay(client: Person, keep_record: bool, now: datetime) -> None:
    """What the log says of them dies with her key: without this they would be rows that nobody made.

    A former therapist leaves her practice basis, by which others' records are kept, and the invitations she sent.
    """
    for model in audited_models().values():
        table = audited_table(model)
        if table.owner and table.key in _purposes(keep_record):
            record_acts(model._base_manager.filter(**{table.owner: client.pk}), "outlast", at=now)


def _keys(client: Person, keep_record: bool) -> Any:
    return DataKey.objects.filter(owner=client, purpose__in=_purposes(keep_record))


def _purposes(keep_record: bool) -> list[Purpose]:
    return [Purpose.OWN] if keep_record else [Purpose.OWN, Purpose.RECORD]


def _write_tombstone(stone: dict[str, Any]) -> None:
    """Appended whole and on disk before the database commits: a crash in between forgets too much, never too little."""
    path = settings.FOTFESTE_TOMBSTONES
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"\n{json.dumps(stone, sort_keys=True)}\n".encode())  # a torn line before it stays apart
        os.fsync(handle)
    finally:
        os.close(handle)
