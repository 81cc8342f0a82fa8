"""What looking costs and leaves: questions to the database, one link an hour in the trail; and what the page offers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from msgspec.structs import replace

from fotfeste.constellations.access_audit import record_board_access
from fotfeste.constellations.board import Refusal, State, decide
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Kind, Phase, Presence, Purpose, Role
from fotfeste.constellations.board.state import Seat as BoardSeat
from fotfeste.constellations.models import Constellation
from fotfeste.constellations.session.phase_navigation import reachable_phases
from fotfeste.privacy.models import TrailEntry
from tests.cast import NOW, Cast
from tests.constellations.make_constellation import (
    add_element,
    invite_and_seat,
    lead_to,
    place_figure,
    run_command,
    seat_of,
)
from tests.constellations.session.form_browser import browser_of, get_page, guest_browser

MOST_QUERIES = 12  # who asks, may she, the seat, the trail, the log; as many with forty events as with four


@pytest.mark.parametrize("name", ["board", "parts", "view"])
def test_a_page_asks_the_database_a_bounded_number_of_things(cast: Cast, group: Constellation, name: str) -> None:
    fill_board(group)
    for browser in (browser_of(cast.ana), browser_of(cast.thea), guest_browser(invite_and_seat(group, "Per"))):
        get_page(browser, group, name)  # the first one of the hour leaves a link
        with CaptureQueriesContext(connection) as asked:
            get_page(browser, group, name)
        assert len(asked) <= MOST_QUERIES, [each["sql"][:90] for each in asked]


def fill_board(group: Constellation) -> None:
    lead_to(group, Phase.CHOOSING)
    figures = [add_element(group, f"Noe {number}", Kind.RESOURCE) for number in range(6)]
    lead_to(group, Phase.PLACING)
    for turn in range(4):
        for number, figure in enumerate(figures):
            place_figure(group, figure, 100 + 150 * number, 300 + 100 * turn)


def test_looking_leaves_one_link_an_hour(cast: Cast, pair: Constellation) -> None:
    thea = browser_of(cast.thea)
    for name in ("board", "parts", "view", "board"):
        get_page(thea, pair, name)
    links = TrailEntry.objects.filter(actor=cast.thea, client=cast.ana, what="constellation", verb="read")
    assert links.count() == 1
    record_board_access(seat_of(pair, Role.FACILITATOR), links.get().at + timedelta(minutes=61))
    assert links.count() == 2


def test_her_own_looking_and_a_guests_leave_none(cast: Cast, group: Constellation) -> None:
    for browser in (browser_of(cast.ana), guest_browser(invite_and_seat(group, "Iben"))):
        get_page(browser, group)
    assert not TrailEntry.objects.filter(what="constellation", verb="read").exists()


@pytest.mark.parametrize("phase", [*PHASE_ORDER, Phase.GROUNDING])
@pytest.mark.parametrize("before", [Phase.SCREENING, Phase.ARRIVING, Phase.MOVING, Phase.AFTERCARE])
def test_the_page_offers_the_phases_the_board_would_go_to(phase: Phase, before: Phase) -> None:
    state = state_at(phase, before)
    for to in set(PHASE_ORDER) - {phase}:
        decided = decide(state, "f", do.SetPhase(to), now=NOW.timestamp(), new_id=lambda: "x")
        leads_there = not (isinstance(decided, Refusal) and decided.code in ("phase_not_next", "not_allowed"))
        assert leads_there is (to in reachable_phases(phase, before) and phase != Phase.CLOSED), to


def state_at(phase: Phase, before: Phase) -> State:
    seats = {
        "f": BoardSeat(Role.FACILITATOR, presence=Presence.IN),
        "c": BoardSeat(Role.CLIENT, presence=Presence.IN, agreed=frozenset({Purpose.TAKE_PART})),
    }
    return replace(State(), phase=phase, before=before, seats=seats)


def test_what_is_told_is_for_whoever_leads(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.SENSING)
    run_command(seat_of(group, Role.CLIENT), do.Tell(activation=3, safety=4))
    iben = guest_browser(invite_and_seat(group, "Iben"))
    assert "wave-small" in get_page(browser_of(cast.thea), group)
    assert "wave-small" not in get_page(iben, group) and 'value="tell"' not in get_page(iben, group)


def test_a_refusal_as_data_carries_its_sentence(cast: Cast, pair: Constellation) -> None:
    browser = browser_of(cast.ana)
    answer = browser.post(
        reverse("constellations:do", args=[pair.pk]),
        {"do": "add", "label": "Mor", "kind": "person"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 409 and answer.json()["sentence"]
    ended = browser.post(
        reverse("constellations:do", args=[pair.pk]),
        {"do": "consent", "purpose": "record", "given": "false"},
        headers={"Accept": "application/json"},
    )
    assert ended.json()["said"]  # nothing else on the page would show that a no was heard
