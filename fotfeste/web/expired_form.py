"""The page for a form that grew too old to be taken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fotfeste.http.typed_fields import typed_fields
from fotfeste.web.display_preferences import find_return_url


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token no longer fits, mostly after signing in again in another tab. What was typed is shown again."""
    typed = typed_fields(request)
    return render(request, "403_csrf.html", {"typed": typed, "back": find_return_url(request)}, status=403)
