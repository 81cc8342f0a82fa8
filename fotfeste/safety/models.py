"""Anchors that help, and 'something did not feel right'."""

from django.db import models
from django.utils import timezone

from fotfeste.kit.base import Row
from fotfeste.kit.fields import Purpose, SealedText
from fotfeste.people.models import Person


class AnchorKind(models.TextChoices):
    PLACE = "place"
    PERSON = "person"
    SOUND = "sound"
    TOUCH = "touch"


class Anchor(Row):
    """A place, person, sound or touch that helps this client."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="anchors")
    kind = models.CharField(max_length=10, choices=AnchorKind.choices)
    words = SealedText(key=Purpose.OWN)
    created_at = models.DateTimeField(default=timezone.now)


class HarmTo(models.TextChoices):
    THERAPIST = "therapist"
    LEAD = "lead"  # fagansvarlig, who sees this entry and nothing else


class HarmEntry(Row):
    """'Noe kjentes ikke bra': the client's words, to one reader. `reader` is fixed when it is sent."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="harm_entries")
    to = models.CharField(max_length=10, choices=HarmTo.choices)
    reader = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    words = SealedText(key=Purpose.OWN)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
