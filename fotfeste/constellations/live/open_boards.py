"""The boards that are open in this process."""

from uuid import UUID

from fotfeste.constellations.board import State
from fotfeste.constellations.live.board_room import Room
from fotfeste.constellations.store.event_store import load_newer_events, load_state
from fotfeste.live.hub import Hub

hub: Hub[Room] = Hub(Room)


def cached_state(board: UUID) -> State | None:
    """What this process holds of a board, however old. A state never changes, so any thread may read it."""
    room = hub.find_open_room(board)
    return room.state if room else None


def current_state(board: UUID) -> State:
    """The board now: from the room of this process if it is open, caught up with the log."""
    held = cached_state(board)
    return load_state(board) if held is None else load_newer_events(board, held)[0]
