"""Queries whose SQL is made once and then asked with other values.

Django builds and compiles every query anew, which takes many times as long as the database needs to answer it. Only the
text is kept, never an answer: who may see what is asked of the database each time.
"""

import copy
import uuid
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache, wraps
from secrets import randbelow, token_hex
from typing import Any, NamedTuple, NoReturn, ParamSpec, Protocol, Self, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, DateTimeField, Model, QuerySet, UUIDField

Given = ParamSpec("Given")
Row = TypeVar("Row")
FIELDS: dict[type, Any] = {uuid.UUID: UUIDField(), datetime: DateTimeField(), str: CharField()}
MAX_SHAPES = 64  # of one query: one for each set of roles that asks


class NotCompilable(Exception):
    """A query that is not the same whatever its values, so that its text must not be kept."""


class Asker(Protocol):
    """A person who asks. What the SQL depends on besides her id, she says herself."""

    pk: uuid.UUID
    query_shape: Hashable

    @classmethod
    def make_stand_in(cls, pk: uuid.UUID, query_shape: Any) -> Self:
        """Someone of whom only these two are there: anything else would be looked up."""


class Shape(NamedTuple):
    """What of a value the SQL depends on."""

    type: type
    asker: Hashable = None


def compiled_query(build: Callable[Given, QuerySet[Any, Row]]) -> Callable[Given, list[Row]]:
    """The rows of the query that `build` makes. It is given ids, times, short texts, and people who ask.

    It must make the same query whatever their values: of a person it may know the id and the roles, and it may look
    nothing up.
    """
    compile_shape = lru_cache(maxsize=MAX_SHAPES)(lambda shapes: CompiledQuery(build, shapes))

    @wraps(build)
    def ask(*values: Given.args, **_named: Given.kwargs) -> list[Row]:
        return compile_shape(tuple(_shape_of(value) for value in values)).ask(values)

    return ask


class CompiledQuery:
    """One query for values of these shapes. Raises NotCompilable."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], shapes: Sequence[Shape]):
        stand_ins = [_make_stand_in(shape) for shape in shapes]
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse_to_look_up):
            self.queryset = build(*stand_ins)
        self.compiler = self.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:  # these roles open nothing
            self.sql, self.params = "", ()
        self.places = self._find_places(stand_ins) if self.sql else {}

    def _find_places(self, stand_ins: Sequence[Any]) -> dict[int, int]:
        """Which parameter is which value."""
        position = {_adapt(stand_in): at for at, stand_in in enumerate(stand_ins)}
        places = {place: position[param] for place, param in enumerate(self.params) if param in position}
        if missing := set(position.values()) - set(places.values()):
            raise NotCompilable(
                f"{self.queryset.model.__name__}: the SQL does not hold the values at {sorted(missing)}"
            )
        return places

    def ask(self, values: Sequence[Any]) -> list[Any]:
        if not self.sql:
            return []
        params = list(self.params)
        adapted = [_adapt(value) for value in values]
        for place, at in self.places.items():
            params[place] = adapted[at]
        rows = self.queryset.all()
        vars(rows.query)["get_compiler"] = lambda *_, **__: self._get_compiler_for(tuple(params))
        return list(rows)

    def _get_compiler_for(self, params: tuple[Any, ...]) -> Any:
        """It has compiled already. Its connection is this thread's."""
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        vars(compiler)["as_sql"] = lambda *_, **__: (self.sql, params)
        return compiler


def _adapt(value: Any) -> Any:
    """As the database takes it."""
    value = value.pk if isinstance(value, Model) else value
    return FIELDS[type(value)].get_db_prep_value(value, connections[DEFAULT_DB_ALIAS])


def _shape_of(value: Any) -> Shape:
    if isinstance(value, Model):
        asker: Any = value
        return Shape(value.__class__, asker.query_shape)  # `type` of a lazy user is not a person
    return Shape(type(value))


def _make_stand_in(shape: Shape) -> Any:
    """A value that no other equals."""
    if shape.type is uuid.UUID:
        return uuid.uuid4()
    if shape.type is str:
        return token_hex()
    if shape.type is datetime:
        return datetime(1, 1, 1, tzinfo=UTC) + timedelta(microseconds=randbelow(10**15))
    asker: type[Asker] = shape.type
    return asker.make_stand_in(uuid.uuid4(), shape.asker)


def _refuse_to_look_up(*_: Any) -> NoReturn:
    raise NotCompilable("it looks something up while it is made")
