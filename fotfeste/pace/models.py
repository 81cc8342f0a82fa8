"""Limits the therapist sets, offers that were shown, and the dose history. pace alone writes these."""

from typing import Any

from django.db import models

from fotfeste.kit.base import Row
from fotfeste.kit.fields import Purpose, SealedStruct
from fotfeste.pace.terms import Terms
from fotfeste.people.models import Person


class ClientLimits(Row):
    """One row per change; the latest holds. The therapist's decision, so it lies under the record key."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="limits")
    terms = SealedStruct(key=Purpose.RECORD, struct=Terms)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client", "-set_at"])]


class Dose(Row):
    """One engine Session (offered, chosen, done, after), as its dict. `open` until the outcome is known."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="doses")
    at = models.DateTimeField()
    session = SealedStruct(key=Purpose.OWN, struct=dict[str, Any])
    engine = models.CharField(max_length=20)  # version of the engine that made the offers; "limits" when none did

    class Meta:
        indexes = [models.Index(fields=["client", "at"])]
