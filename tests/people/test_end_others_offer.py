"""After a key has changed, the page that follows offers to end all other sessions: once, and only if there are any."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from fotfeste.people.models import Person
from tests.cast import PASSWORD, Cast, gather
from tests.people.keys import code_now, give_code_app
from tests.people.test_open_sessions import is_in
from tests.sign_in import sign_in

OFFER = "Logg ut alle andre steder"


def enter_confirmed(person: Person) -> Client:
    browser = sign_in(person)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert is_in(browser)
    return browser


def take_code_app_away(browser: Client, person: Person) -> str:
    give_code_app(person)
    return browser.post(reverse("mfa_deactivate_totp"))["Location"]


def take_passkey_away(browser: Client, person: Person) -> str:
    kind = Authenticator.Type.WEBAUTHN
    keys = [
        Authenticator.objects.create(user=person, type=kind, data={"name": name, "credential": {}}) for name in "ab"
    ]
    return browser.post(reverse("mfa_remove_webauthn", kwargs={"pk": keys[0].pk}))["Location"]


def take_code_app(browser: Client, person: Person, monkeypatch: pytest.MonkeyPatch) -> str:
    page = browser.get(reverse("mfa_activate_totp"))
    monkeypatch.setattr("tests.people.keys.SECRET", page.context["form"].secret)
    return browser.post(reverse("mfa_activate_totp"), {"code": code_now()})["Location"]


@pytest.mark.parametrize("change", [take_code_app_away, take_passkey_away])
def test_the_page_after_a_changed_key_offers_it_once(cast: Cast, change: Callable[[Client, Person], str]) -> None:
    here, elsewhere = enter_confirmed(cast.ana), sign_in(cast.ana)
    assert is_in(elsewhere) and OFFER not in here.get(reverse("mfa_index")).content.decode()
    following = change(here, cast.ana)
    assert OFFER in here.get(following).content.decode()
    assert is_in(elsewhere), "it is an offer"
    assert OFFER not in here.get(following).content.decode()


def test_taking_it_ends_the_others_and_leads_back(cast: Cast) -> None:
    here, elsewhere, noor = enter_confirmed(cast.ana), sign_in(cast.ana), sign_in(cast.noor)
    following = take_code_app_away(here, cast.ana)
    here.get(following)
    answer = here.post(reverse("people:end_other_sessions"), {"next": following})
    assert answer["Location"] == following and [is_in(each) for each in (here, elsewhere, noor)] == [True, False, True]


def test_it_leads_to_no_other_house(cast: Cast) -> None:
    answer = enter_confirmed(cast.ana).post(reverse("people:end_other_sessions"), {"next": "https://example.org/"})
    assert answer["Location"] == reverse("people:sessions")


def test_where_there_is_nothing_to_end_nothing_is_offered(cast: Cast) -> None:
    here = enter_confirmed(cast.ana)
    assert OFFER not in here.get(take_code_app_away(here, cast.ana)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_new_code_app_offers_it_beside_the_recovery_codes(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = gather().ana
    here, elsewhere = enter_confirmed(ana), sign_in(ana)
    assert is_in(elsewhere)
    following = take_code_app(here, ana, monkeypatch)
    page = here.get(following)
    assert following == reverse("mfa_view_recovery_codes") and OFFER in page.content.decode()
    assert page.context["unused_codes"]


def test_a_password_reset_by_mail_offers_nothing_to_a_stranger(cast: Cast, client: Client) -> None:
    assert OFFER not in client.get(reverse("account_reset_password_from_key_done")).content.decode()
