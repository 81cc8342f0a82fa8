"""The outer door: default deny for every route, before any view runs."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from fotfeste.http.signed_out import ask_to_sign_in
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


gate = Gate
