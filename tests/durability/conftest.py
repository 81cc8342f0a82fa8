from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fotfeste.people.models import Bond, Institute, PaceMode
from tests.cast import NOW, Cast, gather
from tests.durability.server_under_test import House
from tests.sign_in import add_second_factor


@pytest.fixture
def busy_cast(transactional_db: None) -> Cast:
    """In mode `offers`, where a practice begun is two rows; staff with the second factor a real house asks for."""
    cast = gather()
    Institute.objects.update(pace_mode=PaceMode.OFFERS)
    Bond.objects.create(client=cast.noor, therapist=cast.mika, since=NOW)
    add_second_factor(cast.thea, cast.mika)
    return cast


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def open_house(log: Path) -> Iterator[Callable[..., House]]:
    """`open_house(workers=2)`: the real server, gone after the test."""
    houses: list[House] = []

    def open_house(workers: int = 2, **settings: object) -> House:
        houses.append(House(log, **settings))  # type: ignore[arg-type]
        houses[-1].fill(workers)
        return houses[-1]

    yield open_house
    for house in houses:
        house.close()
