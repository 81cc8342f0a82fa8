"""'Something did not feel right', sent to the institute: read by the clinical lead, who learns nothing else."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.person_request import PersonRequest
from fotfeste.safety.models import HarmEntry, HarmTo
from fotfeste.safety.services import mark_read

MOST = 200


@require_GET
def harm_entries(request: PersonRequest) -> HttpResponse:
    """Times only, until one is opened."""
    entries = HarmEntry.objects.sent_to(request.user, HarmTo.LEAD).order_by("-at")[:MOST]
    return staff_page(request, "today", "institute/harm_review/entries.html", {"entries": entries})


@require_GET
@transaction.atomic
def harm_entry(request: PersonRequest, entry: uuid.UUID) -> HttpResponse:
    """The words and whose client wrote them. Her name is not shown: she can write it if she wants it known."""
    sent = HarmEntry.objects.sent_to(request.user, HarmTo.LEAD).select_related("client")
    held = get_object_or_404(sent, pk=entry)
    mark_read(actor=request.user, entry=held, now=timezone.now())
    bonds = held.client.bonds_as_client.filter(until__isnull=True).select_related("therapist")
    context = {"entry": held, "therapists": [bond.therapist for bond in bonds]}
    return staff_page(request, "today", "institute/harm_review/entry.html", context)
