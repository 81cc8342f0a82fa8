import pytest
from django.test import Client

from tests.cast import Cast
from tests.constellations.page_setup import SignIn, make_sign_in


@pytest.fixture
def enter(cast: Cast) -> SignIn:
    return make_sign_in(cast)


@pytest.fixture
def thea(enter: SignIn, cast: Cast) -> Client:
    return enter(cast.thea)


@pytest.fixture
def ana(enter: SignIn, cast: Cast) -> Client:
    return enter(cast.ana)
