"""The database's tables as its own migrations describe them, read in one snapshot and filled again.

The models here are Django's historical ones: a database from an older release is read and filled in its own shape,
and migrated afterwards like any other.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from fotfeste.ops.backup.columns import choose_packer, choose_unpacker
from fotfeste.ops.release import Migrations

Table = type[Model]

# Sessions stay behind: nobody is signed in after a restore. Counts of tries and Django's own lists are made anew.
EXCLUDED = {"fotfeste_browsersession", "django_session", "django_migrations", "sqlite_sequence"}
BATCH_SIZE = 500
_encoder = msgspec.msgpack.Encoder(order="deterministic")


class NewerRelease(Exception):
    """Migrations that this release does not know."""


def excluded_tables() -> set[str]:
    """Tables that are in no backup."""
    caches = {str(cache.get("LOCATION", "")) for cache in settings.CACHES.values()}
    return EXCLUDED | caches


def find_tables_at(migrations: Migrations) -> dict[str, Table]:
    """Every table that such a database keeps, by name. Raises NewerRelease."""
    loader = MigrationLoader(None)
    if unknown := [key for key in migrations if key not in loader.graph.nodes]:
        raise NewerRelease(".".join(unknown[-1]))
    state = loader.project_state(list(migrations)).apps
    models = [model for model in state.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model for model in sorted(models, key=_name) if _name(model) not in excluded_tables()}


def column_names(table: Table) -> list[str]:
    return [field.column for field in _fields(table)]


def read_rows(table: Table) -> Iterator[bytes]:
    """Every row in the order of its key, each packed by itself."""
    packers = [choose_packer(field) for field in _fields(table)]
    names = [field.attname for field in _fields(table)]
    rows = table._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH_SIZE):
        yield _encoder.encode([pack(value) for pack, value in zip(packers, row, strict=True)])


def delete_rows(tables: Iterable[Table]) -> None:
    """Migrations may have written rows of their own; the backup holds those too."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {_quote_name(_name(table))}")  # noqa: S608  # our own tables' names


def insert_rows(table: Table, names: list[str], rows: Iterable[bytes]) -> None:
    """Write packed rows as they are: no default, no guard and no sealing comes between."""
    fields = [next(field for field in _fields(table) if field.column == name) for name in names]
    unpackers = [choose_unpacker(field) for field in fields]
    into = ", ".join(_quote_name(name) for name in names)
    sql = f"INSERT INTO {_quote_name(_name(table))} ({into}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_prepare_row(fields, unpackers, row) for row in rows])


def _prepare_row(fields: list[Any], unpackers: list[Any], row: bytes) -> list[Any]:
    values = msgspec.msgpack.decode(row)
    return [
        field.get_db_prep_save(unpack(value), connection)
        for field, unpack, value in zip(fields, unpackers, values, strict=True)
    ]


def migrate_to(migrations: Migrations) -> None:
    """Bring an empty database to exactly these migrations."""
    executor = MigrationExecutor(connection)
    executor.migrate([key for key in migrations if not _has_later_migration(executor.loader.graph, key, migrations)])


def _has_later_migration(graph: MigrationGraph, key: tuple[str, str], migrations: Migrations) -> bool:
    return any(child.key in migrations and child.key[0] == key[0] for child in graph.node_map[key].children)


def reset_sequences(tables: Iterable[Table]) -> None:
    """Numbered rows go on after the highest number that came back (PostgreSQL; SQLite sees it by itself)."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(sql)


def _fields(table: Table) -> list[Any]:
    return sorted(table._meta.local_concrete_fields, key=lambda field: field.column)


def _name(table: Table) -> str:
    return table._meta.db_table


def _quote_name(name: str) -> str:
    return connection.ops.quote_name(name)
