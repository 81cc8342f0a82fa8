"""From an invitation to the first page, and out again: each consent by itself, a copy, resting, forgetting."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.accounts import PASSWORD, Enter, accept_invitation, invite_client
from tests.walks.conftest import Site
from tests.walks.navigation import follow
from tests.walks.translations import Translations

pytestmark = pytest.mark.walk


@pytest.fixture
def link(laptop: Page, demo: Site, enter: Enter) -> str:
    return invite_client(laptop, demo, enter)


def give_answer(page: Page, said: str) -> None:
    page.locator(f"[name=answer][value={said}]").click()


def test_arriving_consenting_changing_ones_mind_and_leaving(
    phone: Page, demo: Site, link: str, words: Translations, accessibility: AccessibilityCheck, tmp_path: Path
) -> None:
    phone.goto(link)
    accessibility.check(phone, "invitation")
    follow(phone.locator("main form button"))
    accessibility.check(phone, "invitation-errors")
    accept_invitation(phone, link)
    for step in ("kept", "read"):
        accessibility.check(phone, f"welcome-{step}")
        follow(phone.get_by_role("link", name=words("Next")))
    for step, said in (("keep", "yes"), ("share", "no"), ("notes", "yes")):
        phone.wait_for_url(f"**step={step}")
        assert not phone.locator("input:checked").count()
        accessibility.check(phone, f"welcome-{step}")
        give_answer(phone, said)
    phone.wait_for_url("**step=ready")
    accessibility.check(phone, "welcome-ready")

    phone.goto(f"{demo.url}/consents/")
    accessibility.check(phone, "consents")
    phone.locator("details summary").first.click()
    phone.locator("details[open] button").click()  # two clicks, and it is taken back
    expect(phone.locator(".message:visible")).to_be_visible()
    expect(phone.locator("section.ds-card details")).to_have_count(1)

    for path in ("readers", "rest"):
        phone.goto(f"{demo.url}/{path}/")
        accessibility.check(phone, path)
    phone.goto(f"{demo.url}/copy/")
    accessibility.check(phone, "copy")
    with phone.expect_download() as taken:
        phone.get_by_role("button", name=words("Get the copy")).click()
    taken.value.save_as(tmp_path / "copy.zip")
    assert "data.json" in zipfile.ZipFile(tmp_path / "copy.zip").namelist()

    phone.goto(f"{demo.url}/forget/")
    accessibility.check(phone, "forget")
    follow(phone.get_by_role("link", name=words("Go on to deleting")))
    accessibility.check(phone, "forget-sure")
    phone.locator("main form button").click()
    expect(phone.get_by_text(words("Nothing is deleted until this is ticked.")).first).to_be_visible()
    phone.check("[name=sure]")
    phone.fill("[name=password]", PASSWORD)
    phone.locator("main form button").click()
    phone.wait_for_url("**/forgotten/")
    accessibility.check(phone, "forgotten")
    phone.goto(f"{demo.url}/consents/")
    assert "/account/login/" in phone.url


def test_all_of_it_without_javascript(
    context_of: Callable[..., BrowserContext], demo: Site, link: str, words: Translations
) -> None:
    page = context_of(scripts=False).new_page()
    accept_invitation(page, link)
    for _ in range(2):
        page.get_by_role("link", name=words("Next")).click()
    for _ in range(3):
        give_answer(page, "yes")
    page.wait_for_url("**step=ready")
    page.goto(f"{demo.url}/consents/")
    page.locator("details summary").first.click()
    follow(page.locator("details[open] button"))
    assert page.locator("section.ds-card details").count() == 2
    page.goto(f"{demo.url}/account/login/")


def test_a_link_opens_once(
    phone: Page, context_of: Callable[..., BrowserContext], link: str, accessibility: AccessibilityCheck
) -> None:
    accept_invitation(phone, link)
    other = context_of().new_page()
    other.goto(link)
    assert other.locator("main form").count() == 0
    accessibility.check(other, "invitation-gone")


@pytest.mark.parametrize(
    "path", ["account/password/reset/", "account/password/reset/done/", "account/2fa/", "account/logout/"]
)
def test_the_rest_of_the_account_pages(
    phone: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck, path: str
) -> None:
    if "reset" not in path:
        enter(phone, "client")
    phone.goto(f"{demo.url}/{path}")
    accessibility.check(phone, path.strip("/").replace("/", "-"))


def test_who_has_read_what(
    phone: Page, laptop: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck
) -> None:
    enter(laptop, "therapist")
    laptop.goto(f"{demo.url}/clients/")
    enter(phone, "client")
    phone.goto(f"{demo.url}/readers/")
    expect(phone.locator("main")).to_contain_text("Thea")
    accessibility.check(phone, "readers-full")
