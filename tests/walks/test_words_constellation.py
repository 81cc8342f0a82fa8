"""The same group held without seeing it and without a mouse: all sit at the words, and Thea leads by keys alone."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.conftest import LAPTOP, Site, environment
from tests.walks.eyes import Eyes
from tests.walks.gathering import HIDDEN, OBSERVER, REPRESENTATIVES, SOON_MS, Gathering
from tests.walks.words import Words

MOTHER, FATHER, UNREST, ISSUE = HIDDEN
MOST_TABS = 12
STOPPED = {"nb": "Det er stoppet", "en": "It has been stopped"}
GUESTS = (*REPRESENTATIVES, OBSERVER)


@pytest.fixture
def group(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Callable[[Page, str], None], words: Words
) -> Gathering:
    command = [sys.executable, "-m", "tests.walks.planned", str(demo.home), "group", *GUESTS]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    board, *links = made.stdout.split()
    gathered = Gathering(demo, words, context_of, enter, board=f"{demo.url}/constellations/{board}/words/")
    for name, link in zip(GUESTS, links, strict=True):
        page = gathered.comes(name)
        page.goto(demo.url + link)
        gathered.button(page, "Knock").click()
        page.goto(gathered.board)
    gathered.comes("Thea", "therapist", LAPTOP).goto(gathered.board)
    gathered.comes("Ana", "client").goto(gathered.board)
    return gathered


def types(page: Page, line: str, *, refused: bool = False) -> str:
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
    expect(answer).not_to_be_empty(timeout=SOON_MS)
    expect(page.locator("#said")).to_have_value(line if refused else "")
    return answer.text_content() or ""


def told(page: Page, words: str) -> None:
    """It comes to be told there by itself."""
    expect(page.locator("[data-told]")).to_contain_text(words, timeout=SOON_MS)


def test_the_group_is_led_by_keyboard_through_the_words_alone(group: Gathering, eyes: Eyes) -> None:
    thea, ana = group.thea, group.ana
    for name in GUESTS:
        types(thea, f"slipp inn {name}")
    for page in (ana, *group.guests):
        types(page, "ja til å være med")
    laid(group)
    eyes.on(thea, "words-placing-therapist")
    sensed_and_moved(group)
    stopped(group)
    out(group)
    nobody_met_the_hidden_words(group)
    eyes.on(group["Iben"], "words-closed-representative")


def laid(group: Gathering) -> None:
    thea, ana = group.thea, group.ana
    for _ in range(2):
        types(thea, "neste")
    types(ana, f"det handler om {ISSUE}")
    types(thea, "neste")
    types(ana, "legg til ressurs Stein, vist som S")
    types(ana, "legg til meg")
    types(ana, f"legg til person {MOTHER}, vist som A")
    types(ana, f"legg til person {FATHER}, vist som B")
    types(thea, "neste")
    types(ana, f"plasser {MOTHER} i midten", refused=True)  # something that gives support comes first
    types(ana, "plasser Stein nederst til venstre")
    types(ana, "plasser meg i midten")
    types(ana, f"plasser {MOTHER} to steg til venstre for meg, vendt bort")
    types(ana, f"plasser {FATHER} tre steg til høyre for meg")
    for name, label in (("Iben", MOTHER), ("Per", FATHER), ("Siv", "Stein")):
        types(thea, f"{name} står for {label}")
    assert MOTHER in types(thea, f"hva ser {FATHER}?")


def sensed_and_moved(group: Gathering) -> None:
    types(group.thea, "neste")
    types(group["Iben"], "jeg merker kalde hender, styrke 6")
    told(group.thea, "kalde hender")
    types(group.thea, "neste")
    types(group["Iben"], "snu litt til høyre")
    types(group["Iben"], "jeg går ett steg fram")
    types(group["Per"], f"flytt {MOTHER} til venstre", refused=True)  # a name he has never heard
    types(group.thea, "tilby Per: Jeg ser deg")
    told(group["Per"], "Jeg ser deg")
    types(group["Per"], "jeg lar den ligge")


def stopped(group: Gathering) -> None:
    types(group["Ola"], "stopp")
    types(group["Iben"], "jeg går ett steg fram", refused=True)
    told(group.thea, STOPPED[group.words.language])  # a stop she has not heard of yet would hold
    types(group.thea, "fortsett")
    types(group["Iben"], "jeg går ett steg fram")


def out(group: Gathering) -> None:
    types(group.thea, "til avslutning")
    types(group.thea, "sluttbilde")
    types(group.thea, "neste")
    for name in ("Iben", "Per", "Siv"):
        types(group[name], "jeg trer ut av rollen")
    types(group.thea, "neste")
    types(group.ana, "jeg tar med meg: steinen er varm")
    types(group.thea, "neste")


def nobody_met_the_hidden_words(group: Gathering) -> None:
    for name in ("Iben", "Siv", "Ola"):
        met = [word for word in HIDDEN if word in group[name].content()]
        assert not met, (name, met)
