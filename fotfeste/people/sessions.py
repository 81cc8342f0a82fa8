"""Session rules: 30 minutes idle, 12 hours at most; staff need a second factor on a real installation."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user, logout
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

from fotfeste.people.models import Person

View = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY_S = 60  # write the session at most once a minute


WHOSE = "X-Person"


def session_rules(get_response: View) -> View:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_or_end(request, time.time())
        return get_response(request) if _is_whose(request) else HttpResponse(status=401)

    return answer


def _is_whose(request: HttpRequest) -> bool:
    """What lay on a phone says whose it is. Somebody else may have signed in since: her words are not theirs."""
    whose = request.headers.get(WHOSE)
    return whose is None or (request.user.is_authenticated and whose == str(request.user.pk))


def _keep_or_end(request: HttpRequest, now_s: float) -> None:
    """A time that lies ahead means the clock was set back; it counts as now, so no session outlives its hours by it."""
    session = request.session
    began_s = min(session.get("began_s", now_s), now_s)
    seen_s = session.get("seen_s", now_s)
    if _is_over(session, now_s):
        logout(request)
    elif session.get("began_s") != began_s or "seen_s" not in session or abs(now_s - seen_s) > SEEN_EVERY_S:
        session["began_s"], session["seen_s"] = began_s, now_s


def still_needed(request: HttpRequest) -> str | None:
    """The route a signed-in person has to pass first, or None."""
    person = request.user
    if settings.FOTFESTE_DEMO or not isinstance(person, Person) or not person.works_here:
        return None
    return None if is_mfa_enabled(request.user) else "mfa_index"


def person_of(session: SessionBase, *, may_be_idle: bool = False) -> Person | None:
    """Whoever is signed in by this session and still may be: the rules of `session_rules`, for a socket.

    `may_be_idle`: for one that is open already. Sitting still at a board is no reason to lose the way to stop it.
    """
    request = HttpRequest()
    request.session = session
    request.user = get_user(request)
    is_over = _is_old if may_be_idle else _is_over
    if not isinstance(request.user, Person) or is_over(session, time.time()) or still_needed(request):
        return None
    return request.user


def _is_over(session: SessionBase, now_s: float) -> bool:
    return _is_old(session, now_s) or bool(now_s - session.get("seen_s", now_s) > settings.SESSION_IDLE_S)


def _is_old(session: SessionBase, now_s: float) -> bool:
    return bool(now_s - min(session.get("began_s", now_s), now_s) > settings.SESSION_LONGEST_S)


def stay_signed_in(session_key: str, now_s: float) -> None:
    """What is done over a socket counts as being here. A session that is over stays so."""
    session = SessionStore(session_key)
    if session.exists(session_key) and not _is_over(session, now_s):
        session["seen_s"] = now_s
        session.save(must_create=False)
