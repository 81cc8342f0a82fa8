"""Which rows are audited, by which columns, and under whose key what is written about them is sealed.

A model says so by an attribute: `AUDIT = AuditedTable("bond", columns=(…), owner="client_id", key=Purpose.RECORD)`.
For a table that comes from outside, `audit_model_of_package` says it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.apps import apps
from django.db.models import Model

from fotfeste.kit.fields import Purpose
from fotfeste.kit.stored_form import only_well_formed


@dataclass(frozen=True)
class AuditedTable:
    """`name` and `columns` stand in sealed entries: they stay. `owner` names whose key seals; None: the installation's.

    A column that comes later is not among them until the entries are told apart by a version.
    """

    name: str
    columns: tuple[str, ...]
    owner: str | None = None
    key: Purpose = Purpose.RECORD

    def find_owner(self, row: Any) -> UUID | None:
        return getattr(row, self.owner) if self.owner else None


_of_packages: dict[str, AuditedTable] = {}


def audit_model_of_package(label: str, table: AuditedTable) -> None:
    """`label` names a model of a package, which cannot say it itself; it need not be loaded yet."""
    _of_packages[label] = table


def audited_models() -> dict[str, type[Model]]:
    """Every audited model by the name of its table in the log."""
    models = [model for model in apps.get_app_config("fotfeste").get_models() if "AUDIT" in vars(model)]
    models += [apps.get_model(label) for label in _of_packages]
    return {audited_table(model).name: model for model in models}


def audited_table(model: type[Model]) -> AuditedTable:
    table: AuditedTable = vars(model).get("AUDIT") or _of_packages[model._meta.label]
    return table


def read_digests(model: type[Model], pks: Iterable[Any] | None = None) -> dict[str, str]:
    """The digest of each row as it lies in the database, by its id; of all rows when none are named."""
    columns = audited_table(model).columns
    rows = model._base_manager.all() if pks is None else model._base_manager.filter(pk__in=list(pks))
    # As bytes in the database, not opened: a digest must not need a key that was destroyed.
    return dict(_pack_digests(only_well_formed(rows).values_list("pk", *columns).iterator()))


def _pack_digests(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str]]:
    for pk, *values in rows:
        yield row_name(pk), compute_digest(values)


def row_name(pk: Any) -> str:
    return pk.hex if isinstance(pk, UUID) else str(pk)


def compute_digest(values: Iterable[Any]) -> str:
    """SHA-256 of the columns' values: the same for the same row, in whichever database it lies."""
    return hashlib.sha256(msgspec.json.encode([_normalise(value) for value in values])).hexdigest()


def _normalise(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, dict):
        return msgspec.json.encode(value, order="sorted").decode()
    return None if value in (None, "") else str(value)
