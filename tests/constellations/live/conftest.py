from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fotfeste.constellations.models import Seat
from tests.cast import Cast, gather
from tests.constellations.live.live_setup import LiveBoard
from tests.constellations.live.socket_client import SocketClient, make_session
from tests.durability.server_under_test import House
from tests.sign_in import add_second_factor

OpenSocket = Callable[..., SocketClient]
OpenHouse = Callable[[], House]


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:
    """Staff with the second factor a real house asks for."""
    cast = gather()
    add_second_factor(cast.thea, cast.mika)
    return cast


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[[], House]]:
    """One real server process each time it is called, gone after the test."""
    houses: list[House] = []

    def open_one() -> House:
        houses.append(House(tmp_path / f"log-{len(houses)}"))
        houses[-1].fill(1)
        return houses[-1]

    yield open_one
    for house in reversed(houses):  # a later one was forked with the earlier one's pipes in hand
        house.close()


@pytest.fixture
def sit() -> Iterator[OpenSocket]:
    """`sit(house, laid, "r0")`: that seat's socket, joined."""
    sitting: list[SocketClient] = []

    def open_socket(house: House, laid: LiveBoard, who: str, *, path: str = "") -> SocketClient:
        seat = Seat.objects.select_related("person").get(pk=laid.seats[who].pk)
        sitting.append(SocketClient(house.port, laid.board, make_session(seat), path=path))
        return sitting[-1].wait_for_view()

    yield open_socket
    for each in sitting:
        each.leave()
