"""Without a socket: every command as a form, in the same process the sockets live in."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fotfeste.constellations.models import BoardEvent, Seat
from tests.cast import Cast
from tests.constellations.live.conftest import OpenHouse, OpenSocket
from tests.constellations.live.live_setup import CANARIES, LiveBoard, make_live_board
from tests.constellations.live.socket_client import make_session
from tests.durability.server_under_test import House
from tests.durability.writers import Answer, Browser, Post

OpenBrowser = Callable[[House, Seat], Browser]


@pytest.fixture
def browse() -> Iterator[OpenBrowser]:
    """`browse(house, seat)`: a browser with a session and a token, and no socket."""
    made: list[Browser] = []

    def open_one(house: House, seat: Seat) -> Browser:
        made.append(Browser(house.port, None, make_session(seat)))
        return made[-1]

    yield open_one
    for each in made:
        each.close()


def post_command(one: LiveBoard, who: Browser, command: dict[str, Any], row: uuid.UUID | None = None) -> Answer:
    fields = {"id": str(row or uuid.uuid4()), "command": json.dumps(command)}
    return who.post(Post(f"/constellations/{one.board.pk}/do/", fields, quiet=True))


def test_a_form_is_seen_at_once_by_everyone_on_a_socket(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, browse: OpenBrowser
) -> None:
    one, house = make_live_board(live_cast), open_house()
    ana, figure = sit(house, one, "ana"), one.figures[CANARIES[0]]
    answer = post_command(one, browse(house, one.seats["r0"]), {"do": "move", "figure": figure, "x": 777, "y": 300})
    assert answer.body["view"]["figures"][figure]["at"][:2] == [777, 300]
    ana.wait_until(lambda me: me.view["figures"][figure]["at"][:2] == [777, 300], within_s=1)


def test_stop_without_a_socket_halts_everyone(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, browse: OpenBrowser
) -> None:
    one, house = make_live_board(live_cast), open_house()
    there = [sit(house, one, who) for who in ("thea", "ana", "olav")]
    began = time.monotonic()
    browse(house, one.seats["r1"]).post(Post(f"/constellations/{one.board.pk}/stop/", {}, quiet=True))
    for each in there:
        each.wait_until(lambda me: me.view["phase"] == "grounding" and me.view["frozen"], within_s=2)
    assert time.monotonic() - began < 2  # how quick it is, the bench measures


def test_the_same_form_twice_is_one_event(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, browse: OpenBrowser
) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0, row = browse(house, one.seats["r0"]), uuid.uuid4()
    felt = {"do": "perceive", "figure": one.figures[CANARIES[0]], "quality": "varmt"}
    assert post_command(one, r0, felt, row).body["seq"] == post_command(one, r0, felt, row).body["seq"]
    assert BoardEvent.objects.filter(kind="Perceived").count() == 1


@pytest.mark.parametrize(
    ("who", "command", "status"),
    [
        ("r0", {"do": "freeze"}, 409),
        ("kai", {"do": "send", "signal": "stop"}, 409),
        ("r0", {"do": "nonsense"}, 409),
        ("noor", {"do": "send", "signal": "stop"}, 404),
    ],
)
def test_what_is_not_open_is_refused_alike(
    live_cast: Cast, open_house: OpenHouse, browse: OpenBrowser, who: str, command: dict[str, Any], status: int
) -> None:
    one, house = make_live_board(live_cast), open_house()
    before = BoardEvent.objects.count()
    seat = one.seats.get(who) or Seat(person=live_cast.noor)
    assert post_command(one, browse(house, seat), command).status == status
    assert BoardEvent.objects.count() == before


def test_a_form_from_another_site_is_not_taken(live_cast: Cast, open_house: OpenHouse, browse: OpenBrowser) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0 = browse(house, one.seats["r0"])
    r0.headers["Cookie"] = r0.headers["Cookie"].split(";")[0]
    assert post_command(one, r0, {"do": "send", "signal": "stop"}).status == 403
