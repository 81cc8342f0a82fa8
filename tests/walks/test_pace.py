"""The pace from both sides: what Ana is asked the day after, and what Thea sees of it and can turn off."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.walks.conftest import LAPTOP, Site, environment, fotfeste, free_port, started
from tests.walks.eyes import BASE, Eyes
from tests.walks.test_therapist_day import client_page
from tests.walks.words import Words

Enter = Callable[[Page, str], None]
KEPT = "It is kept, and what is offered takes it into account. Nobody is told now."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One of its own: what the other walks tell would bound what is offered here."""
    home, port = tmp_path_factory.mktemp("pace"), free_port()
    url = f"http://localhost:{port}"
    process = started(fotfeste("demo", "--home", str(home), "--port", str(port)), url)
    yield Site(url, home)
    process.terminate()
    process.wait(20)


@pytest.fixture
def yesterday(demo: Site) -> None:
    """Ana practised mildly yesterday, and is calm now."""
    subprocess.run(
        [sys.executable, "-m", "tests.walks.yesterday", str(demo.home)], check=True, cwd=BASE, env=environment()
    )


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, context_of: Callable[..., BrowserContext]) -> Page:
    return context_of(scripts=request.param).new_page()


def question(page: Page) -> Locator:
    return page.locator("form.day-after")


def drawing(words: Words) -> re.Pattern[str]:
    said = words("The largest on offer, the last %(n)d times. At most: %(most)s. Last: %(now)s.")
    return re.compile(re.escape(said.split("%(n)d")[0]) + r"\d")


def uses_answers(page: Page, demo: Site, words: Words) -> bool:
    page.goto(f"{demo.url}/choose/")
    said = words("How much is offered follows your answers, within your therapist’s limits. Not CE marked.")
    return page.get_by_text(said).count() == 1


def titles(page: Page) -> list[str]:
    return page.locator(".offers li").all_inner_texts()


@pytest.mark.usefixtures("yesterday")
def test_leaving_it_changes_nothing(page: Page, demo: Site, enter: Enter, words: Words) -> None:
    enter(page, "client")
    page.goto(f"{demo.url}/choose/")
    before = titles(page)
    assert len(before) > 1  # grounding alone would prove nothing
    page.goto(f"{demo.url}/choose/")
    assert titles(page) == before
    question(page).get_by_role("button", name=words("Leave it")).click()
    expect(question(page)).to_have_count(0)
    assert titles(page) == before
    expect(page.get_by_text(words(KEPT))).to_have_count(0)


@pytest.mark.usefixtures("yesterday")
def test_it_is_open_to_all(phone: Page, demo: Site, enter: Enter, eyes: Eyes) -> None:
    enter(phone, "client")
    for path in ("now", "choose"):
        phone.goto(f"{demo.url}/{path}/")
        expect(question(phone)).to_be_visible()
        eyes.on(phone, f"{path}-day-after")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_therapist_sees_it_and_turns_it_off_for_one(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Enter, words: Words, eyes: Eyes, scripts: bool
) -> None:
    phone = context_of().new_page()
    enter(phone, "client")
    laptop = context_of(viewport=LAPTOP, scripts=scripts).new_page()
    enter(laptop, "therapist")
    url = client_page(laptop, demo)
    laptop.goto(f"{url}limits/")
    panel = laptop.locator("section[aria-labelledby=pace]")
    expect(panel).to_contain_text(words("Not CE marked"))
    expect(panel.get_by_role("img")).to_have_attribute("aria-label", drawing(words))
    if scripts:
        eyes.on(laptop, "care-limits-pace")
    for off in (True, False):
        laptop.goto(f"{url}limits/")
        laptop.set_checked("[name=pace_off]", off)
        laptop.get_by_role("button", name=words("Set the limits")).click()
        laptop.wait_for_url(url)
        assert uses_answers(phone, demo, words) is not off
        laptop.goto(f"{url}limits/")
        not_used = words("The client’s answers are not used. What is offered follows your menu and these limits alone.")
        assert laptop.get_by_text(not_used).count() == int(off)


@pytest.mark.usefixtures("yesterday")
@pytest.mark.parametrize("place", ["now", "choose"])
def test_an_answer_is_kept_and_asked_for_once(page: Page, demo: Site, enter: Enter, words: Words, place: str) -> None:
    enter(page, "client")
    page.goto(f"{demo.url}/{place}/")
    question(page).get_by_role("button", name=words("Yes"), exact=True).click()
    expect(page.get_by_text(words(KEPT))).to_be_visible()
    assert page.url == f"{demo.url}/{place}/"  # where she was
    for path in ("now/", "choose/"):
        page.goto(f"{demo.url}/{path}")
        expect(page.locator(".offers")).to_be_visible()
        expect(question(page)).to_have_count(0)
