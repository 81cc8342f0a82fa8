"""The live socket of a board: who knocks, what is asked, and nothing else. Rights are asked again for every command."""

import asyncio
import contextlib
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import msgspec
from django.conf import settings
from django.urls import path
from django.utils import timezone, translation

from fotfeste.constellations.access_audit import record_board_access
from fotfeste.constellations.board import WALL, AnyCommand, Refusal
from fotfeste.constellations.board.enums import Role
from fotfeste.constellations.live.board_room import Room
from fotfeste.constellations.live.open_boards import hub
from fotfeste.constellations.live.protocol import (
    PROTOCOL_VERSION,
    UNTOLD_VERSION,
    VERSION_PARAMETER,
    Acknowledgement,
    BrowserMessage,
    RefusalFrame,
    ReloadFrame,
    decode_message,
    encode_frame,
    read_version,
)
from fotfeste.constellations.queries import find_seat
from fotfeste.constellations.refusals import OUTDATED_PAGE, refusal_sentence
from fotfeste.constellations.store.execute import CommandRequest
from fotfeste.kit.metrics import OPEN_SOCKETS
from fotfeste.live.member import CLOSE_NO_SEAT, CLOSE_RELOAD, Member
from fotfeste.live.threads import run_in_thread
from fotfeste.people.session_store import SessionStore
from fotfeste.people.sessions import find_signed_in_person, refresh_session

MAX_MESSAGE_LENGTH = 8_000  # characters of one message
KEEP_SIGNED_IN_EVERY_S = 60.0
MAX_SOCKETS_PER_SEAT = (
    12  # of one seat in one process: tabs, and those of a phone that slept and is not known to be gone
)


class SocketConversation:
    """One socket's conversation."""

    def __init__(self, room: Room, member: Member, language: str):
        self.room, self.member, self.session, self.language = room, member, member.session or "", language
        self._kept_signed_in_at = asyncio.get_running_loop().time()

    def receive_message(self, text: str) -> None:
        try:
            said = decode_message(text) if len(text) <= MAX_MESSAGE_LENGTH else BrowserMessage()
        except (msgspec.DecodeError, UnicodeError, RecursionError):  # brackets within brackets, thousands of them
            return self._refuse(_read_message_id(text), Refusal("unreadable"))
        if self.member.sees_as:  # a wall only shows
            return self._refuse(said.id, Refusal("not_allowed"))
        if said.drag:
            return self.room.drag(self.member, *said.drag)
        if said.id is None or said.do is None:
            return self._refuse(said.id, Refusal("unreadable"))
        self._keep_signed_in()
        return self._submit(said.id, said.do)

    def _submit(self, command_id: UUID, command: AnyCommand) -> None:
        def answer(result: int | Refusal) -> None:
            if isinstance(result, Refusal):
                self._refuse(command_id, result)
            else:
                self.member.enqueue(encode_frame(Acknowledgement(str(command_id), result)))

        self.room.submit(CommandRequest(self.member.seat, command, command_id, self.session), answer)

    def _refuse(self, command_id: UUID | None, refusal: Refusal) -> None:
        with translation.override(self.language):
            said = RefusalFrame(str(command_id or ""), refusal.code, refusal_sentence(refusal.code))
        self.member.enqueue(encode_frame(said))
        if refusal.code == "gone":
            self.member.close(CLOSE_NO_SEAT)

    def _keep_signed_in(self) -> None:
        """Leading a constellation is not being idle."""
        now = asyncio.get_running_loop().time()
        if now - self._kept_signed_in_at > KEEP_SIGNED_IN_EVERY_S:
            self._kept_signed_in_at, session = now, self.session
            _run_in_background(run_in_thread(lambda: refresh_session(session, timezone.now().timestamp())))


async def serve_board_socket(scope: Any, receive: Any, send: Any) -> None:
    """Join the board named in the path. Nothing opens where there is no board or no seat: all of these look alike."""
    await receive()  # websocket.connect
    board = UUID(str(scope["url_route"]["kwargs"]["constellation"]))
    session, language = _read_cookies(scope)
    is_wall = "wall" in scope["url_route"]["kwargs"]
    seat = await run_in_thread(lambda: _find_seat(session, board, is_wall))
    version = _read_version(scope)
    if seat is None or version == UNTOLD_VERSION or hub.count_sockets(board, seat) >= MAX_SOCKETS_PER_SEAT:
        await send({"type": "websocket.close"})  # before it opens: a page asks by HTTP then, and hears why there
        return
    await send({"type": "websocket.accept"})
    if version != PROTOCOL_VERSION:
        await _ask_to_reload(send, language)
        return
    member = Member(seat, send, sees_as=WALL if is_wall else "", session=session)
    await _sit_at_board(board, member, language, receive)


async def _sit_at_board(board: UUID, member: Member, language: str, receive: Any) -> None:
    """Until the socket is gone: frames go out by themselves, messages are read in order."""
    room = await hub.get_or_open_room(board)
    room.join(member)
    pump = asyncio.create_task(_pump_messages(member))
    try:
        with OPEN_SOCKETS.track_inprogress():
            await _read_messages(SocketConversation(room, member, language), receive)
    finally:
        room.leave(member)
        hub.close_room_if_empty(room)
        pump.cancel()


async def _ask_to_reload(send: Any, language: str) -> None:
    """To a page of another version: its forms still work, and what it has not sent yet goes that way."""
    with translation.override(language):
        frame = ReloadFrame(PROTOCOL_VERSION, str(OUTDATED_PAGE))
    await send({"type": "websocket.send", "text": encode_frame(frame)})
    await send({"type": "websocket.close", "code": CLOSE_RELOAD})


async def _read_messages(caller: SocketConversation, receive: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        caller.receive_message(message.get("text") or "")


async def _pump_messages(member: Member) -> None:
    with contextlib.suppress(Exception):  # a socket that is gone: `receive` tells of it
        await member.send_waiting()


def _find_seat(session_key: str, board: UUID, is_wall: bool) -> UUID | None:
    """The seat of whoever this session belongs to. The wall is opened by whoever leads."""
    session = SessionStore(session_key) if session_key else None
    if session is None or not session.exists(session_key):
        return None
    seat = find_seat(find_signed_in_person(session), session, board)
    if seat is None or (is_wall and seat.role != Role.FACILITATOR):
        return None
    record_board_access(seat, timezone.now())
    return seat.pk


def _read_version(scope: Any) -> int | None:
    told = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True).get(VERSION_PARAMETER)
    return read_version(told[-1] if told else None)


def _read_cookies(scope: Any) -> tuple[str, str]:
    cookies = scope.get("cookies", {})
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return cookies.get(settings.SESSION_COOKIE_NAME, ""), known


def _read_message_id(text: str) -> UUID | None:
    """The id of a message that could not be read otherwise, so that its sender hears that it was not."""
    with contextlib.suppress(Exception):
        return UUID(str(msgspec.json.decode(text)["id"]))
    return None


_running: set["asyncio.Task[Any]"] = set()


def _run_in_background(work: Any) -> None:
    task = asyncio.get_running_loop().create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)


websocket_urlpatterns: list[Any] = [
    path("constellations/<uuid:constellation>/live/", serve_board_socket),  # type: ignore[arg-type]
    path("constellations/<uuid:constellation>/wall/live/", serve_board_socket, {"wall": True}),  # type: ignore[arg-type]
]
