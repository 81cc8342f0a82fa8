"""Doing what seats ask of a board: rights again, decide, write, in one transaction. Sockets and forms both end here.

The room of a process, a form, and another process may write to the same board: `UNIQUE(board, seq)` says who was first;
whoever was not reads what is new and decides again.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from fotfeste.constellations import pace_doses
from fotfeste.constellations.board import Command, Event, Refusal, State, decide, events, evolve
from fotfeste.constellations.board.enums import Phase, Presence, Purpose, Role
from fotfeste.constellations.board.permissions import UNDER_WAY_PHASES
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.store import event_store, seat_validity

MAX_TRIES = 8
SEAT_GONE = Refusal("gone")  # no seat here any more: taken away, signed out, or the bond has ended


@dataclass(frozen=True)
class CommandRequest:
    """One command of one seat. `session` is the browser session it came by; the house itself has neither."""

    seat: UUID | None
    command: Command
    id: UUID
    session: str | None = None

    @property
    def actor(self) -> str:
        return self.seat.hex if self.seat else "house"


@dataclass
class BatchResult:
    """What came of a batch. `answers[i]` belongs to `requests[i]`: the seq it stands at, or why not."""

    state: State
    new_events: list[Event] = field(default_factory=list)
    answers: list[int | Refusal] = field(default_factory=list)


def execute_commands(
    constellation: UUID, requests: Sequence[CommandRequest], *, state: State | None, now: datetime
) -> BatchResult:
    """Decide and write a batch in order. `state` is what the caller holds, however old; None reads the whole log."""
    if not requests:
        return _load_latest(constellation, state)
    for _ in range(MAX_TRIES):
        try:
            with transaction.atomic():
                return _execute_in_order(constellation, requests, state, now)
        except IntegrityError:  # another process was first: read what it wrote, and decide again
            continue
    raise TimeoutError("a board so busy that no place in its log could be had")


def _execute_in_order(
    constellation: UUID, requests: Sequence[CommandRequest], state: State | None, now: datetime
) -> BatchResult:
    # Locked first: two processes that write at the same moment stand in line, and need not decide again and again.
    row = Constellation.objects.select_for_update(no_key=True).get(pk=constellation)
    done = _load_latest(constellation, state)
    valid = seat_validity.find_valid_seats(
        (request.seat, request.session) for request in requests if request.seat
    )  # rights may have ended since
    written: list[event_store.LogEntry] = []
    for request in requests:
        holds = request.seat is None or (request.seat, request.session) in valid
        done.answers.append(
            _execute_one(row, request, done, written, now) if holds else _answer_for_ended_seat(row, request)
        )
    if written:
        event_store.append_entries(row, written)
        _apply_side_effects(row, written, done.state, now)
    return done


def _load_latest(constellation: UUID, state: State | None) -> BatchResult:
    return (
        BatchResult(*event_store.load_newer_events(constellation, state))
        if state
        else BatchResult(event_store.load_state(constellation))
    )


def _execute_one(
    row: Constellation, request: CommandRequest, done: BatchResult, written: list[event_store.LogEntry], now: datetime
) -> int | Refusal:
    before = _find_seq_in_batch(written, request) or event_store.find_command_seq(row.pk, request.seat, request.id)
    if before is not None:
        return before
    decided = decide(done.state, request.actor, request.command, now=now.timestamp(), new_id=_new_id)
    if isinstance(decided, Refusal):
        return decided
    stands_at = done.state.seq + 1 if decided else done.state.seq
    for place, event in enumerate(decided):
        done.state = evolve(done.state, event)
        written.append(event_store.LogEntry(done.state.seq, event, now, request.seat, None if place else request.id))
        done.new_events.append(event)
    return stands_at


def _find_seq_in_batch(written: list[event_store.LogEntry], request: CommandRequest) -> int | None:
    """The same command of the same seat, asked twice in one batch."""
    asked = (request.seat, request.id)
    return next((entry.seq for entry in written if (entry.seat, entry.command) == asked), None)


def _answer_for_ended_seat(row: Constellation, request: CommandRequest) -> int | Refusal:
    """What was done before is acknowledged, also when it ended the seat: leaving, sent again, is still one leaving."""
    return event_store.find_command_seq(row.pk, request.seat, request.id) or SEAT_GONE


def _new_id() -> str:
    return secrets.token_hex(8)


# ---- what else an event means to the house --------------------------------------------------------------------------


def _apply_side_effects(
    row: Constellation, written: Iterable[event_store.LogEntry], state: State, now: datetime
) -> None:
    for entry in written:
        event = entry.event
        if isinstance(event, events.PresenceSet):
            _end_guest_seat(event, now)
        elif isinstance(event, events.WordsTakenBack):
            event_store.erase_words(row.pk, UUID(event.seat), before_seq=entry.seq)
        elif isinstance(event, events.Consented):
            _update_consent(row, event, state, now)
    _store_phase(row, state.phase, now)


def _end_guest_seat(event: events.PresenceSet, now: datetime) -> None:
    gone = event.presence in (Presence.LEFT, Presence.REMOVED)
    seats = Seat.objects.filter(pk=UUID(event.seat), person__isnull=True)
    if gone:
        seats.update(gone_at=now)


def _update_consent(row: Constellation, event: events.Consented, state: State, now: datetime) -> None:
    """The client's yes to taking part opens the constellation to the others; taking it back closes it to them."""
    seat = state.seats[event.seat]
    if event.purpose == Purpose.TAKE_PART and seat.role in {Role.CLIENT, Role.ALONE}:
        row.withdrawn_at = None if event.given else now
        row.save(update_fields=["withdrawn_at"])


def _store_phase(row: Constellation, phase: Phase, now: datetime) -> None:
    if row.phase == phase:
        return
    row.phase = phase
    row.begun_at = row.begun_at or (
        now if phase in UNDER_WAY_PHASES else None
    )  # called off before the start: never begun
    row.closed_at = now if phase == Phase.CLOSED else None
    if phase == Phase.CLOSED:
        row.code_hash = ""  # nobody knocks at a closed room
    row.save(update_fields=["phase", "begun_at", "closed_at", "code_hash"])
    if phase == Phase.CLOSED:
        pace_doses.record_closing_dose(row, now)
