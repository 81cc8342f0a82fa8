"""A WebSocket client as cheap as Python lets it be: 600 of them in one process must cost less than the server.

It counts data frames and hands their payload on only where somebody listens. Nothing is compressed, nothing is
fragmented by the servers measured here, and the mask a client owes is four zero bytes: allowed, and free.
"""

import asyncio
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import cast

FrameListener = Callable[[bytes, float], None]  # payload, perf_counter() of its arrival
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
SIXTEEN_BITS, SIXTY_FOUR_BITS = 126, 127
KEY = "Zm90ZmVzdGUgYm9hcmRzIQ=="  # any 16 bytes; it guards caches, not secrets


def frame(payload: bytes, kind: int = TEXT) -> bytes:
    """One whole frame from a client."""
    size = len(payload)
    if size < SIXTEEN_BITS:
        head = bytes((0x80 | kind, 0x80 | size))
    else:
        head = bytes((0x80 | kind, 0x80 | SIXTEEN_BITS)) + size.to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload


class Socket(asyncio.Protocol):
    """One connection. `listener` gets every data frame while it is set."""

    def __init__(self, listener: FrameListener | None = None):
        self.listener = listener
        self.answers: Mapping[bytes, bytes] = {}  # to frames of one byte: socket.io asks so whether we are still here
        self.frames = 0
        self.came_at_s = 0.0  # when the last bytes came
        self.open = asyncio.get_running_loop().create_future()
        self.closed = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self._rest = b""
        self._read_next = self._read_handshake  # what the next bytes are for

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but its bases

    def data_received(self, data: bytes) -> None:
        self.came_at_s = perf_counter()
        self._read_next(self._rest + data if self._rest else data)

    def _read_handshake(self, data: bytes) -> None:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            self._rest = data
            return
        self._rest = b""
        if b" 101 " not in head.partition(b"\r\n")[0]:
            self.open.set_exception(ConnectionRefusedError(head.partition(b"\r\n")[0].decode("latin-1")))
            return
        self._read_next = self._read_frames
        self.open.set_result(None)
        if rest:
            self._read_frames(rest)

    def _read_frames(self, data: bytes) -> None:
        at, end = 0, len(data)
        while end - at >= 2:
            start, size = at + 2, data[at + 1]
            if size == SIXTEEN_BITS:
                start, size = at + 4, int.from_bytes(data[at + 2 : at + 4], "big")
            elif size == SIXTY_FOUR_BITS:
                start, size = at + 10, int.from_bytes(data[at + 2 : at + 10], "big")
            stop = start + size
            if stop > end:
                break
            kind = data[at] & 15
            if kind > BINARY:
                self._control(kind, data[start:stop])
            else:
                self.frames += 1
                if self.listener:
                    self.listener(data[start:stop], self.came_at_s)
                if size == 1 and data[start:stop] in self.answers:
                    self.send(self.answers[data[start:stop]])
            at = stop
        self._rest = data[at:]

    def _control(self, kind: int, payload: bytes) -> None:
        if kind == PING:
            self.send(frame(payload, PONG))
        elif kind == CLOSE and self.transport:
            self.transport.close()

    def send(self, whole: bytes) -> None:
        if self.transport and not self.transport.is_closing():
            self.transport.write(whole)

    def cut(self) -> None:
        """As when a phone loses its network: no goodbye."""
        if self.transport:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        for waiting in (self.open, self.closed):
            if not waiting.done():
                waiting.set_result(None) if waiting is self.closed else waiting.cancel()


async def connect(port: int, path: str, headers: Mapping[str, str], listener: FrameListener | None = None) -> Socket:
    """A socket after its handshake. Raises ConnectionRefusedError when the server answers anything but 101."""
    _, socket = await asyncio.get_running_loop().create_connection(lambda: Socket(listener), "127.0.0.1", port)
    assert socket.transport
    request_headers = {
        "Host": f"localhost:{port}",
        "Origin": f"http://localhost:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": KEY,
        **headers,
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in request_headers.items()), "", ""]
    socket.transport.write("\r\n".join(lines).encode())
    await socket.open
    return socket
