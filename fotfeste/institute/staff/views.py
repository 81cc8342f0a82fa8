"""Who works here: invited by a single-use link, and a role ended at once."""

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fotfeste.institute.staff.forms import InviteStaffForm
from fotfeste.institute.staff.queries import list_staff_members
from fotfeste.institute.staff.services import end_staff_role, end_staff_sessions, invite_staff
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.invitations import invitations_waiting
from fotfeste.people.labels import STAFF_ROLE_LABELS
from fotfeste.people.link_delivery import deliver_link, take_link, withdraw_own_invitation
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy.access import staff_grants


@require_GET
def staff(request: PersonRequest) -> HttpResponse:
    return _staff_page(request)


def _staff_page(request: PersonRequest, refusal: str = "") -> HttpResponse:
    context = {
        "members": list_staff_members(request.user),
        "invitations": invitations_waiting(request.user, timezone.now()).filter(role__in=STAFF_ROLE_LABELS),
        "roles": STAFF_ROLE_LABELS,
        "refusal": refusal,
    }
    return staff_page(request, "institute", "institute/staff/staff.html", context)


@require_POST
def end_role(request: PersonRequest, grant: uuid.UUID) -> HttpResponse:
    held = get_object_or_404(staff_grants(request.user).select_related("person"), pk=grant)
    try:
        end_staff_role(actor=request.user, grant=held, now=timezone.now())
    except Sentence as refusal:
        return _staff_page(request, refusal=str(refusal))
    if held.person_id == request.user.pk:
        logout(request)  # her sessions ended with the role, this one too
        return redirect("welcome")
    messages.success(request, _("The role is ended."))
    return redirect("institute:staff")


@require_POST
def end_sessions(request: PersonRequest, member: uuid.UUID) -> HttpResponse:
    """Everywhere someone who works here is signed in; one's own are ended where one sees them."""
    if member == request.user.pk:
        return redirect("people:sessions")
    grants = staff_grants(request.user).filter(person=member).select_related("person")
    if not (grant := grants.first()):
        raise Http404
    end_staff_sessions(actor=request.user, member=grant.person)
    messages.success(request, _("That person is signed out everywhere."))
    return redirect("institute:staff")


def invite(request: PersonRequest) -> HttpResponse:
    form = InviteStaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _invite(request, form)
        return redirect("institute:invited")
    row = request.POST.get("row") or new_id()
    return staff_page(request, "institute", "institute/staff/invite.html", {"form": form, "row": row})


def _invite(request: PersonRequest, form: InviteStaffForm) -> None:
    fields, row = form.cleaned_data, row_id(request.POST.get("row"))
    token = invite_staff(actor=request.user, row=row, role=fields["role"], name=fields["name"], now=timezone.now())
    if token:
        deliver_link(request, token, fields.get("email", ""))


@require_GET
def invitation_page(request: PersonRequest) -> HttpResponse:
    """The link, this once."""
    return staff_page(request, "institute", "institute/staff/invited.html", {"link": take_link(request)})


@require_POST
def withdraw(request: PersonRequest, invitation: uuid.UUID) -> HttpResponse:
    withdraw_own_invitation(request, invitation)
    return redirect("institute:staff")
