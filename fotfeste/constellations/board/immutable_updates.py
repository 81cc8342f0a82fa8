"""Small changes to the tables of a board; the old one stays as it was."""

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

T = TypeVar("T", bound=Struct)
V = TypeVar("V")


def change_entry(table: dict[str, T], key: str, **fields: Any) -> dict[str, T]:
    """The table with one entry changed; the same table when there is no such entry."""
    return {**table, key: replace(table[key], **fields)} if key in table else table


def drop_entry(table: dict[str, V], key: str) -> dict[str, V]:
    """The table without one entry; a new one, also when there is no such entry."""
    return {each: value for each, value in table.items() if each != key}
