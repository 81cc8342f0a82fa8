import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fotfeste.care.limits.forms import LimitsForm
from fotfeste.care.limits.pace_panel import build_pace_panel
from fotfeste.care.queries import get_followed_client
from fotfeste.kit.keyring import preload_keys
from fotfeste.kit.staff_pages import staff_page
from fotfeste.pace.pace_review import build_pace_summary, record_review
from fotfeste.pace.services import find_limit_terms, institute_pace_mode, set_limits
from fotfeste.people.models import PaceMode, Person
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy import trail


def limits(request: PersonRequest, client: uuid.UUID) -> HttpResponse:
    """What is open to one client, and how much of it. The therapist decides; nothing here is decided by answers."""
    person: Any = get_followed_client(request.user, client)
    form = LimitsForm(request.POST or None, terms=find_limit_terms(person))
    if request.method == "POST" and form.is_valid():
        set_limits(actor=request.user, client=person, terms=form.terms(), now=timezone.now())
        messages.success(request, _("The limits are set. They hold from now on."))
        return redirect("care:client", person.pk)
    context = {"client": person, "form": form, "mode": institute_pace_mode(), "terms": form.held}
    if request.method == "GET" and context["mode"] is PaceMode.OFFERS and person.sees_traces:
        context["pace"] = _pace(request, person)
    return staff_page(request, "clients", "care/limits/limits.html", context)


def _pace(request: PersonRequest, person: Person) -> dict[str, Any]:
    trail.record(actor=request.user, client=person, what="pace", why="preparing", now=timezone.now())
    preload_keys([person.pk])
    return build_pace_panel(build_pace_summary(actor=request.user, client=person), get_language() or "nb")


@require_POST
def record_pace_review(request: PersonRequest, client: uuid.UUID) -> HttpResponse:
    """She has looked through how the pace has been. Nothing else follows from it."""
    person = get_followed_client(request.user, client)
    if record_review(actor=request.user, client=person, now=timezone.now()):
        messages.success(request, _("It is noted that you have looked through."))
    return redirect("care:limits", person.pk)
