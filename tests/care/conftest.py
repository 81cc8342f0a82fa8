from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from fotfeste.people.models import Person
from tests.cast import Cast

Enter = Callable[[Person], Client]


@pytest.fixture
def enter(cast: Cast) -> Enter:
    """Sign in as someone. Staff have a second factor, as they must on a real installation."""
    for staff in (cast.thea, cast.mika, cast.sol):
        Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})

    def as_person(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def thea(enter: Enter, cast: Cast) -> Client:
    return enter(cast.thea)
