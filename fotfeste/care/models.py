"""The therapist's notes: draft, signed, then additions only."""

from django.db import models

from fotfeste.kit.base import Row
from fotfeste.kit.fields import Purpose, SealedText
from fotfeste.people.models import Person


class Note(Row):
    client = models.ForeignKey(Person, models.PROTECT, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    body = SealedText(key=Purpose.RECORD)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["client", "-created_at"])]


class Addition(Row):
    """A 'retting': what is added to a signed note. The note itself stays as it was signed."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="additions")
    client = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    body = SealedText(key=Purpose.RECORD)
    at = models.DateTimeField()
