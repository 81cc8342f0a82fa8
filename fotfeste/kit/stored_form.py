"""Rows that lie in the database in a form that nothing here writes.

SQLite takes anything into any column. Another spelling of the same id or time reads as the same value and is not found
by it: a note whose client is spelt in capitals is nobody's, and a digest of what is read says nothing of it. PostgreSQL
keeps its types, but knows times that Python cannot read.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model, QuerySet

UUID_FORM = "typeof({0}) = 'text' AND length(CAST({0} AS BLOB)) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'"
DATE_FORM = "typeof({0}) = 'text' AND length(CAST({0} AS BLOB)) = 10 AND date({0}) IS {0}"
TIME_FORM = (
    "typeof({0}) = 'text' AND datetime(substr({0}, 1, 19)) IS substr({0}, 1, 19) AND (length(CAST({0} AS BLOB)) = 19"
    " OR (length(CAST({0} AS BLOB)) = 26 AND substr({0}, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'))"
)
SQLITE_FORMS = {
    "UUIDField": UUID_FORM,
    "DateField": DATE_FORM,
    "DateTimeField": TIME_FORM,
    "BooleanField": "typeof({0}) = 'integer' AND {0} IN (0, 1)",
    "CharField": "typeof({0}) = 'text'",
    "TextField": "typeof({0}) = 'text'",
    "BinaryField": "typeof({0}) = 'blob'",
    "JSONField": "typeof({0}) = 'text' AND json_valid({0})",
}
POSTGRESQL_FORMS = {  # within what Python can read, whatever the time zone
    "DateField": "{0} BETWEEN '0001-01-02' AND '9999-12-30'",
    "DateTimeField": "{0} BETWEEN '0001-01-02' AND '9999-12-30'",
}
SQLITE_NUMBER = "typeof({0}) = 'integer'"


def only_well_formed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those that can be read at all, and are found by what they say. The others are named by `find_malformed_rows`."""
    return rows.extra(where=[_form_of_row(rows.model)])  # noqa: S610  # made of our own names alone


def find_malformed_rows() -> Iterator[str]:
    """One sentence for each row, the packages' tables included, that nothing here wrote as it lies there."""
    for model in apps.get_models():
        for pk in _query(f"SELECT {_column(model._meta.pk)} FROM {_table(model)} WHERE NOT ({_form_of_row(model)})"):  # noqa: S608
            yield f"{model.__name__} {getattr(pk, 'hex', pk)}: not written by this program as it lies there"
    if connection.vendor == "sqlite":  # PostgreSQL asks at every write
        yield from _find_orphans()


def _find_orphans() -> Iterator[str]:
    """SQLite asks whether what a row names is there only of those who want to be asked."""
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA foreign_key_check").fetchall()
    for table, rowid, parent, _constraint in found:
        yield f"{table} row {rowid}: what it names in {parent} is missing"


def _form_of_row(model: type[Model]) -> str:
    forms = (_form_of_field(field) for field in model._meta.concrete_fields)
    return " AND ".join(form for form in forms if form) or "1 = 1"


def _form_of_field(field: "Field[Any, Any]") -> str:
    kind, column = _stored_kind(field), _column(field)
    form = POSTGRESQL_FORMS.get(kind) if connection.vendor == "postgresql" else SQLITE_FORMS.get(kind, SQLITE_NUMBER)
    if not form:
        return ""
    return f"({column} IS NULL OR ({form.format(column)}))"


def _stored_kind(field: Any) -> str:
    """What the column holds; a relation holds what it points to, at its end."""
    while field.remote_field:
        field = field.target_field
    return str(field.get_internal_type())


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(field: Any) -> str:
    return f"{_table(field.model)}.{connection.ops.quote_name(field.column)}"


def _query(sql: str) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        yield from (row[0] for row in cursor.fetchall())
