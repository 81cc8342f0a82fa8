from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator

from fotfeste.constellations.models import Seat
from tests.cast import Cast, gather
from tests.constellations.live.laying import Laid
from tests.constellations.live.sitting import Sitting, session_of
from tests.durability.house import House

Sit = Callable[..., Sitting]
Open = Callable[[], House]


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:
    """Staff with the second factor a real house asks for."""
    cast = gather()
    for staff in (cast.thea, cast.mika):
        Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return cast


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[[], House]]:
    """One real server process each time it is called, gone after the test."""
    houses: list[House] = []

    def opened() -> House:
        houses.append(House(tmp_path / f"log-{len(houses)}"))
        houses[-1].fill(1)
        return houses[-1]

    yield opened
    for house in reversed(houses):  # a later one was forked with the earlier one's pipes in hand
        house.close()


@pytest.fixture
def sit() -> Iterator[Sit]:
    """`sit(house, laid, "r0")`: that seat's socket, joined."""
    sitting: list[Sitting] = []

    def down(house: House, laid: Laid, who: str, *, path: str = "") -> Sitting:
        seat = Seat.objects.select_related("person").get(pk=laid.seats[who].pk)
        sitting.append(Sitting(house.port, laid.board, session_of(seat), path=path))
        return sitting[-1].joined()

    yield down
    for each in sitting:
        each.leave()
