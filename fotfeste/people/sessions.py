"""Session rules: 30 minutes idle, 12 hours at most; staff need a second factor on a real installation."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import Error
from django.http import HttpRequest, HttpResponse

from fotfeste.kit.storage_errors import find_storage_error
from fotfeste.people.last_seen import REFRESH_EVERY_S, find_last_seen_s, save_last_seen
from fotfeste.people.models import Person
from fotfeste.people.openid.second_factor import has_second_factor_by_provider
from fotfeste.people.session_store import SessionStore

View = Callable[[HttpRequest], HttpResponse]
OWNER_HEADER = "X-Person"


def session_middleware(get_response: View) -> View:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _refresh_or_end(request, time.time())
        return get_response(request) if _is_sent_by_owner(request) else HttpResponse(status=401)

    return answer


def _is_sent_by_owner(request: HttpRequest) -> bool:
    """What lay on a phone says whose it is. Somebody else may have signed in since: her words are not theirs."""
    owner_id = request.headers.get(OWNER_HEADER)
    return owner_id is None or (request.user.is_authenticated and owner_id == str(request.user.pk))


def _refresh_or_end(request: HttpRequest, now_s: float) -> None:
    """A time that lies ahead means the clock was set back; it counts as now, so no session outlives its hours by it."""
    session = request.session
    began_s = min(session.get("began_s", now_s), now_s)
    seen_s = find_last_seen_s(session, now_s)
    if _is_over(session, now_s):
        sign_out(request)
        return
    is_fresh = session.get("began_s") == began_s and seen_s is not None and now_s - seen_s <= REFRESH_EVERY_S
    if not is_fresh and not save_last_seen(session, now_s, began_s=began_s):
        turn_into_stranger(request)


def sign_out(request: HttpRequest) -> None:
    """Out in this browser in any case. A row that cannot be taken away now ends by itself, half an hour unused."""
    try:
        logout(request)
    except Error as error:
        if not find_storage_error(error):
            raise
        turn_into_stranger(request)


def turn_into_stranger(request: HttpRequest) -> None:
    """This browser holds no session any more, whatever lies in the table."""
    request.session, request.user = type(request.session)(), AnonymousUser()


def find_required_step(request: HttpRequest) -> str | None:
    """The route a signed-in person has to pass first, or None."""
    person = request.user
    if settings.FOTFESTE_DEMO or not isinstance(person, Person) or not person.works_here:
        return None
    return None if is_mfa_enabled(request.user) or has_second_factor_by_provider(request) else "mfa_index"


def find_signed_in_person(session: SessionBase, *, may_be_idle: bool = False) -> Person | None:
    """Whoever is signed in by this session and still may be: the rules of `session_middleware`, for a socket.

    `may_be_idle`: for one that is open already. Sitting still at a board is no reason to lose the way to stop it.
    """
    request = HttpRequest()
    request.session = session
    request.user = get_user(request)
    is_over = _is_past_limit if may_be_idle else _is_over
    if not isinstance(request.user, Person) or is_over(session, time.time()) or find_required_step(request):
        return None
    return request.user


def _is_over(session: SessionBase, now_s: float) -> bool:
    seen_s = find_last_seen_s(session, now_s)
    return _is_past_limit(session, now_s) or (seen_s is not None and now_s - seen_s > settings.SESSION_IDLE_S)


def _is_past_limit(session: SessionBase, now_s: float) -> bool:
    return bool(now_s - min(session.get("began_s", now_s), now_s) > settings.SESSION_LONGEST_S)


def refresh_session(session_key: str, now_s: float) -> None:
    """What is done over a socket counts as being here. A session that is over stays so."""
    session = SessionStore(session_key)
    if session.exists(session_key) and not _is_over(session, now_s):
        save_last_seen(session, now_s)
