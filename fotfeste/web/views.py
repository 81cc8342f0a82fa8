"""The door of the house: the welcome, and forms that grew too old."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fotfeste.http.errors import typed_fields
from fotfeste.privacy.access import find_home_route
from fotfeste.web.display_preferences import return_address


def welcome(request: HttpRequest) -> HttpResponse:
    """Someone signed in goes to her own first page; anyone else reads what this is."""
    if request.user.is_authenticated:
        return redirect(find_home_route(request.user))
    return render(request, "web/welcome.html", {"is_demo": settings.FOTFESTE_DEMO})


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token no longer fits, mostly after signing in again in another tab. What was typed is shown again."""
    typed = typed_fields(request)
    return render(request, "403_csrf.html", {"typed": typed, "back": return_address(request)}, status=403)
