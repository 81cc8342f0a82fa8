"""Limits the therapist sets, offers that were shown, and the dose history. pace alone writes these."""

from django.db import models

from fotfeste.kit.audit_rows import AuditedTable
from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose, SealedStruct
from fotfeste.pace.dose_record import BeliefRecord, DoseRecord
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.people.models import Person


class ClientLimits(Row):
    """One row per change; the latest holds. The therapist's decision, so it lies under the record key."""

    SEALED_NAME = "ClientLimits"
    AUDIT = AuditedTable("limits", ("client_id", "terms", "set_by_id", "set_at"), owner="client_id")

    client = models.ForeignKey(Person, models.CASCADE, related_name="limits")
    terms = SealedStruct(key=Purpose.RECORD, struct=LimitTerms)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client", "-set_at"])]


class Dose(Row):
    """Offers that were shown, or a practice begun without them, and how it went. Written in mode `offers` only."""

    SEALED_NAME = "Dose"

    client = models.ForeignKey(Person, models.CASCADE, related_name="doses")
    at = models.DateTimeField()
    session = SealedStruct(key=Purpose.OWN, struct=DoseRecord)
    engine = models.CharField(max_length=20)  # version of the engine in use then

    class Meta:
        indexes = [models.Index(fields=["client", "at"])]


class Believed(models.Model):
    """What the engine believed of a client when her latest offers were made. `belief_replay` proves it."""

    SEALED_NAME = "Believed"

    client = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="believed")
    at = models.DateTimeField()
    engine = models.CharField(max_length=20)
    held = SealedStruct(key=Purpose.OWN, struct=BeliefRecord)


class Review(Row):
    """A therapist looked through how the pace has been. Asked for now and then; nothing waits for it."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="pace_reviews")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client", "-at"])]
