"""Fixtures the folders beside share; each names those it wants in its conftest."""

import pytest
from allauth.mfa.models import Authenticator

from fotfeste.constellations.models import Constellation
from tests.cast import Cast
from tests.constellations.make_constellation import plan_constellation


@pytest.fixture(autouse=True)
def second_factors(cast: Cast) -> None:
    """Staff have a second factor, as they must on a real installation."""
    for staff in (cast.thea, cast.mika):
        Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})


@pytest.fixture
def group(cast: Cast) -> Constellation:
    return plan_constellation(cast, mode="group")


@pytest.fixture
def pair(cast: Cast) -> Constellation:
    return plan_constellation(cast)
