"""Routes of the house with a view that breaks, and says aloud what was typed."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from fotfeste.config import urls
from fotfeste.config.urls import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


def breaks(request: HttpRequest, token: str) -> HttpResponse:
    words = request.POST.get("words", token)
    try:
        raise ValueError(words)
    except ValueError as first:
        raise RuntimeError(f"could not keep {words}\n{{}}") from first


def suspects(request: HttpRequest, token: str) -> HttpResponse:
    raise SuspiciousOperation(f"odd: {token}")


urlpatterns = [
    path("invitation/<str:token>/breaks/", breaks, name="language"),
    path("invitation/<str:token>/suspects/", suspects, name="scheme"),
    *urls.urlpatterns,
]
