"""What each server wants to hear, and how its frames are told apart. The same places, rates and payloads for all."""

import base64
import json
import subprocess
import uuid
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.boards.load_size import PATH_POINTS, LoadSize, drag_place, drop_path, drop_place
from bench.boards.our_server import BenchRoom
from bench.boards.websocket_client import BINARY, frame

HERE = Path(__file__).parent


class PeerProtocol(ABC):
    """`at` is the seat's number, `hand` which of the draggers, `n` how often it has done so."""

    answers: Mapping[bytes, bytes] = {}
    greeting = b""  # what a client says first
    stops = False  # whether it knows what STOP is

    def __init__(self, rooms: list[BenchRoom]):
        self.rooms = rooms

    def headers(self, room: int, at: int) -> dict[str, str]:
        return {}

    @abstractmethod
    def path(self, room: int, at: int) -> str: ...

    @abstractmethod
    def is_whole(self, payload: bytes) -> bool:
        """Whether this frame is all a seat needs to begin."""

    @abstractmethod
    def drag(self, room: int, hand: int, n: int) -> bytes: ...

    @abstractmethod
    def drop(self, room: int, hand: int, n: int) -> tuple[bytes, str]:
        """The frame, and the id its acknowledgement will bear; '' where there is none."""

    def figure(self, room: int, hand: int) -> str:
        return self.rooms[room].figures[hand]

    def _drop_fields(self, room: int, hand: int, n: int) -> list[Any]:
        return [self.figure(room, hand), *drop_place(n), 0, drop_path()]


class Fotfeste(PeerProtocol):
    stops = True

    def path(self, room: int, at: int) -> str:
        return f"/constellations/{self.rooms[room].board}/live/?protocol=2"

    def headers(self, room: int, at: int) -> dict[str, str]:
        return {"Cookie": self.rooms[room].cookies[at]}

    def is_whole(self, payload: bytes) -> bool:
        return b'"view"' in payload

    def drag(self, room: int, hand: int, n: int) -> bytes:
        return frame(_json({"drag": [self.figure(room, hand), *drag_place(n)]}))

    def drop(self, room: int, hand: int, n: int) -> tuple[bytes, str]:
        x, y, heading = drop_place(n)
        where = {"figure": self.figure(room, hand), "x": x, "y": y, "heading": heading, "gaze": 0, "path": drop_path()}
        name = str(uuid.uuid4())
        return frame(_json({"id": name, "do": {"do": "move", **where}})), name


class GroupSend(PeerProtocol):
    def path(self, room: int, at: int) -> str:
        return f"/live/?room=room{room}"

    def is_whole(self, payload: bytes) -> bool:
        return b'"view"' in payload

    def drag(self, room: int, hand: int, n: int) -> bytes:
        return frame(_json({"drag": [self.figure(room, hand), *drag_place(n)]}))

    def drop(self, room: int, hand: int, n: int) -> tuple[bytes, str]:
        return frame(_json({"drop": self._drop_fields(room, hand, n)})), ""


class SocketIO(PeerProtocol):
    """engine.io over a WebSocket: `40` comes in, `42[...]` says something, `2` is answered by `3`."""

    answers: Mapping[bytes, bytes] = {b"2": frame(b"3")}
    greeting = frame(b"40")

    def path(self, room: int, at: int) -> str:
        return f"/socket.io/?EIO=4&transport=websocket&room=room{room}"

    def is_whole(self, payload: bytes) -> bool:
        return payload.startswith(b"40")

    def drag(self, room: int, hand: int, n: int) -> bytes:
        return frame(b"42" + _json(["drag", [self.figure(room, hand), *drag_place(n)]]))

    def drop(self, room: int, hand: int, n: int) -> tuple[bytes, str]:
        return frame(b"42" + _json(["drop", self._drop_fields(room, hand, n)])), ""


class Yjs(PeerProtocol):
    """Drags are awareness, as Yjs means it; drops are updates of a shared map, made by Yjs itself beforehand."""

    SYNC, AWARENESS, STEP_1, STEP_2, UPDATE = 0, 1, 0, 1, 2
    greeting = frame(bytes((SYNC, STEP_1, 1, 0)), BINARY)  # "I have nothing yet"

    def __init__(self, rooms: list[BenchRoom], size: LoadSize):
        super().__init__(rooms)
        figures = [figure for room in rooms for figure in room.figures]
        self.clients = {figure: 1_000 + at for at, figure in enumerate(figures)}
        self.updates = dict(zip(figures, _make_yjs_updates(figures, size.drops), strict=True))

    def path(self, room: int, at: int) -> str:
        return f"/room{room}"

    def is_whole(self, payload: bytes) -> bool:
        return payload.startswith(bytes((self.SYNC, self.STEP_2)))

    def drag(self, room: int, hand: int, n: int) -> bytes:
        figure = self.figure(room, hand)
        state = _length_prefixed(_json({"drag": [figure, *drag_place(n)]}))
        update = b"\x01" + _varint(self.clients[figure]) + _varint(n + 1) + state
        return frame(bytes((self.AWARENESS,)) + _length_prefixed(update), BINARY)

    def drop(self, room: int, hand: int, n: int) -> tuple[bytes, str]:
        update = self.updates[self.figure(room, hand)][n]
        return frame(bytes((self.SYNC, self.UPDATE)) + _length_prefixed(update), BINARY), ""


def _make_yjs_updates(figures: list[str], drops: int) -> list[list[bytes]]:
    asked = json.dumps({"figures": figures, "drops": drops, "points": PATH_POINTS})
    made = subprocess.run(["node", HERE / "peers/strokes.mjs"], input=asked, capture_output=True, text=True, check=True)
    return [[base64.b64decode(one) for one in line.split()] for line in made.stdout.splitlines()]


def _json(what: Any) -> bytes:
    return json.dumps(what, separators=(",", ":")).encode()


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def _length_prefixed(content: bytes) -> bytes:
    return _varint(len(content)) + content
