"""Klienter: the list, and inviting by a single-use link."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fotfeste.care.clients.forms import InviteForm
from fotfeste.care.clients.queries import list_clients
from fotfeste.care.clients.services import invite_client
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.invitations import list_waiting_invitations
from fotfeste.people.link_delivery import deliver_link, take_link, withdraw_own_invitation
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy import trail


@require_GET
def clients(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    followed = list_clients(request.user)
    seen = [client for client in followed if client.last_trace_at]  # type: ignore[attr-defined]
    trail.record_hourly(actor=request.user, clients=seen, what="client list", why="preparing", now=now)
    context = {"clients": followed, "invitations": list_waiting_invitations(request.user, now), "now": now}
    return staff_page(request, "clients", "care/clients/clients.html", context)


def invite(request: PersonRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _invite(request, form)
        return redirect("care:invited")
    row = request.POST.get("row") or new_id()
    return staff_page(request, "clients", "care/clients/invite.html", {"form": form, "row": row})


def _invite(request: PersonRequest, form: InviteForm) -> None:
    row, name = row_id(request.POST.get("row")), form.cleaned_data["name"]
    token = invite_client(actor=request.user, row=row, name=name, now=timezone.now())
    if token:
        deliver_link(request, token, form.cleaned_data.get("email", ""))


@require_GET
def invitation_page(request: PersonRequest) -> HttpResponse:
    """The link, this once."""
    return staff_page(request, "clients", "care/clients/invited.html", {"link": take_link(request)})


@require_POST
def invitation_withdraw(request: PersonRequest, invitation: uuid.UUID) -> HttpResponse:
    withdraw_own_invitation(request, invitation)
    return redirect("care:clients")
