"""A session ended from elsewhere while a page of hers is being answered: to sign-in, and nothing is lost."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from fotfeste.http.signed_out import lead_to_sign_in
from fotfeste.people.end_others_offer import SESSION_NAME
from fotfeste.people.models import BrowserSession, Invitation, Person
from tests.cast import Cast
from tests.sign_in import SignIn

SIGN_IN = "/account/login/"
INVITE, INVITED, KEYS = "/clients/invite/", "/clients/invited/", "/account/2fa/"


@contextmanager
def ended_meanwhile(person: Person, before: str) -> Iterator[None]:
    """From elsewhere, just before the page's own question or write that has `before` in it."""
    waiting = [True]

    def end_first(execute: Any, sql: str, *rest: Any) -> Any:
        if waiting and before in sql:
            waiting.clear()
            BrowserSession.objects.filter(person=person).delete()
        return execute(sql, *rest)

    with connection.execute_wrapper(end_first):
        yield
    assert not waiting, "it came to that"


def form() -> dict[str, str]:
    return {"row": str(uuid.uuid4()), "name": "Bo", "adult": "on"}


@pytest.fixture
def thea(cast: Cast, enter: SignIn) -> Client:
    browser = enter(cast.thea)
    assert browser.get(INVITE).status_code == 200
    return browser


def test_what_was_kept_is_shown_after_sign_in(cast: Cast, thea: Client) -> None:
    with ended_meanwhile(cast.thea, 'INSERT INTO "fotfeste_invitation"'):
        answer = thea.post(INVITE, form(), headers={"Referer": f"http://testserver{INVITE}"})
    assert answer.status_code == 302 and answer["Location"] == f"{SIGN_IN}?next={INVITED}"
    assert Invitation.objects.filter(invited_by=cast.thea, accepted_at=None).exists()
    assert thea.get("/today/")["Location"].startswith(SIGN_IN)


def test_a_page_that_was_only_read_comes_again_after_sign_in(cast: Cast, thea: Client) -> None:
    session = thea.session
    session[SESSION_NAME] = True
    session.save()
    with ended_meanwhile(cast.thea, "mfa_authenticator"):
        answer = thea.get(KEYS)
    assert answer["Location"] == f"{SIGN_IN}?next={KEYS}"


def test_a_script_that_sends_what_waited_is_told_to_wait_on(cast: Cast, thea: Client) -> None:
    with ended_meanwhile(cast.thea, 'INSERT INTO "fotfeste_invitation"'):
        answer = thea.post(INVITE, form(), headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_sign_in_leads_to_no_other_house(cast: Cast, rf: Any) -> None:
    for elsewhere in ("https://id.example.no/auth", "//example.org/", "javascript:alert(1)"):
        asked = rf.post(INVITE, headers={"Referer": f"http://testserver{INVITE}"})
        assert lead_to_sign_in(asked, elsewhere)["Location"] == f"{SIGN_IN}?next={INVITE}"
