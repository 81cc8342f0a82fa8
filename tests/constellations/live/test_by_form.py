"""Without a socket: every command as a form, in the same process the sockets live in."""

import json
import time
import uuid

import pytest
from django.conf import settings

from fotfeste.constellations.models import BoardEvent, Seat
from tests.cast import Cast
from tests.constellations.live.conftest import Sit
from tests.constellations.live.laying import CANARIES, Laid, laid
from tests.constellations.live.sitting import session_of
from tests.durability.writers import TOKEN, Answer, Browser, Post


def browser(port: int, seat: Seat) -> Browser:
    """A guest's browser has a session and a token, and no socket."""
    made = Browser(port, seat.person) if seat.person else Browser.__new__(Browser)
    if not seat.person:
        import http.client

        cookies = f"{settings.SESSION_COOKIE_NAME}={session_of(seat)}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        made.headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        made.line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    return made


def send(one: Laid, who: Browser, command: dict, row: uuid.UUID | None = None) -> Answer:
    fields = {"id": str(row or uuid.uuid4()), "command": json.dumps(command)}
    return who.post(Post(f"/constellations/{one.board.pk}/do/", fields, quiet=True))


def test_a_form_is_seen_at_once_by_everyone_on_a_socket(live_cast: Cast, open_house, sit: Sit) -> None:
    one, house = laid(live_cast), open_house()
    ana, figure = sit(house, one, "ana"), one.figures[CANARIES[0]]
    answer = send(one, browser(house.port, one.seats["r0"]), {"do": "move", "figure": figure, "x": 777, "y": 300})
    assert answer.body["view"]["figures"][figure]["at"][:2] == [777, 300]
    ana.hear(lambda me: me.view["figures"][figure]["at"][:2] == [777, 300], within_s=1)


def test_stop_without_a_socket_halts_everyone(live_cast: Cast, open_house, sit: Sit) -> None:
    one, house = laid(live_cast), open_house()
    there = [sit(house, one, who) for who in ("thea", "ana", "olav")]
    began = time.monotonic()
    browser(house.port, one.seats["r1"]).post(Post(f"/constellations/{one.board.pk}/stop/", {}, quiet=True))
    for each in there:
        each.hear(lambda me: me.view["phase"] == "grounding" and me.view["frozen"], within_s=2)
    assert (
        time.monotonic() - began < 2
    )  # how quick it is, the bench measures


def test_the_same_form_twice_is_one_event(live_cast: Cast, open_house, sit: Sit) -> None:
    one, house = laid(live_cast), open_house()
    r0, row = browser(house.port, one.seats["r0"]), uuid.uuid4()
    felt = {"do": "perceive", "figure": one.figures[CANARIES[0]], "quality": "varmt"}
    assert send(one, r0, felt, row).body["seq"] == send(one, r0, felt, row).body["seq"]
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
def test_what_is_not_open_is_refused_alike(live_cast: Cast, open_house, who: str, command: dict, status: int) -> None:
    one, house = laid(live_cast), open_house()
    before = BoardEvent.objects.count()
    seat = one.seats.get(who) or Seat(person=live_cast.noor)
    assert send(one, browser(house.port, seat), command).status == status
    assert BoardEvent.objects.count() == before


def test_a_form_from_another_site_is_not_taken(live_cast: Cast, open_house) -> None:
    one, house = laid(live_cast), open_house()
    r0 = browser(house.port, one.seats["r0"])
    r0.headers["Cookie"] = r0.headers["Cookie"].split(";")[0]
    assert send(one, r0, {"do": "send", "signal": "stop"}).status == 403
