"""Data keys (two per client, wrapped by the instance key) and drafts."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose, SealedText


class DataKey(Row):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="data_keys")
    purpose = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Purpose])
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "purpose"], name="one_key_per_purpose")]


class Draft(Row):
    """What someone has typed and not yet sent. One per person and form; gone when the form is sent."""

    SEALED_NAME = "Draft"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=80)
    body = SealedText(key=Purpose.OWN, owner="person_id")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="one_draft_per_form")]

    @property
    def fields(self) -> dict[str, Any]:
        """The form's fields as they were typed; none when the key that opened them is gone."""
        return json.loads(self.body) if self.body else {}


class AuditEntry(models.Model):
    """One act on an audited row, in the one chain of the whole installation. Never changed, never deleted.

    What was done with which row lies in `body`, sealed under the key of the person it is about: it dies with that key.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    body = models.BinaryField()
    hash = models.CharField(max_length=64)


class AuditHead(models.Model):
    """Where the audit log ends in the database; locked while something is added."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
