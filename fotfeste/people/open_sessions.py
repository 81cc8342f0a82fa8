"""The browsers a person is signed in on: seen by herself alone, and ended.

Ended means at once: the row is gone, so the next page, form or command of a board finds nobody signed in.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from fotfeste.kit.tokens import hash_of_token
from fotfeste.people.models import BrowserSession, Person


def list_open_sessions(person: Person, now: datetime) -> QuerySet[BrowserSession]:
    """Those that still open something, the last used first."""
    idle, longest = timedelta(seconds=settings.SESSION_IDLE_S), timedelta(seconds=settings.SESSION_LONGEST_S)
    held = person.sessions.filter(expire_date__gt=now, last_used_at__gte=now - idle, began_at__gte=now - longest)
    return held.order_by("-last_used_at")


def is_this_session(session: BrowserSession, session_key: str | None) -> bool:
    return bool(session_key) and session.pk == hash_of_token(str(session_key))


def end_session(*, actor: Person, session: BrowserSession) -> None:
    """End one of her own; somebody else's stays."""
    actor.sessions.filter(pk=session.pk).delete()


def end_sessions(*, person: Person, except_key: str | None = None) -> None:
    """End all of hers but the one with that key. Who may ask is decided by the callers."""
    kept = [hash_of_token(except_key)] if except_key else []
    person.sessions.exclude(pk__in=kept).delete()
