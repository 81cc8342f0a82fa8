"""Fetching notes through what the reader may see."""

import uuid

from django.shortcuts import get_object_or_404

from fotfeste.care.models import Addition, Note
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Person


def get_readable_note(actor: Person, pk: uuid.UUID) -> Note:
    """A note she may read, else 404."""
    return get_object_or_404(Note.objects.visible_to(actor).select_related("client", "author"), pk=pk)


def find_own_draft(actor: Person, client: Person) -> Note | None:
    """The draft she already has for this client, so that a reload goes on instead of beginning again."""
    drafts = Note.objects.visible_to(actor).drafts().filter(client=client, author=actor)
    return drafts.order_by("-changed_at").first()


def list_additions(note: Note) -> list[Addition]:
    """In the order they were written, with the keys of all who wrote them open."""
    additions = list(note.additions.select_related("author").order_by("at", "pk"))
    preload_keys({note.client_id, note.author_id, *(addition.author_id for addition in additions)})
    return additions
