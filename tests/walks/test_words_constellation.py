"""The same group held without seeing it and without a mouse: all sit at the words, and Thea leads by keys alone."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import LAPTOP, Site, clean_environment
from tests.walks.group_session import HIDDEN, OBSERVER, REPRESENTATIVES, GroupSession
from tests.walks.translations import Translations

MOTHER, FATHER, UNREST, ISSUE = HIDDEN
MOST_TABS = 12
STOPPED = {"nb": "Det er stoppet", "en": "It has been stopped"}
GUESTS = (*REPRESENTATIVES, OBSERVER)


@pytest.fixture
def group(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Callable[[Page, str], None], words: Translations
) -> GroupSession:
    command = [sys.executable, "-m", "tests.walks.plan_constellation", str(demo.home), "group", *GUESTS]
    made = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=True)
    board, *links = made.stdout.split()
    gathered = GroupSession(demo, words, context_of, enter, board=f"{demo.url}/constellations/{board}/words/")
    for name, link in zip(GUESTS, links, strict=True):
        page = gathered.open_page(name)
        page.goto(demo.url + link)
        gathered.button(page, "Knock").click()
        page.goto(gathered.board)
    gathered.open_page("Thea", "therapist", LAPTOP).goto(gathered.board)
    gathered.open_page("Ana", "client").goto(gathered.board)
    return gathered


def type_line(page: Page, line: str, *, refused: bool = False) -> str:
    """By keys alone: to the line by Tab, typed, Enter. The answer; the words stay in the field when it was refused."""
    for _ in range(MOST_TABS):
        if page.evaluate("() => document.activeElement?.id") == "said":
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError("Tab does not lead to the line")
    answer = page.locator(".words__answer")
    before = page.locator("input[name=id]").first.input_value()
    page.keyboard.press("Control+a")
    page.keyboard.type(line)
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.querySelector('input[name=id]').value !== before", arg=before)
    expect(answer).not_to_be_empty()
    expect(page.locator("#said")).to_have_value(line if refused else "")
    return answer.text_content() or ""


def expect_described(page: Page, words: str) -> None:
    """It comes to be told there by itself."""
    expect(page.locator("[data-told]")).to_contain_text(words)


def test_the_group_is_led_by_keyboard_through_the_words_alone(
    group: GroupSession, accessibility: AccessibilityCheck
) -> None:
    thea, ana = group.thea, group.ana
    for name in GUESTS:
        type_line(thea, f"slipp inn {name}")
    for page in (ana, *group.guests):
        type_line(page, "ja til å være med")
    lay_out_figures(group)
    accessibility.check(thea, "words-placing-therapist")
    perceive_and_move(group)
    stop_and_resume(group)
    derole_and_end(group)
    expect_hidden_words_unseen(group)
    accessibility.check(group["Iben"], "words-closed-representative")


def lay_out_figures(group: GroupSession) -> None:
    thea, ana = group.thea, group.ana
    for _ in range(2):
        type_line(thea, "neste")
    type_line(ana, f"det handler om {ISSUE}")
    type_line(thea, "neste")
    type_line(ana, "legg til ressurs Stein, vist som S")
    type_line(ana, "legg til meg")
    type_line(ana, f"legg til person {MOTHER}, vist som A")
    type_line(ana, f"legg til person {FATHER}, vist som B")
    type_line(thea, "neste")
    type_line(ana, f"plasser {MOTHER} i midten", refused=True)  # something that gives support comes first
    type_line(ana, "plasser Stein nederst til venstre")
    type_line(ana, "plasser meg i midten")
    type_line(ana, f"plasser {MOTHER} to steg til venstre for meg, vendt bort")
    type_line(ana, f"plasser {FATHER} tre steg til høyre for meg")
    for name, label in (("Iben", MOTHER), ("Per", FATHER), ("Siv", "Stein")):
        type_line(thea, f"{name} står for {label}")
    assert MOTHER in type_line(thea, f"hva ser {FATHER}?")


def perceive_and_move(group: GroupSession) -> None:
    type_line(group.thea, "neste")
    type_line(group["Iben"], "jeg merker kalde hender, styrke 6")
    expect_described(group.thea, "kalde hender")
    type_line(group.thea, "neste")
    type_line(group["Iben"], "snu litt til høyre")
    type_line(group["Iben"], "jeg går ett steg fram")
    type_line(group["Per"], f"flytt {MOTHER} til venstre", refused=True)  # a name he has never heard
    type_line(group.thea, "tilby Per: Jeg ser deg")
    expect_described(group["Per"], "Jeg ser deg")
    type_line(group["Per"], "jeg lar den ligge")


def stop_and_resume(group: GroupSession) -> None:
    type_line(group["Ola"], "stopp")
    type_line(group["Iben"], "jeg går ett steg fram", refused=True)
    expect_described(group.thea, STOPPED[group.words.language])  # a stop she has not heard of yet would hold
    type_line(group.thea, "fortsett")
    type_line(group["Iben"], "jeg går ett steg fram")


def derole_and_end(group: GroupSession) -> None:
    type_line(group.thea, "til avslutning")
    type_line(group.thea, "sluttbilde")
    type_line(group.thea, "neste")
    for name in ("Iben", "Per", "Siv"):
        type_line(group[name], "jeg trer ut av rollen")
    type_line(group.thea, "neste")
    type_line(group.ana, "jeg tar med meg: steinen er varm")
    type_line(group.thea, "neste")


def expect_hidden_words_unseen(group: GroupSession) -> None:
    for name in ("Iben", "Siv", "Ola"):
        met = [word for word in HIDDEN if word in group[name].content()]
        assert not met, (name, met)
