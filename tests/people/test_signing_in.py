"""Passwords, throttling and what a stranger can learn: nothing."""

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from fotfeste.people.models import Person
from fotfeste.people.passwords import ALONE, WITH_SECOND_FACTOR
from tests.cast import PASSWORD, Cast
from tests.people.keys import give_code_app

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str = "ana@example.org", password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_real_hash_is_argon2id_and_costly_enough() -> None:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"]):
        made = make_password(PASSWORD)
    assert made.startswith("argon2$argon2id$")
    hasher = identify_hasher(made)
    assert isinstance(hasher, Argon2PasswordHasher)
    parts = hasher.decode(made)
    assert parts["memory_cost"] >= 19 * 1024 and parts["time_cost"] >= 2


def test_production_uses_that_hash_alone() -> None:
    from importlib import import_module

    module = import_module("fotfeste.config.settings")
    assert module.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize(
    ("length", "second", "holds"),
    [
        (ALONE - 1, False, False),
        (ALONE, False, True),
        (WITH_SECOND_FACTOR - 1, True, False),
        (WITH_SECOND_FACTOR, True, True),
    ],
)
def test_length_follows_the_second_factor(cast: Cast, length: int, second: bool, holds: bool) -> None:
    if second:
        give_code_app(cast.ana)
    password = "qzjv xkwp ylmu tnbd"[:length]
    assert len(password) == length
    if holds:
        validate_password(password, cast.ana)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, cast.ana)


@pytest.mark.parametrize("weak", ["1q2w3e4r5t6y7u8i9o0p", "123456789123456789", "ana@example.org", "anaexample.org1"])
def test_common_passwords_and_ones_own_address_are_refused(cast: Cast, weak: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(weak, cast.ana)


def test_the_right_password_signs_in_whatever_the_case_of_the_address(cast: Cast, client: Client) -> None:
    sign_in(client, "ANA@Example.org")
    assert signed_in(client)


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_a_wrong_guess_gets_the_same_answer_known_or_not(cast: Cast, client: Client, email: str) -> None:
    answer = sign_in(client, email, "feil-feil-feil-feil")
    assert answer.status_code == 200
    assert not signed_in(client)
    page = answer.content.decode()
    assert "feil-feil" not in page and email in page
    assert list(answer.context["form"].errors) == ["__all__"]


def test_the_hash_runs_once_for_the_unknown_as_for_the_known(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(Argon2PasswordHasher, name, _counting(real, runs, name))
    for email in ("ana@example.org", "nobody@example.org"):
        runs.clear()
        sign_in(client, email, "feil-feil-feil-feil")
        assert len(runs) == 1, (email, runs)


def _counting(real: Any, runs: list[str], name: str) -> Any:
    def count_and_call(*args: Any, **kwargs: Any) -> Any:
        runs.append(name)
        return real(*args, **kwargs)

    return count_and_call


def test_time_does_not_tell_either(cast: Cast) -> None:
    """Loosely: with the real hash, the work of few tries lies within a half of each other, however busy the machine."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"]):
        cast.ana.set_password(PASSWORD)
        cast.ana.save()
        took = {email: median(_seconds(email, n) for n in range(5)) for email in ("ana@example.org", "no@example.org")}
    fast, slow = sorted(took.values())
    assert slow < fast * 1.5, took


def _seconds(email: str, number: int) -> float:
    cache.clear()
    began = time.process_time()
    sign_in(Client(), email, f"feil-feil-feil-feil-{number}")
    return time.process_time() - began


def test_guessing_is_slowed_down(cast: Cast, client: Client) -> None:
    for _ in range(5):
        sign_in(client, password="feil-feil-feil-feil")
    sign_in(client)
    assert not signed_in(client), "the right password too has to wait, from this address"


def test_a_stranger_locks_nobody_out(cast: Cast) -> None:
    stranger, ana = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="192.0.2.8")
    for _ in range(12):
        sign_in(stranger, password="feil-feil-feil-feil")
    sign_in(ana)
    assert signed_in(ana)


def test_a_forged_proxy_header_is_not_believed(cast: Cast, client: Client) -> None:
    for number in range(5):
        sign_in(client, password="feil-feil-feil-feil", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    sign_in(client, HTTP_X_FORWARDED_FOR="192.0.2.99")
    assert not signed_in(client)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("where", [LOGIN, "/account/logout/"])
def test_next_leads_nowhere_else(cast: Cast, client: Client, where: str, target: str) -> None:
    if "logout" in where:
        client.force_login(cast.ana)
    answer = client.post(where, {"login": "ana@example.org", "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"] and "javascript" not in answer["Location"]


def test_next_leads_on_within_the_house(cast: Cast, client: Client) -> None:
    answer = client.post(LOGIN, {"login": "ana@example.org", "password": PASSWORD, "next": "/consents/"})
    assert answer["Location"] == "/consents/"


# Forgotten password


def reset(client: Client, email: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def _mails(count: int) -> list[Any]:
    until = time.monotonic() + 5
    while len(mail.outbox) < count and time.monotonic() < until:
        time.sleep(0.01)
    return mail.outbox


def test_a_reset_says_the_same_to_all_and_mails_only_the_known(cast: Cast, client: Client) -> None:
    pages = [reset(client, email).content for email in ("ana@example.org", "nobody@example.org")]
    assert _words(pages[0]) == _words(pages[1])
    (letter,) = _mails(1)
    assert letter.to == ["ana@example.org"]
    for word in ("fotfeste", "terapi", "therap", "klient", "client"):
        assert word not in (letter.subject + letter.from_email.split("@")[0].replace("fotfeste", "")).lower()


def _words(page: bytes) -> str:
    import re

    return re.sub(r"<[^>]*>", "", page.decode()).split("imports")[0]


def test_a_slow_mail_server_does_not_tell(cast: Cast, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.people.keys.SlowMail"
    began = time.perf_counter()
    reset(client, "ana@example.org")
    assert time.perf_counter() - began < 1.5


def test_a_new_password_by_mail_works_once_and_does_not_sign_in(cast: Cast, client: Client) -> None:
    reset(client, "ana@example.org")
    link = next(word for word in _mails(1)[0].body.split() if word.startswith("http"))
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0]
    new = "grønne-blader-i-vinden"
    assert client.post(where, {"password1": new}).status_code == 302
    assert not signed_in(client), "a second factor is never bypassed by a mail"
    assert Person.objects.get(pk=cast.ana.pk).check_password(new)
    assert b"password1" not in client.get(link, follow=True).content


def test_routes_we_do_not_offer_do_not_exist(cast: Cast, client: Client) -> None:
    paths = [
        "/account/signup/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/password/set/",
        "/account/login/code/confirm/",
    ]
    for who in (None, cast.ana):
        if who:
            client.force_login(who)
        assert {client.get(path).status_code for path in paths} == {404}


def test_every_route_of_allauth_in_the_doors_exists() -> None:
    from django.urls import NoReverseMatch

    from fotfeste.privacy.doors import DOORS

    shapes: list[dict[str, Any]] = [{}, {"pk": 1}, {"uidb36": "a", "key": "b-c"}]
    for name in DOORS:
        if name.startswith(("account_", "mfa_")):
            found = []
            for shape in shapes:
                try:
                    found.append(reverse(name, kwargs=shape))
                except NoReverseMatch:
                    continue
            assert found, name


def test_settings_are_what_was_promised() -> None:
    assert settings.ACCOUNT_PREVENT_ENUMERATION is True
    assert settings.SESSION_COOKIE_HTTPONLY and settings.SESSION_COOKIE_SAMESITE == "Lax"
