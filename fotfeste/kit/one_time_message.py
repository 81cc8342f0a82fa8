"""A link to hand over, shown on one page, once: sealed in the session until then, and kept nowhere in clear."""

from typing import Any

from django.http import HttpRequest

from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.tokens import open_token, seal_token


def store_message(request: HttpRequest, use: KeyUse, text: str) -> None:
    """Sealed under a key of its own, in the session of the person who is signed in."""
    person: Any = request.user
    request.session[_session_name(use)] = seal_token(text.encode(), use, person.pk, use)


def take_message(request: HttpRequest, use: KeyUse) -> str | None:
    """What was kept, the first time it is asked for; None ever after."""
    try:
        return open_token(request.session.pop(_session_name(use), ""), use, use).decode()
    except SealBroken:
        return None


def _session_name(use: KeyUse) -> str:
    return use.replace(" ", "_")
