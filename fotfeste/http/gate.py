"""The outer door: default deny for every route, before any view runs."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from fotfeste.people.guests import find_guest
from fotfeste.people.sessions import find_required_step
from fotfeste.privacy.access import find_required_visitor, find_visitor_kinds, is_route_absent, may_enter
from fotfeste.privacy.doors import Who

# Where the step that comes first is taken, or left to another day.
NO_DETOUR = {Who.ANYONE, Who.SIGNED_IN, Who.OPENID}
View = Callable[[HttpRequest], HttpResponse]


class Gate:
    """Unknown routes are 404 for all; a stranger is asked to sign in; anyone else without standing gets 404."""

    def __init__(self, get_response: View):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        route = request.resolver_match.view_name if request.resolver_match else ""
        if may_enter(request.user, route):
            return self._detour(request, route)
        if may_enter(find_guest(request.session), route):
            return None
        if request.user.is_authenticated or is_route_absent(route):
            raise Http404
        return ask_to_sign_in(request)

    def _detour(self, request: HttpRequest, route: str) -> HttpResponse | None:
        """A step that comes first, for example a second factor for staff."""
        first = find_required_step(request) if Who.SIGNED_IN in find_visitor_kinds(request.user) else None
        return redirect(first) if first and find_required_visitor(route) not in NO_DETOUR else None


def ask_to_sign_in(request: HttpRequest, led_to: str = "") -> HttpResponse:
    """A script asking in the background gets 401, so that it keeps what was typed; a page is led to the sign-in.

    `led_to`: where the answer would have led. Anywhere but here does not count.
    """
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=401)
    target = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    if url_has_allowed_host_and_scheme(led_to, allowed_hosts=None):
        target = led_to
    return redirect_to_login(_own_path(request, target), reverse("account_login"))


def _own_path(request: HttpRequest, target: str) -> str:
    is_own_host = request.build_absolute_uri("/")
    return "/" + target.removeprefix(is_own_host).lstrip("/")


gate = Gate
