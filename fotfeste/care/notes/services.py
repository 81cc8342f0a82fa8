"""Writing, signing and adding to notes. A signed note never changes; whatever comes later is an addition."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from fotfeste.care.models import Addition, Note
from fotfeste.care.queries import find_practice_basis
from fotfeste.kit.audit_log import audited_transaction, record_act
from fotfeste.kit.errors import Sentence
from fotfeste.kit.file_erasure import erase_on_commit
from fotfeste.kit.idempotency import create_once
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, NotVisible, require


class AlreadySigned(Sentence):
    """The note was signed, perhaps in another tab, while this text was being written."""


class ChangedElsewhere(Sentence):
    """Another open page has written to this draft since this one was opened."""


class NothingToSign(Sentence):
    """The draft is empty."""


@audited_transaction()
def begin_note(*, actor: Person, client: Person, row: uuid.UUID, body: str, tab: uuid.UUID, now: datetime) -> Note:
    """Make the draft on its first words; the same page writing again goes on in it. Leaves a link in the trail."""
    require(actor, Act.WRITE_NOTES, client)
    fresh = {
        "author": actor,
        "basis": find_practice_basis(actor),
        "body": body,
        "created_at": now,
        "changed_at": now,
        "changed_in": tab,
    }
    note, created = create_once(Note, row, client=client, **fresh)
    if created:
        record_act(note, "begin", actor=actor, at=now)
        _wrote(actor, client, "note", now)
        return note
    return save_note_draft(actor=actor, note=note, body=body, tab=tab, seen=None, now=now)


@audited_transaction()
def save_note_draft(
    *, actor: Person, note: Note, body: str, tab: uuid.UUID, seen: datetime | None, now: datetime
) -> Note:
    """Keep the draft's text. `tab` is the page that writes, `seen` the version it was opened on. Locks the note.

    Raises AlreadySigned or ChangedElsewhere rather than overwrite; the caller still holds what was typed.
    """
    held = _locked_draft(actor, note)
    if held.signed_at:
        raise AlreadySigned(_("The note was signed in the meantime. What you wrote is here, and can be added to it."))
    if held.body == body:
        return held
    if tab != held.changed_in and seen != held.changed_at:
        raise ChangedElsewhere(_("The draft was changed on another page. Nothing is lost: both texts are here."))
    held.body, held.changed_at, held.changed_in = body, now, tab
    held.save(update_fields=["body", "changed_at", "changed_in"])
    record_act(held, "write", actor=actor, at=now)
    return held


@audited_transaction()
def sign_note(*, actor: Person, note: Note, seen: datetime | None, now: datetime) -> Note:
    """Sign exactly the version that was shown. Signing twice is signing once. Locks the note; leaves a link."""
    held = _locked_draft(actor, note)
    if held.signed_at:
        return held
    if seen != held.changed_at:
        raise ChangedElsewhere(
            _("The draft was changed after this page was opened. Read it once more before you sign.")
        )
    if not held.body.strip():
        raise NothingToSign(_("The draft is empty, so there is nothing to sign yet."))
    held.signed_at = now
    held.save(update_fields=["signed_at"])
    record_act(held, "sign", actor=actor, at=now)
    _wrote(actor, held.client, "note", now)
    return held


@audited_transaction()
def add_to_note(*, actor: Person, note: Note, row: uuid.UUID, body: str, now: datetime) -> Addition:
    """Add a correction under a signed note; the note itself stays. Once per form; leaves a link in the trail."""
    require(actor, Act.WRITE_NOTES, note.client)
    if not Note.objects.visible_to(actor).only_signed().filter(pk=note.pk).exists():
        raise NotVisible
    addition, created = create_once(Addition, row, client=note.client, note=note, author=actor, body=body, at=now)
    if created:
        record_act(addition, "add", actor=actor, at=now)
        _wrote(actor, note.client, "note", now)
    return addition


@audited_transaction()
def discard_draft(*, actor: Person, note: Note) -> None:
    """Throw one's own unsigned draft away. NotVisible once it is signed."""
    held = _locked_draft(actor, note)
    if held.signed_at:
        raise NotVisible
    record_act(held, "discard", actor=actor)
    held.delete()
    erase_on_commit()


def _locked_draft(actor: Person, note: Note) -> Note:
    """One's own note, locked. Nobody writes in another's draft, not even another therapist of the same client."""
    require(actor, Act.WRITE_NOTES, note.client)
    held = Note.objects.select_for_update().filter(pk=note.pk, author=actor).first()
    if held is None:
        raise NotVisible
    return held


def _wrote(actor: Person, client: Person, what: str, now: datetime) -> None:
    trail.record(actor=actor, client=client, what=what, why="writing", verb="write", now=now)
