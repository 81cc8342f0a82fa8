"""Help and leaving stand alone: on their pages nobody is signed in, so that no session and no database is asked."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

ROUTES = ("safety:help", "safety:leaving", "safety:leave")


def help_stands_alone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.path in _paths():
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)  # for this request only; the browser keeps it
        return get_response(request)

    return answer


@lru_cache(maxsize=1)
def _paths() -> frozenset[str]:
    return frozenset(reverse(route) for route in ROUTES)
