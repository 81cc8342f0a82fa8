"""The places of the staff's side menu, and the context each page needs to mark its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from fotfeste.people.models import Person
from fotfeste.privacy.access import open_doors


class StaffRequest(HttpRequest):
    """A request the gate has let through: someone is signed in. A name for type checkers only."""

    user: Person


PLACES = {
    "care:today": "today",
    "care:clients": "clients",
    "care:practices": "practices",
    "care:institute": "institute",
}


def page(request: StaffRequest, place: str, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page inside the staff frame.

    It is drawn after the view has returned, so after a reading's link in the trail is committed (docs/adr/0012).
    """
    places = [PLACES[route] for route in open_doors(request.user, PLACES)]
    return TemplateResponse(request, f"care/{template}", {"places": places, "place": place, **context}, status=status)
