"""STOP, while everybody else goes on dragging: until each seat of the room has the frame that says everything rests."""

import asyncio
import json
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter

from bench.boards.load_size import STOPPER
from bench.boards.our_server import BenchRoom
from bench.boards.simulated_seats import MAX_WAIT_S, SimulatedSeats
from bench.boards.websocket_client import Socket, frame

REST_FRAME_MARK = b'"phase":"grounding"'
PAUSE_S = 0.25  # between the stops of two rooms


@dataclass
class StopLatencies:
    """Milliseconds from the sending until each seat rests; one that never heard counts as MAX_WAIT_S."""

    by_socket_ms: list[float] = field(default_factory=list)
    by_http_ms: list[float] = field(default_factory=list)


async def measure_stops(crowd: SimulatedSeats, rooms: list[BenchRoom]) -> StopLatencies:
    """One room after the other; by turns over the socket, and as a form post of someone whose socket was just cut."""
    stops = StopLatencies()
    for number, room in enumerate(rooms):
        if number % 2:
            stops.by_http_ms += await _measure_one_stop(crowd, number, room, by_http=True)
        else:
            stops.by_socket_ms += await _measure_one_stop(crowd, number, room, by_http=False)
        crowd.stop_hands(number)
        await asyncio.sleep(PAUSE_S)
    return stops


async def _measure_one_stop(crowd: SimulatedSeats, number: int, room: BenchRoom, *, by_http: bool) -> list[float]:
    stopper = crowd.sockets[number, STOPPER]
    if by_http:
        crowd.cut(number, STOPPER)
    hearing = [_future_of_rest(socket) for (where, _), socket in crowd.sockets.items() if where == number]
    began_s = perf_counter()
    if by_http:
        await _post_stop(crowd.port, room)
    else:
        stop = {"id": str(uuid.uuid4()), "do": {"do": "send", "signal": "stop"}}
        stopper.send(frame(json.dumps(stop).encode()))
    await asyncio.wait(hearing, timeout=MAX_WAIT_S)
    return [(heard.result() - began_s) * 1000 if heard.done() else MAX_WAIT_S * 1000 for heard in hearing]


def _future_of_rest(socket: Socket) -> "asyncio.Future[float]":
    """When this seat has it."""
    heard: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def listener(payload: bytes, now_s: float) -> None:
        if REST_FRAME_MARK in payload and not heard.done():
            heard.set_result(now_s)

    socket.listener = listener
    return heard


async def _post_stop(port: int, room: BenchRoom) -> None:
    """The form's way. Not awaited to its end: what counts is when the others have it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = f"csrfmiddlewaretoken={room.csrf}"
    lines = [
        f"POST {room.stop_path} HTTP/1.1",
        f"Host: localhost:{port}",
        f"Origin: http://localhost:{port}",
        f"Cookie: {room.cookies[STOPPER]}",
        "Content-Type: application/x-www-form-urlencoded",
        "Accept: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        "",
        body,
    ]
    writer.write("\r\n".join(lines).encode())
    with suppress(ConnectionError):
        answer = await reader.read(12)
        assert answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 302", b"HTTP/1.1 303")), answer
    writer.close()
