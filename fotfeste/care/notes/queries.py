"""Fetching notes through what the reader may see."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from fotfeste.care.models import Addition, Note
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, NotVisible, clients_of

FEW = 5
NOTES_A_TIME = 12


def get_readable_note(actor: Person, pk: uuid.UUID) -> Note:
    """A note she may read, else 404."""
    for note in _find_readable_notes(actor, pk):
        return note
    raise NotVisible


@compiled_query
def _find_own_drafts(actor: Person, client: uuid.UUID) -> QuerySet[Note]:
    drafts = Note.objects.visible_to(actor).drafts().filter(client=client, author=actor)
    return drafts.order_by("-changed_at")[:1]


def find_own_draft(actor: Person, client: Person) -> Note | None:
    """The draft she already has for this client, so that a reload goes on instead of beginning again."""
    return next(iter(_find_own_drafts(actor, client.pk)), None)


@compiled_query
def _find_clients_to_write_about(actor: Person, pk: uuid.UUID) -> QuerySet[Person]:
    return clients_of(actor, Act.WRITE_NOTES).filter(pk=pk)


def get_client_to_write_about(actor: Person, pk: uuid.UUID) -> Person:
    """One about whom she may write notes now, else 404."""
    for client in _find_clients_to_write_about(actor, pk):
        return client
    raise NotVisible


@compiled_query
def _find_readable_notes(actor: Person, pk: uuid.UUID) -> QuerySet[Note]:
    return Note.objects.visible_to(actor).filter(pk=pk).select_related("client", "author")


@dataclass(frozen=True)
class NotesPage:
    """One page of notes, the newest first. `last_signed` is the one whose words are shown, on the first page only."""

    shown: Sequence[Note] = ()
    older: Sequence[Note] = ()
    next: int | None = None
    last_signed: Note | None = None

    @property
    def has_draft(self) -> bool:
        return any(note.signed_at is None for note in (*self.shown, *self.older))


def find_notes_page(actor: Person, client: Person, after: int = 0) -> NotesPage:
    """From the one `after` so many. On the first page all but a few are folded away."""
    earlier = slice(after, after + NOTES_A_TIME + 1)
    found = list(_find_notes(actor, client.pk)[earlier]) if after else _find_newest_notes(actor, client.pk)
    page, has_more = _share_authors(found[:NOTES_A_TIME]), len(found) > NOTES_A_TIME
    few = len(page) if after else FEW
    return NotesPage(
        shown=page[:few],
        older=page[few:],
        next=after + len(page) if has_more else None,
        last_signed=None if after else next((note for note in page if note.signed_at), None),
    )


def _find_notes(actor: Person, client: uuid.UUID) -> QuerySet[Note]:
    return Note.objects.visible_to(actor).filter(client=client).select_related("author").order_by("-created_at")


@compiled_query
def _find_newest_notes(actor: Person, client: uuid.UUID) -> QuerySet[Note]:
    return _find_notes(actor, client)[: NOTES_A_TIME + 1]


def _share_authors(notes: list[Note]) -> list[Note]:
    """One person in hand for all notes she wrote, so that her name is opened once."""
    authors: dict[uuid.UUID, Person] = {}
    for note in notes:
        note.author = authors.setdefault(note.author_id, note.author)
    return notes


def list_additions(note: Note) -> list[Addition]:
    """In the order they were written, with the keys of all who wrote them open."""
    additions = list(note.additions.select_related("author").order_by("at", "pk"))
    preload_keys({note.client_id, note.author_id, *(addition.author_id for addition in additions)})
    return additions
