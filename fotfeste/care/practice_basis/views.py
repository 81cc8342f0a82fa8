from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fotfeste.care.practice_basis.forms import BasisForm
from fotfeste.care.practice_basis.services import set_legal_basis
from fotfeste.care.queries import find_practice_basis
from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.models import PracticeBasis
from fotfeste.people.person_request import PersonRequest


def practice_basis(request: PersonRequest) -> HttpResponse:
    """The legal ground of her work: what notes are called, how long they are kept and whose yes they need."""
    form = BasisForm(request.POST or None, initial={"basis": find_practice_basis(request.user)})
    if request.method == "POST" and form.is_valid():
        set_legal_basis(actor=request.user, basis=PracticeBasis(form.cleaned_data["basis"]))
        messages.success(request, _("Your practice basis is set. It holds from now on."))
        return redirect("care:practice_basis")
    return staff_page(
        request,
        "",
        "care/practice_basis/practice_basis.html",
        {"form": form, "basis": find_practice_basis(request.user)},
    )
