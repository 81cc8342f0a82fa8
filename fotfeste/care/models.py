"""The therapist's notes: draft, signed, then additions only."""

from typing import Any, ClassVar

from django.db import models

from fotfeste.kit.audit_rows import AuditedTable
from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose, SealedText
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act
from fotfeste.privacy.visible_rows import ClientRows, SignedRows


class SignedNoteChanged(Exception):
    """Something tried to change a note after it was signed. What comes later is an Addition."""


class Notes(SignedRows["Note"]):
    acts = (Act.READ_NOTES,)

    def update(self, **changes: Any) -> int:
        if self.only_signed().exists():
            raise SignedNoteChanged
        return super().update(**changes)


class Note(Row):
    SEALED_NAME = "Note"
    AUDIT = AuditedTable(
        "note",
        ("client_id", "author_id", "basis", "body", "created_at", "changed_at", "changed_in", "signed_at"),
        owner="client_id",
    )

    client = models.ForeignKey(Person, models.PROTECT, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=20, blank=True)  # the practice basis it was written on; retention follows it
    body = SealedText(key=Purpose.RECORD)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_in = models.UUIDField(null=True)  # the open page that wrote last: two tabs do not overwrite each other
    signed_at = models.DateTimeField(null=True)

    objects = Notes.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-created_at"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Asked of the database, not of this object: another tab may have signed since it was read.
        if not self._state.adding and Note.objects.only_signed().filter(pk=self.pk).exists():
            raise SignedNoteChanged(str(self.pk))
        super().save(*args, **kwargs)


class Additions(ClientRows["Addition"]):
    acts = (Act.READ_NOTES,)

    def update(self, **changes: Any) -> int:
        raise SignedNoteChanged


class Addition(Row):
    """A 'retting': what is added to a signed note. The note itself stays as it was signed."""

    SEALED_NAME = "Addition"
    OWNED_THROUGH: ClassVar = {"note__client_id": "note.client_id"}
    AUDIT = AuditedTable("addition", ("note_id", "client_id", "author_id", "body", "at"), owner="client_id")

    note = models.ForeignKey(Note, models.PROTECT, related_name="additions")
    client = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    body = SealedText(key=Purpose.RECORD)
    at = models.DateTimeField()

    objects = Additions.as_manager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise SignedNoteChanged(str(self.pk))
        super().save(*args, **kwargs)
