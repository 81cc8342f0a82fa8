"""The data keys in use during one request or one piece of work; nothing stays in memory after it."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction

from fotfeste.kit import crypto
from fotfeste.kit.errors import KeyGone, SealBroken

Owner = tuple[uuid.UUID, str]


@dataclass
class Ring:
    fetched: dict[uuid.UUID, Any] = field(default_factory=dict)  # as they lie in the database, not opened yet
    by_id: dict[uuid.UUID, bytes] = field(default_factory=dict)
    owner_of: dict[uuid.UUID, Owner] = field(default_factory=dict)
    by_owner: dict[Owner, uuid.UUID] = field(default_factory=dict)


_ring: ContextVar[Ring | None] = ContextVar("keyring", default=None)


@contextmanager
def keyring() -> Iterator[Ring]:
    """Remember opened keys until the block ends. Blocks may nest; the outermost one holds."""
    if (outer := _ring.get()) is not None:
        yield outer
        return
    token = _ring.set(Ring())
    try:
        yield _ring.get() or Ring()
    finally:
        _ring.reset(token)


def preload_keys(owner_ids: Iterable[uuid.UUID]) -> None:
    """Fetch the keys of many people in one query; each is opened when it is used. Does nothing outside `keyring()`."""
    if (ring := _ring.get()) is not None:
        rows = _data_keys().filter(owner_id__in=list(owner_ids), wrapped__isnull=False)
        for row in rows.values_list("id", "owner_id", "purpose", "wrapped", named=True):
            ring.fetched[row.id] = row
            ring.by_owner[row.owner_id, row.purpose] = row.id


def open_key(key_id: uuid.UUID, *, owner_id: uuid.UUID, purpose: str) -> bytes:
    """Raises KeyGone if the key was destroyed or never existed here, SealBroken if it is another's or for another use.

    A row says itself whose it is, and so can be made to say something else; the key that sealed it cannot.
    """
    ring = _ring.get() or Ring()
    key = _open_into(ring, key_id)
    if ring.owner_of[key_id] != (owner_id, purpose):
        raise SealBroken("sealed under a key of another person or purpose")
    return key


def open_any_key(key_id: uuid.UUID) -> bytes:
    """For what names its owner nowhere else. Raises KeyGone."""
    return _open_into(_ring.get() or Ring(), key_id)


def _open_into(ring: Ring, key_id: uuid.UUID) -> bytes:
    if key_id not in ring.by_id:
        row = ring.fetched.get(key_id) or _data_keys().filter(id=key_id).first()
        if row is None or row.wrapped is None:
            raise KeyGone(str(key_id))
        _remember(ring, row)
    return ring.by_id[key_id]


def get_or_create_key(owner_id: uuid.UUID, purpose: str) -> tuple[uuid.UUID, bytes]:
    """The key that seals what is written now; made on first use. Raises KeyGone once it has been destroyed."""
    ring = _ring.get() or Ring()
    if (owner_id, purpose) not in ring.by_owner:
        row = _data_keys().filter(owner_id=owner_id, purpose=purpose).first() or _create_key(owner_id, purpose)
        if row.wrapped is None:
            raise KeyGone(str(row.id))
        _remember(ring, row)
    key_id = ring.by_owner[owner_id, purpose]
    return key_id, _open_into(ring, key_id)


def clear_keyring() -> None:
    """Drop what is remembered, after keys were destroyed inside the same block."""
    if (ring := _ring.get()) is not None:
        ring.fetched.clear()
        ring.by_id.clear()
        ring.owner_of.clear()
        ring.by_owner.clear()


def _data_keys() -> Any:
    # By name: the fields below the models need the keys, and the keys are themselves a model.
    return apps.get_model("fotfeste", "DataKey").objects


def _create_key(owner_id: uuid.UUID, purpose: str) -> Any:
    key_id = uuid.uuid4()
    place = _describe_place(owner_id, purpose, key_id)
    wrapped = crypto.seal(crypto.new_key(), crypto.derive_key(crypto.KeyUse.DATA_KEYS), key_id, place)
    try:
        with transaction.atomic():
            return _data_keys().create(id=key_id, owner_id=owner_id, purpose=purpose, wrapped=wrapped)
    except IntegrityError:  # two first writes at once: the other one's key holds
        return _data_keys().get(owner_id=owner_id, purpose=purpose)


def _remember(ring: Ring, row: Any) -> None:
    place = _describe_place(row.owner_id, row.purpose, row.id)
    ring.by_id[row.id] = crypto.open_sealed(bytes(row.wrapped), crypto.derive_key(crypto.KeyUse.DATA_KEYS), place)
    ring.owner_of[row.id] = (row.owner_id, row.purpose)
    ring.by_owner[row.owner_id, row.purpose] = row.id


def _describe_place(owner_id: uuid.UUID, purpose: str, key_id: uuid.UUID) -> str:
    return f"DataKey|{purpose}|{owner_id}|{key_id}"
