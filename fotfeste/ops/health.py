"""`/health/`: whether the house can take what people write. Words only: no version, no number, nobody's anything."""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fotfeste.kit.crypto import read_instance_key
from fotfeste.kit.errors import InstanceKeyMissing


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 and the part that is not well."""
    failing_part = next(failing_parts(), "")
    return HttpResponse(
        failing_part or "ok", content_type="text/plain; charset=utf-8", status=503 if failing_part else 200
    )


def failing_parts() -> Iterator[str]:
    for part, is_well in PARTS.items():
        try:
            result = is_well()
        except (Error, OSError, InstanceKeyMissing):
            result = False
        if not result:
            yield part


def _is_database_writable() -> bool:
    """Asked without a write: a stranger's questions must not queue up before people's words."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only")
            return cursor.fetchone() == (0,) and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone() == ("off",))


def _are_tables_current() -> bool:
    return _latest_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@lru_cache(maxsize=1)
def _latest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app, as this process's code knows them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _is_key_readable() -> bool:
    return bool(read_instance_key()) and os.access(settings.FOTFESTE_KEY_FILE, os.R_OK)


PARTS: dict[str, Callable[[], bool]] = {
    "database": _is_database_writable,
    "tables": _are_tables_current,
    "key": _is_key_readable,
}
