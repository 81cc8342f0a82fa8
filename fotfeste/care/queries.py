"""What several of the therapist's pages ask about the people she follows."""

import uuid
from datetime import datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from fotfeste.care.models import Note
from fotfeste.people.models import Bond, Person, TherapistPractice
from fotfeste.privacy.access import followed_clients

# A summary reaches no further back than this, however long ago the last note was: two minutes are for what is near.
FURTHEST_BACK = timedelta(days=90)
WITHOUT_A_NOTE = timedelta(days=14)


def clients_followed(actor: Person) -> QuerySet[Person]:
    """Her clients, with `since` (of the bond), `last_note_at` (her last signed one), `basis` and what is allowed."""
    bonds = Bond.objects.filter(client=OuterRef("pk"), therapist=actor, until__isnull=True)
    notes = Note.objects.only_signed().filter(client=OuterRef("pk"), author=actor).order_by("-created_at")
    practices = TherapistPractice.objects.filter(therapist=actor)
    return followed_clients(actor).annotate(
        since=Subquery(bonds.values("since")[:1]),
        last_note_at=Subquery(notes.values("created_at")[:1]),
        basis=Subquery(practices.values("basis")[:1]),
    )


def client_followed(actor: Person, pk: uuid.UUID) -> Person:
    """One of them. 404 for everybody else, client or not."""
    return get_object_or_404(clients_followed(actor), pk=pk)


def news_since(client: Person, now: datetime) -> datetime:
    """When 'since last time' begins for this client: when her last signed note was begun, or two weeks ago."""
    last_note_at: datetime | None = getattr(client, "last_note_at", None)
    return max(last_note_at or now - WITHOUT_A_NOTE, now - FURTHEST_BACK)


def basis_of(therapist: Person) -> str:
    """The practice basis her notes are kept on; empty until she has set one."""
    return TherapistPractice.objects.filter(therapist=therapist).values_list("basis", flat=True).first() or ""
