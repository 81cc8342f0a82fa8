"""A view as it is sent: what a browser reads, with nothing in it that was not told."""

from typing import Any

import msgspec

from fotfeste.constellations.board import Event, State, seat_view, seat_view_of_event


def wire_view(state: State, key: str) -> dict[str, Any]:
    """`seat_view` as JSON, read again."""
    view: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(seat_view(state, key)))
    return view


def wire_view_of_event(state: State, event: Event, key: str) -> dict[str, Any] | None:
    """`seat_view_of_event` as JSON, read again."""
    view: dict[str, Any] | None = msgspec.json.decode(msgspec.json.encode(seat_view_of_event(state, event, key)))
    return view
