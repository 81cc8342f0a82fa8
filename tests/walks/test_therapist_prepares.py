"""Thea's two quiet minutes, on a laptop: today, Ana's page, limits, a note from draft to addition; and Sol's pages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import Site
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]


def open_anas_page(laptop: Page, demo: Site) -> str:
    laptop.goto(f"{demo.url}/clients/")
    laptop.locator("a.row", has_text="Ana").click()
    laptop.wait_for_url(re.compile(r"/clients/[0-9a-f-]{36}/$"))
    return laptop.url


def test_two_quiet_minutes(
    laptop: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(laptop, "therapist")
    accessibility.check(laptop, "today")
    laptop.goto(f"{demo.url}/clients/")
    accessibility.check(laptop, "clients")
    page = open_anas_page(laptop, demo)
    accessibility.check(laptop, "client")
    main = laptop.locator("main")
    for heading in ("Since last time", "Moments of safety", "Menu and limits"):
        expect(main).to_contain_text(words(heading))
    laptop.goto(f"{page}?since=30")
    expect(laptop.locator("main h2", has_text="30")).to_be_visible()


def test_limits_she_sets_hold_for_the_client(
    laptop: Page, phone: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(laptop, "therapist")
    page = open_anas_page(laptop, demo)
    laptop.goto(f"{page}limits/")
    accessibility.check(laptop, "limits")
    laptop.locator("main input[name=paused]").check()
    laptop.get_by_role("button", name=words("Set the limits")).click()
    laptop.wait_for_url(page + "**")
    enter(phone, "client")
    phone.goto(f"{demo.url}/choose/")
    expect(phone.locator("main")).to_contain_text(
        words("Your therapist has put the practices to rest for now. Grounding is here all the same.")
    )
    assert phone.locator("a.offer").count() == 1
    accessibility.check(phone, "offers-paused")
    laptop.goto(f"{page}limits/")
    laptop.locator("main input[name=paused]").uncheck()
    laptop.get_by_role("button", name=words("Set the limits")).click()
    laptop.wait_for_url(page + "**")
    phone.goto(f"{demo.url}/practise/")
    assert phone.locator("a.offer").count() > 1


def test_a_note_from_draft_to_addition(
    laptop: Page,
    context_of: Callable[..., BrowserContext],
    demo: Site,
    enter: Enter,
    words: Translations,
    accessibility: AccessibilityCheck,
) -> None:
    enter(laptop, "therapist")
    page = open_anas_page(laptop, demo)
    laptop.goto(f"{page}notes/new/")
    accessibility.check(laptop, "note")
    line = f"Prøvenotat {words.language}: merket føttene etter litt."
    laptop.locator("[name=body]").fill(line)
    laptop.locator("button[name=sign]").click()
    laptop.wait_for_url("**/sign/")
    accessibility.check(laptop, "note-sign")
    laptop.get_by_role("button", name=words("Sign"), exact=True).click()
    laptop.wait_for_url(re.compile(r"/(clients|notes)/[0-9a-f-]{36}/"))
    laptop.goto(page)
    laptop.get_by_role("link", name=words("Read or add to it")).first.click()
    expect(laptop.locator(".note__words").first).to_have_text(line)
    assert laptop.locator("button[name=sign]").count() == 0
    laptop.locator("[name=body]").fill("En retting.")
    laptop.get_by_role("button", name=words("Add to the note")).click()
    expect(laptop.locator(".note__addition")).to_contain_text("En retting.")
    accessibility.check(laptop, "note-signed")
    expect_reader_shown(context_of().new_page(), demo, enter)


def expect_reader_shown(phone: Page, demo: Site, enter: Enter) -> None:
    enter(phone, "client")
    phone.goto(f"{demo.url}/readers/")
    expect(phone.locator("main")).to_contain_text("Thea")


@pytest.mark.parametrize(
    "path", ["library/", "library/skyve-fra/", "practice-basis/", "clients/invite/", "account/2fa/"]
)
def test_the_rest_of_her_workspace(
    laptop: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck, path: str
) -> None:
    enter(laptop, "therapist")
    laptop.goto(f"{demo.url}/{path}")
    assert laptop.locator("h1").count() == 1
    accessibility.check(laptop, path.strip("/").replace("/", "-"))


@pytest.mark.parametrize("path", ["", "people/", "people/invite/", "lead/", "pace/"])
def test_the_administrator_sees_the_house_and_no_client(
    laptop: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck, path: str
) -> None:
    enter(laptop, "administrator")
    laptop.goto(f"{demo.url}/institute/{path}")
    accessibility.check(laptop, "institute-" + path.strip("/").replace("/", "-"))
    text = laptop.locator("main").inner_text()
    assert "Noor" not in text and not re.search(r"\bAna\b", text)


def test_a_page_of_somebody_else_is_not_found(
    laptop: Page, phone: Page, demo: Site, enter: Enter, words: Translations
) -> None:
    enter(laptop, "therapist")
    page = open_anas_page(laptop, demo)
    enter(phone, "administrator")
    answer = phone.goto(page)
    assert answer is not None and answer.status == 404
    expect(phone.get_by_role("link", name=words("Do you need help now?")).first).to_be_visible()
