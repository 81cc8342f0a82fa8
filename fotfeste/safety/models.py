"""Anchors that help, and 'something did not feel right'."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fotfeste.kit.audit_rows import AuditedTable
from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose, SealedText
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of, holds_lead_office
from fotfeste.privacy.visible_rows import ClientRows


class AnchorKind(models.TextChoices):
    PLACE = "place", _("A place")
    PERSON = "person", _("A person or an animal")
    SOUND = "sound", _("A sound")
    TOUCH = "touch", _("A touch or a thing")


# Places first, then in the order she added them.
ANCHOR_ORDER = (
    models.Case(*(models.When(kind=kind, then=place) for place, kind in enumerate(AnchorKind)), default=9),
    "created_at",
    "pk",
)


class Anchors(ClientRows["Anchor"]):
    acts = (Act.BE,)


class Anchor(Row):
    """A place, person, sound or touch that helps this client."""

    SEALED_NAME = "Anchor"

    client = models.ForeignKey(Person, models.CASCADE, related_name="anchors")
    kind = models.CharField(max_length=10, choices=AnchorKind.choices)
    words = SealedText(key=Purpose.OWN)
    created_at = models.DateTimeField(default=timezone.now)

    objects = Anchors.as_manager()


class HarmTo(models.TextChoices):
    THERAPIST = "therapist"
    LEAD = "lead"  # fagansvarlig, who sees this entry and nothing else


class HarmEntries(models.QuerySet["HarmEntry"]):
    def visible_to(self, actor: Person) -> Self:
        """One's own; and what was sent to `actor`, while the bond or the office it was sent to lasts."""
        as_therapist = Q(reader=actor, to=HarmTo.THERAPIST, client__in=clients_of(actor, Act.FOLLOW))
        as_lead = Q(reader=actor, to=HarmTo.LEAD) & holds_lead_office(actor)
        return self.filter(Q(client__in=clients_of(actor, Act.BE)) | as_therapist | as_lead)

    def sent_to(self, reader: Person, to: HarmTo) -> Self:
        """What `reader` may open in this place, as long as the bond or the office lasts."""
        return self.visible_to(reader).filter(reader=reader, to=to)


class HarmEntry(Row):
    """'Noe kjentes ikke bra': the client's words, to one reader. `reader` is fixed when it is sent."""

    SEALED_NAME = "HarmEntry"
    AUDIT = AuditedTable(
        "harm entry",
        ("client_id", "to", "reader_id", "words", "at", "read_at"),
        owner="client_id",
        key=Purpose.OWN,
    )

    client = models.ForeignKey(Person, models.CASCADE, related_name="harm_entries")
    to = models.CharField(max_length=10, choices=HarmTo.choices)
    reader = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    words = SealedText(key=Purpose.OWN)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects: ClassVar[HarmEntries] = HarmEntries.as_manager()  # type: ignore[assignment]
