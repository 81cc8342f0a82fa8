"""Ana on her phone and Thea on her laptop hold a constellation, from the first yes to the time afterwards."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.conftest import LAPTOP, PHONE, Site, environment
from tests.walks.eyes import Eyes
from tests.walks.words import Words

Enter = Callable[[Page, str], None]
SOON_MS = 6_000
SUPPORT_FIRST = "Something that gives support comes first. Then this one can have its place."


class Together:
    def __init__(self, ana: Page, thea: Page, words: Words, eyes: Eyes):
        self.ana, self.thea, self.words, self.eyes = ana, thea, words, eyes

    def says(self, phase: str) -> None:
        """Both pages have come to this phase by themselves."""
        for page in (self.ana, self.thea):
            expect(page.locator("h1")).to_have_text(self.words(phase, "phase"), timeout=SOON_MS)

    def on_to(self, phase: str) -> None:
        self.thea.locator(".ask--next button").click()
        self.says(phase)

    def look(self, name: str) -> None:
        self.eyes.on(self.ana, f"pair-{name}-client")
        self.eyes.on(self.thea, f"pair-{name}-therapist")

    def button(self, page: Page, english: str) -> None:
        page.get_by_role("button", name=self.words(english), exact=True).first.click()


@pytest.fixture
def together(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Enter, words: Words, eyes: Eyes
) -> Iterator[Together]:
    made = subprocess.run(
        [sys.executable, "-m", "tests.walks.planned", str(demo.home)],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    pages = []
    for door, viewport in (("client", PHONE), ("therapist", LAPTOP)):
        page = context_of(viewport=viewport).new_page()
        enter(page, door)
        page.goto(f"{demo.url}/constellations/{made.stdout.strip()}/")
        pages.append(page)
    yield Together(pages[0], pages[1], words, eyes)


def test_a_pair_from_the_first_yes_to_the_time_afterwards(together: Together) -> None:
    before_the_board(together)
    at_the_board(together)
    she_stops_and_they_go_on(together)
    out_and_afterwards(together)


def before_the_board(both: Together) -> None:
    both.says("Before it begins")
    both.look("screening")
    both.ana.locator("form[data-form='consent-take_part'] button[value=true]").click()
    expect(both.ana.locator("main")).to_contain_text(both.words("You have said yes."))
    both.on_to("Arriving")
    select_unseen(both.ana, "activation", "3")
    expect(both.thea.locator(".told__now")).to_be_visible(timeout=SOON_MS)
    both.on_to("Intention")
    both.ana.locator("#issue").fill("Uroen på søndager.")
    both.button(both.ana, "Keep these words")
    expect(both.thea.locator(".session__issue")).to_contain_text("Uroen på søndager.", timeout=SOON_MS)
    both.on_to("Choosing")


def select_unseen(page: Page, name: str, value: str) -> None:
    """The wave's own answer, as a touch on it leaves it."""
    page.locator(f"select[name={name}]").evaluate(
        "(field, value) => { field.value = value; field.dispatchEvent(new Event('change', { bubbles: true })); }", value
    )


def at_the_board(both: Together) -> None:
    for label, kind in (("Stein", "resource"), ("Jeg", "self"), ("Mor", "person")):
        both.ana.locator("#add-label").fill(label)
        both.ana.locator("#add-kind").select_option(kind)
        both.ana.locator("form[data-form=add] button").last.dblclick()  # is sent once
        expect(both.thea.locator(".standing")).to_contain_text(label, timeout=SOON_MS)
        expect(both.ana.locator("#add-label")).to_have_value("")
    expect(both.thea.locator(".standing__one")).to_have_count(3)
    both.look("choosing")
    both.on_to("Placing")
    place(both.ana, "Mor", "600", "300")  # before there is something to lean on
    refused = both.ana.locator("form[data-form=move]")
    expect(refused.locator(".ask__said")).to_contain_text(both.words(SUPPORT_FIRST))
    expect(refused.locator("select[name=x]")).to_have_value("600")
    for label, x, y in (("Stein", "360", "700"), ("Jeg", "600", "700"), ("Mor", "600", "300")):
        place(both.ana, label, x, y)
        one = both.thea.locator(".standing__one").filter(has=both.thea.locator("b", has_text=label))
        expect(one).not_to_contain_text(both.words("waits beside the board"), timeout=SOON_MS)
    expect(both.thea.locator(".board__plane .figure")).to_have_count(3)
    both.look("placing")
    typed_words_outlive_what_others_do(both)
    both.on_to("Sensing")


def place(page: Page, label: str, x: str, y: str) -> None:
    form = page.locator("form[data-form=move]")
    expect(form.locator("select[name=figure] option", has_text=label)).to_have_count(1)
    form.locator("select[name=figure]").select_option(
        form.locator("select[name=figure] option", has_text=label).get_attribute("value")
    )
    form.locator("select[name=x]").select_option(x)
    form.locator("select[name=y]").select_option(y)
    form.locator("button").last.click()


def typed_words_outlive_what_others_do(both: Together) -> None:
    """What she is writing is still there when the page has changed around it, and when she has loaded it anew."""
    fold = both.ana.locator("details[data-fold=issue]")
    fold.locator("summary").click()
    both.ana.locator("#issue").fill("Uroen, og stein")
    both.thea.locator("details[data-fold=calm] summary").click()
    both.button(both.thea, "Let everything rest")
    expect(both.ana.locator(".session__rests")).to_be_visible(timeout=SOON_MS)
    expect(both.ana.locator("#issue")).to_have_value("Uroen, og stein")
    both.button(both.thea, "Let it go on")
    expect(both.ana.locator(".session__rests")).to_have_count(0, timeout=SOON_MS)
    both.ana.wait_for_timeout(700)  # the pause after which it is put away
    both.ana.reload()
    expect(both.ana.locator("#issue")).to_have_value("Uroen, og stein")
    both.ana.locator("form[data-form=setissue] button").click()
    expect(both.thea.locator(".session__issue")).to_contain_text("og stein", timeout=SOON_MS)


def she_stops_and_they_go_on(both: Together) -> None:
    both.on_to("Moving")
    both.look("moving")
    without_a_net(both.ana, both)
    both.says("Stopped")
    both.look("stopped")
    assert both.thea.locator("form[data-form=resume]").count() == 0  # hers is the yes
    both.button(both.ana, "Yes, we can go on")
    both.thea.locator("form[data-form=resume] button").click()
    both.says("Moving")


def without_a_net(page: Page, both: Together) -> None:
    """A stop that cannot be sent says so, and goes out as soon as there is a way."""
    page.context.set_offline(True)
    both.button(page, "Stop")
    expect(page.locator(".signals__stop .ask__said")).not_to_be_empty(timeout=SOON_MS)
    page.context.set_offline(False)


def out_and_afterwards(both: Together) -> None:
    both.on_to("Closing")
    both.ana.locator("#keep").fill("Steinen var varm.")
    both.ana.locator("form[data-form=keepwords] button").click()
    both.on_to("Stepping out")
    both.on_to("Afterwards")
    both.look("afterwards")
    expect(both.ana.locator("#keep")).to_have_value("Steinen var varm.")
    expect(both.ana.get_by_role("link", name=both.words("Something did not feel right"))).to_be_visible()
    both.on_to("Closed")
    both.look("closed")
