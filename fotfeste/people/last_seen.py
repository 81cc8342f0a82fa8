"""When each session was last used: in its row, and in memory while the disk or the database takes nothing.

What cannot be written is no reason to keep her own pages from her. This process then remembers the time by itself, so
half an hour without use still ends the session. Another process, or this one after a restart, knows only what was
written before and ends it sooner, never later; twelve hours end it wherever it is asked for.
"""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase, UpdateError

from fotfeste.kit.storage_errors import find_storage_error

REFRESH_EVERY_S = 60  # write the session at most once a minute
_unsaved_s: dict[str, float] = {}  # by session; never more than those in use


def find_last_seen_s(session: SessionBase, now_s: float) -> float | None:
    """The latest time that is known, or None. One that lies ahead is not: the clock was set back since."""
    times = [each for each in _known_times_s(session) if each <= now_s + REFRESH_EVERY_S]
    return max(times, default=None)


def save_last_seen(session: SessionBase, now_s: float, **changes: float) -> bool:
    """Write that it is in use, or remember it. False where the session has ended meanwhile."""
    key = session.session_key or ""
    session.update({**changes, "seen_s": now_s})
    try:
        session.save()
    except UpdateError as error:
        if not find_storage_error(error):
            return False
        _remember(key, now_s)
    else:
        _unsaved_s.pop(key, None)
    session.modified = False  # it was saved, or cannot be: the page does not try again
    return True


def _known_times_s(session: SessionBase) -> Iterator[float]:
    if "seen_s" in session:
        yield session["seen_s"]
    if (unsaved_s := _unsaved_s.get(session.session_key or "")) is not None:
        yield unsaved_s


def _remember(key: str, now_s: float) -> None:
    for old in [each for each, at_s in list(_unsaved_s.items()) if abs(now_s - at_s) > settings.SESSION_IDLE_S]:
        _unsaved_s.pop(old, None)
    _unsaved_s[key] = now_s
