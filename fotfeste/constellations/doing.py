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

from fotfeste.constellations import logbook, pacing, seated
from fotfeste.constellations.board import Command, Event, Refusal, State, decide, events, evolve
from fotfeste.constellations.board.rules import UNDER_WAY
from fotfeste.constellations.board.words import Phase, Presence, Purpose, Role
from fotfeste.constellations.models import Constellation, Seat

TRIES = 8
GONE = Refusal("gone")  # no seat here any more: taken away, signed out, or the bond has ended


@dataclass(frozen=True)
class Ask:
    """One command of one seat. `session` is the browser session it came by; the house itself has neither."""

    seat: UUID | None
    command: Command
    id: UUID
    session: str | None = None

    @property
    def actor(self) -> str:
        return self.seat.hex if self.seat else "house"


@dataclass
class Done:
    """What came of a batch. `answers[i]` belongs to `asks[i]`: the seq it stands at, or why not."""

    state: State
    news: list[Event] = field(default_factory=list)
    answers: list[int | Refusal] = field(default_factory=list)


def do(constellation: UUID, asks: Sequence[Ask], *, state: State | None, now: datetime) -> Done:
    """Decide and write a batch in order. `state` is what the caller holds, however old; None reads the whole log."""
    if not asks:
        return _held(constellation, state)
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _done(constellation, asks, state, now)
        except IntegrityError:  # another process was first: read what it wrote, and decide again
            continue
    raise TimeoutError("a board so busy that no place in its log could be had")


def _done(constellation: UUID, asks: Sequence[Ask], state: State | None, now: datetime) -> Done:
    # Locked first: two processes that write at the same moment stand in line, and need not decide again and again.
    row = Constellation.objects.select_for_update(no_key=True).get(pk=constellation)
    done = _held(constellation, state)
    holding = seated.holding((ask.seat, ask.session) for ask in asks if ask.seat)  # rights may have ended since
    written: list[logbook.Entry] = []
    for ask in asks:
        holds = ask.seat is None or (ask.seat, ask.session) in holding
        done.answers.append(_answer(row, ask, done, written, now) if holds else _answer_to_one_gone(row, ask))
    if written:
        logbook.write(row, written)
        _aftermath(row, written, done.state, now)
    return done


def _held(constellation: UUID, state: State | None) -> Done:
    return Done(*logbook.caught_up(constellation, state)) if state else Done(logbook.state_of(constellation))


def _answer(row: Constellation, ask: Ask, done: Done, written: list[logbook.Entry], now: datetime) -> int | Refusal:
    before = next((entry.seq for entry in written if entry.command == ask.id), None) or logbook.seq_of(row.pk, ask.id)
    if before is not None:
        return before
    decided = decide(done.state, ask.actor, ask.command, now=now.timestamp(), new_id=_new_id)
    if isinstance(decided, Refusal):
        return decided
    stands_at = done.state.seq + 1 if decided else done.state.seq
    for place, event in enumerate(decided):
        done.state = evolve(done.state, event)
        written.append(logbook.Entry(done.state.seq, event, now, ask.seat, None if place else ask.id))
        done.news.append(event)
    return stands_at


def _answer_to_one_gone(row: Constellation, ask: Ask) -> int | Refusal:
    """What was done before is acknowledged, also when it ended the seat: leaving, sent again, is still one leaving."""
    return logbook.seq_of(row.pk, ask.id) or GONE


def _new_id() -> str:
    return secrets.token_hex(8)


# ---- what else an event means to the house --------------------------------------------------------------------------


def _aftermath(row: Constellation, written: Iterable[logbook.Entry], state: State, now: datetime) -> None:
    for entry in written:
        event = entry.event
        if isinstance(event, events.PresenceSet):
            _seat_changed(event, now)
        elif isinstance(event, events.WordsTakenBack):
            logbook.erase_words(row.pk, UUID(event.seat), before_seq=entry.seq)
        elif isinstance(event, events.Consented):
            _consented(row, event, state, now)
    _phase_kept(row, state.phase, now)


def _seat_changed(event: events.PresenceSet, now: datetime) -> None:
    gone = event.presence in (Presence.LEFT, Presence.REMOVED)
    seats = Seat.objects.filter(pk=UUID(event.seat), person__isnull=True)
    if gone:
        seats.update(gone_at=now)


def _consented(row: Constellation, event: events.Consented, state: State, now: datetime) -> None:
    """The client's yes to taking part opens the constellation to the others; taking it back closes it to them."""
    seat = state.seats[event.seat]
    if event.purpose == Purpose.TAKE_PART and seat.role in {Role.CLIENT, Role.ALONE}:
        row.withdrawn_at = None if event.given else now
        row.save(update_fields=["withdrawn_at"])


def _phase_kept(row: Constellation, phase: Phase, now: datetime) -> None:
    if row.phase == phase:
        return
    row.phase = phase
    row.begun_at = row.begun_at or (now if phase in UNDER_WAY else None)  # called off before the start: never begun
    row.closed_at = now if phase == Phase.CLOSED else None
    if phase == Phase.CLOSED:
        row.code_hash = ""  # nobody knocks at a closed room
    row.save(update_fields=["phase", "begun_at", "closed_at", "code_hash"])
    if phase == Phase.CLOSED:
        pacing.record_closing(row, now)
