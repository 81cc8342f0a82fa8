"""The door of the house: its first page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fotfeste.privacy.access import find_home_route


def welcome(request: HttpRequest) -> HttpResponse:
    """Someone signed in goes to her own first page; anyone else reads what this is."""
    if request.user.is_authenticated:
        return redirect(find_home_route(request.user))
    return render(request, "web/welcome.html", {"is_demo": settings.FOTFESTE_DEMO})
