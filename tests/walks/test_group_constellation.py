"""A whole group constellation in seven browsers, blind level 1: planned, gathered, held, stopped, ended, and kept.

Thea leads, Ana is the client, four representatives and an observer come by guest links.
"""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.conftest import LAPTOP, Site
from tests.walks.eyes import Eyes
from tests.walks.gathering import (
    HIDDEN,
    OBSERVER,
    REPRESENTATIVES,
    SOON_MS,
    Gathering,
    Sleep,
    ask,
    unfold,
    view,
)
from tests.walks.words import Words

MOTHER, FATHER, UNREST, ISSUE = HIDDEN
BACK_WITHIN_S = 3.0


@pytest.fixture
def group(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Callable[[Page, str], None], words: Words
) -> Gathering:
    return Gathering(demo, words, context_of, enter)


def test_a_group_from_the_lobby_to_aftercare(group: Gathering, eyes: Eyes) -> None:
    planned(group)
    everyone_knocks(group)
    let_in(group)
    chosen_and_placed(group, eyes)
    sensed(group)
    moved_and_refused(group)
    eyes.on(group.thea, "group-moving-therapist")
    a_sentence_is_declined(group)
    a_phone_sleeps(group)
    stopped_and_on(group)
    one_is_taken_out(group)
    ended(group, eyes)


def planned(group: Gathering) -> None:
    """From the client's page, as one would."""
    thea = group.comes("Thea", "therapist", LAPTOP)
    thea.goto(f"{group.site.url}/clients/")
    thea.get_by_role("link", name="Ana").first.click()
    thea.locator("a[href*='/constellations/plan/']").first.click()
    thea.locator("input[name=mode][value=group]").check()
    thea.locator("input[name=method][value=classic]").check()
    thea.locator("#id_issue").fill(ISSUE)
    thea.locator("input[name=blind][value='1']").check()
    if thea.locator("#id_open_deep_because").count():
        thea.locator("#id_open_deep_because").fill("Det er god tid.")
    group.button(thea, "Plan it").click()
    thea.locator("main").get_by_role("link", name=group.words("Open the board")).first.click()
    group.board = thea.url


def everyone_knocks(group: Gathering) -> None:
    for name in (*REPRESENTATIVES, OBSERVER):
        group.thea.goto(f"{group.board}guests/")
        group.thea.locator("#id_name").fill(name)
        role = "observer" if name == OBSERVER else "representative"
        group.thea.locator(f"input[name=role][value={role}]").check()
        group.button(group.thea, "Make the link").click()
        link = group.thea.locator("#link").input_value()
        page = group.comes(name)
        page.goto(link)
        group.button(page, "Knock").click()
        expect(page.locator("h1")).to_have_text(group.words("You wait outside"))
    stranger = group.new().new_page()
    stranger.goto(link)  # the last link, a second time
    assert stranger.locator("#id_name").count() == 0
    stranger.context.close()
    group.nobody_blind_has_met_the_hidden_words()


def let_in(group: Gathering) -> None:
    group.thea.goto(group.board)
    group.comes("Ana", "client").goto(group.board)
    for name in (*REPRESENTATIVES, OBSERVER):
        waits = group.thea.locator(".here__one--asks", has_text=name)
        waits.locator("form[data-form^=admit] button").click()
        expect(waits).to_have_count(0, timeout=SOON_MS)
    group.all_say("Before it begins")
    for page in (group.ana, *group.guests):
        page.locator("form[data-form='consent-take_part'] button[value=true]").click()
        expect(page.locator("form[data-form='consent-take_part'] button[value=true]")).to_have_count(0)
    for phase in ("Arriving", "Intention", "Choosing"):
        group.on_to(phase)


def chosen_and_placed(group: Gathering, eyes: Eyes) -> None:
    for label, kind, masked in (
        ("Stein", "resource", "S"), ("Jeg", "self", "J"), (MOTHER, "person", "A"), (FATHER, "person", "B"),
        (UNREST, "feeling", "C"),
    ):  # fmt: skip
        add(group.ana, label, kind, masked)
    group.on_to("Placing")
    for number, label in enumerate(("Stein", "Jeg", MOTHER, FATHER, UNREST)):
        figure = figure_called(group.ana, label)
        place(group.ana, figure, 240 + 180 * number, 300 + 100 * (number % 3))
        expect(group["Ola"].locator(f".board__plane [data-figure='{figure}']")).to_have_count(1, timeout=SOON_MS)
    for name, label in zip(REPRESENTATIVES, (MOTHER, FATHER, UNREST, "Jeg"), strict=True):
        stands_for(group.ana, name, figure_called(group.ana, label))
        expect(group[name].locator(".session__mine")).to_be_visible(timeout=SOON_MS)
    eyes.on(group.ana, "group-placing-client")
    eyes.on(group["Iben"], "group-placing-representative")
    group.nobody_blind_has_met_the_hidden_words()


def add(page: Page, label: str, kind: str, masked: str) -> None:
    page.locator("#add-label").fill(label)
    page.locator("#add-kind").select_option(kind)
    unfold(page, "add-more")
    page.locator("#add-masked").fill(masked)
    page.locator("form[data-form=add] button").last.click()
    expect(page.locator(".standing")).to_contain_text(label, timeout=SOON_MS)
    expect(page.locator("#add-label")).to_have_value("", timeout=SOON_MS)


def figure_called(page: Page, label: str) -> str:
    return next(key for key, figure in view(page)["figures"].items() if figure["label"] == label)


def place(page: Page, figure: str, x: int, y: int) -> None:
    assert "seq" in ask(page, {"do": "move", "figure": figure, "x": x, "y": y, "heading": 180})


def stands_for(page: Page, name: str, figure: str) -> None:
    unfold(page, "assign")
    option = page.locator("#assign-seat option", has_text=name).get_attribute("value")
    page.locator("#assign-seat").select_option(option)
    page.locator("#assign-figure").select_option(figure)
    page.locator("form[data-form=assign] button").last.click()
    expect(page.locator(".here")).to_contain_text(name, timeout=SOON_MS)


def sensed(group: Gathering) -> None:
    group.on_to("Sensing")
    iben = group["Iben"]
    iben.locator("#felt-words").fill("Kaldt i hendene.")
    iben.locator("form[data-form=perceive] button").last.click()
    for page in (group.thea, group.ana, group["Per"]):
        expect(page.locator("[data-part=heard]")).to_contain_text("Kaldt i hendene.", timeout=SOON_MS)


def moved_and_refused(group: Gathering) -> None:
    """Iben moves her own figure by the keys; somebody else's she cannot, and nothing of it is seen anywhere."""
    group.on_to("Moving")
    iben = group["Iben"]
    mine, others = view(iben)["me"]["figure"], figure_called(group.ana, FATHER)
    before = view(group.ana)["figures"]
    iben.locator(f".board__plane [data-figure='{mine}']").focus()
    iben.keyboard.press("Shift+ArrowLeft")
    iben.keyboard.press("]")
    group.ana.wait_for_function(
        "([figure, x]) => document.querySelector('constellation-board').view.figures[figure].at[0] < x",
        arg=[mine, before[mine]["at"][0]],
    )
    refused = ask(iben, {"do": "move", "figure": others, "x": 40, "y": 40})
    assert refused["code"] == "not_allowed"
    assert view(group.ana)["figures"][others]["at"] == before[others]["at"]


def a_sentence_is_declined(group: Gathering) -> None:
    thea, per = group.thea, group["Per"]
    unfold(thea, "offer")
    option = thea.locator("#offer-to option", has_text="Per").get_attribute("value")
    thea.locator("#offer-to").select_option(option)
    thea.locator("#offer-words").fill("Jeg ser deg.")
    thea.locator("form[data-form=offer] button").last.click()
    expect(per.locator("main")).to_contain_text("Jeg ser deg.", timeout=SOON_MS)
    assert "Jeg ser deg." not in group["Siv"].content()
    per.locator("button[name=answer][value=declined]").click()
    expect(per.locator("button[name=answer][value=declined]")).to_have_count(0, timeout=SOON_MS)
    assert "Jeg ser deg." not in group["Siv"].content()


def a_phone_sleeps(group: Gathering) -> None:
    """While Siv's phone sleeps the board goes on; awake again it shows what is, soon, and can be used."""
    siv, stone = group["Siv"], figure_called(group.ana, "Stein")
    with Sleep(siv):
        place(group.thea, stone, 333, 777)
        siv.wait_for_timeout(2_500)
    began = time.monotonic()
    siv.wait_for_function(
        "figure => document.querySelector('constellation-board').view.figures[figure].at[0] === 333", arg=stone
    )
    assert time.monotonic() - began < BACK_WITHIN_S
    assert "seq" in ask(siv, {"do": "send", "signal": "ok"})


def stopped_and_on(group: Gathering) -> None:
    """The observer stops. All is still everywhere, and who stopped is told to nobody."""
    group.button(group["Ola"], "Stop").click()
    group.all_say("Stopped")
    mine = view(group["Iben"])["me"]["figure"]
    assert ask(group["Iben"], {"do": "move", "figure": mine, "x": 50, "y": 50})["code"] in {"frozen", "not_allowed"}
    for page in (group.ana, group["Iben"], group["Per"]):
        assert OBSERVER not in (page.locator("[data-part=now]").text_content() or "")
    group.thea.locator("form[data-form=resume] button").first.click()
    group.all_say("Moving")


def one_is_taken_out(group: Gathering) -> None:
    tor = group.pages.pop("Tor")
    row = group.thea.locator(".here__one", has_text="Tor")
    row.locator("summary").click()
    row.locator("form[data-form^=remove] button").click()
    expect(tor.locator("constellation-board")).to_have_count(0, timeout=SOON_MS)
    tor.goto(group.board)
    assert tor.locator("constellation-board").count() == 0


def ended(group: Gathering, eyes: Eyes) -> None:
    group.on_to("Closing")
    unfold(group.thea, "calm")
    group.thea.locator("button[name=moment][value=closing]").click()
    group.ana.locator("#keep").fill("Steinen var varm.")
    group.ana.locator("form[data-form=keepwords] button").click()
    group.on_to("Stepping out")
    for name in ("Iben", "Per", "Siv"):
        group[name].locator("form[data-form^=letgo] button").first.click()
        expect(group[name].locator("form[data-form^=letgo] button")).to_have_count(0, timeout=SOON_MS)
    eyes.on(group["Iben"], "group-stepping-out-representative")
    group.thea.locator("details:has(form[data-form^=waive]) > summary").click()
    group.thea.locator("form[data-form^=waive] input[name=why]").fill("Tor ble tatt ut; jeg ringer ham.")
    group.thea.locator("form[data-form^=waive] button").last.click()
    group.on_to("Afterwards")
    eyes.on(group["Siv"], "group-afterwards-representative")
    group.nobody_blind_has_met_the_hidden_words()
    group.on_to("Closed")
    group.ana.goto(f"{group.site.url}/traces/")
    expect(group.ana.locator("main")).to_contain_text("Steinen var varm.")
