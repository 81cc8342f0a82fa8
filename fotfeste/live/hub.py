"""The rooms of this process, and the wake-up between processes.

Redis carries no event: only that something was written to a board, and drags, which are lost without harm. Where there
is no Redis and several processes, each room looks for what is new by itself, a little later.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec
from django.conf import settings

from fotfeste.live.member import Member

log = logging.getLogger(__name__)
POLL_INTERVAL_S = 1.0
REDIS_TIMEOUT_S = 1.0  # a Redis that does not is away: nobody's stop waits for it
MAX_MESSAGES_IN_FLIGHT = 200  # wake-ups and drags; what is beyond is found by looking
Drags = dict[str, tuple[int, int, int]]  # x, y, heading of each figure that a hand holds


Announce = Callable[[UUID, Drags], None]


class LiveRoom(Protocol):
    """One shared thing that people look at together: a board, later a practice or a map."""

    board: UUID
    members: set[Member]

    async def open(self) -> None: ...
    async def wait_until_idle(self) -> None: ...
    def close(self) -> None: ...
    def look_for_new_events(self) -> None: ...
    def queue_remote_drags(self, drags: Drags) -> None: ...


R = TypeVar("R", bound=LiveRoom)


class Hub(Generic[R]):
    """Made in the process's one event loop by the first socket; forms reach it from their own threads."""

    def __init__(self, make_room: Callable[[UUID, Announce], R]) -> None:
        self.make_room = make_room
        self.rooms: dict[UUID, R] = {}
        self.loop: asyncio.AbstractEventLoop | None = None
        self._opening: dict[UUID, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._redis: Any = None  # to tell by; who hears has one of its own, which may wait as long as it likes
        self._process_id = ""  # which process this is, so that it does not wake itself

    async def get_or_open_room(self, board: UUID) -> R:
        """The room of this board, opened by whoever comes first."""
        self._bind_to_loop()
        async with self._opening.setdefault(board, asyncio.Lock()):
            if board not in self.rooms:
                room = self.make_room(board, self.publish_to_other_processes)
                await room.open()
                self.rooms[board] = room
                room.look_for_new_events()  # what was written while it was opened
        return self.rooms[board]

    def close_room_if_empty(self, room: R) -> None:
        """The last one turns off the light, once what was asked here is done."""
        if not room.members and self.rooms.get(room.board) is room:
            self._start_task(self._close_if_empty(room))

    async def _close_if_empty(self, room: R) -> None:
        await room.wait_until_idle()
        if not room.members and self.rooms.get(room.board) is room:
            del self.rooms[room.board]
            self._opening.pop(room.board, None)
            room.close()

    def find_open_room(self, board: UUID) -> R | None:
        """The room of this board, if this process holds one; from any thread."""
        return self.rooms.get(board)

    def count_sockets(self, board: UUID, seat: UUID) -> int:
        room = self.rooms.get(board)
        return sum(member.seat == seat for member in room.members) if room else 0

    def announce_new_events(self, board: UUID) -> None:
        """From any thread: something was written to this board by a form."""
        loop = self.loop
        if loop and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake_here, board)
        else:
            self._publish_from_a_thread(board)

    def _wake_here(self, board: UUID) -> None:
        if room := self.rooms.get(board):
            room.look_for_new_events()
        self.publish_to_other_processes(board, {})

    # ---- between processes

    def publish_to_other_processes(self, board: UUID, drags: Drags) -> None:
        if self._redis is not None and len(self._tasks) < MAX_MESSAGES_IN_FLIGHT:
            message = msgspec.json.encode([self._process_id, board.hex, drags])
            self._start_task(self._publish(message))

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

        waits = {"socket_timeout": REDIS_TIMEOUT_S, "socket_connect_timeout": REDIS_TIMEOUT_S}
        try:
            with redis.Redis.from_url(settings.REDIS_URL, **waits) as redis_client:
                redis_client.publish(settings.FOTFESTE_CHANNEL, msgspec.json.encode([self._process_id, board.hex, {}]))
        except redis.RedisError:
            log.warning("a wake-up could not be sent; the others look by themselves")

    def _bind_to_loop(self) -> None:
        loop = asyncio.get_running_loop()
        if self.loop is loop:
            return
        # Here and not at import: a process may be forked from one that has imported this.
        self.loop, self.rooms, self._opening, self._process_id = loop, {}, {}, secrets.token_hex(8)
        if settings.REDIS_URL:
            import redis.asyncio

            connect = partial(redis.asyncio.Redis.from_url, settings.REDIS_URL, socket_connect_timeout=REDIS_TIMEOUT_S)
            self._redis = connect(socket_timeout=REDIS_TIMEOUT_S)
            self._start_task(self._listen(connect(socket_timeout=None)))
        if settings.REDIS_URL or settings.FOTFESTE_WORKERS > 1:
            self._start_task(self._poll_rooms())

    def _start_task(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self, redis_client: Any) -> None:
        """Wake-ups of the other processes, for as long as this one lives; a Redis that is away is tried again."""
        while True:
            with contextlib.suppress(Exception):
                async with redis_client.pubsub() as subscription:
                    await subscription.subscribe(settings.FOTFESTE_CHANNEL)
                    async for message in subscription.listen():
                        if message["type"] == "message":
                            self._receive_wake_up(message["data"])
            await asyncio.sleep(POLL_INTERVAL_S)

    def _receive_wake_up(self, message: bytes) -> None:
        sender, board, drags = msgspec.json.decode(message, type=tuple[str, str, Drags])
        room = self.rooms.get(UUID(board))
        if room is None or sender == self._process_id:
            return
        if drags:
            room.queue_remote_drags(drags)
        else:
            room.look_for_new_events()

    async def _poll_rooms(self) -> None:
        """So that a lost wake-up costs a moment and never an event."""
        while True:
            await asyncio.sleep(POLL_INTERVAL_S)
            for room in list(self.rooms.values()):
                room.look_for_new_events()
