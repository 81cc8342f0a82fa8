"""Whether every sealed value lies with the person whose key sealed it. Nothing is opened for that."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from fotfeste.kit import crypto
from fotfeste.kit.audit_rows import row_name
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.fields import Sealed, SealedText
from fotfeste.kit.models import DataKey
from fotfeste.kit.stored_form import only_well_formed

READ_AT_ONCE = 1000
Owners = dict[UUID, tuple[UUID, str]]


def find_misplaced_seals() -> Iterator[str]:
    """One sentence for each row that says it is another's than whose key sealed it. Such a row does not open."""
    keys = only_well_formed(DataKey.objects.all()).values_list("pk", "owner_id", "purpose")
    owners = {pk: (owner, purpose) for pk, owner, purpose in keys}
    for model in apps.get_app_config("fotfeste").get_models():
        if sealed := [each for each in model._meta.concrete_fields if isinstance(each, SealedText)]:
            try:
                yield from _misplaced_rows(model, sealed, owners)
            except (TypeError, ValueError):  # a row it belongs to, which is named as malformed
                yield f"{model.__name__}: what some rows belong to cannot be read, so these were not looked at"


def _misplaced_rows(model: type[Model], sealed: list[SealedText], owners: Owners) -> Iterator[str]:
    through = getattr(model, "OWNED_THROUGH", {}).keys()
    columns = [*(field.attname for field in sealed), *(field.owner for field in sealed), *through]
    rows = only_well_formed(model._base_manager.all()).values_list("pk", *columns)
    for pk, *values in rows.iterator(chunk_size=READ_AT_ONCE):
        places, others = values[: 2 * len(sealed)], values[2 * len(sealed) :]
        pairs = zip(sealed, places[: len(sealed)], places[len(sealed) :], strict=True)
        if any(not _is_in_place(field, value, owner, others, owners) for field, value, owner in pairs):
            yield f"{model.__name__} {row_name(pk)}: sealed under a key that is not of the person the row names"


def _is_in_place(field: SealedText, value: Any, owner: UUID, others: list[UUID], owners: Owners) -> bool:
    if not isinstance(value, Sealed):
        return True
    try:
        key_id = crypto.read_key_id(value)
    except SealBroken:
        return False
    is_hers = owners.get(key_id) == (owner, field.key.value)  # the row of a destroyed key stays
    return is_hers and all(other == owner for other in others)
