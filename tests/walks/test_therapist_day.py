"""Thea's two quiet minutes on a laptop, a note from draft to addition, and Sol's house."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import PHONE, Site
from tests.walks.navigation import follow
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]
PLACES = ("", "people/", "people/invite/", "people/invited/", "lead/", "pace/")


def first_client_url(page: Page, demo: Site) -> str:
    """The page of the first client by name, which is Ana."""
    page.goto(f"{demo.url}/clients/")
    return demo.url + (page.locator("ul.rows a.row").first.get_attribute("href") or "")


def test_two_minutes_before_a_session(
    laptop: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(laptop, "therapist")
    accessibility.check(laptop, "care-today")
    laptop.goto(first_client_url(laptop, demo))
    accessibility.check(laptop, "care-client")
    assert laptop.get_by_role("img").first.get_attribute("aria-label")
    laptop.goto(f"{laptop.url}?since=90")
    accessibility.check(laptop, "care-client-90")
    asked = laptop.get_by_role("button", name=words("Talked about"))
    before = asked.count()
    follow(asked.first)
    assert laptop.get_by_role("button", name=words("Talked about")).count() == before - 1


@pytest.mark.parametrize("path", ["clients/", "clients/invite/", "library/", "library/skyve-fra/", "practice-basis/"])
def test_every_page_of_hers_is_open_to_all(
    laptop: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck, path: str
) -> None:
    enter(laptop, "therapist")
    laptop.goto(f"{demo.url}/{path}")
    accessibility.check(laptop, "care-" + path.replace("/", "-"))


def test_limits_hold_from_now_on(
    laptop: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(laptop, "therapist")
    url = first_client_url(laptop, demo)
    laptop.goto(f"{url}limits/")
    accessibility.check(laptop, "care-limits")
    for paused in (True, False):
        laptop.goto(f"{url}limits/")
        laptop.set_checked("[name=paused]", paused)
        laptop.get_by_role("button", name=words("Set the limits")).click()
        laptop.wait_for_url(url)
        assert laptop.get_by_text(words("Practices are paused")).count() == int(paused)


def test_a_note_from_draft_to_addition(
    laptop: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(laptop, "therapist")
    url = first_client_url(laptop, demo)
    laptop.goto(f"{url}notes/new/")
    laptop.fill("[name=body]", "Vi så oss rundt i rommet.")
    expect(laptop.locator("[data-draft-status]")).to_have_text(words("Draft kept."))
    accessibility.check(laptop, "care-note-draft")
    laptop.reload()
    assert laptop.locator("[name=body]").input_value() == "Vi så oss rundt i rommet."
    other = laptop.context.new_page()
    other.goto(laptop.url)

    laptop.get_by_role("button", name=words("Go on to signing")).click()
    laptop.wait_for_url("**/sign/")
    accessibility.check(laptop, "care-note-sign")
    laptop.get_by_role("button", name=words("Sign"), exact=True).click()
    expect(laptop.locator("article.note[data-state=signed]")).to_contain_text("Vi så oss rundt i rommet.")
    accessibility.check(laptop, "care-note-signed")

    other.fill("[name=body]", "Vi så oss rundt i rommet.\n\nOg stolen var god.")
    other.get_by_role("button", name=words("Keep and close")).click()
    expect(other.locator("[name=body]")).to_have_value("Og stolen var god.")
    accessibility.check(other, "care-note-offered")
    other.get_by_role("button", name=words("Add to the note")).click()
    expect(other.locator(".note__addition")).to_contain_text("Og stolen var god.")


def test_nothing_is_lost_without_javascript(
    context_of: Callable[..., object], demo: Site, enter: Enter, words: Translations
) -> None:
    page: Page = context_of(viewport=PHONE, scripts=False).new_page()  # type: ignore[attr-defined]
    enter(page, "therapist")
    url = first_client_url(page, demo)
    page.goto(f"{url}notes/new/")
    page.fill("[name=body]", "uten skript")
    page.get_by_role("button", name=words("Keep and close")).click()
    page.wait_for_url(url)
    page.goto(f"{url}notes/new/")
    assert page.locator("[name=body]").input_value() == "uten skript"


def test_the_house_has_an_administrator_and_keeps_one(
    laptop: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(laptop, "administrator")
    for path in PLACES:
        laptop.goto(f"{demo.url}/institute/{path}")
        accessibility.check(laptop, "institute-" + path.replace("/", "-"))
        for name in ("Ana", "Noor"):
            assert name not in laptop.locator("main").inner_text()
    laptop.goto(f"{demo.url}/institute/people/")
    sol = laptop.locator("li.member").filter(has_text="sol@")
    sol.locator("summary").click()
    sol.get_by_role("button").click()
    last = words("This is the last administrator. Invite another one first, then this role can end.")
    expect(laptop.get_by_role("alert")).to_have_text(last)
