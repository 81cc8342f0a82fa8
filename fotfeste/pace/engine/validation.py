"""What every record of the engine shares: bounds declared once with its fields, a dictionary and back, one error.

msgspec holds declared bounds only when it converts. So a record, once constructed, converts its own values through
the same declaration: what breaks a bound is never made, however it was made.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from numbers import Integral, Real
from typing import NamedTuple, Self, TypeVar, get_args, get_type_hints

import msgspec
from msgspec.structs import FieldInfo, force_setattr

FAULT = re.compile(r"(?P<what>.+?)(?: - at (?:`key` in )?`\$(?P<path>\.?(?P<field>\w*)[^`]*)`)?", re.DOTALL)
CHOICE = re.compile(r"`str` matching regex '\^\(\?:(.+)\)\\+Z'")
PYTHON_NAMES = {"object": "dictionary", "array": "list", "null": "None"}  # msgspec speaks of JSON
PLAIN = frozenset({float, int, str, bool, type(None), list, tuple})
T = TypeVar("T")


class PaceInputError(ValueError):
    """Something the engine was given cannot be read. The sentence says what; no offer was made from it."""


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the engine's records: frozen, and within the bounds its fields declare.

    A whole number stands for a real one (3 and 3.0 give the same bytes), None for an empty record or collection.
    """

    def __post_init__(self) -> None:
        """Raises `PaceInputError` when a value is of the wrong kind, not finite or out of range."""
        declared = _declaration(type(self))
        for name, kind in declared.nested.items():
            _require_part(f"{type(self).__name__}.{name}", getattr(self, name), kind)
        try:
            sound = msgspec.convert(self, declared.fields, from_attributes=True)
        except msgspec.ValidationError:
            sound = parse(type(self).__name__, self._normalize(declared), declared.fields)
        for name in self.__struct_fields__:
            value = getattr(sound, name)
            if value is not getattr(self, name):
                force_setattr(self, name, tuple(value) if isinstance(value, list) else value)

    def _normalize(self, declared: "_Declaration") -> dict[str, object]:
        """The values as given, with an empty one for None where the field holds a record or a collection."""
        given = {name: getattr(self, name) for name in self.__struct_fields__}
        return given | {name: make() for name, make in declared.empty.items() if given[name] is None}

    def to_dict(self) -> dict[str, object]:
        """JSON-ready dictionary; its keys in the order of the fields, those of mappings sorted."""
        return {name: to_json_value(getattr(self, name)) for name in self.__struct_fields__}

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """The value `to_dict` wrote. Unknown or missing keys and unreadable values raise `PaceInputError`."""
        if not isinstance(data, Mapping):
            raise PaceInputError(f"{cls.__name__}: expected a dictionary, got {type(data).__name__}.")
        empty = _declaration(cls).empty
        told = {key: value for key, value in data.items() if value is not None or key not in empty}
        return parse(cls.__name__, told, cls)


def parse(name: str, value: object, kind: type[T]) -> T:
    """`value` as the declared `kind`, or `PaceInputError` with a sentence that begins with `name`."""
    try:
        return msgspec.convert(_plain(value), kind)
    except msgspec.ValidationError as fault:
        if isinstance(fault.__cause__, PaceInputError):
            raise fault.__cause__ from None
        raise PaceInputError(_sentence(name, value, str(fault))) from None


def check_record(name: str, value: object, kind: type[object]) -> None:
    """`value` is a `kind`; a record is sound once it exists."""
    if not isinstance(value, kind):
        raise PaceInputError(f"{name}: expected {kind.__name__}, got {type(value).__name__}.")


def one_of_pattern(words: tuple[str, ...]) -> str:
    """The pattern of a text that is one of `words`."""
    return rf"^(?:{'|'.join(words)})\Z"


def to_json_value(value: object) -> object:
    """`value` in the types JSON has, mappings with sorted keys so that equal input gives equal bytes."""
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: to_json_value(value[key]) for key in sorted(value)}
    return [to_json_value(part) for part in value] if isinstance(value, list | tuple) else value


class _Declaration(NamedTuple):
    """`fields`: the same fields without what a record does on construction, or its conversion would never end."""

    fields: type[msgspec.Struct]
    empty: Mapping[str, Callable[[], object]]
    nested: Mapping[str, type[Record]]


@cache
def _declaration(kind: type[Record]) -> _Declaration:
    known, types = msgspec.structs.fields(kind), get_type_hints(kind, include_extras=True)
    return _Declaration(
        fields=msgspec.defstruct(kind.__name__, [(each.name, types[each.name]) for each in known]),
        empty={each.name: make for each in known if (make := _empty_value(each))},
        nested={name: kind for name, hint in types.items() for kind in _records_in(hint)},
    )


def _records_in(hint: object) -> list[type[Record]]:
    return [part for part in (hint, *get_args(hint)) if isinstance(part, type) and issubclass(part, Record)]


def _require_part(name: str, value: object, kind: type[Record]) -> None:
    """Conversion would read any object that has the right attributes."""
    if not (value is None or isinstance(value, kind | list | tuple)):
        raise PaceInputError(f"{name}: expected {kind.__name__}, got {value!r}.")


def _empty_value(field: FieldInfo) -> Callable[[], object] | None:
    factory: Callable[[], object] | None = tuple if field.default == () else None
    return factory if field.default_factory is msgspec.NODEFAULT else field.default_factory


def _plain(value: object) -> object:
    """A number or text of a kind of its own, such as numpy's, as Python's; the values of a mapping too."""
    if type(value) in PLAIN or isinstance(value, Record):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else value


def _sentence(name: str, value: object, fault: str) -> str:
    match = FAULT.fullmatch(fault)
    what, path, field = (match["what"], match["path"] or "", match["field"]) if match else (fault, "", "")
    expected = CHOICE.sub(lambda words: words[1].replace("|", " | "), what).replace("`", "")
    expected = re.sub(r"\b(object|array|null)\b", lambda word: PYTHON_NAMES[word[0]], expected)
    parts = value if isinstance(value, Mapping) else {"": value}
    got = f", got {parts[field]!r}" if field in parts and ", got " not in what else ""
    return f"{name}{path}: {expected[0].lower()}{expected[1:]}{got}."
