"""S8, S9: what does not open. Over a real socket of a real server."""

import json
import uuid

import pytest
import websockets.sync.client as ws
from django.conf import settings
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from fotfeste.constellations import sockets
from fotfeste.constellations.live.open_boards import hub
from fotfeste.constellations.models import Seat
from fotfeste.people.open_sessions import end_sessions
from tests.cast import Cast
from tests.constellations.live.conftest import OpenHouse, OpenSocket
from tests.constellations.live.live_setup import make_live_board
from tests.constellations.live.socket_client import CURRENT, make_session


def opens(port: int, path: str, session: str, origin: str = "") -> bool:
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
    mine = Origin(origin or f"http://127.0.0.1:{port}")
    try:
        with ws.connect(f"ws://127.0.0.1:{port}{path}", additional_headers=headers, origin=mine):
            return True
    except InvalidStatus as refused:
        assert refused.response.status_code == 403 and not refused.response.body
        return False


def test_s8_nothing_opens_but_ones_own_boards(live_cast: Cast, open_house: OpenHouse) -> None:
    one, house = make_live_board(live_cast), open_house()
    ana, noor = (make_session(Seat(person=person)) for person in (live_cast.ana, live_cast.noor))
    board, nobodys = (f"/constellations/{each}/" for each in (one.board.pk, uuid.uuid4()))
    assert opens(house.port, f"{board}live/{CURRENT}", ana)
    for path, session in (
        (f"{board}live/", noor),
        (f"{board}live/", "no-such-session"),
        (f"{board}live/", ""),
        (f"{nobodys}live/", ana),
        (f"{board}mirror/live/", make_session(one.seats["thea"])),
        (f"{board}live/live/", ana),
        ("/live/", ana),
        ("/constellations/live/", ana),
        ("/", ana),
    ):
        assert not opens(house.port, path + CURRENT, session), path
    logged = [json.loads(line) for line in house.log.read_text().splitlines() if line.startswith("{")]
    assert not [line for line in logged if line.get("level") == "error"]


def test_s8_no_room_is_made_for_it(live_cast: Cast) -> None:
    """In this process: where a room would be laid, none is."""
    one = make_live_board(live_cast)
    for board in (one.board.pk, uuid.uuid4()):
        assert sockets._find_seat(make_session(Seat(person=live_cast.noor)), board, False) is None
        assert sockets._find_seat("", board, False) is None
    assert not hub.rooms and not hub._opening


@pytest.mark.parametrize("place", ["http://127.0.0.1:{other}", "https://127.0.0.1:{port}", "http://127.0.0.1"])
def test_s9_a_page_of_another_port_of_this_host_opens_none(live_cast: Cast, open_house: OpenHouse, place: str) -> None:
    one, house = make_live_board(live_cast), open_house()
    ana, path = make_session(one.seats["ana"]), f"/constellations/{one.board.pk}/live/{CURRENT}"
    assert opens(house.port, path, ana)
    assert not opens(house.port, path, ana, place.format(port=house.port, other=house.port + 1))


def test_a_session_that_was_ended_ends_at_the_next_command(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket
) -> None:
    one, house = make_live_board(live_cast), open_house()
    ana, thea = sit(house, one, "ana"), sit(house, one, "thea")
    end_sessions(person=live_cast.ana)
    assert ana.send_and_wait("send", signal="ok")["code"] == "gone" and ana.wait_for_close() == 4404
    assert thea.send_and_wait("send", signal="ok")["ack"]
