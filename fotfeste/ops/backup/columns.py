"""How each kind of column lies in a backup: the same bytes whichever database it came from."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Field

Coder = Callable[[Any], Any]
UNCHANGED_KINDS = (
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "BooleanField",
    "CharField",
    "DateTimeField",
    "FloatField",
    "IntegerField",
    "JSONField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SlugField",
    "SmallAutoField",
    "SmallIntegerField",
    "TextField",
)


class UnknownColumn(Exception):
    """A kind of column that backups do not know yet: add it to `ops/backup/columns.py`."""


def choose_packer(field: "Field[Any, Any]") -> Coder:
    """From what the database gives to what the backup holds."""
    return _allow_none(_coders(field)[0])


def choose_unpacker(field: "Field[Any, Any]") -> Coder:
    return _allow_none(_coders(field)[1])


def _coders(field: "Field[Any, Any]") -> tuple[Coder, Coder]:
    kind = _target_column(field).get_internal_type()
    if kind == "UUIDField":
        return (lambda value: value.bytes), (lambda packed: uuid.UUID(bytes=packed))
    if kind == "BinaryField":  # an empty sealed field reads as '' or None and lies as NULL
        return (lambda value: bytes(value) if value != "" else None), bytes
    if kind == "DateField":
        return date.isoformat, date.fromisoformat
    if kind in UNCHANGED_KINDS:
        return _identity, _identity
    raise UnknownColumn(f"{field.model._meta.db_table}.{field.column} is a {kind}, which backups do not know yet.")


def _target_column(field: Any) -> Any:
    """The column that a foreign key points to, at its end."""
    while field.remote_field:
        field = field.target_field
    return field


def _allow_none(coder: Coder) -> Coder:
    return lambda value: None if value is None else coder(value)


def _identity(value: Any) -> Any:
    return value
