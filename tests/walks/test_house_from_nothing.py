"""A real installation: the operator founds it, the owner invites a therapist, the therapist a client, who says yes."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.arriving import PASSWORD, give_authenticator
from tests.walks.conftest import LAPTOP, PHONE, Site, environment, fotfeste, free_port, started
from tests.walks.eyes import Eyes
from tests.walks.words import Words


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A founded installation that serves, and the first owner's link."""
    home, port = tmp_path_factory.mktemp("real") / "home", free_port()
    url = f"http://localhost:{port}"
    init = fotfeste("init", "--home", str(home), "--name", "Prøvestedet", "--basis", "alternativ", "--address", url)
    told = subprocess.run(init, env=environment(), capture_output=True, text=True, check=True, timeout=60).stdout
    process = started(fotfeste("serve", "--home", str(home), "--port", str(port)), url)
    yield Site(url, Path(home)), re.findall(r"http://localhost\S+/invitation/\S+", told)[0]
    process.terminate()
    process.wait(20)


def accept(page: Page, link: str, name: str, eyes: Eyes) -> None:
    page.goto(link)
    eyes.on(page, f"invitation-{name.lower()}")
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(f"{name.lower()}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=adult]").check()
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/invitation/" not in url)


def test_from_nothing_to_a_client(
    context_of: Callable[..., BrowserContext], real: tuple[Site, str], words: Words, eyes: Eyes
) -> None:
    site, link = real
    owner, therapist, client = (context_of(viewport=v).new_page() for v in (LAPTOP, LAPTOP, PHONE))
    for staff in (owner, therapist):
        give_authenticator(staff)

    accept(owner, link, "Sol", eyes)
    owner.goto(f"{site.url}/institute/")
    expect(owner).to_have_url(re.compile("/account/2fa/"))  # nothing opens before a second factor
    make_a_passkey(owner, site)
    owner.goto(f"{site.url}/institute/people/invite/")
    eyes.on(owner, "institute-invite")
    link = invited(owner, "Thea")

    accept(therapist, link, "Thea", eyes)
    make_a_passkey(therapist, site)
    therapist.goto(f"{site.url}/clients/invite/")
    eyes.on(therapist, "clients-invite")
    link = invited(therapist, "Ana")

    accept(client, link, "Ana", eyes)
    say_yes_to_everything(client, eyes)
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


def make_a_passkey(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/account/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url("**/webauthn/add/**")
    page.locator("[name=name]").fill("prøvenøkkel")
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/add/" not in url)


def invited(page: Page, name: str) -> str:
    """Fill the invitation form and read the link that is shown once."""
    page.locator("main [name=name]").fill(name)
    if page.locator("main [name=adult]").count():
        page.locator("main [name=adult]").check()
    page.locator("main form button").first.click()
    page.wait_for_url("**/invited/**")
    return re.findall(r"http://localhost\S+?/invitation/[\w-]+/", page.content())[0]


def say_yes_to_everything(page: Page, eyes: Eyes) -> None:
    """Two pages to read, then one question at a time, until the door."""
    for turn in range(8):
        eyes.on(page, f"first-welcome-{turn}")
        ways = page.locator("button[name=answer][value=yes], main .actions a.ds-button[href*=step]")
        if ways.count() == 0:
            break
        ways.first.click()
        page.wait_for_load_state()
    page.locator("main a.ds-button").first.click()
    page.wait_for_url("**/now/**")
