"""Help, leaving and the health pages stand alone: no session asks the database, and nobody's page is waited for."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

ROUTES = ("safety:help", "safety:leaving", "safety:leave", "health", "health_live", "health_ready")


def standalone_pages_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if is_standalone(request.path):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)  # for this request only; the browser keeps it
        return get_response(request)

    return answer


def is_standalone(path: str) -> bool:
    return path in _paths()


@lru_cache(maxsize=1)
def _paths() -> frozenset[str]:
    return frozenset(reverse(route) for route in ROUTES)
