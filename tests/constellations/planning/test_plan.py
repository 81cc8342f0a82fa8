"""Planning one: the form, the once-only, who may, and what is closed after a hard time."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.constellations import services
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Signal
from fotfeste.constellations.follow_up.services import save_check_back
from fotfeste.constellations.harm_reports import was_last_constellation_hard
from fotfeste.constellations.models import BoardEvent, CheckBackAnswers, Constellation, Seat
from fotfeste.privacy import trail
from fotfeste.privacy.models import TrailEntry
from tests.cast import Cast
from tests.constellations.page_setup import (
    end_bond,
    page_text,
    set_up_begun,
    set_up_closed,
    set_up_planned,
    withdraw_keep_consent,
)
from tests.sign_in import SignIn

HARD = "Forrige gang ble mye"


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("constellations:plan", args=[cast.ana.pk])


def fields(**more: Any) -> dict[str, Any]:
    usual = {
        "row": str(uuid.uuid4()),
        "mode": "pair",
        "method": "classic",
        "most_elements": "12",
        "blind": "0",
        "most_representatives": "12",
    }
    return usual | more


def test_a_pair_is_planned_and_the_board_is_laid(thea: Client, cast: Cast, url: str) -> None:
    day = timezone.localdate() + timedelta(days=3)
    said = fields(issue="Søvnen", day=str(day), at="14:00", meeting="møte.example.org/rom", representatives="")
    assert thea.post(url, said)["Location"] == reverse("constellations:all")
    one = Constellation.objects.get()
    assert (one.client, one.facilitator, one.mode, one.phase) == (cast.ana, cast.thea, "pair", "screening")
    assert one.meeting == "https://møte.example.org/rom"
    at = timezone.localtime(one.planned_for)
    assert (at.date(), at.hour) == (day, 14)
    board = services.current_state(one.pk)
    assert board.issue == "Søvnen" and len(board.seats) == 2 and not board.deep_closed


def test_a_group_gets_a_code_and_its_guests_are_expected_by_name(thea: Client, url: str) -> None:
    said = fields(
        mode="group",
        blind="1",
        most_representatives="4",
        representatives="Iben\n\n Jon ",
        observers="Siri",
        cohosts="Kai",
    )
    answer = thea.post(url, said)
    one = Constellation.objects.get()
    assert answer["Location"] == reverse("constellations:guests", args=[one.pk])
    guests = Seat.objects.filter(constellation=one, person__isnull=True)
    assert {(guest.name, str(guest.role)) for guest in guests} == {
        ("Iben", "representative"),
        ("Jon", "representative"),
        ("Siri", "observer"),
        ("Kai", "cohost"),
    }
    assert one.code_hash and one.blind == 1 and services.current_state(one.pk).most_representatives == 4
    assert len(services.current_state(one.pk).seats) == 2, "who has not knocked is not on the board"


def test_an_intention_has_three_at_most(thea: Client, url: str) -> None:
    thea.post(url, fields(method="intention", most_elements="9"))
    assert services.current_state(Constellation.objects.get().pk).most_elements == 3


def test_the_same_form_twice_is_one(thea: Client, url: str) -> None:
    said = fields(mode="group", representatives="Iben")
    for _ in range(2):
        assert thea.post(url, said).status_code == 302
    assert Constellation.objects.count() == 1 and Seat.objects.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": ""},
        {"method": ""},
        {"mode": "crowd"},
        {"blind": "7"},
        {"most_elements": "0"},
        {"most_elements": "41"},
        {"meeting": "javascript:alert(1)"},
        {"meeting": "ftp://x.example.org"},
        {"at": "14:00"},
        {"day": "i morgen"},
        {"issue": "x" * 601},
        {"mode": "solo", "method": "parts"},
        {"mode": "pair", "representatives": "Iben"},
        {"mode": "group", "representatives": "x" * 61},
        {"mode": "group", "most_representatives": "1", "representatives": "Iben\nJon"},
    ],
)
def test_what_does_not_fit_is_asked_for_and_nothing_is_lost(thea: Client, url: str, wrong: dict[str, str]) -> None:
    page = thea.post(url, fields(**{"issue": "ordet mitt", **wrong}))
    assert page.status_code == 200 and not Constellation.objects.exists()
    assert wrong.get("issue", "ordet mitt") in page_text(page) and "data-errors" in page_text(page)


def test_the_page_asks_for_no_story_and_tells_the_evidence_soberly(thea: Client, url: str) -> None:
    page = page_text(thea.get(url))
    for said in ("Historien om det som skjedde, trengs ikke", "Kunnskapsgrunnlaget er svakt", "Mellom 5 og 9 av 100"):
        assert said in page
    assert HARD not in page and "<title>" in page and "Planlegg · Fotfeste" in page


@pytest.mark.parametrize("close", [withdraw_keep_consent, end_bond])
def test_it_stops_when_the_yes_or_the_bond_ends(
    thea: Client, cast: Cast, url: str, close: Callable[[Cast], None]
) -> None:
    close(cast)
    assert thea.get(url).status_code == thea.post(url, fields()).status_code == 404
    assert not Constellation.objects.exists()


def test_strangers_find_nothing(cast: Cast, enter: SignIn, url: str) -> None:
    for stranger in (cast.mika, cast.noor, cast.sol, cast.ana):
        assert enter(stranger).post(url, fields()).status_code == 404
    assert not Constellation.objects.exists()


def test_planning_leaves_a_link_that_holds(thea: Client, cast: Cast, url: str) -> None:
    thea.post(url, fields())
    links = TrailEntry.objects.filter(client=cast.ana, what="constellation")
    assert [(link.actor, link.verb) for link in links] == [(cast.thea, "write")]
    assert list(trail.verify(cast.ana)) == []


# ---- after a hard time ----------------------------------------------------------------------------------------------


def answer_check_back(cast: Cast, **answers: Any) -> None:
    one = set_up_closed(cast).one
    said = CheckBackAnswers(**answers)
    save_check_back(actor=cast.ana, constellation=one, row=uuid.uuid4(), answers=said, now=timezone.now())


def hold_nothing(cast: Cast) -> None:
    pass


def hold_stopped(cast: Cast) -> None:
    set_up_closed(cast, stopped=True)


def answer_heavier(cast: Cast) -> None:
    answer_check_back(cast, since="heavier")


def answer_effects(cast: Cast) -> None:
    answer_check_back(cast, since="same", effects=["sleep"])


def answer_easier(cast: Cast) -> None:
    answer_check_back(cast, since="easier", words="tungt")


def hold_stopped_then_whole(cast: Cast) -> None:
    set_up_closed(cast, stopped=True, hours_ago=400)
    set_up_closed(cast)


def hold_stopped_whole_and_planned(cast: Cast) -> None:
    set_up_closed(cast, stopped=True, hours_ago=400)
    set_up_closed(cast)
    set_up_planned(cast)


@pytest.mark.parametrize(
    ("what", "hard"),
    [
        (hold_nothing, False),
        (hold_stopped, True),
        (answer_heavier, True),
        (answer_effects, True),
        (answer_easier, False),
        (hold_stopped_then_whole, False),
        (hold_stopped_whole_and_planned, False),
    ],
)
def test_deep_work_is_closed_after_a_hard_time_only(
    thea: Client, cast: Cast, url: str, what: Callable[[Cast], None], hard: bool
) -> None:
    what(cast)
    assert was_last_constellation_hard(cast.ana) is hard
    page = page_text(thea.get(url))
    assert (HARD in page) is hard and ("open_deep_because" in page) is hard
    thea.post(url, fields())
    assert services.current_state(Constellation.objects.latest("created_at").pk).deep_closed is hard


def test_her_words_are_not_on_the_page(thea: Client, cast: Cast, url: str) -> None:
    answer_check_back(cast, since="heavier", words="kanariord", effects=["numb"])
    page = page_text(thea.get(url))
    assert HARD in page and "kanariord" not in page and "nummen" not in page


def test_a_reason_opens_it_and_is_kept_sealed(thea: Client, cast: Cast, url: str) -> None:
    hold_stopped(cast)
    thea.post(url, fields(open_deep_because="Vi har snakket om det, og hun vil."))
    one = Constellation.objects.latest("created_at")
    assert not services.current_state(one.pk).deep_closed
    opened = BoardEvent.objects.get(constellation=one, kind="DeepOpened")
    assert opened.words.said["reason"].startswith("Vi har snakket") and "snakket" not in opened.clear


def test_alone_it_stays_closed_whatever_the_reason(thea: Client, cast: Cast, url: str) -> None:
    hold_stopped(cast)
    thea.post(url, fields(mode="solo", open_deep_because="Hun vil det selv."))
    assert services.current_state(Constellation.objects.latest("created_at").pk).deep_closed


def test_a_stop_of_somebody_else_is_not_hers(cast: Cast) -> None:
    around = set_up_begun(cast)
    around.run_commands("Thea", do.Send(Signal.STOP))
    assert not was_last_constellation_hard(cast.ana)
    around.run_commands("Ana", do.Send(Signal.STOP))
    assert was_last_constellation_hard(cast.ana)
