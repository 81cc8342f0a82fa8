"""Help and the way out, on every page and for anyone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import LAPTOP, Site
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]
NUMBERS = ("113", "116 117", "112", "116 123", "22 40 00 40", "116 006", "116 111")


@pytest.mark.parametrize("path", ["", "help/", "leaving/", "account/login/", "no-such-page/", "invitation/nothing/"])
def test_pages_for_anyone(phone: Page, demo: Site, accessibility: AccessibilityCheck, path: str) -> None:
    phone.goto(f"{demo.url}/{path}")
    accessibility.check(phone, path.strip("/").replace("/", "-") or "welcome")


def test_the_first_page_on_a_laptop(
    context_of: Callable[..., BrowserContext], demo: Site, accessibility: AccessibilityCheck
) -> None:
    page = context_of(viewport=LAPTOP).new_page()
    page.goto(demo.url)
    accessibility.check(page, "welcome-laptop")


@pytest.mark.parametrize("path", ["", "no-such-page/", "account/login/"])
def test_help_is_one_tap_away_and_needs_nothing(phone: Page, demo: Site, words: Translations, path: str) -> None:
    phone.goto(f"{demo.url}/{path}")
    phone.get_by_role("link", name=words("Do you need help now?")).first.click()
    for number in NUMBERS:
        expect(phone.locator(f"a[href='tel:{number.replace(' ', '')}']").first).to_be_visible()


@pytest.mark.parametrize("way", ["button", "shift"])
def test_leaving_blanks_the_page_and_back_shows_nothing(
    phone: Page, demo: Site, enter: Enter, words: Translations, way: str
) -> None:
    phone.route(
        "https://www.yr.no/**", lambda route: route.fulfill(body="<title>Vær</title>", content_type="text/html")
    )
    enter(phone, "client")
    phone.goto(f"{demo.url}/traces/")
    phone.wait_for_function("() => !!customElements.get('quick-exit')")
    if way == "button":
        phone.get_by_role("link", name=words("Leave this page")).click()
    else:
        for _ in range(3):
            phone.keyboard.press("Shift")
    phone.wait_for_url("https://www.yr.no/")
    phone.go_back(wait_until="commit")
    phone.wait_for_timeout(500)
    assert not phone.locator(".timeline__day").is_visible()


def test_escape_does_not_leave(phone: Page, demo: Site) -> None:
    phone.goto(f"{demo.url}/help/")
    for _ in range(3):
        phone.keyboard.press("Escape")
    phone.wait_for_timeout(300)
    assert phone.url.endswith("/help/")
