"""Fixtures the folders beside share; each names those it wants in its conftest."""

import pytest

from fotfeste.constellations.models import Constellation
from tests.cast import Cast
from tests.constellations.make_constellation import plan_constellation
from tests.sign_in import add_second_factor


@pytest.fixture(autouse=True)
def second_factors(cast: Cast) -> None:
    """Staff have a second factor, as they must on a real installation."""
    add_second_factor(cast.thea, cast.mika)


@pytest.fixture
def group(cast: Cast) -> Constellation:
    return plan_constellation(cast, mode="group")


@pytest.fixture
def pair(cast: Cast) -> Constellation:
    return plan_constellation(cast)
