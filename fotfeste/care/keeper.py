"""What this room keeps about a client: the therapist's notes and what was added to them."""

from fotfeste.care.models import Addition, Note
from fotfeste.kit.audit_log import record_acts
from fotfeste.kit.keeper import Collected, Keeper, register
from fotfeste.people.models import Person


def collect(client: Person) -> Collected:
    """Signed notes with their additions. A draft is not a note yet: it may still be thrown away."""
    notes = Note.objects.only_signed().filter(client=client).select_related("author").order_by("created_at")
    additions = Addition.objects.filter(client=client).select_related("author").order_by("at")
    return {
        "notes": [_note(note) for note in notes],
        "additions": [
            {"note": str(each.note_id), "author": str(each.author), "at": each.at.isoformat(), "body": each.body}
            for each in additions
        ],
    }


def _note(note: Note) -> dict[str, str]:
    return {
        "id": str(note.pk),
        "author": str(note.author),
        "basis": note.basis,
        "begun_at": note.created_at.isoformat(),
        "signed_at": note.signed_at.isoformat() if note.signed_at else "",
        "body": note.body,
    }


def forget(client: Person, keep_record: bool) -> None:
    """Everything, unless the law keeps the record; drafts go in any case, they are no record."""
    drafts = Note.objects.drafts().filter(client=client)
    record_acts(list(drafts), "discard")
    drafts.delete()
    if not keep_record:
        Addition.objects.filter(client=client).delete()
        Note.objects.filter(client=client).delete()


register(Keeper("care", (Note, Addition), collect, forget))
