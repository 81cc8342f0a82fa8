"""The rooms of this process, and the wake-up between processes.

Redis carries no event: only that something was written to a board, and drags, which are lost without harm. Where there
is no Redis and several processes, each room looks for what is new by itself, a little later.
"""

import asyncio
import contextlib
import logging
import secrets
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings

from fotfeste.constellations.board import State
from fotfeste.constellations.room import Room

log = logging.getLogger(__name__)
LOOKS_EVERY_S = 1.0
ANSWERS_WITHIN_S = 1.0  # a Redis that does not is away: nobody's stop waits for it
MOST_ON_THEIR_WAY = 200  # wake-ups and drags; what is beyond is found by looking
Drags = dict[str, list[int]]


class Hub:
    """Made in the process's one event loop by the first socket; forms reach it from their own threads."""

    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self.loop: asyncio.AbstractEventLoop | None = None
        self._opening: dict[UUID, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._redis: Any = None  # to tell by; who hears has one of its own, which may wait as long as it likes
        self._me = ""  # which process this is, so that it does not wake itself

    async def room(self, board: UUID) -> Room:
        """The room of this board, opened by whoever comes first."""
        self._begin()
        async with self._opening.setdefault(board, asyncio.Lock()):
            if board not in self.rooms:
                room = Room(board, self.tell)
                await room.open()
                self.rooms[board] = room
                room.notice()  # what was written while it was opened
        return self.rooms[board]

    def leave(self, room: Room) -> None:
        """The last one turns off the light, once what was asked here is done."""
        if not room.members and self.rooms.get(room.board) is room:
            self._start(self._turn_off(room))

    async def _turn_off(self, room: Room) -> None:
        await room.at_rest()
        if not room.members and self.rooms.get(room.board) is room:
            del self.rooms[room.board]
            self._opening.pop(room.board, None)
            room.close()

    def state_of(self, board: UUID) -> State | None:
        """What this process holds of a board, however old. A state never changes, so any thread may read it."""
        room = self.rooms.get(board)
        return room.state if room else None

    def sockets_of(self, board: UUID, seat: UUID) -> int:
        room = self.rooms.get(board)
        return sum(member.seat == seat for member in room.members) if room else 0

    def wake(self, board: UUID) -> None:
        """From any thread: something was written to this board by a form."""
        loop = self.loop
        if loop and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake_here, board)
        else:
            self._publish_from_a_thread(board)

    def _wake_here(self, board: UUID) -> None:
        if room := self.rooms.get(board):
            room.notice()
        self.tell(board, {})

    # ---- between processes

    def tell(self, board: UUID, drags: Drags) -> None:
        if self._redis is not None and len(self._tasks) < MOST_ON_THEIR_WAY:
            message = msgspec.json.encode([self._me, board.hex, drags])
            self._start(self._publish(message))

    async def _publish(self, message: bytes) -> None:
        try:
            await self._redis.publish(settings.FOTFESTE_CHANNEL, message)
        except Exception:
            log.warning("a wake-up could not be sent; the others look by themselves")

    def _publish_from_a_thread(self, board: UUID) -> None:
        """A process that serves no sockets yet still wakes the others."""
        if not settings.REDIS_URL:
            return
        import redis

        waits = {"socket_timeout": ANSWERS_WITHIN_S, "socket_connect_timeout": ANSWERS_WITHIN_S}
        try:
            with redis.Redis.from_url(settings.REDIS_URL, **waits) as one:
                one.publish(settings.FOTFESTE_CHANNEL, msgspec.json.encode([self._me, board.hex, {}]))
        except redis.RedisError:
            log.warning("a wake-up could not be sent; the others look by themselves")

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        if self.loop is loop:
            return
        # Here and not at import: a process may be forked from one that has imported this.
        self.loop, self.rooms, self._opening, self._me = loop, {}, {}, secrets.token_hex(8)
        if settings.REDIS_URL:
            import redis.asyncio

            away: dict[str, Any] = {"socket_connect_timeout": ANSWERS_WITHIN_S}
            self._redis = redis.asyncio.Redis.from_url(settings.REDIS_URL, **away, socket_timeout=ANSWERS_WITHIN_S)
            self._start(self._listen(redis.asyncio.Redis.from_url(settings.REDIS_URL, **away, socket_timeout=None)))
        if settings.REDIS_URL or settings.FOTFESTE_WORKERS > 1:
            self._start(self._look())

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self, ear: Any) -> None:
        """Wake-ups of the other processes, for as long as this one lives; a Redis that is away is tried again."""
        while True:
            with contextlib.suppress(Exception):
                async with ear.pubsub() as heard:
                    await heard.subscribe(settings.FOTFESTE_CHANNEL)
                    async for message in heard.listen():
                        if message["type"] == "message":
                            self._heard(message["data"])
            await asyncio.sleep(LOOKS_EVERY_S)

    def _heard(self, message: bytes) -> None:
        sender, board, drags = msgspec.json.decode(message, type=tuple[str, str, Drags])
        room = self.rooms.get(UUID(board))
        if room is None or sender == self._me:
            return
        if drags:
            room.drag_from_elsewhere(drags)
        else:
            room.notice()

    async def _look(self) -> None:
        """So that a lost wake-up costs a moment and never an event."""
        while True:
            await asyncio.sleep(LOOKS_EVERY_S)
            for room in list(self.rooms.values()):
                room.notice()


hub = Hub()
