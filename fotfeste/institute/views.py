"""Institutt: the house itself. No page here says anything about a client, not even how many there are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fotfeste.institute.forms import LeadForm, NameAndBasisForm, PaceAssessmentForm
from fotfeste.institute.queries import get_institute
from fotfeste.institute.services import (
    set_clinical_lead,
    set_name_and_basis,
    turn_off_pace_assistance,
    turn_on_pace_assistance,
)
from fotfeste.institute.staff.queries import list_staff_members
from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.link_delivery import can_mail
from fotfeste.people.models import PracticeBasis
from fotfeste.people.person_request import PersonRequest


def overview(request: PersonRequest) -> HttpResponse:
    house = get_institute()
    form = NameAndBasisForm(request.POST or None, initial={"name": house.name, "basis": house.basis})
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        set_name_and_basis(actor=request.user, name=fields["name"], basis=PracticeBasis(fields["basis"]))
        messages.success(request, _("It is saved."))
        return redirect("institute:overview")
    staff = list_staff_members(request.user)
    context = {"house": house, "form": form, "staff": staff, "can_mail": can_mail()}
    return staff_page(request, "institute", "institute/overview.html", context)


def lead(request: PersonRequest) -> HttpResponse:
    house = get_institute()
    form = LeadForm(request.POST or None, initial={"lead": str(house.lead_id or "")})
    if request.method == "POST" and form.is_valid():
        set_clinical_lead(actor=request.user, lead=form.people.get(form.cleaned_data["lead"]))
        messages.success(request, _("It is saved."))
        return redirect("institute:overview")
    return staff_page(request, "institute", "institute/lead.html", {"form": form, "house": house})


def pace(request: PersonRequest) -> HttpResponse:
    house, turn_off = get_institute(), request.POST.get("mode") == "limits"
    if request.method == "POST" and turn_off:
        turn_off_pace_assistance(actor=request.user)
        return redirect("institute:pace")
    form = PaceAssessmentForm(
        request.POST or None, initial={"assessed_by": house.pace_assessed_by, "assessment": house.pace_assessment}
    )
    if request.method == "POST" and form.is_valid():
        turn_on_pace_assistance(actor=request.user, **form.cleaned_data)
        return redirect("institute:pace")
    return staff_page(request, "institute", "institute/pace.html", {"form": form, "house": house})
