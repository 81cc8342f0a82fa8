import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from fotfeste.care.limits.forms import LimitsForm
from fotfeste.care.places import StaffRequest, page
from fotfeste.care.queries import client_followed
from fotfeste.pace.services import limits_of, mode, set_limits


def limits(request: StaffRequest, client: uuid.UUID) -> HttpResponse:
    """What is open to one client, and how much of it. The therapist decides; nothing here is decided by answers."""
    person = client_followed(request.user, client)
    form = LimitsForm(request.POST or None, terms=limits_of(person))
    if request.method == "POST" and form.is_valid():
        set_limits(actor=request.user, client=person, terms=form.terms(), now=timezone.now())
        messages.success(request, _("The limits are set. They hold from now on."))
        return redirect("care:client", person.pk)
    return page(request, "clients", "limits/limits.html", {"client": person, "form": form, "mode": mode()})
