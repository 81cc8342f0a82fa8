"""Sending the same form twice makes one row: the form carries the id its row will have."""

import uuid
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.http import Http404

M = TypeVar("M", bound=models.Model)


def new_id() -> uuid.UUID:
    return uuid.uuid4()


def row_id(text: str | None) -> uuid.UUID:
    """The id a form carried; a fresh one if it is missing or mangled."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return uuid.uuid4()


def lock_person(person: Any) -> None:
    """Until the transaction ends, whatever else asks the same about this person waits here.

    For writes that look first and then make a row: without it, two of them at once would both find nothing.
    """
    get_user_model()._default_manager.select_for_update(no_key=True).get(pk=person.pk)


def create_once(model: type[M], pk: uuid.UUID, *, client: Any, **fields: Any) -> tuple[M, bool]:
    """Make the row unless this very form already did. An id of somebody else's row is answered like nothing (404)."""
    with transaction.atomic():
        instance, is_new = model._default_manager.get_or_create(pk=pk, defaults={"client": client, **fields})
    if instance.client_id != client.pk:  # type: ignore[attr-defined]  # every client-owned row has it
        raise Http404
    return instance, is_new
