"""A socket that is open already: what ends it, what it may not open, and how much it may ask."""

import asyncio
import uuid
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from fotfeste.constellations import services, sockets
from fotfeste.constellations.live import board_room
from fotfeste.constellations.live.board_room import Room
from fotfeste.constellations.models import BoardEvent, Seat
from fotfeste.live import rate_limit
from fotfeste.live.member import Member
from fotfeste.people.guests import LINK_HASH, SEAT
from fotfeste.people.models import Bond
from fotfeste.people.session_store import SessionStore
from fotfeste.privacy.models import TrailEntry
from tests.cast import NOW, Cast
from tests.constellations.live.conftest import OpenHouse, OpenSocket
from tests.constellations.live.live_setup import CANARIES, LiveBoard, make_live_board
from tests.constellations.live.socket_client import SocketClient, make_session

MOVE = {"x": 5, "y": 5}


def make_link_session(one: LiveBoard, who: str) -> str:
    """The session of a guest's browser as `join_by_link` leaves it."""
    session, seat = SessionStore(), Seat.objects.get(pk=one.seats[who].pk)
    session[SEAT], session[LINK_HASH] = str(seat.pk), seat.link_hash
    session.save()
    return str(session.session_key)


def test_a_new_link_ends_the_open_socket_of_the_old_one(live_cast: Cast, open_house: OpenHouse) -> None:
    one, house = make_live_board(live_cast), open_house()
    old = SocketClient(house.port, one.board, make_link_session(one, "r0")).wait_for_view()
    services.renew_link(actor=live_cast.thea, seat=Seat.objects.get(pk=one.seats["r0"].pk), now=NOW)
    assert old.send_and_wait("move", figure=one.figures[CANARIES[0]], **MOVE)["code"] == "gone"
    assert old.wait_for_close() == 4404


def test_a_new_password_ends_what_an_older_session_may_do(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket
) -> None:
    one, house = make_live_board(live_cast), open_house()
    somebody_else = sit(house, one, "ana")
    live_cast.ana.set_password("et helt annet passord")
    live_cast.ana.save()
    assert somebody_else.send_and_wait("send", signal="ok")["code"] == "gone"


def test_who_only_watches_is_asked_too(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_room, "SEAT_CHECK_INTERVAL_S", 0.2)
    one, house = make_live_board(live_cast), open_house()
    thea, r0, ana = sit(house, one, "thea"), sit(house, one, "r0"), sit(house, one, "ana")
    Bond.objects.filter(client=live_cast.ana).update(until=NOW)
    assert thea.wait_for_close() == r0.wait_for_close() == 4404  # nobody may lead there any more, so guests go too
    assert ana.send_and_wait("send", signal="ok")["ack"]


@pytest.mark.parametrize("who", ["kai", "r0", "olav"])
def test_the_wall_is_opened_by_whoever_leads(live_cast: Cast, open_house: OpenHouse, who: str) -> None:
    one, house = make_live_board(live_cast), open_house()
    with pytest.raises(InvalidStatus):
        SocketClient(house.port, one.board, make_session(one.seats[who]), path="wall/")


def test_a_socket_leaves_a_link_in_the_trail_without_its_page(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket
) -> None:
    one, house = make_live_board(live_cast), open_house()
    looked = TrailEntry.objects.filter(client=live_cast.ana, what="constellation", verb="read")
    assert not looked.exists()
    sit(house, one, "thea"), sit(house, one, "ana"), sit(house, one, "r0")
    assert [each.actor for each in looked] == [live_cast.thea]


def test_brackets_within_brackets_are_answered(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0 = sit(house, one, "r0")
    r0.socket.send('{"x":' + "[" * 3_900 + "]" * 3_900 + "}")
    r0.wait_until(lambda me: any(frame.get("code") == "unreadable" for frame in me.frames))
    assert r0.send_and_wait("send", signal="ok")["ack"]


def test_one_who_asks_without_end_is_slowed_and_a_stop_is_heard(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "MAX_BURST", 5)
    one, house = make_live_board(live_cast), open_house()
    r0, thea = sit(house, one, "r0"), sit(house, one, "thea")
    asked = [r0.send_command({"do": "perceive", "figure": one.figures[CANARIES[0]], "intensity": 1}) for _ in range(20)]
    assert r0.wait_for_answer(asked[-1])["code"] == "slowly"
    assert r0.send_and_wait("send", signal="stop")["ack"] and thea.send_and_wait("resume", seen=10_000)["ack"]
    assert BoardEvent.objects.filter(kind="Perceived").count() < len(asked)


def test_one_seat_has_so_many_sockets(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "MAX_SOCKETS_PER_SEAT", 2)
    one, house = make_live_board(live_cast), open_house()
    sit(house, one, "r0"), sit(house, one, "r0"), sit(house, one, "thea")
    with pytest.raises(Exception, match="403"):
        sit(house, one, "r0")


# ---- in one process, without a server --------------------------------------------------------------------------------


async def discard_message(message: Any) -> None:
    """A socket nobody listens to."""


def test_who_was_seated_a_moment_ago_does_not_take_the_view_from_the_others(live_cast: Cast) -> None:
    """She came by another process, and her socket opens before this one has read that she is seated."""
    one = make_live_board(live_cast)
    state, here, new = (
        services.current_state(one.board.pk),
        Member(one.seats["r0"].pk, discard_message),
        Member(uuid.uuid4(), discard_message),
    )

    async def join_both() -> None:
        held = Room(one.board.pk)
        held.state = state
        held.join(new)
        held.join(here)
        held._send_full_views()

    asyncio.run(join_both())
    assert sum("view" in text for text, _preview in here.waiting) == 2 and not any("view" in t for t, _p in new.waiting)
