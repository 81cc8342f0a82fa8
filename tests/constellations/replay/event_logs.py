"""A history as it would lie in the log."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from fotfeste.constellations.board import Event, State, evolve
from fotfeste.constellations.store.event_store import LogEntry
from tests.cast import NOW


def make_log_entries(happened: Iterable[Event]) -> list[LogEntry]:
    return [LogEntry(n, event, NOW + timedelta(seconds=2 * n)) for n, event in enumerate(happened, 1)]


def iterate_states(happened: Iterable[Event]) -> Iterator[State]:
    state = State()
    for event in happened:
        state = evolve(state, event)
        yield state
