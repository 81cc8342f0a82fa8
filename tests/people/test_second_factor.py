"""A second factor: needed by those who work here on a real installation, offered to clients, sealed at rest."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from fotfeste.people.models import Role
from fotfeste.people.services import grant_role
from tests.cast import NOW, PASSWORD, Cast
from tests.people.keys import SECRET, code_now, give_code_app

KEYS = "/account/2fa/"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


def sign_in_and_confirm(client: Client, email: str) -> Client:
    """Signed in, and confirmed just now by password."""
    client.post(LOGIN, {"login": email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.parametrize(("who", "home"), [("thea", "/today/"), ("sol", "/institute/")])
def test_staff_first_make_a_key_on_a_real_installation(cast: Cast, client: Client, who: str, home: str) -> None:
    client.force_login(getattr(cast, who))
    first = client.get("/", follow=True)
    assert first.redirect_chain[-1][0] == KEYS
    assert client.get(KEYS).status_code == 200
    give_code_app(getattr(cast, who))
    assert client.get("/", follow=True).redirect_chain[-1][0] != KEYS


def test_a_demo_does_not_ask_for_it(cast: Cast, client: Client, settings: Any) -> None:
    settings.FOTFESTE_DEMO = True
    client.force_login(cast.thea)
    assert client.get("/", follow=True).redirect_chain[-1][0] != KEYS


def test_a_client_need_not(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    assert client.get("/consents/").status_code == 200


def test_a_client_who_also_works_here_does(cast: Cast, client: Client) -> None:
    grant_role(person=cast.ana, role=Role.THERAPIST, by=cast.sol, now=NOW)
    client.force_login(type(cast.ana).objects.get(pk=cast.ana.pk))
    assert client.get("/consents/")["Location"] == KEYS


def test_the_password_alone_is_not_enough_any_more(cast: Cast, client: Client) -> None:
    give_code_app(cast.ana)
    answer = client.post(LOGIN, {"login": "ana@example.org", "password": PASSWORD, "next": "/readers/"}, follow=True)
    assert "_auth_user_id" not in client.session
    assert answer.redirect_chain[-1][0].startswith(reverse("mfa_authenticate"))
    assert client.get("/readers/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.session["_auth_user_id"]


def test_guessing_codes_is_slowed_down(cast: Cast, client: Client) -> None:
    give_code_app(cast.ana)
    client.post(LOGIN, {"login": "ana@example.org", "password": PASSWORD})
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "_auth_user_id" not in client.session


def test_a_code_app_is_set_up_and_gives_recovery_codes(cast: Cast, client: Client, monkeypatch: Any) -> None:
    sign_in_and_confirm(client, "ana@example.org")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    body = page.content.decode()
    assert secret in body and 'src="data:image/svg+xml;base64,' in body
    monkeypatch.setattr("tests.people.keys.SECRET", secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now()}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    codes = done.context["unused_codes"]
    assert len(codes) == 10
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored and codes[0] not in stored
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert codes[0] in download.content.decode() and "no-store" in download["Cache-Control"]


def test_secrets_are_not_in_the_database_as_text(cast: Cast) -> None:
    give_code_app(cast.ana)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert SECRET not in str(cursor.fetchall())


@pytest.mark.parametrize("route", ["mfa_add_webauthn", "mfa_activate_totp", "mfa_generate_recovery_codes"])
def test_keys_are_changed_only_after_confirming_again(cast: Cast, client: Client, route: str) -> None:
    give_code_app(cast.noor)  # somebody has a key; Ana none
    client.post(LOGIN, {"login": "ana@example.org", "password": PASSWORD})
    assert client.get(reverse(route))["Location"].startswith(reverse("account_reauthenticate"))


def test_ones_keys_are_ones_own(cast: Cast, client: Client) -> None:
    key = Authenticator.objects.create(
        user=cast.noor, type=Authenticator.Type.WEBAUTHN, data={"name": "Noors", "credential": {}}
    )
    sign_in_and_confirm(client, "ana@example.org")
    for route in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(route, kwargs={"pk": key.pk})).status_code == 404
        assert client.post(reverse(route, kwargs={"pk": key.pk}), {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", "not json", '{"id": 1}', '{"response": {"userHandle": "zz"}}']
)
@pytest.mark.parametrize("route", ["mfa_login_webauthn", "mfa_add_webauthn"])
def test_a_mangled_passkey_opens_nothing_and_breaks_nothing(
    cast: Cast, client: Client, route: str, credential: str
) -> None:
    if route == "mfa_add_webauthn":
        sign_in_and_confirm(client, "ana@example.org")
        client.get(reverse(route))
    else:
        client.get(reverse(route), headers={"Accept": "application/json"})
    answer = client.post(reverse(route), {"credential": credential, "name": "x", "passwordless": "on"})
    assert answer.status_code in {200, 302}
    assert not Authenticator.objects.exists()


def test_options_for_a_passkey_sign_in_name_nobody(cast: Cast, client: Client) -> None:
    answer = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    options = answer["request_options"]["publicKey"]
    assert not options.get("allowCredentials") and options["userVerification"] == "required"
