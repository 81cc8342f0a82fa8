"""Thea plans a group and hands over a link; a guest comes by it without an account; Ana sees hers. axe looks along."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import Site
from tests.walks.navigation import follow
from tests.walks.test_therapist_day import first_client_url
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]


def test_planned_invited_and_knocked(
    laptop: Page,
    context_of: Callable[..., BrowserContext],
    demo: Site,
    enter: Enter,
    words: Translations,
    accessibility: AccessibilityCheck,
) -> None:
    enter(laptop, "therapist")
    laptop.goto(first_client_url(laptop, demo))
    laptop.get_by_role("link", name=words("Plan a constellation")).click()
    expect(laptop.locator("[name=representatives]")).to_be_hidden()
    laptop.check("[name=mode][value=group]")
    accessibility.check(laptop, "constellations-plan")
    laptop.fill("[name=representatives]", "Oda")
    follow(laptop.get_by_role("button", name=words("Plan it")))
    accessibility.check(laptop, "constellations-plan-missing")  # what kind was not said; the name is still there
    expect(laptop.locator("[name=representatives]")).to_have_value("Oda")
    laptop.check("[name=method][value=classic]")
    laptop.get_by_role("button", name=words("Plan it")).click()
    follow(laptop.locator("li.guest form button"))
    link = laptop.locator("#link").input_value()
    accessibility.check(laptop, "constellations-guests")
    _join_as_guest(context_of().new_page(), link, words, accessibility)
    second = context_of().new_page()
    second.goto(link)
    accessibility.check(second, "constellations-link-gone")
    laptop.reload()
    expect(laptop.locator("#link")).to_have_count(0)
    expect(laptop.locator("li.guest")).to_contain_text(words("waits outside", "guest"))
    laptop.goto(f"{demo.url}/constellations/")
    accessibility.check(laptop, "constellations-all")


def _join_as_guest(guest: Page, link: str, words: Translations, accessibility: AccessibilityCheck) -> None:
    guest.goto(link)
    accessibility.check(guest, "constellations-join-by-link")
    guest.get_by_role("button", name=words("Knock")).click()
    guest.wait_for_url("**/constellations/*/")


def test_a_code_nobody_answers_to_and_a_seat_that_has_ended(
    phone: Page, demo: Site, words: Translations, accessibility: AccessibilityCheck
) -> None:
    phone.goto(f"{demo.url}/join/")
    accessibility.check(phone, "constellations-join")
    phone.fill("[name=code]", "AAAA BBBB")
    phone.fill("[name=name]", "Oda")
    phone.get_by_role("button", name=words("Knock")).click()
    expect(phone.locator("[name=code]")).to_have_value("AAAA BBBB")
    accessibility.check(phone, "constellations-join-wrong")
    phone.goto(f"{demo.url}/constellations/not-here/")
    accessibility.check(phone, "constellations-not-here")


def test_hers_and_what_she_told_afterwards(
    phone: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(phone, "client")
    phone.goto(f"{demo.url}/me/")
    follow(phone.locator("a.row[href='/constellations/mine/']"))
    accessibility.check(phone, "constellations-mine")
    follow(phone.get_by_role("link", name=words("What you told afterwards")).last)
    accessibility.check(phone, "constellations-told")
