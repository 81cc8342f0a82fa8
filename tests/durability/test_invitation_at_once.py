"""One invitation, two hundred who accept it at the same moment: one account, one role, one bond, and no error."""

import http.client
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from fotfeste.kit.errors import Sentence
from fotfeste.people.models import Bond, Invitation, Person, Role, RoleGrant
from fotfeste.people.services import InvitationGone, accept_invitation, invite, withdraw_invitation
from tests.cast import PASSWORD, Cast
from tests.durability.server_under_test import House
from tests.durability.simultaneous import at_once
from tests.durability.writers import TOKEN

MANY = 200 if os.environ.get("FOTFESTE_LONG") == "1" else 40
FORMS = 200  # always: more than PostgreSQL has connections for
ADDRESSES: dict[str, Callable[[int], str]] = {
    "all different": lambda n: f"bo{n}@example.org",
    "all the same": lambda n: "bo@example.org",
    "some the same": lambda n: f"bo{n % 7}@example.org",
}

Made = tuple[int, int, int]


def make_invitation(cast: Cast) -> tuple[Invitation, str]:
    return invite(actor=cast.thea, role=Role.CLIENT, name="Bo", now=timezone.now())


def count_accounts(cast: Cast) -> Made:
    """New accounts, their roles, their bonds."""
    new = Person.objects.filter(email__startswith="bo")
    roles = RoleGrant.objects.filter(person__in=new, role=Role.CLIENT, until=None)
    bonds = Bond.objects.filter(client__in=new, therapist=cast.thea, until=None)
    return new.count(), roles.count(), bonds.count()


def accept(token: str, email: str) -> str:
    """'made', or the name of what it was told."""
    try:
        accept_invitation(token=token, email=email, password=PASSWORD, name="Bo", language="nb", now=timezone.now())
    except Sentence as said:
        return type(said).__name__
    return "made"


def withdrawn(actor: Person, invitation: Invitation) -> str:
    return str(withdraw_invitation(actor=actor, invitation=invitation, now=timezone.now()))


@pytest.mark.parametrize("addresses", ADDRESSES)
def test_one_account_whoever_else_tries(busy_cast: Cast, addresses: str) -> None:
    invitation, token = make_invitation(busy_cast)
    told = Counter(at_once(partial(accept, token, ADDRESSES[addresses](number)) for number in range(MANY)))
    assert told == {"made": 1, "InvitationGone": MANY - 1}
    assert count_accounts(busy_cast) == (1, 1, 1)
    invitation.refresh_from_db()
    assert invitation.accepted_by == Person.objects.get(email__startswith="bo")


def test_two_invitations_for_one_address_make_one_account(busy_cast: Cast) -> None:
    tokens = [make_invitation(busy_cast)[1] for _ in range(8)]
    told = Counter(at_once(partial(accept, token, "bo@example.org") for token in tokens))
    assert told == {"made": 1, "AddressInUse": 7}
    assert count_accounts(busy_cast) == (1, 1, 1)
    assert Invitation.objects.filter(accepted_at=None).count() == 7, "the others are still open, for another address"


def test_withdrawn_and_accepted_at_once_is_one_or_the_other(busy_cast: Cast) -> None:
    for number in range(10):
        invitation, token = make_invitation(busy_cast)
        told = at_once(
            [partial(accept, token, f"bo{number}@example.org"), partial(withdrawn, busy_cast.thea, invitation)]
        )
        assert sorted(told) in ([InvitationGone.__name__, "True"], ["False", "made"])
        invitation.refresh_from_db()
        assert bool(invitation.withdrawn_at) is not bool(invitation.accepted_by)


# The page


@pytest.fixture
def busy_house(busy_cast: Cast, open_house: Callable[..., House]) -> Iterator[House]:
    """Behind a proxy, so that each caller may have an address of her own: a few tries a minute each is the rule."""
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        yield open_house(workers=1)


def send(house: House, token: str, number: int) -> str:
    """Where it led, or the status."""
    typed = {"name": "Bo", "email": ADDRESSES["some the same"](number), "password": PASSWORD, "adult": "on"}
    headers = {
        "Cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", house.port, timeout=120)) as line:
        line.request("POST", f"/invitation/{token}/", urlencode({"csrfmiddlewaretoken": TOKEN, **typed}), headers)
        response = line.getresponse()
        response.read()
        return response.getheader("Location") or str(response.status)


def test_two_hundred_forms_make_one_account(busy_house: House, busy_cast: Cast) -> None:
    token = make_invitation(busy_cast)[1]
    answers = Counter(at_once([partial(send, busy_house, token, number) for number in range(FORMS)], most=FORMS))
    assert answers == {"/welcome/": 1, "404": FORMS - 1}, busy_house.log.read_text()[-3000:]
    assert count_accounts(busy_cast) == (1, 1, 1)
