"""A page inside the staff frame, marked with its place. Which places there are: see web/context_processor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def staff_page(
    request: HttpRequest, place: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """It is drawn after the view has returned, so after a reading's link in the trail is committed (docs/adr/0012)."""
    return TemplateResponse(request, template, {"place": place, **context}, status=status)
