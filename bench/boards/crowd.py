"""Everybody at their boards: they join, two in each room drag, some lose their connection and come back.

One process, one clock: a preview's time is from just before its bytes are handed to the sender's socket until the loop
hands the bytes of the frame with the same figure and place to a watching seat. Both ends are in this process.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter

from bench.boards.dialects import Dialect
from bench.boards.size import DRAGGERS, RETURNERS, Size, drag_place
from bench.boards.wire import Listens, Socket, connected

WAITS_S = 5.0  # for a whole view; after that it counts as this long
PLACED = re.compile(rb'"([\w-]{8,40})"[:,] ?\[?(\d+), ?(\d+)')
ACK, NO = re.compile(rb'"ack": ?"([\w-]+)"'), re.compile(rb'"code": ?"(\w+)"')


@dataclass
class Heard:
    """What came of one stretch of time."""

    drags_ms: list[float] = field(default_factory=list)  # of the sample
    acks_ms: list[float] = field(default_factory=list)
    drags_sent: int = 0
    drops_sent: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class Crowd:
    def __init__(self, dialect: Dialect, port: int, size: Size):
        self.dialect, self.port, self.size = dialect, port, size
        self.sockets: dict[tuple[int, int], Socket] = {}
        self.heard = Heard()
        self.gone_frames = 0  # of sockets that are no longer here
        self._sent: dict[tuple[bytes, bytes, bytes], float] = {}
        self._asked: dict[bytes, float] = {}
        self._since_s = 0.0
        self._hands: dict[int, list[asyncio.Task[None]]] = {}

    # ---- coming and going

    async def join(self) -> list[float]:
        """Everyone comes in, so many a second come what may. Milliseconds from connecting to a whole view."""
        everyone = [(room, at) for at in range(self.size.seats) for room in range(self.size.rooms)]
        coming = []
        began_s = perf_counter()
        for n, (room, at) in enumerate(everyone):
            await asyncio.sleep(began_s + n / self.size.joins_per_s - perf_counter())
            coming.append(asyncio.create_task(self.come(room, at)))
        return list(await asyncio.gather(*coming))

    async def come(self, room: int, at: int) -> float:
        """Milliseconds until this seat had all it needs to begin."""
        whole = asyncio.get_running_loop().create_future()

        def watch(payload: bytes, now_s: float) -> None:
            if not whole.done() and self.dialect.is_whole(payload):
                whole.set_result(now_s)

        began_s = perf_counter()
        with suppress(TimeoutError):
            async with asyncio.timeout(WAITS_S):
                path, headers = self.dialect.path(room, at), self.dialect.headers(room, at)
                socket = await connected(self.port, path, headers, watch)
                socket.answers = self.dialect.answers
                socket.send(self.dialect.greeting)
                self.sockets[room, at] = socket
                ended_s = await whole
                socket.listens = self._listens(at)
                return float(ended_s - began_s) * 1000
        return WAITS_S * 1000

    def _listens(self, at: int) -> Listens | None:
        if at in self.size.sample:
            return self._watches
        return self._is_answered if at in DRAGGERS else None

    async def come_back(self, seconds: float) -> list[float]:
        """Seats lose their connection one after the other and come back at once."""
        pairs = [(room, at) for at in RETURNERS for room in range(self.size.rooms)]
        coming = []
        for room, at in pairs:
            self.cut(room, at)
            coming.append(asyncio.create_task(self.come(room, at)))
            await asyncio.sleep(seconds / len(pairs))
        return list(await asyncio.gather(*coming))

    def cut(self, room: int, at: int) -> None:
        if socket := self.sockets.pop((room, at), None):
            self.gone_frames += socket.frames
            socket.cut()

    def leave(self) -> None:
        for room in list(self._hands):
            self.rest(room)
        for room, at in list(self.sockets):
            self.cut(room, at)

    # ---- hands

    def begin(self) -> None:
        for room in range(self.size.rooms):
            self._hands[room] = [asyncio.create_task(hand) for hand in self._in(room)]

    def rest(self, room: int) -> None:
        for hand in self._hands.pop(room):
            hand.cancel()

    def _in(self, room: int) -> list[Coroutine[None, None, None]]:
        """Hands are spread over the beat, as people are; the same way for every server."""
        both = range(len(DRAGGERS))
        shift = [(room * len(DRAGGERS) + hand) / (self.size.rooms * len(DRAGGERS)) for hand in both]
        drags = [self._drags(room, hand, shift[hand] / self.size.hz) for hand in both]
        return drags + [self._drops(room, hand, shift[hand] * self.size.drop_every_s) for hand in both]

    async def _drags(self, room: int, hand: int, shift_s: float) -> None:
        figure = self.dialect.figure(room, hand).encode()
        began_s = perf_counter() + shift_s
        for n in range(10**9):
            await asyncio.sleep(began_s + n / self.size.hz - perf_counter())
            whole = self.dialect.drag(room, hand, n)
            x, y, _ = drag_place(n)
            self._sent[figure, b"%d" % x, b"%d" % y] = perf_counter()
            self.heard.drags_sent += 1
            self._say(room, hand, whole)

    async def _drops(self, room: int, hand: int, shift_s: float) -> None:
        began_s = perf_counter() + shift_s
        for n in range(self.size.drops):
            await asyncio.sleep(began_s + n * self.size.drop_every_s - perf_counter())
            whole, name = self.dialect.drop(room, hand, n)
            self._asked[name.encode()] = perf_counter()
            self.heard.drops_sent += 1
            self._say(room, hand, whole)

    def _say(self, room: int, hand: int, whole: bytes) -> None:
        if socket := self.sockets.get((room, DRAGGERS[hand])):
            socket.send(whole)

    # ---- ears

    def start_hearing(self) -> None:
        self.heard, self._since_s = Heard(), perf_counter()

    def _watches(self, payload: bytes, now_s: float) -> None:
        for placed in PLACED.findall(payload):
            sent_s = self._sent.get(placed)
            if sent_s is not None and sent_s >= self._since_s:
                self.heard.drags_ms.append((now_s - sent_s) * 1000)

    def _is_answered(self, payload: bytes, now_s: float) -> None:
        if found := ACK.search(payload):
            sent_s = self._asked.pop(found[1], None)
            if sent_s is not None and sent_s >= self._since_s:
                self.heard.acks_ms.append((now_s - sent_s) * 1000)
        elif found := NO.search(payload):
            self.heard.refused[found[1].decode()] += 1

    @property
    def frames(self) -> int:
        """Data frames that have come to any seat."""
        return self.gone_frames + sum(socket.frames for socket in self.sockets.values())

    @property
    def shut_out(self) -> int:
        """Connections that the server ended."""
        return sum(socket.closed.done() for socket in self.sockets.values())
