"""Klienter: the list, and inviting by a single-use link."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fotfeste.care.clients.forms import InviteForm
from fotfeste.care.clients.queries import client_list
from fotfeste.care.clients.services import invite_client
from fotfeste.care.link_delivery import handed_once, keep_for_next_page, link_to, take_back, try_mail
from fotfeste.care.services import leave_overview_link
from fotfeste.care.staff_pages import StaffRequest, page
from fotfeste.care.today.queries import open_invitations
from fotfeste.kit.idempotency import new_id, row_id


@require_GET
def clients(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    followed = client_list(request.user)
    seen = [client for client in followed if client.last_trace_at]  # type: ignore[attr-defined]
    leave_overview_link(actor=request.user, clients=seen, now=now)
    context = {"clients": followed, "invitations": open_invitations(request.user, now), "now": now}
    return page(request, "clients", "clients/clients.html", context)


def invite(request: StaffRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _invite(request, form)
        return redirect("care:invited")
    row = request.POST.get("row") or new_id()
    return page(request, "clients", "clients/invite.html", {"form": form, "row": row})


def _invite(request: StaffRequest, form: InviteForm) -> None:
    row, name = row_id(request.POST.get("row")), form.cleaned_data["name"]
    token = invite_client(actor=request.user, row=row, name=name, now=timezone.now())
    if token:
        sent = try_mail(form.cleaned_data.get("email", ""), link_to(request, token))
        keep_for_next_page(request, token, mailed=sent)


@require_GET
def invitation_page(request: StaffRequest) -> HttpResponse:
    """The link, this once."""
    return page(request, "clients", "clients/invited.html", {"handed": handed_once(request)})


@require_POST
def invitation_withdraw(request: StaffRequest, invitation: uuid.UUID) -> HttpResponse:
    take_back(request, invitation)
    return redirect("care:clients")
