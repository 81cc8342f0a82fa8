"""Fields that are sealed in the database and opened when read.

A sealed field belongs to a person (`owner` names the attribute with her id) and to one of her two keys (`key`). Its
model says in `SEALED_NAME` what its rows are bound to: bytes stand on that name, so it stays when a class is renamed.
Assign plain values; the bytes are made at save, when the row id is known.
"""

from collections.abc import Iterator
from enum import StrEnum
from operator import attrgetter
from typing import Any

import msgspec
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from fotfeste.kit import crypto
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.keyring import get_or_create_key, open_key


class Purpose(StrEnum):
    OWN = "own"  # the client's own words
    RECORD = "record"  # the therapist's notes about her


class Sealed(bytes):
    """Bytes as they lie in the database."""


class SealedAttribute(DeferredAttribute):
    field: "SealedText"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        return self._unseal_once(instance, value) if isinstance(value, Sealed) else value

    def _unseal_once(self, instance: Any, sealed_value: Sealed) -> Any:
        """Opened once per row in hand: a page asks for the same words several times. Other bytes are opened anew."""
        cache = instance.__dict__.setdefault("_opened", {})
        if self.field.attname not in cache or cache[self.field.attname][0] is not sealed_value:
            cache[self.field.attname] = (sealed_value, self.field.unseal(instance, sealed_value))
        return cache[self.field.attname][1]

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


def find_other_owners(instance: Any) -> Iterator[Any]:
    """Whose a row is by what it belongs to. `OWNED_THROUGH` names the way there, by lookup and by attribute."""
    return (attrgetter(path)(instance) for path in getattr(instance, "OWNED_THROUGH", {}).values())


class SealedText(models.BinaryField):  # type: ignore[type-arg]  # its stubs are generic, the class is not
    """Text sealed under its owner's key. Empty text is stored as NULL and read back as ''."""

    descriptor_class = SealedAttribute
    empty: Any = ""

    def __init__(self, *, key: Purpose | str, owner: str = "client_id", **kwargs: Any):
        self.key, self.owner = Purpose(key), owner
        super().__init__(**{"null": True, "blank": True, "editable": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "key": self.key.value, "owner": self.owner}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.empty if value is None else Sealed(bytes(value))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"isnull"}:
            raise FieldError(f"{self.name} is sealed; it cannot be searched by {lookup_name}.")
        return super().get_lookup(lookup_name)

    def get_default(self) -> Any:
        return self.empty

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname, self.empty)
        if isinstance(value, Sealed) or value == self.empty or value is None:
            return value or None
        key_id, key = get_or_create_key(getattr(model_instance, self.owner), self.key.value)
        return crypto.seal(self.to_bytes(value), key, key_id, self.place(model_instance))

    def unseal(self, instance: Any, sealed_value: Sealed) -> Any:
        """Raises SealBroken where the row, or what it belongs to, says it is another's than whose key sealed it."""
        owner_id = getattr(instance, self.owner)
        if any(other != owner_id for other in find_other_owners(instance)):
            raise SealBroken(f"{instance.SEALED_NAME} belongs to something of another person")
        key = open_key(crypto.read_key_id(sealed_value), owner_id=owner_id, purpose=self.key.value)
        return self.to_python_value(crypto.open_sealed(sealed_value, key, self.place(instance)))

    def place(self, instance: Any) -> str:
        return f"{instance.SEALED_NAME}|{self.name}|{instance.pk}"

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def to_python_value(self, plain: bytes) -> Any:
        return plain.decode()


class SealedStruct(SealedText):
    """A msgspec struct sealed as JSON. Missing fields take their defaults, so a struct can grow."""

    empty = None

    def __init__(self, *, struct: Any = None, **kwargs: Any):
        self.struct = struct
        super().__init__(**kwargs)

    def to_bytes(self, value: Any) -> bytes:
        return msgspec.json.encode(value)

    def to_python_value(self, plain: bytes) -> Any:
        return msgspec.json.decode(plain, type=self.struct or Any)
