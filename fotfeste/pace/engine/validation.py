"""The plain shape every engine type shares: to a dictionary and back, and nothing slips through unread."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from math import isfinite
from numbers import Real
from typing import Any, ClassVar, Self


class PaceInputError(ValueError):
    """Something the engine was given cannot be read. The sentence says what; no offer was made from it."""


@dataclass(frozen=True)
class Record:
    """Base of the engine's types. Values are checked when they are used and when they are read from a dictionary."""

    NESTED: ClassVar[Mapping[str, type["Record"]]] = {}

    def check(self) -> None:
        """Raise `PaceInputError` when a value is of the wrong kind, not finite or out of range."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dictionary; the order of its keys is the order of the fields."""
        return {field.name: to_json_value(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The value `to_dict` wrote. Unknown or missing keys and unreadable values raise `PaceInputError`."""
        record = cls(**_parse_fields(cls, data))
        record.check()
        return record


def to_json_value(value: Any) -> Any:
    """`value` in the types JSON has, mappings with sorted keys so that equal input gives equal bytes."""
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: to_json_value(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [to_json_value(part) for part in value]
    return value


def _parse_fields(cls: type[Record], data: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise PaceInputError(f"{cls.__name__}: expected a dictionary, got {type(data).__name__}.")
    known = {field.name: field for field in fields(cls)}
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise PaceInputError(f"{cls.__name__}: unknown key(s) {', '.join(unknown)}; known are {', '.join(known)}.")
    needed = {name for name, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    missing = sorted(needed - set(data))
    if missing:
        raise PaceInputError(f"{cls.__name__}: missing key(s) {', '.join(missing)}.")
    return {name: _parse_nested(cls, name, value) for name, value in data.items()}


def _parse_nested(cls: type[Record], name: str, value: Any) -> Any:
    part = cls.NESTED.get(name)
    return value if part is None or value is None else part.from_dict(value)


def as_float(value: Any) -> Any:
    """A real number as float, so that 3 and 3.0 give the same bytes; anything else is left for `check` to refuse."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return value
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def as_tuple(value: Any) -> Any:
    """A list as tuple, None as nothing; anything else is left for `check` to refuse."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else value


def check_number(name: str, value: Any, low: float, high: float, *, none: bool = False) -> None:
    """`value` is a finite number in [low, high], or None where `none` says that is legal."""
    if value is None and none:
        return
    number = as_float(value)
    if not isinstance(number, float) or not isfinite(number) or not low <= number <= high:
        raise PaceInputError(f"{name}: expected a number from {low:g} to {high:g}, got {value!r}.")


def check_integer(name: str, value: Any, low: int, high: int, *, none: bool = False) -> None:
    """`value` is a whole number in [low, high], or None where `none` says that is legal."""
    if value is None and none:
        return
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise PaceInputError(f"{name}: expected a whole number from {low} to {high}, got {value!r}.")


def check_bool(name: str, value: Any, *, none: bool = False) -> None:
    """`value` is True or False, or None where `none` says that is legal."""
    if not isinstance(value, bool) and not (none and value is None):
        raise PaceInputError(f"{name}: expected yes or no, got {value!r}.")


def check_text(name: str, value: Any, known: tuple[str, ...] = (), *, none: bool = False) -> None:
    """`value` is a non-empty text, one of `known` when any are named, or None where `none` says that is legal."""
    if value is None and none:
        return
    if not isinstance(value, str) or not value or (known and value not in known):
        raise PaceInputError(f"{name}: expected {' | '.join(known) or 'a text'}, got {value!r}.")


def check_record(name: str, value: Any, kind: type[Record], *, none: bool = False) -> None:
    """`value` is a `kind` whose own values are sound, or None where `none` says that is legal."""
    if value is None and none:
        return
    if not isinstance(value, kind):
        raise PaceInputError(f"{name}: expected {kind.__name__}, got {type(value).__name__}.")
    value.check()
