"""Ana on her phone and Thea on her laptop hold a constellation, from the first yes to the time afterwards."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import LAPTOP, PHONE, Site, clean_environment
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]
SUPPORT_FIRST = "Something that gives support comes first. Then this one can have its place."


class PairSession:
    def __init__(self, ana: Page, thea: Page, words: Translations, accessibility: AccessibilityCheck):
        self.ana, self.thea, self.words, self.accessibility = ana, thea, words, accessibility

    def expect_phase(self, phase: str) -> None:
        """Both pages have come to this phase by themselves."""
        for page in (self.ana, self.thea):
            expect(page.locator("h1")).to_have_text(self.words(phase, "phase"))

    def lead_to(self, phase: str) -> None:
        self.thea.locator(".ask--next button").click()
        self.expect_phase(phase)

    def look(self, name: str) -> None:
        self.accessibility.check(self.ana, f"pair-{name}-client")
        self.accessibility.check(self.thea, f"pair-{name}-therapist")

    def button(self, page: Page, english: str) -> None:
        page.get_by_role("button", name=self.words(english), exact=True).first.click()


@pytest.fixture
def together(
    context_of: Callable[..., BrowserContext],
    demo: Site,
    enter: Enter,
    words: Translations,
    accessibility: AccessibilityCheck,
) -> Iterator[PairSession]:
    made = subprocess.run(
        [sys.executable, "-m", "tests.walks.plan_constellation", str(demo.home)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    pages = []
    for door, viewport in (("client", PHONE), ("therapist", LAPTOP)):
        page = context_of(viewport=viewport).new_page()
        enter(page, door)
        page.goto(f"{demo.url}/constellations/{made.stdout.strip()}/")
        pages.append(page)
    yield PairSession(pages[0], pages[1], words, accessibility)


def test_a_pair_from_the_first_yes_to_the_time_afterwards(together: PairSession) -> None:
    lead_to_board(together)
    work_at_board(together)
    stop_and_resume(together)
    derole_and_end(together)


def lead_to_board(both: PairSession) -> None:
    both.expect_phase("Before it begins")
    both.look("screening")
    both.ana.locator("form[data-form='consent-take_part'] button[value=true]").click()
    expect(both.ana.locator("main")).to_contain_text(both.words("You have said yes."))
    both.lead_to("Arriving")
    set_hidden_select(both.ana, "activation", "3")
    expect(both.thea.locator(".told__now")).to_be_visible()
    both.lead_to("Intention")
    both.ana.locator("#issue").fill("Uroen på søndager.")
    both.button(both.ana, "Keep these words")
    expect(both.thea.locator(".session__issue")).to_contain_text("Uroen på søndager.")
    both.lead_to("Choosing")


def set_hidden_select(page: Page, name: str, value: str) -> None:
    """The wave's own answer, as a touch on it leaves it."""
    page.locator(f"select[name={name}]").evaluate(
        "(field, value) => { field.value = value; field.dispatchEvent(new Event('change', { bubbles: true })); }", value
    )


def work_at_board(both: PairSession) -> None:
    for label, kind in (("Stein", "resource"), ("Jeg", "self"), ("Mor", "person")):
        both.ana.locator("#add-label").fill(label)
        both.ana.locator("#add-kind").select_option(kind)
        both.ana.locator("form[data-form=add] button").last.dblclick()  # is sent once
        expect(both.thea.locator(".standing")).to_contain_text(label)
        expect(both.ana.locator("#add-label")).to_have_value("")
    expect(both.thea.locator(".standing__one")).to_have_count(3)
    both.look("choosing")
    both.lead_to("Placing")
    place_figure(both.ana, "Mor", "600", "300")  # before there is something to lean on
    refused = both.ana.locator("form[data-form=move]")
    expect(refused.locator(".ask__said")).to_contain_text(both.words(SUPPORT_FIRST))
    expect(refused.locator("select[name=x]")).to_have_value("600")
    for label, x, y in (("Stein", "360", "700"), ("Jeg", "600", "700"), ("Mor", "600", "300")):
        place_figure(both.ana, label, x, y)
        one = both.thea.locator(".standing__one").filter(has=both.thea.locator("b", has_text=label))
        expect(one).not_to_contain_text(both.words("waits beside the board"))
    expect(both.thea.locator(".board__plane .figure")).to_have_count(3)
    both.look("placing")
    expect_typed_words_survive(both)
    both.lead_to("Sensing")


def place_figure(page: Page, label: str, x: str, y: str) -> None:
    form = page.locator("form[data-form=move]")
    expect(form.locator("select[name=figure] option", has_text=label)).to_have_count(1)
    form.locator("select[name=figure]").select_option(
        form.locator("select[name=figure] option", has_text=label).get_attribute("value")
    )
    form.locator("select[name=x]").select_option(x)
    form.locator("select[name=y]").select_option(y)
    form.locator("button").last.click()


def expect_typed_words_survive(both: PairSession) -> None:
    """What she is writing is still there when the page has changed around it, and when she has loaded it anew."""
    fold = both.ana.locator("details[data-fold=issue]")
    fold.locator("summary").click()
    both.ana.locator("#issue").fill("Uroen, og stein")
    both.thea.locator("details[data-fold=calm] summary").click()
    both.button(both.thea, "Let everything rest")
    expect(both.ana.locator(".session__rests")).to_be_visible()
    expect(both.ana.locator("#issue")).to_have_value("Uroen, og stein")
    both.button(both.thea, "Let it go on")
    expect(both.ana.locator(".session__rests")).to_have_count(0)
    both.ana.wait_for_timeout(700)  # the pause after which it is put away
    both.ana.reload()
    expect(both.ana.locator("#issue")).to_have_value("Uroen, og stein")
    both.ana.locator("form[data-form=setissue] button").click()
    expect(both.thea.locator(".session__issue")).to_contain_text("og stein")


def stop_and_resume(both: PairSession) -> None:
    both.lead_to("Moving")
    both.look("moving")
    stop_offline(both.ana, both)
    both.expect_phase("Stopped")
    both.look("stopped")
    assert both.thea.locator("form[data-form=resume]").count() == 0  # hers is the yes
    both.button(both.ana, "Yes, we can go on")
    both.thea.locator("form[data-form=resume] button").click()
    both.expect_phase("Moving")


def stop_offline(page: Page, both: PairSession) -> None:
    """A stop that cannot be sent says so, and goes out as soon as there is a way."""
    page.context.set_offline(True)
    both.button(page, "Stop")
    expect(page.locator(".signals__stop .ask__said")).not_to_be_empty()
    page.context.set_offline(False)


def derole_and_end(both: PairSession) -> None:
    both.lead_to("Closing")
    both.ana.locator("#keep").fill("Steinen var varm.")
    both.ana.locator("form[data-form=keepwords] button").click()
    both.lead_to("Stepping out")
    both.lead_to("Afterwards")
    both.look("afterwards")
    expect(both.ana.locator("#keep")).to_have_value("Steinen var varm.")
    expect(both.ana.get_by_role("link", name=both.words("Something did not feel right"))).to_be_visible()
    both.lead_to("Closed")
    both.look("closed")
