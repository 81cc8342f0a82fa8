"""Consents the client gives and takes back, and the trail of who has read what."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from fotfeste.kit.audit_rows import AuditedTable
from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose
from fotfeste.people.models import Person


class ConsentTo(models.TextChoices):
    """What a client may say yes to, each by itself."""

    KEEP = "keep"  # keep my own check-ins, practices and moments here
    SHARE = "share"  # my therapist sees them
    NOTES = "notes"  # my therapist keeps notes about our sessions here (not asked under `helsehjelp`: the law decides)


class Consent(Row):
    """One yes, to one version of the text. Taking it back ends the row; a later yes is a new row."""

    AUDIT = AuditedTable(
        "consent", ("client_id", "to", "version", "given_at", "withdrawn_at"), owner="client_id", key=Purpose.OWN
    )

    client = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    to = models.CharField(max_length=10, choices=ConsentTo.choices)
    version = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "to"], condition=Q(withdrawn_at__isnull=True), name="one_open_yes"
            )
        ]


class TrailHead(models.Model):
    """The end of one client's chain; locked while a link is added, and what shows that the tail was cut."""

    client = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="trail_head")
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)


class TrailChecksum(models.Model):
    """What the ends of all chains come to together, sealed: a chain that vanished with its head is missed here."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    sum = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        db_table = "fotfeste_trailwhole"  # its name in release 0.1: tables keep theirs


class TrailEntry(Row):
    """Someone else read or wrote something of this client's. Never changed, never deleted on its own."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="trail")
    seq = models.PositiveIntegerField()
    actor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)  # read | write
    what = models.CharField(max_length=40)  # a code from trail.WHAT
    why = models.CharField(max_length=40)  # a code from trail.WHY
    at = models.DateTimeField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "seq"], name="one_link_per_place")]
        indexes = [
            models.Index(
                fields=["client", "actor", "at"], name="links_by_reader"
            ),  # what she read within the hour, on every page
            models.Index(fields=["at"], name="newest_link"),
        ]
