"""'Something did not feel right', opened by the one it was sent to."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from fotfeste.care.staff_pages import StaffRequest, page
from fotfeste.safety.models import HarmEntry, HarmTo
from fotfeste.safety.services import mark_read


@require_GET
@transaction.atomic
def harm(request: StaffRequest, entry: uuid.UUID) -> HttpResponse:
    """Sent to the client's own therapist."""
    held = _open_entry(request, entry, HarmTo.THERAPIST)
    return page(request, "today", "harm/entry.html", {"entry": held, "client": held.client})


@require_GET
def lead_harm(request: StaffRequest) -> HttpResponse:
    """What was sent to the fagansvarlig: times only, until one is opened."""
    entries = HarmEntry.objects.visible_to(request.user).filter(reader=request.user, to=HarmTo.LEAD).order_by("-at")
    return page(request, "today", "harm/lead.html", {"entries": entries[:200]})


@require_GET
@transaction.atomic
def lead_harm_entry(request: StaffRequest, entry: uuid.UUID) -> HttpResponse:
    """The words and whose client wrote them. Her name is not shown: she can write it if she wants it known."""
    held = _open_entry(request, entry, HarmTo.LEAD)
    bonds = held.client.bonds_as_client.filter(until__isnull=True).select_related("therapist")
    return page(request, "today", "harm/lead_entry.html", {"entry": held, "therapists": [b.therapist for b in bonds]})


def _open_entry(request: StaffRequest, entry: uuid.UUID, to: HarmTo) -> HarmEntry:
    visible = HarmEntry.objects.visible_to(request.user).filter(reader=request.user, to=to)
    held = get_object_or_404(visible.select_related("client"), pk=entry)
    mark_read(actor=request.user, entry=held, now=timezone.now())
    return held
