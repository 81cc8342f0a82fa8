"""A page inside the staff frame, marked with its place. Which places there are, the house knows (web/context)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from fotfeste.people.models import Person


class StaffRequest(HttpRequest):
    """A request the gate has let through: someone is signed in. A name for type checkers only."""

    user: Person


def page(request: StaffRequest, place: str, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """It is drawn after the view has returned, so after a reading's link in the trail is committed (docs/adr/0012)."""
    return TemplateResponse(request, f"care/{template}", {"place": place, **context}, status=status)
