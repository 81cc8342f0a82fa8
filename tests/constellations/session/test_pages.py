"""Each role's page in each phase: it works, offers what the board allows, and shows no more than the view holds."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Kind, Phase, Role, Signal
from fotfeste.constellations.models import Constellation
from fotfeste.constellations.services import current_state
from fotfeste.privacy.models import TrailEntry
from tests.cast import Cast
from tests.constellations.make_constellation import (
    add_element,
    invite_and_seat,
    lead_to,
    place_figure,
    plan_constellation,
    run_command,
    seat_of,
)
from tests.constellations.session.form_browser import browser_of, get_page, guest_browser, submit_form

CANARY, MASKED, ISSUE, FELT = "kanarifugl-onkel", "maskefugl", "kanarifugl-tema", "kanarifugl-kaldt"


def test_every_role_has_a_page_in_every_phase(cast: Cast, group: Constellation) -> None:
    browsers = [browser_of(cast.ana), browser_of(cast.thea)]
    for role in (Role.REPRESENTATIVE, Role.COHOST, Role.OBSERVER):
        browsers.append(guest_browser(invite_and_seat(group, f"Gjest {role}", role)))
    for phase in PHASE_ORDER:
        lead_to(group, phase)
        for browser in browsers:
            html = get_page(browser, group)
            assert html.count("<h1") == 1
            assert set(find_parts(get_page(browser, group, "parts"))) == set(find_parts(html))


def find_parts(html: str) -> list[str]:
    return [piece.split('"')[0] for piece in html.split('data-part="')[1:] if not piece.startswith(("view", "words"))]


def test_after_a_stop_everyone_sees_that_it_rests(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.MOVING)
    iben = guest_browser(invite_and_seat(group, "Iben"))
    run_command(seat_of(group, Role.CLIENT), do.Send(Signal.STOP))
    for browser in (browser_of(cast.ana), browser_of(cast.thea), iben):
        assert "ground-words" in get_page(browser, group)
    assert 'value="resume"' not in get_page(browser_of(cast.thea), group)  # the client has not said yes
    assert "Ana" not in get_page(iben, group, "parts").split('data-part="people"')[0]  # who stopped is not told


def test_a_client_alone_leads_herself(cast: Cast) -> None:
    solo = plan_constellation(cast, mode="solo")
    lead_to(solo, Phase.PLACING)
    ana = browser_of(cast.ana)
    html = get_page(ana, solo)
    assert 'value="tell"' in html and 'value="opendeep"' not in html
    submit_form(ana, solo, "setphase", to="closing")  # what goes deep stays closed: nobody is there
    assert current_state(solo.pk).phase == Phase.CLOSING


@pytest.mark.parametrize("blind", [0, 1, 2, 3])
@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.OBSERVER, Role.COHOST])
def test_what_a_seat_may_not_see_is_nowhere_in_its_page(cast: Cast, blind: int, role: Role) -> None:
    one = plan_constellation(cast, mode="group", blind=blind, issue=ISSUE)
    seat, other = invite_and_seat(one, "Iben", role), invite_and_seat(one, "Per")
    plant_canaries(one, other.key)
    browser = guest_browser(seat)
    for phase in (Phase.SENSING, Phase.MOVING, Phase.CLOSING, Phase.DEROLING, Phase.AFTERCARE, Phase.CLOSED):
        if phase == Phase.DEROLING:
            run_command(other, do.LetGo(figure_of_seat(one, other.key)))
        lead_to(one, phase)
        told = get_page(browser, one) + get_page(browser, one, "parts")
        if blind:
            assert CANARY not in told and ISSUE not in told
        elif phase == Phase.SENSING:
            assert CANARY in told, "nothing could have leaked"
        if blind >= 2:
            assert MASKED not in told
        if blind == 3:
            assert FELT not in told


def plant_canaries(one: Constellation, holder: str) -> None:
    lead_to(one, Phase.CHOOSING)
    ground = add_element(one, "Stein", Kind.RESOURCE)
    uncle = add_element(one, CANARY, Kind.SECRET, masked=MASKED)
    lead_to(one, Phase.PLACING)
    place_figure(one, ground, 300, 300)
    place_figure(one, uncle, 700, 500, heading=90)
    run_command(seat_of(one, Role.FACILITATOR), do.Assign(holder, uncle))
    lead_to(one, Phase.SENSING)
    run_command(one.seats.get(pk=holder), do.Perceive(uncle, region="hands", words=FELT))


def figure_of_seat(one: Constellation, key: str) -> str:
    return current_state(one.pk).seats[key].owes[0]


def test_from_the_lobby_nothing_of_the_board_is_seen(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.CHOOSING)
    add_element(group, CANARY, Kind.RESOURCE)
    browser = guest_browser(invite_and_seat(group, "Iben", admitted=False))
    html = get_page(browser, group)
    assert "Thea" in html and CANARY not in html and "constellation-board" not in html
    assert 'value="send"' not in html
    assert CANARY not in get_page(browser, group, "parts")


def test_who_has_left_sees_that_and_what_is_still_hers(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.MOVING)
    ana, iben = browser_of(cast.ana), guest_browser(invite_and_seat(group, "Iben"))
    assert submit_form(iben, group, "leave").headers["Location"] == reverse("constellations:not_here")
    submit_form(ana, group, "leave")
    html = get_page(ana, group)
    assert "constellation-board" not in html and 'value="takebackwords"' in html
    assert "outside" in find_parts(get_page(ana, group, "parts"))
    assert "ground-words" in get_page(browser_of(cast.thea), group)  # nobody works on when she is gone


def test_a_stranger_finds_nothing(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.PLACING)
    other = plan_constellation(cast, mode="group")
    for browser in (browser_of(cast.noor), browser_of(cast.mika), guest_browser(invite_and_seat(other, "Per"))):
        for name in ("board", "parts", "view"):
            assert browser.get(reverse(f"constellations:{name}", args=[group.pk])).status_code == 404
        assert browser.post(reverse("constellations:stop", args=[group.pk])).status_code == 404
    assert Client().get(reverse("constellations:board", args=[group.pk])).status_code == 302


@pytest.mark.parametrize("fields", [{"do": "freeze"}, {"do": "offer", "words": "Jeg ser deg"}])
def test_the_answer_to_a_form_shows_the_board_and_leaves_a_link(cast: Cast, group: Constellation, fields: Any) -> None:
    lead_to(group, Phase.SENSING)
    looked = TrailEntry.objects.filter(client=cast.ana, actor=cast.thea, what="constellation", verb="read")
    assert not looked.exists()
    browser_of(cast.thea).post(reverse("constellations:do", args=[group.pk]), fields)
    assert looked.count() == 1
