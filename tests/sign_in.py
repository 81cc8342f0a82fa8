"""Browsers of the cast, signed in."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.test import Client

from fotfeste.people.models import Person

SignIn = Callable[[Person], Client]


def add_second_factor(*staff: Person) -> None:
    """What staff must have on a real installation before anything opens."""
    for person in staff:
        Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})


def sign_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client
