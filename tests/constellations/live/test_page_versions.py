"""Pages of another release: told to load again, kindly, and nothing they hold or still send is lost."""

import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from websockets.exceptions import InvalidStatus

from fotfeste.constellations.live.protocol import PROTOCOL_VERSION, read_version
from fotfeste.constellations.models import BoardEvent, Seat
from fotfeste.live.member import CLOSE_RELOAD
from tests.cast import Cast
from tests.constellations.live.conftest import OpenHouse, OpenSocket
from tests.constellations.live.live_setup import CANARIES, make_live_board
from tests.constellations.live.socket_client import SocketClient, make_session

SENTENCE = "The board has been renewed since you opened this page."


def test_a_page_of_release_0_1_waits_for_its_socket_and_its_commands_are_done_by_form(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket
) -> None:
    """It tells no version. A socket that never opens is what its script works without; its stop is a form at once."""
    one, house = make_live_board(live_cast), open_house()
    session, thea = make_session(one.seats["r0"]), sit(house, one, "thea")
    with pytest.raises(InvalidStatus):
        SocketClient(house.port, one.board, session, query="")
    figure, command = one.figures[CANARIES[0]], uuid.uuid4()
    move = f'{{"do":"move","figure":"{figure}","x":700,"y":400}}'
    page, body = browser_with(session), {"id": str(command), "command": move}
    address = reverse("constellations:do", args=[one.board.pk])
    for _ in range(2):  # an answer that was lost: sent again, done once
        answer = page.post(address, body, headers={"Accept": "application/json"}).json()
        assert answer["ack"] == str(command) and answer["view"]["figures"][figure]["at"][:2] == [700, 400]
    assert BoardEvent.objects.filter(command=command).count() == 1
    page.post(reverse("constellations:stop", args=[one.board.pk]), {"id": str(uuid.uuid4())})
    thea.send_and_wait("send", signal="ok")
    thea.wait_until(lambda me: me.view["phase"] == "grounding")


@pytest.mark.parametrize("told", [str(PROTOCOL_VERSION + 1), "9" * 40, "two", "-2", "", "%EF%BC%92", "2%00", "2.0"])
def test_a_newer_page_and_one_that_cannot_be_read_are_told_to_load_again(
    live_cast: Cast, open_house: OpenHouse, told: str
) -> None:
    one, house = make_live_board(live_cast), open_house()
    page = SocketClient(house.port, one.board, make_session(one.seats["r0"]), query=f"?protocol={told}")
    assert page.wait_for_close() == CLOSE_RELOAD
    [frame] = page.frames
    assert frame["reload"] == PROTOCOL_VERSION and frame["sentence"].startswith(SENTENCE)


def test_a_stranger_is_told_of_no_version(live_cast: Cast, open_house: OpenHouse) -> None:
    one, house = make_live_board(live_cast), open_house()
    for query in ("", "?protocol=99"):
        with pytest.raises(InvalidStatus, match="403"):
            SocketClient(house.port, one.board, make_session(Seat(person=live_cast.noor)), query=query)


@pytest.mark.parametrize(("query", "is_told"), [("", True), ("?protocol=1", True), ("?protocol=x", True)])
def test_the_sections_an_older_page_asks_for_say_so_and_todays_page_asks_in_todays_version(
    live_cast: Cast, query: str, is_told: bool
) -> None:
    one = make_live_board(live_cast)
    for who in ("r0", "kai"):  # inside, and in the lobby
        page = browser_with(make_session(one.seats[who]))
        parts = reverse("constellations:parts", args=[one.board.pk])
        assert (SENTENCE in page.get(parts + query).content.decode()) is is_told
        whole = page.get(reverse("constellations:board", args=[one.board.pk])).content.decode()
        assert SENTENCE not in whole and f'data-parts="{parts}?protocol={PROTOCOL_VERSION}"' in whole
        assert SENTENCE not in page.get(f"{parts}?protocol={PROTOCOL_VERSION}").content.decode()


def test_the_version_of_an_address() -> None:
    assert [read_version(told) for told in (None, "1", "2", "", "x", "²", "123456")] == [
        1,
        1,
        2,
        None,
        None,
        None,
        None,
    ]


def browser_with(session: str) -> Client:
    page = Client()
    page.cookies[settings.SESSION_COOKIE_NAME] = session
    page.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return page
