"""Sign-in through an institution, in a real browser, at a real OpenID provider that runs beside it for as long."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ops.searching import files_in, found_in
from tests.walks.accessibility import AccessibilityCheck
from tests.walks.accounts import PASSWORD, add_virtual_authenticator
from tests.walks.conftest import LAPTOP, PHONE, clean_environment, fotfeste_command, free_port, start_server
from tests.walks.navigation import follow
from tests.walks.test_house_from_nothing import add_passkey, make_invitation
from tests.walks.translations import Translations

pytestmark = pytest.mark.walk
BASE = Path(__file__).resolve().parents[2]
CLIENT_ID, SECRET, NAME = "fotfeste-test", "a-secret-of-the-client", "Helse Prøve"
SECOND_FACTOR = "urn:test:second-factor"
ABOUT = ("Planteord", "kari.planteord@example.org", "01017012345")  # what the provider tells about everybody


@dataclass
class Place:
    url: str
    issuer: str
    home: Path
    log: Path
    owner_link: str
    provider: "subprocess.Popen[bytes]"


def start_provider(port: int, redirect_uri: str) -> "subprocess.Popen[bytes]":
    node = shutil.which("node") or str(BASE / ".venv/bin/node")
    command = [node, "tests/openid/provider.mjs", str(port), CLIENT_ID, SECRET, redirect_uri]
    return start_server(command, f"http://localhost:{port}/.well-known/openid-configuration")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A founded installation that knows the provider."""
    home, (port, provider_port) = tmp_path_factory.mktemp("institution") / "home", (free_port(), free_port())
    url, issuer, log = f"http://localhost:{port}", f"http://localhost:{provider_port}", home.parent / "log"
    init = fotfeste_command("init", "--home", str(home), "--name", "Stedet", "--basis", "kurs", "--address", url)
    said = subprocess.run(init, env=clean_environment(), capture_output=True, text=True, check=True, timeout=60).stdout
    secret_file = home.parent / "secret"
    secret_file.write_text(SECRET)
    settings = {
        "FOTFESTE_OIDC_ISSUER": issuer,
        "FOTFESTE_OIDC_CLIENT_ID": CLIENT_ID,
        "FOTFESTE_OIDC_CLIENT_SECRET_FILE": str(secret_file),
        "FOTFESTE_OIDC_NAME": NAME,
        "FOTFESTE_OIDC_SECOND_FACTOR_ACR": SECOND_FACTOR,
    }
    provider = start_provider(provider_port, f"{url}/account/institution/return/")
    serve = fotfeste_command("serve", "--home", str(home), "--port", str(port))
    house = start_server(["sh", "-c", f'exec "$@" 2>"{log}"', "sh", *serve], url, settings)
    link = re.findall(r"http://localhost\S+/invitation/\S+", said)[0]
    yield Place(url, issuer, home, log, link, provider)
    for process in (house, provider):
        process.terminate()
        process.wait(20)


def press(page: Page) -> None:
    follow(page.locator("form[action$='/account/institution/begin/'] button"))


def answer(page: Page, place: Place, who: str, how: str = "password") -> None:
    """At the provider's own page."""
    expect(page).to_have_url(re.compile(re.escape(place.issuer)))
    page.locator("[name=who]").fill(who)
    with page.expect_navigation(url=lambda url: url.startswith(place.url)):
        page.locator(f"[value={how}]").click()


def sign_in(page: Page, place: Place, who: str, how: str = "password") -> None:
    page.goto(f"{place.url}/account/login/")
    press(page)
    answer(page, place, who, how)


def test_an_institution_opens_the_house_to_those_who_work_here(
    context_of: Callable[..., BrowserContext], place: Place, accessibility: AccessibilityCheck, words: Translations
) -> None:
    owner, therapist = (context_of(viewport=LAPTOP).new_page() for _ in range(2))
    for page in (owner, therapist):
        add_virtual_authenticator(page)
    make_account_with_password(owner, place)
    add_passkey(owner, place)  # type: ignore[arg-type]  # it asks for the address only

    link_from_the_account_page(owner, place, accessibility)
    owner.goto(f"{place.url}/institute/people/invite/")
    invitation = make_invitation(owner, "Thea")
    come_by_invitation(therapist, place, invitation, accessibility)
    refused_at_the_door(context_of, place, accessibility)
    confirmed_there_before_a_key_is_made(context_of, place)
    sent_again(context_of, place)
    assert_nothing_is_kept(place)
    away(context_of, place, accessibility)


def make_account_with_password(page: Page, place: Place) -> None:
    """As ever: nobody has to go to the provider."""
    page.goto(place.owner_link)
    for name, value in (("name", "Sol"), ("email", "sol@example.org"), ("password", PASSWORD)):
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=adult]").check()
    follow(page.locator("main form button").last)


def link_from_the_account_page(page: Page, place: Place, accessibility: AccessibilityCheck) -> None:
    page.goto(f"{place.url}/account/2fa/")
    accessibility.check(page, "institution-keys")
    follow(page.locator("a[href='/account/institution/']"))
    accessibility.check(page, "institution-not-linked")
    policy = page.request.get(f"{place.url}/account/login/").headers["content-security-policy"]
    assert f"form-action 'self' {place.issuer}" in policy.split("; ") and policy.count(place.issuer) == 1
    press(page)
    answer(page, place, "sol-at-work")
    expect(page).to_have_url(f"{place.url}/account/institution/")
    accessibility.check(page, "institution-linked")


def come_by_invitation(page: Page, place: Place, invitation: str, accessibility: AccessibilityCheck) -> None:
    page.goto(invitation)
    accessibility.check(page, "institution-invitation")
    press(page)
    answer(page, place, "thea-at-work", "second")
    expect(page).to_have_url(invitation)
    assert page.locator("[name=password]").count() == 0
    accessibility.check(page, "institution-invitation-confirmed")
    page.locator("[name=name]").fill("Thea")
    page.locator("[name=email]").fill("thea@example.org")
    page.locator("[name=adult]").check()
    follow(page.locator("main form button").first)
    expect(page).to_have_url(f"{place.url}/today/")  # the provider's second factor counted


def refused_at_the_door(
    context_of: Callable[..., BrowserContext], place: Place, accessibility: AccessibilityCheck
) -> None:
    page = context_of(viewport=PHONE).new_page()
    page.goto(f"{place.url}/account/login/")
    accessibility.check(page, "institution-sign-in")
    sign_in(page, place, "a-stranger", "second")
    expect(page).to_have_url(f"{place.url}/account/institution/not-opened/")
    accessibility.check(page, "institution-not-opened")
    page = context_of(viewport=PHONE).new_page()
    sign_in(page, place, "", "stop")
    expect(page).to_have_url(f"{place.url}/account/institution/stopped/")
    accessibility.check(page, "institution-stopped")
    page = context_of(viewport=PHONE).new_page()
    sign_in(page, place, "sol-at-work")  # one factor there: hers here is still asked
    expect(page).to_have_url(f"{place.url}/account/2fa/authenticate/")


def confirmed_there_before_a_key_is_made(context_of: Callable[..., BrowserContext], place: Place) -> None:
    page = context_of(viewport=PHONE).new_page()
    sign_in(page, place, "thea-at-work", "second")
    expect(page).to_have_url(f"{place.url}/today/")
    page.goto(f"{place.url}/account/institution/confirm/?next=/account/2fa/totp/activate/")
    press(page)
    answer(page, place, "thea-at-work", "second")  # an old session there is not enough: she is asked anew
    expect(page).to_have_url(f"{place.url}/account/2fa/totp/activate/")
    page.goto(f"{place.url}/account/logout/")
    follow(page.locator("main form button"))
    page.goto(f"{place.url}/today/")
    expect(page).to_have_url(re.compile("/account/login/"))


def sent_again(context_of: Callable[..., BrowserContext], place: Place) -> None:
    """The provider's answer, taken from one browser's address and opened in another, and in the same one again."""
    seen: list[str] = []
    page = context_of(viewport=PHONE).new_page()
    page.on("request", lambda request: seen.append(request.url))
    sign_in(page, place, "thea-at-work", "second")
    (address,) = [url for url in seen if "/return/?" in url]
    for browser in (page, context_of(viewport=PHONE).new_page()):
        browser.goto(address)
        expect(browser).to_have_url(f"{place.url}/account/institution/not-opened/")


def assert_nothing_is_kept(place: Place) -> None:
    """What the provider told about people lies nowhere: database, its log, the house's log."""
    files = dict(files_in(place.home.parent))
    assert any(name.endswith("sqlite3-wal") for name in files) and files["log"]
    assert not {name: words for name, body in files.items() if (words := found_in(body, ABOUT))}
    with sqlite3.connect(place.home / "fotfeste.sqlite3") as database:
        rows = database.execute("SELECT provider, uid, extra_data FROM socialaccount_socialaccount").fetchall()
        assert sorted(rows) == [(place.issuer, "sol-at-work", "{}"), (place.issuer, "thea-at-work", "{}")]
        assert database.execute("SELECT count(*) FROM socialaccount_socialtoken").fetchone() == (0,)


def away(context_of: Callable[..., BrowserContext], place: Place, accessibility: AccessibilityCheck) -> None:
    place.provider.terminate()
    place.provider.wait(20)
    page = context_of(viewport=PHONE).new_page()
    page.goto(f"{place.url}/account/login/")
    press(page)
    expect(page).to_have_url(f"{place.url}/account/institution/away/")
    accessibility.check(page, "institution-away")
    assert b"the identity provider did not answer" in place.log.read_bytes()
