"""One open socket of one seat."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

MAX_WAITING_FRAMES = 24  # frames for one socket; beyond it previews are dropped, then the socket is told to come again
CLOSE_RESYNC = 4408
CLOSE_NO_SEAT = 4404
CLOSE_RELOAD = 4426  # the page speaks another version
Send = Callable[[Any], Awaitable[None]]


@dataclass(eq=False)
class Member:
    """One open socket of one seat. Frames wait here; a slow phone holds up nobody else."""

    seat: UUID
    send: Send
    sees_as: str = ""  # a wall sees less than the seat that opened it
    session: str | None = None  # of the browser that opened it
    waiting: deque[tuple[str, bool]] = field(default_factory=deque)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    close_code: int | None = None

    @property
    def key(self) -> str:
        return self.sees_as or self.seat.hex

    def enqueue(self, text: str, *, preview: bool = False) -> None:
        if len(self.waiting) >= MAX_WAITING_FRAMES:
            self.waiting = deque(each for each in self.waiting if not each[1])
            if len(self.waiting) >= MAX_WAITING_FRAMES:
                return self.close(CLOSE_RESYNC)
        self.waiting.append((text, preview))
        self.wake.set()
        return None

    def close(self, code: int) -> None:
        self.close_code = self.close_code or code
        self.wake.set()

    async def send_waiting(self) -> None:
        """Send what waits until the socket is to be closed, then close it."""
        while self.close_code is None:
            while self.waiting:
                await self.send({"type": "websocket.send", "text": self.waiting.popleft()[0]})
            self.wake.clear()
            if not self.waiting and self.close_code is None:
                await self.wake.wait()
        while self.waiting and self.close_code != CLOSE_RESYNC:
            await self.send({"type": "websocket.send", "text": self.waiting.popleft()[0]})
        await self.send({"type": "websocket.close", "code": self.close_code})
