"""Ana's day on a phone: how is the body, an offer, a practice, afterwards, traces, herself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import Site
from tests.walks.navigation import follow
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]
MOST_TAPS = 8


class TapCounter:
    """Counts what a thumb does."""

    def __init__(self, page: Page):
        self.page, self.count = page, 0

    def __call__(self, selector: str, **where: object) -> None:
        self.page.locator(selector).first.click(**where)  # type: ignore[arg-type]  # position and the like
        self.count += 1


def tap_check_in(page: Page, demo: Site, accessibility: AccessibilityCheck | None = None) -> TapCounter:
    """Answer everything that can be tapped, once."""
    tap = TapCounter(page)
    page.goto(f"{demo.url}/now/body/")
    if accessibility:
        accessibility.check(page, "check-in-body")
    tap("activation-wave input[type=range]", position={"x": 240, "y": 60})
    tap("label.ds-chip:has(input[name=words][value=heavy])")
    tap("label.ds-chip:has(input[name=places][value=chest])")
    tap("button[name=go][value=on]")
    page.wait_for_url("**/now/safety/")
    if accessibility:
        accessibility.check(page, "check-in-safety")
    tap("safety-scale:has([name=head_safe]) input[type=range]", position={"x": 250, "y": 10})
    tap("safety-scale:has([name=body_safe]) input[type=range]", position={"x": 100, "y": 10})
    tap("button[name=go][value=on]")
    page.wait_for_url("**/now/feelings/")
    if accessibility:
        accessibility.check(page, "check-in-feelings")
    tap("button[name=wish]")
    page.wait_for_url("**/choose/**")
    return tap


def test_from_check_in_to_afterwards(
    phone: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(phone, "client")
    accessibility.check(phone, "now")
    assert tap_check_in(phone, demo, accessibility).count <= MOST_TAPS
    accessibility.check(phone, "offers")
    offers = phone.locator("a.offer")
    assert 1 <= offers.count() <= 4
    expect(offers.last).to_contain_text(words("Grounding") if words.language == "en" else "Jording")
    expect(phone.get_by_role("link", name=words("Not today"))).to_be_visible()
    assert all(why.strip() for why in phone.locator(".offer__why").all_inner_texts())

    follow(offers.first)
    accessibility.check(phone, "practice")
    phone.get_by_role("button", name=words("Begin"), exact=True).click()
    phone.wait_for_url("**/run/**")
    walk_practice_steps(phone, words, accessibility)

    expect(phone.get_by_role("heading", level=1)).to_have_text(words("How is it now?"))
    accessibility.check(phone, "afterwards")
    phone.locator("activation-wave input[type=range]").click(position={"x": 150, "y": 60})
    phone.get_by_role("button", name=words("Finish")).click()
    phone.wait_for_url("**/finished/")
    accessibility.check(phone, "finished")
    phone.goto(f"{demo.url}/traces/")
    accessibility.check(phone, "traces")
    today = phone.locator(".timeline__day").first
    expect(today).to_contain_text(words("Check-in"))
    expect(today).to_contain_text(words("Walked through."))


def walk_practice_steps(page: Page, words: Translations, accessibility: AccessibilityCheck) -> None:
    """Onwards, back, reload, softer, pause, skip, then to the end."""
    accessibility.check(page, "step")
    title = page.locator("#step h1")
    first = title.inner_text()
    assert page.locator(".player__options li").count() >= 2
    page.locator("button[value=next]").click()
    expect(title).not_to_have_text(first)
    second = title.inner_text()
    page.reload()
    expect(title).to_have_text(second)  # nothing lost in the middle
    page.locator("button[value=back]").click()
    expect(title).to_have_text(first)
    page.locator("button[value=soften]").click()
    expect(page.locator("button[value=soften]")).to_be_disabled()
    follow(page.locator("button[value=pause]"))
    expect(page.get_by_role("heading", level=1)).to_have_text(words("A pause"))
    accessibility.check(page, "pause")
    page.go_back()
    for _ in range(12):
        if "/afterwards/" in page.url:
            return
        follow(page.locator("button[value=next]"))
    page.wait_for_url("**/afterwards/")


def test_stopping_is_a_whole_ending(
    phone: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(phone, "client")
    phone.goto(f"{demo.url}/practise/")
    accessibility.check(phone, "library")
    phone.goto(f"{demo.url}/practise/jording/")
    phone.get_by_role("button", name=words("Begin"), exact=True).click()
    phone.locator("button[value=stop]").click()
    phone.wait_for_url("**/run/**")
    accessibility.check(phone, "stopped")
    phone.goto(f"{demo.url}/another-day/")
    accessibility.check(phone, "not-today")


def test_a_moment_of_safety_is_one_tap(
    phone: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    enter(phone, "client")
    phone.goto(f"{demo.url}/choose/")
    phone.locator("button.moment-card").click()
    phone.wait_for_url("**/moments/**")
    accessibility.check(phone, "moment")
    line = "Varme i hendene 🐾 دفء"
    phone.locator("[name=words]").fill(line)
    phone.get_by_role("button", name=words("Keep the line")).click()
    phone.goto(f"{demo.url}/traces/")
    expect(phone.locator(".timeline__day").first).to_contain_text(line)


@pytest.mark.parametrize(
    "path", ["me/", "anchors/", "tell/", "next-time/", "consents/", "readers/", "copy/", "rest/", "forget/"]
)
def test_what_is_hers(phone: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck, path: str) -> None:
    enter(phone, "client")
    phone.goto(f"{demo.url}/{path}")
    assert phone.locator("h1").count() == 1
    accessibility.check(phone, path.strip("/"))


def test_language_and_evening(phone: Page, demo: Site, enter: Enter, words: Translations) -> None:
    enter(phone, "client")
    other = "en" if words.language == "nb" else "nb"
    phone.goto(f"{demo.url}/me/")
    phone.locator(f"button[name=language][value={other}]").click()
    expect(phone.locator("html")).to_have_attribute("lang", other)
    phone.locator("button[name=scheme][value=dark]").click()
    expect(phone.locator("html")).to_have_attribute("data-color-scheme", "dark")
    phone.goto(f"{demo.url}/me/")
    phone.locator(f"button[name=language][value={words.language}]").click()
    expect(phone.locator("html")).to_have_attribute("lang", words.language)


def test_the_whole_day_without_javascript(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Enter, words: Translations
) -> None:
    page = context_of(scripts=False).new_page()
    enter(page, "client")
    page.goto(f"{demo.url}/now/body/")
    page.locator("[name=activation]").select_option("2")
    page.locator("input[name=words][value=heavy]").check()
    page.locator("button[name=go][value=on]").click()
    page.locator("[name=head_safe]").select_option("7")
    page.locator("button[name=go][value=on]").click()
    page.locator("[name=thought]").fill("Det er onsdag")
    page.locator("button[name=go][value=save]").click()
    page.wait_for_url("**/choose/**")
    page.locator("a.offer").last.click()
    page.get_by_role("button", name=words("Begin"), exact=True).click()
    while "/afterwards/" not in page.url:
        follow(page.locator("button[value=next]"))
    follow(page.get_by_role("button", name=words("Finish")))
    page.goto(f"{demo.url}/traces/")
    expect(page.locator(".timeline__day").first).to_contain_text("Det er onsdag")


def test_a_session_that_ends_while_typing_loses_nothing(
    phone: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck
) -> None:
    enter(phone, "client")
    phone.goto(f"{demo.url}/now/body/")
    phone.wait_for_function("() => !!customElements.get('draft-keeper')")
    phone.locator("details.own-words summary").click()
    phone.locator("[name=own_words]").fill("som å ha sand i skuldrene")
    phone.context.clear_cookies(name="session")
    phone.locator("[name=own_words]").press_sequentially(" i dag")
    phone.wait_for_timeout(1500)  # longer than the draft waits before it keeps
    phone.locator("button[name=go][value=on]").click()
    expect(phone.locator("main")).to_contain_text("som å ha sand i skuldrene i dag")
    accessibility.check(phone, "signed-out-while-typing")
    phone.locator("main a[href^='/account/login/']").click()
    phone.wait_for_url("**/account/login/**")
    phone.wait_for_function("() => !sessionStorage.getItem('sent')")  # the page has seen that nothing arrived
    enter(phone, "client")
    phone.goto(f"{demo.url}/now/body/")
    expect(phone.locator("[name=own_words]")).to_have_value("som å ha sand i skuldrene i dag")
