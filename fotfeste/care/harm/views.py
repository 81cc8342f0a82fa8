"""'Something did not feel right', sent to the client's own therapist."""

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


@require_GET
@transaction.atomic
def harm_entry(request: PersonRequest, entry: uuid.UUID) -> HttpResponse:
    """Opening it notes when it was first read and leaves a link in the client's trail."""
    sent = HarmEntry.objects.sent_to(request.user, HarmTo.THERAPIST).select_related("client")
    held = get_object_or_404(sent, pk=entry)
    mark_read(actor=request.user, entry=held, now=timezone.now())
    return staff_page(request, "today", "care/harm/entry.html", {"entry": held, "client": held.client})
