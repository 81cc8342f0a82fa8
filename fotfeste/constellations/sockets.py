"""The live socket of a board: who knocks, what is asked, and nothing else. Rights are asked again for every command."""

import asyncio
import contextlib
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import path
from django.utils import timezone, translation

from fotfeste.constellations.board import WALL, AnyCommand, Refusal
from fotfeste.constellations.board.bounds import Heading, X, Y
from fotfeste.constellations.board.words import Role
from fotfeste.constellations.doing import Ask
from fotfeste.constellations.hub import hub
from fotfeste.constellations.member import NOT_HERE, SIGN_IN, Member
from fotfeste.constellations.queries import open_seat
from fotfeste.constellations.refusals import sentence
from fotfeste.constellations.room import Room
from fotfeste.constellations.threads import in_a_thread
from fotfeste.constellations.trailing import leave_link
from fotfeste.people.sessions import person_of, stay_signed_in

LONGEST = 8_000  # characters of one message
STAYS_EVERY_S = 60.0
MOST_SOCKETS = 12  # of one seat in one process: tabs, and those of a phone that slept and is not known to be gone


class FromBrowser(msgspec.Struct, omit_defaults=True):
    """A command with its id, or a drag."""

    id: UUID | None = None
    do: AnyCommand | None = None
    drag: tuple[str, X, Y, Heading] | None = None


decoder = msgspec.json.Decoder(FromBrowser)


class Caller:
    """One socket's conversation."""

    def __init__(self, room: Room, member: Member, session: str, language: str):
        self.room, self.member, self.session, self.language = room, member, session, language
        self._stayed_at = asyncio.get_running_loop().time()

    def hear(self, text: str) -> None:
        try:
            said = decoder.decode(text) if len(text) <= LONGEST else FromBrowser()
        except (msgspec.DecodeError, UnicodeError, RecursionError):  # brackets within brackets, thousands of them
            return self._refuse(_id_in(text), Refusal("unreadable"))
        if self.member.sees_as:  # a wall only shows
            return self._refuse(said.id, Refusal("not_allowed"))
        if said.drag:
            return self.room.drag(self.member, *said.drag)
        if said.id is None or said.do is None:
            return self._refuse(said.id, Refusal("unreadable"))
        self._stay()
        return self._ask(said.id, said.do)

    def _ask(self, command_id: UUID, command: AnyCommand) -> None:
        def answer(result: int | Refusal) -> None:
            if isinstance(result, Refusal):
                self._refuse(command_id, result)
            else:
                self.member.give(_written({"ack": str(command_id), "seq": result}))

        self.room.ask(Ask(self.member.seat, command, command_id, self.session), answer)

    def _refuse(self, command_id: UUID | None, refusal: Refusal) -> None:
        with translation.override(self.language):
            said = {"no": str(command_id or ""), "code": refusal.code, "sentence": sentence(refusal.code)}
        self.member.give(_written(said))
        if refusal.code == "gone":
            self.member.close(NOT_HERE)

    def _stay(self) -> None:
        """Leading a constellation is not being idle."""
        now = asyncio.get_running_loop().time()
        if now - self._stayed_at > STAYS_EVERY_S:
            self._stayed_at, session = now, self.session
            _spawn(in_a_thread(lambda: stay_signed_in(session, timezone.now().timestamp())))


async def live(scope: Any, receive: Any, send: Any) -> None:
    """Join the board named in the path; a stranger's is answered like one that does not exist."""
    await receive()  # websocket.connect
    board = UUID(str(scope["url_route"]["kwargs"]["constellation"]))
    session, language = _cookies(scope)
    is_wall = "wall" in scope["url_route"]["kwargs"]
    seat = await in_a_thread(lambda: _seat(session, board, is_wall))
    if isinstance(seat, UUID) and hub.sockets_of(board, seat) >= MOST_SOCKETS:
        await send({"type": "websocket.close"})  # before it opens: a page then waits, and works by HTTP
        return
    await send({"type": "websocket.accept"})
    if isinstance(seat, int):
        await send({"type": "websocket.close", "code": seat})
        return
    room = await hub.room(board)
    member = Member(seat, send, sees_as=WALL if is_wall else "", session=session)
    room.join(member)
    pump = asyncio.create_task(_pumped(member))
    try:
        await _converse(Caller(room, member, session, language), receive)
    finally:
        room.leave(member)
        hub.leave(room)
        pump.cancel()


async def _converse(caller: Caller, receive: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        caller.hear(message.get("text") or "")


async def _pumped(member: Member) -> None:
    with contextlib.suppress(Exception):  # a socket that is gone: `receive` tells of it
        await member.pump()


def _seat(session_key: str, board: UUID, is_wall: bool) -> UUID | int:
    """The seat of whoever this session belongs to; else the code to close with. The wall is opened by whoever leads."""
    session = SessionStore(session_key) if session_key else None
    if session is None or not session.exists(session_key):
        return SIGN_IN
    seat = open_seat(person_of(session), session, board)
    if seat is None or (is_wall and seat.role != Role.FACILITATOR):
        return NOT_HERE
    leave_link(seat, timezone.now())
    return seat.pk


def _cookies(scope: Any) -> tuple[str, str]:
    cookies = scope.get("cookies", {})
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return cookies.get(settings.SESSION_COOKIE_NAME, ""), known


def _id_in(text: str) -> UUID | None:
    """The id of a message that could not be read otherwise, so that its sender hears that it was not."""
    with contextlib.suppress(Exception):
        return UUID(str(msgspec.json.decode(text)["id"]))
    return None


def _written(said: dict[str, Any]) -> str:
    return msgspec.json.encode(said).decode()


_running: set["asyncio.Task[Any]"] = set()


def _spawn(work: Any) -> None:
    task = asyncio.get_running_loop().create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)


websocket_urlpatterns: list[Any] = [
    path("constellations/<uuid:constellation>/live/", live),  # type: ignore[arg-type]
    path("constellations/<uuid:constellation>/<str:wall>/live/", live),  # type: ignore[arg-type]
]
