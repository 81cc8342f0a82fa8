"""Sitting at a board over a real socket: what a browser's script does, in Python."""

import json
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import websockets.sync.client as ws
from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from fotfeste.constellations.live.protocol import PROTOCOL_VERSION
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.people.guests import SEAT
from fotfeste.people.session_store import SessionStore

TIMEOUT_S = 8.0
CURRENT = f"?protocol={PROTOCOL_VERSION}"


def make_session(seat: Seat) -> str:
    """The session key of a browser that may sit there: signed in, or given a guest's seat."""
    if seat.person:
        client = Client()
        client.force_login(seat.person)
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session = SessionStore()
    session[SEAT] = str(seat.pk)
    session.save()
    return str(session.session_key)


class SocketClient:
    """One socket. `view` follows what comes in, `frames` keeps all of it."""

    def __init__(
        self, port: int, board: Constellation, session: str, *, path: str = "", origin: str = "", query: str = CURRENT
    ) -> None:
        at = f"ws://127.0.0.1:{port}/constellations/{board.pk}/{path}live/{query}"
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.LANGUAGE_COOKIE_NAME}=en"}
        mine = origin or f"http://127.0.0.1:{port}"
        self._door = ExitStack()
        opened = ws.connect(at, additional_headers=headers, origin=Origin(mine), compression=None)
        self.socket = self._door.enter_context(opened)
        self.frames: list[dict[str, Any]] = []
        self.view: dict[str, Any] = {}
        self.closed: int | None = None

    def wait_until(self, until: Callable[["SocketClient"], Any], within_s: float = TIMEOUT_S) -> Any:
        """Take in frames until that holds; the assertion says what came instead."""
        end = time.monotonic() + within_s
        while not (found := until(self)):
            left = end - time.monotonic()
            assert left > 0 and self.closed is None, (self.closed, self.frames[-3:])
            self._receive_frame(left)
        return found

    def wait_for_view(self) -> "SocketClient":
        self.wait_until(lambda me: me.view)
        return self

    def collect_frames(self, for_s: float = 0.3) -> list[dict[str, Any]]:
        """What comes in that time."""
        before, end = len(self.frames), time.monotonic() + for_s
        while self.closed is None and (left := end - time.monotonic()) > 0:
            self._receive_frame(left)
        return self.frames[before:]

    def send_command(self, command: dict[str, Any], one: uuid.UUID | None = None) -> uuid.UUID:
        one = one or uuid.uuid4()
        self.socket.send(json.dumps({"id": str(one), "do": command}))
        return one

    def send_and_wait(self, do: str, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its answer: `{"ack", "seq"}` or `{"no", "code", "sentence"}`."""
        return self.wait_for_answer(self.send_command({"do": do, **fields}))

    def wait_for_answer(self, one: uuid.UUID) -> dict[str, Any]:
        def find_answer(me: "SocketClient") -> Any:
            return next((f for f in me.frames if str(one) in (f.get("ack"), f.get("no"))), None)

        answer: dict[str, Any] = self.wait_until(find_answer)
        return answer

    def drag(self, figure: str, x: int, y: int, heading: int = 0) -> None:
        self.socket.send(json.dumps({"drag": [figure, x, y, heading]}))

    def wait_for_close(self, within_s: float = TIMEOUT_S) -> int | None:
        end = time.monotonic() + within_s
        while self.closed is None and time.monotonic() < end:
            self._receive_frame(end - time.monotonic())
        return self.closed

    def leave(self) -> None:
        self._door.close()

    def _receive_frame(self, within_s: float) -> None:
        try:
            frame = json.loads(self.socket.recv(timeout=within_s))
        except TimeoutError:
            return
        except ConnectionClosed as over:
            self.closed = over.rcvd.code if over.rcvd else 1006
            return
        self.frames.append(frame)
        self.view = frame.get("view") or self.view
        for figure, at in frame.get("moved", {}).items():
            self.view["figures"][figure]["at"] = at
            self.view["seq"] = frame["seq"]
