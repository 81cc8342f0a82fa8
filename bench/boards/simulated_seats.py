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

from bench.boards.load_size import DRAGGERS, RECONNECTING, LoadSize, drag_place
from bench.boards.peer_protocols import PeerProtocol
from bench.boards.websocket_client import FrameListener, Socket, connect

MAX_WAIT_S = 5.0  # for a whole view; after that it counts as this long
PREVIEW_PATTERN = re.compile(rb'"([\w-]{8,40})"[:,] ?\[?(\d+), ?(\d+)')
ACK_PATTERN, REFUSAL_PATTERN = re.compile(rb'"ack": ?"([\w-]+)"'), re.compile(rb'"code": ?"(\w+)"')


@dataclass
class Tally:
    """What came of one stretch of time."""

    drags_ms: list[float] = field(default_factory=list)  # of the sample
    acks_ms: list[float] = field(default_factory=list)
    drags_sent: int = 0
    drops_sent: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class SimulatedSeats:
    def __init__(self, protocol: PeerProtocol, port: int, size: LoadSize):
        self.protocol, self.port, self.size = protocol, port, size
        self.sockets: dict[tuple[int, int], Socket] = {}
        self.tally = Tally()
        self.frames_of_closed = 0  # of sockets that are no longer here
        self._preview_sent_s: dict[tuple[bytes, bytes, bytes], float] = {}
        self._drop_sent_s: dict[bytes, float] = {}
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
            coming.append(asyncio.create_task(self.join_one(room, at)))
        return list(await asyncio.gather(*coming))

    async def join_one(self, room: int, at: int) -> float:
        """Milliseconds until this seat had all it needs to begin."""
        whole = asyncio.get_running_loop().create_future()

        def watch(payload: bytes, now_s: float) -> None:
            if not whole.done() and self.protocol.is_whole(payload):
                whole.set_result(now_s)

        began_s = perf_counter()
        with suppress(TimeoutError):
            async with asyncio.timeout(MAX_WAIT_S):
                path, headers = self.protocol.path(room, at), self.protocol.headers(room, at)
                socket = await connect(self.port, path, headers, watch)
                socket.answers = self.protocol.answers
                socket.send(self.protocol.greeting)
                self.sockets[room, at] = socket
                ended_s = await whole
                socket.listener = self._listener_for(at)
                return float(ended_s - began_s) * 1000
        return MAX_WAIT_S * 1000

    def _listener_for(self, at: int) -> FrameListener | None:
        if at in self.size.sample:
            return self._time_previews
        return self._time_answer if at in DRAGGERS else None

    async def reconnect_all(self, seconds: float) -> list[float]:
        """Seats lose their connection one after the other and come back at once."""
        pairs = [(room, at) for at in RECONNECTING for room in range(self.size.rooms)]
        coming = []
        for room, at in pairs:
            self.cut(room, at)
            coming.append(asyncio.create_task(self.join_one(room, at)))
            await asyncio.sleep(seconds / len(pairs))
        return list(await asyncio.gather(*coming))

    def cut(self, room: int, at: int) -> None:
        if socket := self.sockets.pop((room, at), None):
            self.frames_of_closed += socket.frames
            socket.cut()

    def leave(self) -> None:
        for room in list(self._hands):
            self.stop_hands(room)
        for room, at in list(self.sockets):
            self.cut(room, at)

    # ---- hands

    def start_hands(self) -> None:
        for room in range(self.size.rooms):
            self._hands[room] = [asyncio.create_task(hand) for hand in self._make_hands(room)]

    def stop_hands(self, room: int) -> None:
        for hand in self._hands.pop(room):
            hand.cancel()

    def _make_hands(self, room: int) -> list[Coroutine[None, None, None]]:
        """Hands are spread over the beat, as people are; the same way for every server."""
        both = range(len(DRAGGERS))
        shift = [(room * len(DRAGGERS) + hand) / (self.size.rooms * len(DRAGGERS)) for hand in both]
        drags = [self._keep_dragging(room, hand, shift[hand] / self.size.hz) for hand in both]
        return drags + [self._keep_dropping(room, hand, shift[hand] * self.size.drop_every_s) for hand in both]

    async def _keep_dragging(self, room: int, hand: int, shift_s: float) -> None:
        figure = self.protocol.figure(room, hand).encode()
        began_s = perf_counter() + shift_s
        for n in range(10**9):
            await asyncio.sleep(began_s + n / self.size.hz - perf_counter())
            whole = self.protocol.drag(room, hand, n)
            x, y, _ = drag_place(n)
            self._preview_sent_s[figure, b"%d" % x, b"%d" % y] = perf_counter()
            self.tally.drags_sent += 1
            self._send(room, hand, whole)

    async def _keep_dropping(self, room: int, hand: int, shift_s: float) -> None:
        began_s = perf_counter() + shift_s
        for n in range(self.size.drops):
            await asyncio.sleep(began_s + n * self.size.drop_every_s - perf_counter())
            whole, name = self.protocol.drop(room, hand, n)
            self._drop_sent_s[name.encode()] = perf_counter()
            self.tally.drops_sent += 1
            self._send(room, hand, whole)

    def _send(self, room: int, hand: int, whole: bytes) -> None:
        if socket := self.sockets.get((room, DRAGGERS[hand])):
            socket.send(whole)

    # ---- ears

    def start_tally(self) -> None:
        self.tally, self._since_s = Tally(), perf_counter()

    def _time_previews(self, payload: bytes, now_s: float) -> None:
        for placed in PREVIEW_PATTERN.findall(payload):
            sent_s = self._preview_sent_s.get(placed)
            if sent_s is not None and sent_s >= self._since_s:
                self.tally.drags_ms.append((now_s - sent_s) * 1000)

    def _time_answer(self, payload: bytes, now_s: float) -> None:
        if found := ACK_PATTERN.search(payload):
            sent_s = self._drop_sent_s.pop(found[1], None)
            if sent_s is not None and sent_s >= self._since_s:
                self.tally.acks_ms.append((now_s - sent_s) * 1000)
        elif found := REFUSAL_PATTERN.search(payload):
            self.tally.refused[found[1].decode()] += 1

    @property
    def frames(self) -> int:
        """Data frames that have come to any seat."""
        return self.frames_of_closed + sum(socket.frames for socket in self.sockets.values())

    @property
    def closed_by_server_count(self) -> int:
        """Connections that the server ended."""
        return sum(socket.closed.done() for socket in self.sockets.values())
