"""The room of one board in this process: one actor that orders commands, and hands every seat its own view.

Two lanes. Durable: command → rights, decision and commit in one transaction → acknowledged → shown. Ephemeral: a drag
is shown to the others and never kept. What is to be shown is gathered for a tick and written once per distinct view.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from random import uniform
from uuid import UUID

from django.utils import timezone
from msgspec import UNSET

from fotfeste.constellations.board import BoardView, Event, Refusal, State, seat_view
from fotfeste.constellations.board import commands as commands_of
from fotfeste.constellations.board import events as ev
from fotfeste.constellations.board.permissions import PRESENT, allows
from fotfeste.constellations.board.seat_view import GONE_PRESENCES, place_of
from fotfeste.constellations.board.view_types import At
from fotfeste.constellations.live.pending_frame import PendingFrame
from fotfeste.constellations.live.protocol import Drag, UpdateFrame, ViewFrame, encode_frame
from fotfeste.constellations.store import execute, seat_validity
from fotfeste.constellations.store.execute import CommandRequest
from fotfeste.live.hub import Drags
from fotfeste.live.member import CLOSE_NO_SEAT, Member
from fotfeste.live.rate_limit import SeatRateLimits
from fotfeste.live.threads import background_threads, run_in_thread

log = logging.getLogger(__name__)
TICK_S = 0.05
SEAT_CHECK_INTERVAL_S = 20.0  # so long at most someone whose rights have ended still sees what happens
MAX_BATCH = 100  # commands in one transaction: nobody's many hold up everyone's next


class Room:
    def __init__(self, board: UUID, publish: Callable[[UUID, Drags], None] = lambda board, drags: None):
        self.board = board
        self.publish_to_other_processes = publish  # other processes: something happened here
        self.state = State()
        self.members: set[Member] = set()
        self.pending = PendingFrame()
        self._queue: list[tuple[CommandRequest, Callable[[int | Refusal], None]]] = []
        self._wake = asyncio.Event()
        self._flush: asyncio.TimerHandle | None = None
        self._flushed_at = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._limits_of_seat: dict[UUID, SeatRateLimits] = {}
        self._is_busy = False
        self._figures_on_board: set[str] = set()  # figures that everyone has seen on the board

    # ---- coming and going

    async def open(self) -> None:
        self.state = (
            await run_in_thread(lambda: execute.execute_commands(self.board, [], state=None, now=timezone.now()))
        ).state
        self._figures_on_board = {key for key, figure in self.state.figures.items() if figure.on_board}
        self._tasks = [asyncio.create_task(self._execute_queue()), asyncio.create_task(self._check_seats_regularly())]

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._flush:
            self._flush.cancel()

    def join(self, member: Member) -> None:
        """The first thing a socket gets is the whole view as it is now."""
        self.members.add(member)
        if self._has_seat_of(member):
            member.enqueue(self._encode_full_view(member))
        else:
            self.look_for_new_events()  # seated a moment ago, and not read yet: the view comes with that
        self._queue_update(here=True)

    def _has_seat_of(self, member: Member) -> bool:
        return member.seat.hex in self.state.seats

    def leave(self, member: Member) -> None:
        self.members.discard(member)
        self._queue_update(here=True)

    async def _check_seats_regularly(self) -> None:
        while True:
            await asyncio.sleep(SEAT_CHECK_INTERVAL_S * uniform(0.7, 1))  # noqa: S311  # not all rooms at the same moment
            try:
                await self._close_ended_seats()
            except Exception:  # a database that is away: commands are refused by it, too
                log.exception("who still sits at a board could not be asked")

    async def _close_ended_seats(self) -> None:
        """A command asks for its rights; who only watches is asked here. A seat, a session or a bond may have ended."""
        sitting = {(member.seat, member.session) for member in self.members}
        valid = await run_in_thread(lambda: seat_validity.find_valid_seats(sitting), background_threads)
        for member in self.members:
            if (member.seat, member.session) in sitting - valid:
                member.close(CLOSE_NO_SEAT)

    # ---- the durable lane

    def submit(self, request: CommandRequest, answer: Callable[[int | Refusal], None]) -> None:
        limits = self._rate_limits(request.seat) if request.seat else SeatRateLimits()
        lane = limits.signals if isinstance(request.command, commands_of.Send) else limits.commands
        if not lane.try_take(asyncio.get_running_loop().time()):
            return answer(Refusal("slowly"))
        self._queue.append((request, answer))
        self._wake.set()
        return None

    def look_for_new_events(self) -> None:
        """Something may have been written elsewhere: a form, another process."""
        self._wake.set()

    async def _execute_queue(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            batch, self._queue = self._queue[:MAX_BATCH], self._queue[MAX_BATCH:]
            if self._queue:
                self._wake.set()
            self._is_busy = True
            try:
                await self._execute_batch(batch)
            except Exception:  # a full disk, a database that is away: each is answered, and the room lives on
                log.exception("a board could not be written")
                for _request, answer in batch:
                    answer(Refusal("not_kept"))
            self._is_busy = False

    async def _execute_batch(self, batch: list[tuple[CommandRequest, Callable[[int | Refusal], None]]]) -> None:
        requests, state = [request for request, _answer in batch], self.state
        done = await run_in_thread(
            lambda: execute.execute_commands(self.board, requests, state=state, now=timezone.now())
        )
        self.state = done.state
        for (_request, answer), result in zip(batch, done.answers, strict=True):
            answer(result)
        if done.new_events:
            self._queue_new_events(done.new_events)
            if requests:
                self.publish_to_other_processes(self.board, {})

    def _queue_new_events(self, new_events: list[Event]) -> None:
        if all(isinstance(event, ev.Moved) for event in new_events):
            moved = {e.figure for e in new_events if isinstance(e, ev.Moved)} & self.state.figures.keys()
            if all(self._was_on_board(figure) for figure in moved):
                return self._queue_update(moved={figure: place_of(self.state.figures[figure]) for figure in moved})
        return self._queue_update(whole=True)

    def _was_on_board(self, figure: str) -> bool:
        """A figure that comes onto the board is new to most eyes: that is no mere move."""
        return figure in self._figures_on_board

    async def wait_until_idle(self) -> None:
        """Until everything that was asked is done: a stop sent with the last breath of a phone is still a stop."""
        while self._queue or self._is_busy or self._wake.is_set():
            await asyncio.sleep(TICK_S)

    # ---- the ephemeral lane

    def drag(self, member: Member, figure: str, x: int, y: int, heading: int) -> None:
        """The same rights as a move. Not kept: a lost one costs nothing."""
        if not self._rate_limits(member.seat).drags.try_take(asyncio.get_running_loop().time()):
            return
        if (
            not self.state.frozen
            and allows(self.state, member.key, commands_of.Move(figure))
            and self._is_on_board(figure)
        ):
            drags = {figure: (x, y, heading)}
            self._queue_update(drags=drags)
            self.publish_to_other_processes(self.board, drags)

    def queue_remote_drags(self, drags: Drags) -> None:
        if not self.state.frozen:
            self._queue_update(drags={figure: at for figure, at in drags.items() if self._is_on_board(figure)})

    def _rate_limits(self, seat: UUID) -> SeatRateLimits:
        return self._limits_of_seat.setdefault(seat, SeatRateLimits())

    def _is_on_board(self, figure: str) -> bool:
        return figure in self.state.figures and self.state.figures[figure].on_board

    # ---- showing

    def _queue_update(
        self,
        *,
        whole: bool = False,
        here: bool = False,
        moved: dict[str, At] | None = None,
        drags: dict[str, Drag] | None = None,
    ) -> None:
        self.pending.whole |= whole
        self.pending.here |= here
        self.pending.moved |= moved or {}
        self.pending.drags |= drags or {}
        if self.pending and self._flush is None:
            loop = asyncio.get_running_loop()
            wait_s = max(0.0, self._flushed_at + TICK_S - loop.time())
            self._flush = loop.call_later(wait_s, self._flush_pending)

    def _flush_pending(self) -> None:
        """At most one frame a tick. Who is not let in gets nothing but a whole view that says so."""
        pending, self.pending, self._flush = self.pending, PendingFrame(), None
        self._flushed_at = asyncio.get_running_loop().time()
        if pending.whole:
            self._send_full_views()
        elif frame := self._encode_update(pending):
            only_preview, on_a_wall = (
                not (pending.moved or pending.here),
                self._encode_update(replace(pending, here=False)),
            )
            for member in self._admitted_members():
                member.enqueue(on_a_wall if member.sees_as else frame, preview=only_preview)

    def _send_full_views(self) -> None:
        self._figures_on_board = {key for key, figure in self.state.figures.items() if figure.on_board}
        for member in filter(self._has_seat_of, list(self.members)):
            member.enqueue(self._encode_full_view(member))
            if self.state.seats[member.seat.hex].presence in GONE_PRESENCES:
                member.close(CLOSE_NO_SEAT)

    def _encode_update(self, pending: PendingFrame) -> str:
        """The same for everyone who is let in, so written once."""
        drags = {figure: at for figure, at in pending.drags.items() if figure not in pending.moved}
        frame = UpdateFrame(
            seq=self.state.seq if pending.moved else UNSET,
            moved=pending.moved or UNSET,
            drags=drags or UNSET,
            here=self._present_keys() if pending.here else UNSET,
        )
        return encode_frame(frame)

    def _encode_full_view(self, member: Member) -> str:
        view = seat_view(self.state, member.key)
        if isinstance(view, BoardView):
            return encode_frame(ViewFrame(view, UNSET if member.sees_as else self._present_keys()))
        return encode_frame(ViewFrame(view))

    def _present_keys(self) -> list[str]:
        """A wall knows of nobody."""
        return sorted({member.key for member in self._admitted_members() if not member.sees_as})

    def _admitted_members(self) -> list[Member]:
        seats = self.state.seats
        return [m for m in self.members if m.seat.hex in seats and seats[m.seat.hex].presence in PRESENT]
