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
    wrong = next(ailing(), "")
    return HttpResponse(wrong or "ok", content_type="text/plain; charset=utf-8", status=503 if wrong else 200)


def ailing() -> Iterator[str]:
    for part, is_well in PARTS.items():
        try:
            well = is_well()
        except (Error, OSError, InstanceKeyMissing):
            well = False
        if not well:
            yield part


def _database_writes() -> bool:
    """Asked without a write: a stranger's questions must not queue up before people's words."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only")
            return cursor.fetchone() == (0,) and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone() == ("off",))


def _tables_fit() -> bool:
    return _newest() <= set(MigrationRecorder(connection).applied_migrations())


@lru_cache(maxsize=1)
def _newest() -> frozenset[tuple[str, str]]:
    """The last migration of each app, as this process's code knows them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _key_opens() -> bool:
    return bool(read_instance_key()) and os.access(settings.FOTFESTE_KEY_FILE, os.R_OK)


PARTS: dict[str, Callable[[], bool]] = {"database": _database_writes, "tables": _tables_fit, "key": _key_opens}
