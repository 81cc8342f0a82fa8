"""A real installation: the operator founds it, the owner invites a therapist, the therapist a client, who says yes."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.accounts import PASSWORD, add_virtual_authenticator
from tests.walks.conftest import LAPTOP, PHONE, Site, clean_environment, fotfeste_command, free_port, start_server
from tests.walks.navigation import follow
from tests.walks.translations import Translations


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A founded installation that serves, and the first owner's link."""
    home, port = tmp_path_factory.mktemp("real") / "home", free_port()
    url = f"http://localhost:{port}"
    init = fotfeste_command(
        "init", "--home", str(home), "--name", "Prøvestedet", "--basis", "alternativ", "--address", url
    )
    told = subprocess.run(init, env=clean_environment(), capture_output=True, text=True, check=True, timeout=60).stdout
    process = start_server(fotfeste_command("serve", "--home", str(home), "--port", str(port)), url)
    yield Site(url, Path(home)), re.findall(r"http://localhost\S+/invitation/\S+", told)[0]
    process.terminate()
    process.wait(20)


def accept_as(page: Page, link: str, name: str, accessibility: AccessibilityCheck) -> None:
    page.goto(link)
    accessibility.check(page, f"invitation-{name.lower()}")
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(f"{name.lower()}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=adult]").check()
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/invitation/" not in url)


def test_from_nothing_to_a_client(
    context_of: Callable[..., BrowserContext],
    real: tuple[Site, str],
    words: Translations,
    accessibility: AccessibilityCheck,
) -> None:
    site, link = real
    owner, therapist, client = (context_of(viewport=v).new_page() for v in (LAPTOP, LAPTOP, PHONE))
    for staff in (owner, therapist):
        add_virtual_authenticator(staff)

    accept_as(owner, link, "Sol", accessibility)
    owner.goto(f"{site.url}/institute/")
    expect(owner).to_have_url(re.compile("/account/2fa/"))  # nothing opens before a second factor
    add_passkey(owner, site)
    owner.goto(f"{site.url}/institute/people/invite/")
    accessibility.check(owner, "institute-invite")
    link = make_invitation(owner, "Thea")

    accept_as(therapist, link, "Thea", accessibility)
    add_passkey(therapist, site)
    therapist.goto(f"{site.url}/clients/invite/")
    accessibility.check(therapist, "clients-invite")
    link = make_invitation(therapist, "Ana")

    accept_as(client, link, "Ana", accessibility)
    give_all_consents(client, accessibility)
    client.goto(f"{site.url}/me/")
    expect(client.locator("main")).to_contain_text("Thea")
    client.goto(f"{site.url}/choose/")
    assert client.locator("a.offer").count() >= 1

    therapist.goto(f"{site.url}/clients/")
    expect(therapist.locator("main")).to_contain_text("Ana")
    owner.goto(f"{site.url}/institute/people/")
    expect(owner.locator("main")).to_contain_text("Thea")
    expect(owner.locator("main")).not_to_contain_text("Ana")

    again = context_of().new_page()
    again.goto(link)
    assert again.locator("[name=password]").count() == 0  # the link was used


def add_passkey(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/account/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url("**/webauthn/add/**")
    page.locator("[name=name]").fill("prøvenøkkel")
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/add/" not in url)


def make_invitation(page: Page, name: str) -> str:
    """Fill the invitation form and read the link that is shown once."""
    page.locator("main [name=name]").fill(name)
    if page.locator("main [name=adult]").count():
        page.locator("main [name=adult]").check()
    page.locator("main form button").first.click()
    page.wait_for_url("**/invited/**")
    return re.findall(r"http://localhost\S+?/invitation/[\w-]+/", page.content())[0]


def give_all_consents(page: Page, accessibility: AccessibilityCheck) -> None:
    """Two pages to read, then one question at a time, until the door."""
    for turn in range(8):
        accessibility.check(page, f"first-welcome-{turn}")
        ways = page.locator("button[name=answer][value=yes], main .actions a.ds-button[href*=step]")
        if ways.count() == 0:
            break
        follow(ways.first)
    page.locator("main a.ds-button").first.click()
    page.wait_for_url("**/now/**")
