import pytest
from django.test import Client

from tests.cast import Cast
from tests.constellations.around import Enter, entering


@pytest.fixture
def enter(cast: Cast) -> Enter:
    return entering(cast)


@pytest.fixture
def thea(enter: Enter, cast: Cast) -> Client:
    return enter(cast.thea)


@pytest.fixture
def ana(enter: Enter, cast: Cast) -> Client:
    return enter(cast.ana)
