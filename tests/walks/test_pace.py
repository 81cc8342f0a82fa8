"""The pace from both sides: what Ana is asked the day after, and what Thea sees of it and can turn off."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.walks.accessibility import BASE, AccessibilityCheck
from tests.walks.conftest import LAPTOP, Site, clean_environment, fotfeste_command, free_port, start_server
from tests.walks.navigation import follow
from tests.walks.test_therapist_day import first_client_url
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]
KEPT = "It is kept, and what is offered takes it into account. Nobody is told now."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One of its own: what the other walks tell would bound what is offered here."""
    home, port = tmp_path_factory.mktemp("pace"), free_port()
    url = f"http://localhost:{port}"
    process = start_server(fotfeste_command("demo", "--home", str(home), "--port", str(port)), url)
    yield Site(url, home)
    process.terminate()
    process.wait(20)


@pytest.fixture
def yesterday(demo: Site) -> None:
    """Ana practised mildly yesterday, and is calm now."""
    subprocess.run(
        [sys.executable, "-m", "tests.walks.record_yesterday", str(demo.home)],
        check=True,
        cwd=BASE,
        env=clean_environment(),
    )


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, context_of: Callable[..., BrowserContext]) -> Page:
    return context_of(scripts=request.param).new_page()


def find_question(page: Page) -> Locator:
    return page.locator("form.day-after")


def drawing_pattern(words: Translations) -> re.Pattern[str]:
    said = words("The largest on offer, the last %(n)d times. At most: %(most)s. Last: %(now)s.")
    return re.compile(re.escape(said.split("%(n)d")[0]) + r"\d")


def is_using_answers(page: Page, demo: Site, words: Translations) -> bool:
    page.goto(f"{demo.url}/choose/")
    said = words("How much is offered follows your answers, within your therapist’s limits. Not CE marked.")
    return page.get_by_text(said).count() == 1


def offer_titles(page: Page) -> list[str]:
    return page.locator(".offers li").all_inner_texts()


@pytest.mark.usefixtures("yesterday")
def test_leaving_it_changes_nothing(page: Page, demo: Site, enter: Enter, words: Translations) -> None:
    enter(page, "client")
    page.goto(f"{demo.url}/choose/")
    before = offer_titles(page)
    assert len(before) > 1  # grounding alone would prove nothing
    page.goto(f"{demo.url}/choose/")
    assert offer_titles(page) == before
    follow(find_question(page).get_by_role("button", name=words("Leave it")))
    expect(find_question(page)).to_have_count(0)
    assert offer_titles(page) == before
    expect(page.get_by_text(words(KEPT))).to_have_count(0)


@pytest.mark.usefixtures("yesterday")
def test_it_is_open_to_all(phone: Page, demo: Site, enter: Enter, accessibility: AccessibilityCheck) -> None:
    enter(phone, "client")
    for path in ("now", "choose"):
        phone.goto(f"{demo.url}/{path}/")
        expect(find_question(phone)).to_be_visible()
        accessibility.check(phone, f"{path}-day-after")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_therapist_sees_it_and_turns_it_off_for_one(
    context_of: Callable[..., BrowserContext],
    demo: Site,
    enter: Enter,
    words: Translations,
    accessibility: AccessibilityCheck,
    scripts: bool,
) -> None:
    phone = context_of().new_page()
    enter(phone, "client")
    laptop = context_of(viewport=LAPTOP, scripts=scripts).new_page()
    enter(laptop, "therapist")
    url = first_client_url(laptop, demo)
    laptop.goto(f"{url}limits/")
    panel = laptop.locator("section[aria-labelledby=pace]")
    expect(panel).to_contain_text(words("Not CE marked"))
    expect(panel.get_by_role("img")).to_have_attribute("aria-label", drawing_pattern(words))
    if scripts:
        accessibility.check(laptop, "care-limits-pace")
    for off in (True, False):
        laptop.goto(f"{url}limits/")
        laptop.set_checked("[name=pace_off]", off)
        laptop.get_by_role("button", name=words("Set the limits")).click()
        laptop.wait_for_url(url)
        assert is_using_answers(phone, demo, words) is not off
        laptop.goto(f"{url}limits/")
        not_used = words("The client’s answers are not used. What is offered follows your menu and these limits alone.")
        assert laptop.get_by_text(not_used).count() == int(off)


@pytest.mark.usefixtures("yesterday")
@pytest.mark.parametrize("place", ["now", "choose"])
def test_an_answer_is_kept_and_asked_for_once(
    page: Page, demo: Site, enter: Enter, words: Translations, place: str
) -> None:
    enter(page, "client")
    page.goto(f"{demo.url}/{place}/")
    follow(find_question(page).get_by_role("button", name=words("Yes"), exact=True))
    expect(page.get_by_text(words(KEPT))).to_be_visible()
    assert page.url == f"{demo.url}/{place}/"  # where she was
    for path in ("now/", "choose/"):
        page.goto(f"{demo.url}/{path}")
        expect(page.locator(".offers")).to_be_visible()
        expect(find_question(page)).to_have_count(0)
