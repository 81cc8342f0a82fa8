"""Institutt: the house and its staff. No page here says anything about a client, not even how many there are."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fotfeste.care.institute.forms import AssessmentForm, InviteStaffForm, LeadForm, TextsForm
from fotfeste.care.institute.queries import members, the_institute
from fotfeste.care.institute.services import (
    allow_offers,
    back_to_limits,
    end_staff_role,
    invite_staff,
    name_lead,
    set_texts,
)
from fotfeste.care.labels import ROLES
from fotfeste.care.link_delivery import can_mail, handed_once, keep_for_next_page, link_to, take_back, try_mail
from fotfeste.care.staff_pages import StaffRequest, page
from fotfeste.care.today.queries import open_invitations
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.people.models import PracticeBasis
from fotfeste.privacy.access import staff_grants


def institute(request: StaffRequest) -> HttpResponse:
    house = the_institute()
    form = TextsForm(request.POST or None, initial={"name": house.name, "basis": house.basis})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        set_texts(actor=request.user, name=said["name"], basis=PracticeBasis(said["basis"]))
        messages.success(request, _("It is saved."))
        return redirect("care:institute")
    staff = members(request.user)
    context = {"house": house, "form": form, "staff": staff, "can_mail": can_mail()}
    return page(request, "institute", "institute/institute.html", context)


@require_GET
def institute_people(request: StaffRequest) -> HttpResponse:
    return _people_page(request)


def _people_page(request: StaffRequest, said: str = "") -> HttpResponse:
    invitations = open_invitations(request.user, timezone.now()).filter(role__in=ROLES)
    context = {"members": members(request.user), "invitations": invitations, "roles": ROLES, "said": said}
    return page(request, "institute", "institute/people.html", context)


@require_POST
def institute_role_end(request: StaffRequest, grant: uuid.UUID) -> HttpResponse:
    held = get_object_or_404(staff_grants(request.user).select_related("person"), pk=grant)
    try:
        end_staff_role(actor=request.user, grant=held, now=timezone.now())
    except Sentence as said:
        return _people_page(request, said=str(said))
    messages.success(request, _("The role is ended."))
    return redirect("welcome" if held.person_id == request.user.pk else "care:institute_people")


def institute_invite(request: StaffRequest) -> HttpResponse:
    form = InviteStaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _invite(request, form)
        return redirect("care:institute_invited")
    row = request.POST.get("row") or new_id()
    return page(request, "institute", "institute/invite.html", {"form": form, "row": row})


def _invite(request: StaffRequest, form: InviteStaffForm) -> None:
    said, row = form.cleaned_data, row_id(request.POST.get("row"))
    token = invite_staff(actor=request.user, row=row, role=said["role"], name=said["name"], now=timezone.now())
    if token:
        sent = try_mail(said.get("email", ""), link_to(request, token))
        keep_for_next_page(request, token, mailed=sent)


@require_GET
def institute_invited(request: StaffRequest) -> HttpResponse:
    return page(request, "institute", "institute/invited.html", {"handed": handed_once(request)})


@require_POST
def institute_withdraw(request: StaffRequest, invitation: uuid.UUID) -> HttpResponse:
    take_back(request, invitation)
    return redirect("care:institute_people")


def institute_lead(request: StaffRequest) -> HttpResponse:
    house = the_institute()
    form = LeadForm(request.POST or None, initial={"lead": str(house.lead_id or "")})
    if request.method == "POST" and form.is_valid():
        name_lead(actor=request.user, lead=form.people.get(form.cleaned_data["lead"]))
        messages.success(request, _("It is saved."))
        return redirect("care:institute")
    return page(request, "institute", "institute/lead.html", {"form": form, "house": house})


def institute_pace(request: StaffRequest) -> HttpResponse:
    house, turn_off = the_institute(), request.POST.get("mode") == "limits"
    if request.method == "POST" and turn_off:
        back_to_limits(actor=request.user)
        return redirect("care:institute_pace")
    form = AssessmentForm(
        request.POST or None, initial={"assessed_by": house.pace_assessed_by, "assessment": house.pace_assessment}
    )
    if request.method == "POST" and form.is_valid():
        allow_offers(actor=request.user, **form.cleaned_data)
        return redirect("care:institute_pace")
    return page(request, "institute", "institute/pace.html", {"form": form, "house": house})
