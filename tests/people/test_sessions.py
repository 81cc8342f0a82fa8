"""A session ends after half an hour without use and after twelve hours in all, also when clocks are wrong."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast

HOME = "/consents/"
T0 = 1_800_000_000.0
MINUTE, HOUR = 60, 3600


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the clock that the session rules read."""

    def set_clock(now_s: float) -> None:
        monkeypatch.setattr("fotfeste.people.sessions.time.time", lambda: now_s)

    return set_clock


@pytest.fixture
def ana(cast: Cast, client: Client, at: Any) -> Client:
    at(T0)
    client.force_login(cast.ana)
    assert client.get(HOME).status_code == 200
    return client


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


@pytest.mark.parametrize(
    ("idle_s", "stays"), [(29 * MINUTE, True), (30 * MINUTE, True), (30 * MINUTE + 1, False), (8 * HOUR, False)]
)
def test_half_an_hour_without_use(ana: Client, at: Any, idle_s: float, stays: bool) -> None:
    at(T0 + idle_s)
    assert is_in(ana) is stays


def test_use_keeps_it_open_but_not_beyond_twelve_hours(ana: Client, at: Any) -> None:
    now_s = T0
    while now_s <= T0 + 12 * HOUR - 20 * MINUTE:
        at(now_s)
        assert is_in(ana)
        now_s += 20 * MINUTE
    at(T0 + 12 * HOUR + 1)
    assert not is_in(ana)


def test_a_session_is_written_at_most_once_a_minute(ana: Client, at: Any, django_assert_num_queries: Any) -> None:
    at(T0 + 30)
    ana.get(HOME)
    assert ana.session["seen_s"] == T0
    at(T0 + 90)
    ana.get(HOME)
    assert ana.session["seen_s"] == T0 + 90


@pytest.mark.parametrize("back_s", [2 * HOUR, 400 * 24 * HOUR])
def test_a_clock_set_back_ends_nothing_and_makes_nothing_immortal(ana: Client, at: Any, back_s: float) -> None:
    at(T0 - back_s)
    assert is_in(ana)
    at(T0 - back_s + 31 * MINUTE)
    assert not is_in(ana)


def test_a_clock_set_back_does_not_lengthen_the_twelve_hours(ana: Client, at: Any) -> None:
    at(T0 - 5 * HOUR)
    assert is_in(ana)
    now_s = T0 - 5 * HOUR
    while now_s < T0 + 7 * HOUR - 20 * MINUTE:
        now_s += 20 * MINUTE
        at(now_s)
        assert is_in(ana)
    at(T0 + 7 * HOUR + 1)
    assert not is_in(ana)


def test_what_is_sent_after_the_end_leads_to_sign_in_and_back(ana: Client, at: Any) -> None:
    at(T0 + HOUR)
    answer = ana.get(HOME)
    assert answer["Location"] == f"{reverse('account_login')}?next={HOME}"
    assert ana.get(HOME, headers={"Accept": "application/json"}).status_code == 401


def test_signing_in_again_starts_anew(ana: Client, at: Any) -> None:
    at(T0 + 13 * HOUR)
    assert not is_in(ana)
    ana.post("/account/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert is_in(ana) and ana.session["began_s"] == T0 + 13 * HOUR


def test_signing_in_cycles_the_session(cast: Cast, client: Client) -> None:
    client.get("/account/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.post("/account/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert client.session.session_key != before


def test_a_changed_password_ends_every_other_session(cast: Cast, ana: Client) -> None:
    other = Client()
    other.force_login(cast.ana)
    new = {"oldpassword": PASSWORD, "password1": "et-helt-nytt-og-langt-passord"}
    assert ana.post(reverse("account_change_password"), new).status_code == 302
    assert not is_in(other) and not is_in(ana)


def test_a_closed_account_is_out_at_once(cast: Cast, ana: Client) -> None:
    cast.ana.is_active = False
    cast.ana.save()
    assert not is_in(ana)


# Headers and cookies


def test_signing_out_wipes_what_the_browser_holds(ana: Client) -> None:
    answer = ana.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(ana)
    assert "Clear-Site-Data" not in ana.get("/account/login/")


def test_signing_out_asks_first(ana: Client) -> None:
    assert ana.get(reverse("account_logout")).status_code == 200
    assert is_in(ana)


PAGES = ("/account/login/", HOME, "/account/2fa/", "/readers/", "/account/logout/", "/no-such-page/")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_kept_by_nobody_and_runs_nothing_foreign(ana: Client, page: str) -> None:
    answer = ana.get(page, follow=True)
    assert "no-store" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy and "default-src 'none'" in policy
    for name, value in {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }.items():
        assert answer[name] == value
    body = answer.content.decode()
    assert ' style="' not in body and " onclick=" not in body


def test_cookies_are_closed_to_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    answer = client.post("/account/login/", {"login": "ana@example.org", "password": PASSWORD})
    session = answer.cookies["session"]
    assert session["httponly"] and session["samesite"] == "Lax" and not session["expires"] and not session["max-age"]


def test_under_tls_cookies_and_transport_are_strict() -> None:
    """Settings are read once, so another process reads them as an installation under TLS would."""
    import os
    import subprocess
    import sys

    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS"
    code = f"from fotfeste.config import settings as s; print(*[int(getattr(s, name)) for name in '{names}'.split()])"
    tls = {**os.environ, "FOTFESTE_TLS": "1"}
    run = subprocess.run([sys.executable, "-c", code], env=tls, capture_output=True, text=True, check=True)
    session, csrf, redirect, hsts_s = map(int, run.stdout.split())
    assert session and csrf and redirect and hsts_s >= 31_536_000
    assert settings.FOTFESTE_TLS is False
