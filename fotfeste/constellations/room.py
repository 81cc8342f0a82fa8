"""The room of one board in this process: one actor that orders commands, and hands every seat its own view.

Two lanes. Durable: command → rights, decision and commit in one transaction → acknowledged → shown. Ephemeral: a drag
is shown to the others and never kept. What is to be shown is gathered for a tick and written once per distinct view.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import uniform
from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone

from fotfeste.constellations import doing, seated
from fotfeste.constellations.board import Event, Refusal, State, project
from fotfeste.constellations.board import commands as commands_of
from fotfeste.constellations.board import events as ev
from fotfeste.constellations.board.project import GONE, place_of
from fotfeste.constellations.board.rules import HERE, allows
from fotfeste.constellations.doing import Ask
from fotfeste.constellations.member import NOT_HERE, Member
from fotfeste.constellations.tempo import Tempo
from fotfeste.constellations.threads import in_a_thread, lookers

log = logging.getLogger(__name__)
TICK_S = 0.05
LOOKS_AFTER_S = 20.0  # so long at most someone whose rights have ended still sees what happens
MOST_AT_ONCE = 100  # commands in one transaction: nobody's many hold up everyone's next
encode = msgspec.json.Encoder(enc_hook=str).encode


@dataclass
class Pending:
    """What the next frame will say."""

    whole: bool = False
    here: bool = False
    moved: dict[str, list[int]] = field(default_factory=dict)
    drags: dict[str, list[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.whole or self.here or self.moved or self.drags)


class Room:
    def __init__(self, board: UUID, tell: Callable[[UUID, dict[str, list[int]]], None] = lambda board, drags: None):
        self.board = board
        self.tell = tell  # other processes: something happened here
        self.state = State()
        self.members: set[Member] = set()
        self.pending = Pending()
        self._asked: list[tuple[Ask, Callable[[int | Refusal], None]]] = []
        self._news = asyncio.Event()
        self._flush: asyncio.TimerHandle | None = None
        self._flushed_at = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._tempos: dict[UUID, Tempo] = {}
        self._is_busy = False
        self._shown: set[str] = set()  # figures that everyone has seen on the board

    # ---- coming and going

    async def open(self) -> None:
        self.state = (await in_a_thread(lambda: doing.do(self.board, [], state=None, now=timezone.now()))).state
        self._shown = {key for key, figure in self.state.figures.items() if figure.on_board}
        self._tasks = [asyncio.create_task(self._keep_working()), asyncio.create_task(self._keep_looking())]

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._flush:
            self._flush.cancel()

    def join(self, member: Member) -> None:
        """The first thing a socket gets is the whole view as it is now."""
        self.members.add(member)
        if self._knows(member):
            member.give(self._whole(member))
        else:
            self.notice()  # seated a moment ago, and not read yet: the view comes with that
        self._show(here=True)

    def _knows(self, member: Member) -> bool:
        return member.seat.hex in self.state.seats

    def leave(self, member: Member) -> None:
        self.members.discard(member)
        self._show(here=True)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOKS_AFTER_S * uniform(0.7, 1))  # noqa: S311  # not all rooms at the same moment
            try:
                await self._turn_out()
            except Exception:  # a database that is away: commands are refused by it, too
                log.exception("who still sits at a board could not be asked")

    async def _turn_out(self) -> None:
        """A command asks for its rights; who only watches is asked here. A seat, a session or a bond may have ended."""
        sat = {(member.seat, member.session) for member in self.members}
        holding = await in_a_thread(lambda: seated.holding(sat), lookers)
        for member in self.members:
            if (member.seat, member.session) in sat - holding:
                member.close(NOT_HERE)

    # ---- the durable lane

    def ask(self, ask: Ask, answer: Callable[[int | Refusal], None]) -> None:
        tempo = self._tempo(ask.seat) if ask.seat else Tempo()
        lane = tempo.signals if isinstance(ask.command, commands_of.Send) else tempo.commands
        if not lane.takes(asyncio.get_running_loop().time()):
            return answer(Refusal("slowly"))
        self._asked.append((ask, answer))
        self._news.set()
        return None

    def notice(self) -> None:
        """Something may have been written elsewhere: a form, another process."""
        self._news.set()

    async def _keep_working(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            asked, self._asked = self._asked[:MOST_AT_ONCE], self._asked[MOST_AT_ONCE:]
            if self._asked:
                self._news.set()
            self._is_busy = True
            try:
                await self._do(asked)
            except Exception:  # a full disk, a database that is away: each is answered, and the room lives on
                log.exception("a board could not be written")
                for _ask, answer in asked:
                    answer(Refusal("not_kept"))
            self._is_busy = False

    async def _do(self, asked: list[tuple[Ask, Callable[[int | Refusal], None]]]) -> None:
        asks, state = [ask for ask, _answer in asked], self.state
        done = await in_a_thread(lambda: doing.do(self.board, asks, state=state, now=timezone.now()))
        self.state = done.state
        for (_ask, answer), result in zip(asked, done.answers, strict=True):
            answer(result)
        if done.news:
            self._show_news(done.news)
            if asks:
                self.tell(self.board, {})

    def _show_news(self, news: list[Event]) -> None:
        if all(isinstance(event, ev.Moved) for event in news):
            moved = {e.figure for e in news if isinstance(e, ev.Moved)} & self.state.figures.keys()
            if all(self._was_there(figure) for figure in moved):
                return self._show(moved={figure: place_of(self.state.figures[figure]) for figure in moved})
        return self._show(whole=True)

    def _was_there(self, figure: str) -> bool:
        """A figure that comes onto the board is new to most eyes: that is no mere move."""
        return figure in self._shown

    async def at_rest(self) -> None:
        """Until everything that was asked is done: a stop sent with the last breath of a phone is still a stop."""
        while self._asked or self._is_busy or self._news.is_set():
            await asyncio.sleep(TICK_S)

    # ---- the ephemeral lane

    def drag(self, member: Member, figure: str, x: int, y: int, heading: int) -> None:
        """The same rights as a move. Not kept: a lost one costs nothing."""
        if not self._tempo(member.seat).drags.takes(asyncio.get_running_loop().time()):
            return
        if not self.state.frozen and allows(self.state, member.key, commands_of.Move(figure)) and self._is_up(figure):
            self._show(drags={figure: [x, y, heading]})
            self.tell(self.board, {figure: [x, y, heading]})

    def drag_from_elsewhere(self, drags: dict[str, list[int]]) -> None:
        if not self.state.frozen:
            self._show(drags={figure: at for figure, at in drags.items() if self._is_up(figure)})

    def _tempo(self, seat: UUID) -> Tempo:
        return self._tempos.setdefault(seat, Tempo())

    def _is_up(self, figure: str) -> bool:
        return figure in self.state.figures and self.state.figures[figure].on_board

    # ---- showing

    def _show(
        self,
        *,
        whole: bool = False,
        here: bool = False,
        moved: dict[str, list[int]] | None = None,
        drags: dict[str, list[int]] | None = None,
    ) -> None:
        self.pending.whole |= whole
        self.pending.here |= here
        self.pending.moved |= moved or {}
        self.pending.drags |= drags or {}
        if self.pending and self._flush is None:
            loop = asyncio.get_running_loop()
            wait_s = max(0.0, self._flushed_at + TICK_S - loop.time())
            self._flush = loop.call_later(wait_s, self._show_now)

    def _show_now(self) -> None:
        """At most one frame a tick. Who is not let in gets nothing but a whole view that says so."""
        pending, self.pending, self._flush = self.pending, Pending(), None
        self._flushed_at = asyncio.get_running_loop().time()
        if pending.whole:
            self._show_whole()
        elif frame := self._frame(pending):
            only_preview, on_a_wall = not (pending.moved or pending.here), self._frame(replace(pending, here=False))
            for member in self._let_in():
                member.give(on_a_wall if member.sees_as else frame, preview=only_preview)

    def _show_whole(self) -> None:
        self._shown = {key for key, figure in self.state.figures.items() if figure.on_board}
        for member in filter(self._knows, list(self.members)):
            member.give(self._whole(member))
            if self.state.seats[member.seat.hex].presence in GONE:
                member.close(NOT_HERE)

    def _frame(self, pending: Pending) -> str:
        """The same for everyone who is let in, so written once."""
        said: dict[str, Any] = {"seq": self.state.seq, "moved": pending.moved} if pending.moved else {}
        if drags := {figure: at for figure, at in pending.drags.items() if figure not in pending.moved}:
            said["drags"] = drags
        if pending.here:
            said["here"] = self._here()
        return encode(said).decode()

    def _whole(self, member: Member) -> str:
        view = project(self.state, member.key)
        said: dict[str, Any] = {"view": view}
        if view["phase"] and not member.sees_as:
            said["here"] = self._here()
        return encode(said).decode()

    def _here(self) -> list[str]:
        """A wall knows of nobody."""
        return sorted({member.key for member in self._let_in() if not member.sees_as})

    def _let_in(self) -> list[Member]:
        seats = self.state.seats
        return [m for m in self.members if m.seat.hex in seats and seats[m.seat.hex].presence in HERE]
