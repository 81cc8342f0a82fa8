"""A whole group constellation in seven browsers, blind level 1: planned, gathered, held, stopped, ended, and kept.

Thea leads, Ana is the client, four representatives and an observer come by guest links.
"""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.conftest import LAPTOP, Site
from tests.walks.group_session import (
    HIDDEN,
    OBSERVER,
    REPRESENTATIVES,
    GroupSession,
    SleepingPhone,
    current_view,
    open_details,
    send_command,
)
from tests.walks.navigation import follow
from tests.walks.translations import Translations

MOTHER, FATHER, UNREST, ISSUE = HIDDEN
BACK_WITHIN_S = 3.0


@pytest.fixture
def group(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Callable[[Page, str], None], words: Translations
) -> GroupSession:
    return GroupSession(demo, words, context_of, enter)


def test_a_group_from_the_lobby_to_aftercare(group: GroupSession, accessibility: AccessibilityCheck) -> None:
    plan_group(group)
    knock_as_everyone(group)
    admit_everyone(group)
    choose_and_place(group, accessibility)
    share_perceptions(group)
    move_own_not_others(group)
    accessibility.check(group.thea, "group-moving-therapist")
    decline_sentence(group)
    sleep_and_wake_phone(group)
    stop_and_resume(group)
    remove_participant(group)
    end_constellation(group, accessibility)


def plan_group(group: GroupSession) -> None:
    """From the client's page, as one would."""
    thea = group.open_page("Thea", "therapist", LAPTOP)
    thea.goto(f"{group.site.url}/clients/")
    thea.get_by_role("link", name="Ana").first.click()
    thea.locator("a[href*='/constellations/plan/']").first.click()
    thea.locator("input[name=mode][value=group]").check()
    thea.locator("input[name=method][value=classic]").check()
    thea.locator("#id_issue").fill(ISSUE)
    thea.locator("input[name=blind][value='1']").check()
    if thea.locator("#id_open_deep_because").count():
        thea.locator("#id_open_deep_because").fill("Det er god tid.")
    follow(group.button(thea, "Plan it"))
    follow(thea.locator("main").get_by_role("link", name=group.words("Open the board")).first)
    group.board = thea.url


def knock_as_everyone(group: GroupSession) -> None:
    for name in (*REPRESENTATIVES, OBSERVER):
        group.thea.goto(f"{group.board}guests/")
        group.thea.locator("#id_name").fill(name)
        role = "observer" if name == OBSERVER else "representative"
        group.thea.locator(f"input[name=role][value={role}]").check()
        group.button(group.thea, "Make the link").click()
        link = group.thea.locator("#link").input_value()
        page = group.open_page(name)
        page.goto(link)
        group.button(page, "Knock").click()
        expect(page.locator("h1")).to_have_text(group.words("You wait outside"))
    stranger = group.new().new_page()
    stranger.goto(link)  # the last link, a second time
    assert stranger.locator("#id_name").count() == 0
    stranger.context.close()
    group.expect_hidden_words_unseen()


def admit_everyone(group: GroupSession) -> None:
    group.thea.goto(group.board)
    group.open_page("Ana", "client").goto(group.board)
    for name in (*REPRESENTATIVES, OBSERVER):
        waits = group.thea.locator(".here__one--asks", has_text=name)
        waits.locator("form[data-form^=admit] button").click()
        expect(waits).to_have_count(0)
    group.expect_phase("Before it begins")
    for page in (group.ana, *group.guests):
        page.locator("form[data-form='consent-take_part'] button[value=true]").click()
        expect(page.locator("form[data-form='consent-take_part'] button[value=true]")).to_have_count(0)
    for phase in ("Arriving", "Intention", "Choosing"):
        group.lead_to(phase)


def choose_and_place(group: GroupSession, accessibility: AccessibilityCheck) -> None:
    for label, kind, masked in (
        ("Stein", "resource", "S"),
        ("Jeg", "self", "J"),
        (MOTHER, "person", "A"),
        (FATHER, "person", "B"),
        (UNREST, "feeling", "C"),
    ):
        add_figure(group.ana, label, kind, masked)
    group.lead_to("Placing")
    for number, label in enumerate(("Stein", "Jeg", MOTHER, FATHER, UNREST)):
        figure = find_figure(group.ana, label)
        place_figure(group.ana, figure, 240 + 180 * number, 300 + 100 * (number % 3))
        expect(group["Ola"].locator(f".board__plane [data-figure='{figure}']")).to_have_count(1)
    for name, label in zip(REPRESENTATIVES, (MOTHER, FATHER, UNREST, "Jeg"), strict=True):
        assign_figure(group.ana, name, find_figure(group.ana, label))
        expect(group[name].locator(".session__mine")).to_be_visible()
    accessibility.check(group.ana, "group-placing-client")
    accessibility.check(group["Iben"], "group-placing-representative")
    group.expect_hidden_words_unseen()


def add_figure(page: Page, label: str, kind: str, masked: str) -> None:
    page.locator("#add-label").fill(label)
    page.locator("#add-kind").select_option(kind)
    open_details(page, "add-more")
    page.locator("#add-masked").fill(masked)
    page.locator("form[data-form=add] button").last.click()
    expect(page.locator(".standing")).to_contain_text(label)
    expect(page.locator("#add-label")).to_have_value("")


def find_figure(page: Page, label: str) -> str:
    return next(key for key, figure in current_view(page)["figures"].items() if figure["label"] == label)


def place_figure(page: Page, figure: str, x: int, y: int) -> None:
    assert "seq" in send_command(page, {"do": "move", "figure": figure, "x": x, "y": y, "heading": 180})


def assign_figure(page: Page, name: str, figure: str) -> None:
    open_details(page, "assign")
    option = page.locator("#assign-seat option", has_text=name).get_attribute("value")
    page.locator("#assign-seat").select_option(option)
    page.locator("#assign-figure").select_option(figure)
    page.locator("form[data-form=assign] button").last.click()
    expect(page.locator(".here")).to_contain_text(name)


def share_perceptions(group: GroupSession) -> None:
    group.lead_to("Sensing")
    iben = group["Iben"]
    iben.locator("#felt-words").fill("Kaldt i hendene.")
    iben.locator("form[data-form=perceive] button").last.click()
    for page in (group.thea, group.ana, group["Per"]):
        expect(page.locator("[data-part=heard]")).to_contain_text("Kaldt i hendene.")


def move_own_not_others(group: GroupSession) -> None:
    """Iben moves her own figure by the keys; somebody else's she cannot, and nothing of it is seen anywhere."""
    group.lead_to("Moving")
    iben = group["Iben"]
    mine, others = current_view(iben)["me"]["figure"], find_figure(group.ana, FATHER)
    before = current_view(group.ana)["figures"]
    iben.locator(f".board__plane [data-figure='{mine}']").focus()
    iben.keyboard.press("Shift+ArrowLeft")
    iben.keyboard.press("]")
    group.ana.wait_for_function(
        "([figure, x]) => document.querySelector('constellation-board').view.figures[figure].at[0] < x",
        arg=[mine, before[mine]["at"][0]],
    )
    refused = send_command(iben, {"do": "move", "figure": others, "x": 40, "y": 40})
    assert refused["code"] == "not_allowed"
    assert current_view(group.ana)["figures"][others]["at"] == before[others]["at"]


def decline_sentence(group: GroupSession) -> None:
    thea, per = group.thea, group["Per"]
    open_details(thea, "offer")
    option = thea.locator("#offer-to option", has_text="Per").get_attribute("value")
    thea.locator("#offer-to").select_option(option)
    thea.locator("#offer-words").fill("Jeg ser deg.")
    thea.locator("form[data-form=offer] button").last.click()
    expect(per.locator("main")).to_contain_text("Jeg ser deg.")
    assert "Jeg ser deg." not in group["Siv"].content()
    per.locator("button[name=answer][value=declined]").click()
    expect(per.locator("button[name=answer][value=declined]")).to_have_count(0)
    assert "Jeg ser deg." not in group["Siv"].content()


def sleep_and_wake_phone(group: GroupSession) -> None:
    """While Siv's phone sleeps the board goes on; awake again it shows what is, soon, and can be used."""
    siv, stone = group["Siv"], find_figure(group.ana, "Stein")
    with SleepingPhone(siv):
        place_figure(group.thea, stone, 333, 777)
        siv.wait_for_timeout(2_500)
    began = time.monotonic()
    siv.wait_for_function(
        "figure => document.querySelector('constellation-board').view.figures[figure].at[0] === 333", arg=stone
    )
    assert time.monotonic() - began < BACK_WITHIN_S
    assert "seq" in send_command(siv, {"do": "send", "signal": "ok"})


def stop_and_resume(group: GroupSession) -> None:
    """The observer stops. All is still everywhere, and who stopped is told to nobody."""
    group.button(group["Ola"], "Stop").click()
    group.expect_phase("Stopped")
    mine = current_view(group["Iben"])["me"]["figure"]
    assert send_command(group["Iben"], {"do": "move", "figure": mine, "x": 50, "y": 50})["code"] in {
        "frozen",
        "not_allowed",
    }
    for page in (group.ana, group["Iben"], group["Per"]):
        assert OBSERVER not in (page.locator("[data-part=now]").text_content() or "")
    group.thea.locator("form[data-form=resume] button").first.click()
    group.expect_phase("Moving")


def remove_participant(group: GroupSession) -> None:
    tor = group.pages.pop("Tor")
    row = group.thea.locator(".here__one", has_text="Tor")
    row.locator("summary").click()
    row.locator("form[data-form^=remove] button").click()
    expect(tor.locator("constellation-board")).to_have_count(0)
    tor.goto(group.board)
    assert tor.locator("constellation-board").count() == 0


def end_constellation(group: GroupSession, accessibility: AccessibilityCheck) -> None:
    group.lead_to("Closing")
    open_details(group.thea, "calm")
    group.thea.locator("button[name=moment][value=closing]").click()
    group.ana.locator("#keep").fill("Steinen var varm.")
    group.ana.locator("form[data-form=keepwords] button").click()
    group.lead_to("Stepping out")
    for name in ("Iben", "Per", "Siv"):
        group[name].locator("form[data-form^=letgo] button").first.click()
        expect(group[name].locator("form[data-form^=letgo] button")).to_have_count(0)
    accessibility.check(group["Iben"], "group-stepping-out-representative")
    group.thea.locator("details:has(form[data-form^=waive]) > summary").click()
    group.thea.locator("form[data-form^=waive] input[name=why]").fill("Tor ble tatt ut; jeg ringer ham.")
    group.thea.locator("form[data-form^=waive] button").last.click()
    group.lead_to("Afterwards")
    accessibility.check(group["Siv"], "group-afterwards-representative")
    group.expect_hidden_words_unseen()
    group.lead_to("Closed")
    group.ana.goto(f"{group.site.url}/traces/")
    expect(group.ana.locator("main")).to_contain_text("Steinen var varm.")
