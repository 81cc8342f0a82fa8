"""The log of a board: reading it into a state, and writing what happened. Whole events pass through here alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from fotfeste.constellations.board import State, events, evolve, fold
from fotfeste.constellations.board.evolve import OWN_WORD_EVENTS
from fotfeste.constellations.models import BoardEvent, Constellation, EventWords
from fotfeste.kit.file_erasure import erase_on_commit

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(events.EventFields).decode


@dataclass(frozen=True)
class LogEntry:
    """An event in its place, as it came from the log or is about to enter it."""

    seq: int
    event: events.Event
    at: datetime
    seat: UUID | None = None
    command: UUID | None = None


def load_state(constellation: UUID, until_seq: int | None = None) -> State:
    """The board as it is, or as it was after `until_seq`."""
    rows = _event_rows(constellation)
    return fold(entry.event for entry in _read_entries(rows if until_seq is None else rows.filter(seq__lte=until_seq)))


def load_entries(constellation: UUID) -> list[LogEntry]:
    """The whole log, for replay and export. Give its reader nothing but what `seat_view` makes of it."""
    return list(_read_entries(_event_rows(constellation)))


def load_newer_events(constellation: UUID, state: State) -> tuple[State, list[events.Event]]:
    """The state with what was written since, and what that was."""
    newer = [entry.event for entry in _read_entries(_event_rows(constellation).filter(seq__gt=state.seq))]
    for event in newer:
        state = evolve(state, event)
    return state, newer


def append_entries(constellation: Constellation, entries: Sequence[LogEntry]) -> None:
    """Append. IntegrityError when somebody else has taken the place or the seat's command was written before."""
    rows = [_build_row(constellation, entry) for entry in entries]
    BoardEvent.objects.bulk_create(rows)
    said = [(row, events.split_sealed(entry.event)[1]) for row, entry in zip(rows, entries, strict=True)]
    words = [EventWords(event=row, client_id=constellation.client_id, said=sealed) for row, sealed in said if sealed]
    if words:
        EventWords.objects.bulk_create(words)


def find_command_seq(constellation: UUID, seat: UUID | None, command: UUID) -> int | None:
    """Where a command of this seat stands that was done before, or None. Another seat's ids answer nothing."""
    done = BoardEvent.objects.filter(constellation=constellation, seat=seat, command=command)
    return done.values_list("seq", flat=True).first()


def load_states(constellations: Iterable[UUID]) -> dict[UUID, State]:
    """Many boards as they are, in one question to the database. Give readers only what `seat_view` makes of them."""
    states: dict[UUID, State] = {}
    rows = BoardEvent.objects.filter(constellation__in=list(constellations)).with_client_of_board()
    for row in rows.order_by("constellation", "seq"):
        states[row.constellation_id] = evolve(states.get(row.constellation_id, State()), _read_entry(row).event)
    return states


STOP_IN_CLEAR = '"signal":"stop"'  # as it lies in the clear part


def was_stopped_by(constellation: UUID, person: UUID) -> bool:
    """Whether this person stopped that board at some time, also by leaving it or by taking back her yes."""
    stops = BoardEvent.objects.filter(
        constellation=constellation, kind=events.Signalled.__name__, clear__contains=STOP_IN_CLEAR
    )
    return stops.filter(seat__person=person).exists()


def is_ended_by_stop(constellation: UUID) -> bool:
    """Whether its latest stop was not gone on from."""
    mine = BoardEvent.objects.filter(constellation=constellation)
    stops = mine.filter(kind=events.Signalled.__name__, clear__contains=STOP_IN_CLEAR)
    last = stops.order_by("-seq").values_list("seq", flat=True).first()
    return last is not None and not mine.filter(kind=events.Resumed.__name__, seq__gt=last).exists()


def erase_words(constellation: UUID, seat: UUID, *, before_seq: int) -> None:
    """What this seat felt, answered, told and kept until then is gone for good; where it stood stays."""
    kinds = [kind.__name__ for kind in OWN_WORD_EVENTS]
    said = EventWords.objects.filter(event__constellation=constellation, event__seat=seat, event__kind__in=kinds)
    said.filter(event__seq__lt=before_seq).delete()
    erase_on_commit()


def _build_row(constellation: Constellation, entry: LogEntry) -> BoardEvent:
    clear, _sealed = events.split_sealed(entry.event)
    return BoardEvent(
        constellation=constellation,
        seq=entry.seq,
        kind=type(entry.event).__name__,
        v=entry.event.V,
        clear=_encode(clear).decode(),
        seat_id=entry.seat,
        command=entry.command,
        at=entry.at,
    )


def _event_rows(constellation: UUID) -> QuerySet[BoardEvent]:
    return BoardEvent.objects.filter(constellation=constellation).with_client_of_board().order_by("seq")


def _read_entries(rows: Iterable[BoardEvent]) -> Iterator[LogEntry]:
    yield from map(_read_entry, rows)


def _read_entry(row: BoardEvent) -> LogEntry:
    words = getattr(row, "words", None)
    event = events.read_event(row.kind, row.v, _decode(row.clear), words.said if words else None)
    return LogEntry(row.seq, event, row.at, row.seat_id, row.command)
