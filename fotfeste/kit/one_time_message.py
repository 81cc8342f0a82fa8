"""A link to hand over, shown on one page, once: sealed in the session until then, and kept nowhere in clear."""

import base64
from typing import Any

from django.http import HttpRequest

from fotfeste.kit import crypto
from fotfeste.kit.errors import SealBroken


def keep_for_next_page(request: HttpRequest, place: str, text: str) -> None:
    """Sealed under a key of its own, for the person who is signed in only."""
    person: Any = request.user
    sealed = crypto.seal(text.encode(), crypto.derived_key(place), person.pk, place)
    request.session[_name(place)] = base64.b64encode(sealed).decode()


def take_message(request: HttpRequest, place: str) -> str | None:
    """What was kept, the first time it is asked for; None ever after."""
    try:
        sealed = base64.b64decode(request.session.pop(_name(place), ""))
        return crypto.open_sealed(sealed, crypto.derived_key(place), place).decode()
    except (SealBroken, ValueError):
        return None


def _name(place: str) -> str:
    return place.replace(" ", "_")
