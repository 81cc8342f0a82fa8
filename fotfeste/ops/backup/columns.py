"""How each kind of column lies in a backup: the same bytes whichever database it came from."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Field

Coder = Callable[[Any], Any]
AS_IT_IS = (
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


def packer(field: "Field[Any, Any]") -> Coder:
    """From what the database gives to what the backup holds."""
    return _or_none(_coders(field)[0])


def unpacker(field: "Field[Any, Any]") -> Coder:
    return _or_none(_coders(field)[1])


def _coders(field: "Field[Any, Any]") -> tuple[Coder, Coder]:
    kind = _plain(field).get_internal_type()
    if kind == "UUIDField":
        return (lambda value: value.bytes), (lambda packed: uuid.UUID(bytes=packed))
    if kind == "BinaryField":  # an empty sealed field reads as '' or None and lies as NULL
        return (lambda value: bytes(value) if value != "" else None), bytes
    if kind == "DateField":
        return date.isoformat, date.fromisoformat
    if kind in AS_IT_IS:
        return _same, _same
    raise UnknownColumn(f"{field.model._meta.db_table}.{field.column} is a {kind}, which backups do not know yet.")


def _plain(field: Any) -> Any:
    """The column that a foreign key points to, at its end."""
    while field.remote_field:
        field = field.target_field
    return field


def _or_none(coder: Coder) -> Coder:
    return lambda value: None if value is None else coder(value)


def _same(value: Any) -> Any:
    return value
