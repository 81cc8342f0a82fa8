"""Guests: people without an account, let in to one seat of one constellation by a link or a code."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

SEAT = "seat"  # where a session remembers the one seat its guest was given
LINK_HASH = "came_by"  # and the hash of the link that opened it: a new link for the same seat ends this one


@dataclass(frozen=True)
class Guest:
    """An actor that is nobody in the house but the holder of one seat."""

    seat: UUID
    link_hash: str | None = None  # None: whatever link the seat has now
    is_authenticated = False


def find_guest(session: Any) -> Guest | None:
    """The guest this browser session belongs to, if any. What a session says is our own: a guest cannot write it."""
    try:
        return Guest(UUID(str(session[SEAT])), session.get(LINK_HASH))
    except (KeyError, ValueError):
        return None
