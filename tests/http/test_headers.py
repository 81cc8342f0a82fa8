"""What every answer carries, what cookies are like, and the small promises around passwords, links and sessions."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from fotfeste.http.middleware import strip_static_headers
from fotfeste.people.models import Person
from fotfeste.people.session_store import SessionStore
from fotfeste.privacy.doors import DOORS
from tests.cast import PASSWORD, Cast
from tests.http.test_gate import OWNERS, ask, path_of, undone
from tests.http.things import things_of
from tests.people.test_signing_in import _mails, reset, sign_in, signed_in

ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")


def missing(answer: Any) -> list[str]:
    """What this answer should carry and does not, or carries and should not."""
    policy, kind = answer.headers.get("Content-Security-Policy", ""), answer.headers.get("Content-Type", "")
    wrong = [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    wrong += [] if answer.headers.get("Referrer-Policy") in {"same-origin", "no-referrer"} else ["Referrer-Policy"]
    wrong += [part for part in POLICY if part not in policy]
    wrong += [word for word in ("unsafe", "http:", "https:", "*") if word in policy]
    wrong += [name for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin") if name in answer.headers]
    wrong += [] if "no-store" in answer.headers.get("Cache-Control", "") else ["no-store"]
    wrong += [] if "camera=()" in answer.headers.get("Permissions-Policy", "") else ["Permissions-Policy"]
    return wrong + ([] if not answer.content or "charset=utf-8" in kind or "json" in kind or "zip" in kind else [kind])


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_route_carries_the_headers(cast: Cast, method: str) -> None:
    things, wrong = things_of(cast), []
    for route in sorted(DOORS.keys() - {"demo_enter"}):
        with undone():
            answer = ask(things, OWNERS.get(DOORS[route], ("ana",))[0], method, path_of(route, things))
            if found := missing(answer):
                wrong.append(f"{route} ({answer.status_code}): {found}")
    assert not wrong


def test_a_hashed_file_carries_nothing_that_speaks_of_pages(rf: RequestFactory) -> None:
    """Two dozen of them come with a first page; what they may do is told by the page."""
    told = {"Referrer-Policy": "same-origin", "X-Request-Id": "1", "X-Content-Type-Options": "nosniff"}
    hashed = strip_static_headers(lambda _: HttpResponse(headers={**told, "Cache-Control": "public, immutable"}))(
        rf.get("/")
    )
    page = strip_static_headers(lambda _: HttpResponse(headers={**told, "Cache-Control": "no-store"}))(rf.get("/"))
    assert hashed.headers.keys() & told.keys() == {"X-Content-Type-Options"}
    assert page.headers.keys() & told.keys() == told.keys()


def test_under_tls_every_cookie_belongs_to_this_host_alone() -> None:
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME LANGUAGE_COOKIE_NAME SCHEME_COOKIE_NAME FACE_COOKIE_NAME"
    code = f"from fotfeste.config import settings as s; print(*[getattr(s, name) for name in '{names}'.split()])"
    tls = {**os.environ, "FOTFESTE_TLS": "1"}
    run = subprocess.run([sys.executable, "-c", code], env=tls, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["__Host-session", "__Host-csrf", "__Host-lang", "__Host-scheme", "__Host-face"]


def test_a_prefixed_cookie_is_sent_as_browsers_ask_for_it(client: Client, db: None, settings: Any) -> None:
    """The prefix asks for the whole host, TLS and no domain; a browser drops the cookie otherwise."""
    settings.FOTFESTE_TLS, settings.SCHEME_COOKIE_NAME = True, "__Host-scheme"
    settings.LANGUAGE_COOKIE_NAME = "__Host-lang"
    cookies = {
        **client.post("/scheme/", {"scheme": "dark"}).cookies,
        **client.post("/language/", {"language": "en"}).cookies,
    }
    assert {"__Host-scheme", "__Host-lang"} <= set(cookies)
    for name in ("__Host-scheme", "__Host-lang"):
        assert cookies[name]["secure"] and cookies[name]["path"] == "/" and not cookies[name]["domain"]


def test_a_form_without_its_token_changes_nothing(cast: Cast) -> None:
    foreign = Client(enforce_csrf_checks=True)
    foreign.force_login(cast.ana)
    before = things_of(cast).fingerprint()
    for path in ("/scheme/", "/moments/new/", "/rest/", "/account/password/change/", "/draft/tell/"):
        assert foreign.post(path, {"words": "x", "answer": "rest", "scheme": "dark"}).status_code == 403
    from tests.http.things import Things

    assert Things(cast, cast.sol, {}).fingerprint() == before


def test_a_refused_sign_out_wipes_nothing(cast: Cast) -> None:
    """A foreign page can send a form here; it must not make the browser throw away words that were not sent yet."""
    foreign = Client(enforce_csrf_checks=True)
    foreign.force_login(cast.ana)
    answer = foreign.post(reverse("account_logout"))
    assert answer.status_code == 403 and "Clear-Site-Data" not in answer
    assert foreign.get("/me/").status_code == 200


def test_leaving_quickly_wipes_nothing_that_is_not_sent(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    for path in ("/leave/", "/leaving/"):
        assert "Clear-Site-Data" not in client.get(path)


def test_an_old_session_cookie_is_of_no_use_after_signing_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    old = client.cookies["session"].value
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["session"] = old
    assert thief.get("/me/").status_code == 302


def test_session_names_are_long_and_never_alike(db: None) -> None:
    names = set()
    for _ in range(50):
        session = SessionStore()
        session.create()
        names.add(str(session.session_key))
    assert len(names) == 50 and all(re.fullmatch(r"[a-z0-9]{32}", name) for name in names)  # 165 bits


def test_a_password_is_changed_only_with_the_old_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    client.post(
        reverse("account_change_password"), {"oldpassword": "feil", "password1": "et-helt-nytt-og-langt-passord"}
    )
    assert Person.objects.get(pk=cast.ana.pk).check_password(PASSWORD)


def test_password_fields_hide_and_let_managers_fill_them(cast: Cast, client: Client) -> None:
    pages = {"/account/login/": "current-password"}
    for path, use in pages.items():
        field = re.search(r"<input[^>]*type=\"password\"[^>]*>", client.get(path).content.decode())
        assert field and use in field[0] and "onpaste" not in field[0] and "readonly" not in field[0]
    client.force_login(cast.ana)
    fields = re.findall(
        r"<input[^>]*type=\"password\"[^>]*>", client.get(reverse("account_change_password")).content.decode()
    )
    assert len(fields) == 2 and "new-password" in fields[1]


@pytest.mark.parametrize("typed", [" Med Mellomrom Foran Og Bak ", "ÆØÅ 漢字 " * 9, "a" * 40 + "B" * 60])
def test_a_password_is_taken_as_it_is_typed(cast: Cast, typed: str) -> None:
    cast.ana.set_password(typed)
    cast.ana.save()
    for wrong in (typed.strip() if typed != typed.strip() else typed + " ", typed.swapcase(), typed[:-1]):
        client = Client()
        sign_in(client, password=wrong)
        assert not signed_in(client), wrong
    client = Client()
    sign_in(client, password=typed)
    assert signed_in(client)


def link_for(client: Client) -> str:
    reset(client, "ana@example.org")
    return next(word for word in _mails(1)[0].body.split() if word.startswith("http"))


def test_a_mangled_reset_link_opens_nothing(cast: Cast, client: Client) -> None:
    link = link_for(client)
    for mangled in (link[:-2] + "/", link.replace("-", "--", 1), link[:-5] + "aaaa/"):
        assert b"password1" not in client.get(mangled, follow=True).content
    assert b"password1" in client.get(link, follow=True).content and len(mail.outbox) == 1


def test_an_old_reset_link_opens_nothing(cast: Cast, client: Client, settings: Any) -> None:
    link = link_for(client)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert b"password1" not in client.get(link, follow=True).content
    assert not default_token_generator.check_token(cast.ana, "x-y")


def test_a_new_password_by_letter_ends_every_session(cast: Cast, client: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(cast.ana)
    where = client.get(link_for(client), follow=True).redirect_chain[-1][0]
    assert client.post(where, {"password1": "grønne-blader-i-vinden"}).status_code == 302
    assert elsewhere.get("/me/").status_code == 302
