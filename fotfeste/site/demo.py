"""The demo's three doors: one click in as client, therapist or administrator. Only a demo has them."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fotfeste.people.models import Institute, Person

DOORS = {
    "client": "ana@demo.invalid",
    "therapist": "thea@demo.invalid",
    "administrator": "sol@demo.invalid",
}


@require_POST
def enter(request: HttpRequest, door: str) -> HttpResponse:
    """Sign in as one of the demo's people. 404 unless the database carries the demo mark."""
    if door not in DOORS or not Institute.objects.filter(is_demo=True).exists():
        raise Http404
    person = Person.objects.get(email=DOORS[door])
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("welcome")
