"""Fixtures the folders beside share; each names those it wants in its conftest."""

import pytest
from allauth.mfa.models import Authenticator

from fotfeste.constellations.models import Constellation
from tests.cast import Cast
from tests.constellations.making import planned


@pytest.fixture(autouse=True)
def second_factors(cast: Cast) -> None:
    """Staff have a second factor, as they must on a real installation."""
    for staff in (cast.thea, cast.mika):
        Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})


@pytest.fixture
def group(cast: Cast) -> Constellation:
    return planned(cast, mode="group")


@pytest.fixture
def pair(cast: Cast) -> Constellation:
    return planned(cast)
