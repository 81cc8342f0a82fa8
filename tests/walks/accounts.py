"""Coming to the house by an invitation, for the walks that need someone with a password of her own."""

import uuid
from collections.abc import Callable

from playwright.sync_api import Page

from tests.walks.conftest import Site

PASSWORD = "steinene-ved-elva-er-varme"
Enter = Callable[[Page, str], None]


def invite_client(laptop: Page, demo: Site, enter: Enter) -> str:
    """The therapist makes a link and hands it over."""
    enter(laptop, "therapist")
    laptop.goto(f"{demo.url}/clients/invite/")
    laptop.fill("[name=name]", "Bo")
    laptop.check("[name=adult]")
    laptop.locator("main form button").first.click()
    laptop.wait_for_url("**/clients/invited/")
    link = laptop.locator("main").inner_html().split("/invitation/")[1].split("/")[0]
    return f"{demo.url}/invitation/{link}/"


def accept_invitation(page: Page, link: str) -> str:
    """Bo makes an account; returns the address."""
    address = f"bo-{uuid.uuid4().hex[:8]}@example.org"
    page.goto(link)
    page.fill("[name=name]", "Bo")
    page.fill("[name=email]", address)
    page.fill("[name=password]", PASSWORD)
    page.check("[name=adult]")
    page.locator("main form button").click()
    page.wait_for_url("**/welcome/")
    return address


def add_virtual_authenticator(page: Page) -> None:
    """A device with a finger reader, as Chromium plays one; every touch succeeds."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_out(page: Page, demo: Site) -> None:
    page.goto(f"{demo.url}/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url(f"{demo.url}/")
