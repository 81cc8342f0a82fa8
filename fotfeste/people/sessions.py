"""Session rules: 30 minutes idle, 12 hours at most; staff need a second factor on a real installation."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from fotfeste.people.models import Role

View = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY_S = 60  # write the session at most once a minute


def session_rules(get_response: View) -> View:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_or_end(request, time.time())
        return get_response(request)

    return answer


def _keep_or_end(request: HttpRequest, now_s: float) -> None:
    began_s = request.session.setdefault("began_s", now_s)
    seen_s = request.session.setdefault("seen_s", now_s)
    if now_s - seen_s > settings.SESSION_IDLE_S or now_s - began_s > settings.SESSION_LONGEST_S:
        logout(request)
    elif abs(now_s - seen_s) > SEEN_EVERY_S:  # abs: a clock set back must not make a session immortal
        request.session["seen_s"] = now_s


def still_needed(request: HttpRequest) -> str | None:
    """The route a signed-in person has to pass first, or None."""
    if settings.FOTFESTE_DEMO or not request.user.roles - {Role.CLIENT}:
        return None
    return None if is_mfa_enabled(request.user) else "mfa_index"
