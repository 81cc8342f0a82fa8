"""Nå tells of a constellation that is near, asks about the last one; Spor shows what she kept; Meg leads there."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.check_in import services as check_in
from fotfeste.body.check_in_answers import Answers
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Purpose
from fotfeste.constellations.follow_up.services import save_check_back
from fotfeste.constellations.models import CheckBackAnswers
from tests.cast import Cast
from tests.constellations.page_setup import (
    ConstellationSetup,
    page_text,
    set_up_begun,
    set_up_closed,
    set_up_planned,
    withdraw_keep_consent,
)

NOW_PAGE, OFFERS, TRACES, ME = (reverse(f"home:{name}") for name in ("now", "offers", "traces", "me"))
ASKS = "Hvordan har det vært siden konstellasjonen?"


@pytest.fixture
def checked_in(cast: Cast) -> None:
    at = timezone.now() - timedelta(hours=1)
    check_in.save_check_in(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), answers=Answers(activation=1), now=at)


def board(around: ConstellationSetup) -> str:
    return reverse("constellations:board", args=[around.one.pk])


@pytest.mark.usefixtures("checked_in")
@pytest.mark.parametrize("page", [NOW_PAGE, OFFERS])
def test_one_that_comes_soon_is_told_quietly(ana: Client, cast: Cast, page: str) -> None:
    at = timezone.localtime() + timedelta(days=2)
    around = set_up_planned(cast, planned_for=at)
    day = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")[at.weekday()]
    assert f"Konstellasjon {day} {at:%H:%M}" in page_text(ana.get(page)) and board(around) in page_text(ana.get(page))


@pytest.mark.usefixtures("checked_in")
@pytest.mark.parametrize("days", [9, -2, None])
def test_one_that_is_far_off_or_past_or_without_a_day_is_not(ana: Client, cast: Cast, days: int | None) -> None:
    around = set_up_planned(cast, planned_for=timezone.now() + timedelta(days=days) if days else None)
    assert board(around) not in page_text(ana.get(NOW_PAGE))


@pytest.mark.usefixtures("checked_in")
def test_today_is_called_today(ana: Client, cast: Cast) -> None:
    set_up_planned(cast, planned_for=timezone.now())
    assert "Konstellasjon i dag" in page_text(ana.get(NOW_PAGE))


def test_one_that_runs_comes_before_any_question(ana: Client, cast: Cast) -> None:
    around = set_up_begun(cast)
    page = ana.get(NOW_PAGE)
    assert (
        page.status_code == 200
        and "Konstellasjonen din er i gang" in page_text(page)
        and board(around) in page_text(page)
    )
    around.run_commands("Ana", do.Consent(Purpose.TAKE_PART, given=False))
    assert ana.get(NOW_PAGE).status_code == 302, "a yes taken back ends the card"


@pytest.mark.usefixtures("checked_in")
@pytest.mark.parametrize(("hours", "asks"), [(23, False), (25, True), (71, True), (73, False)])
def test_the_last_one_is_asked_about_a_day_to_three_days_after(ana: Client, cast: Cast, hours: int, asks: bool) -> None:
    around = set_up_closed(cast, hours_ago=hours)
    there = reverse("constellations:since", args=[around.one.pk])
    assert (there in page_text(ana.get(NOW_PAGE))) is (ASKS in page_text(ana.get(OFFERS))) is asks


@pytest.mark.usefixtures("checked_in")
def test_it_is_asked_once(ana: Client, cast: Cast) -> None:
    one = set_up_closed(cast).one
    save_check_back(actor=cast.ana, constellation=one, row=uuid.uuid4(), answers=CheckBackAnswers(), now=timezone.now())
    assert ASKS not in page_text(ana.get(NOW_PAGE))


def test_traces_show_it_and_what_she_kept(ana: Client, cast: Cast) -> None:
    around = set_up_closed(cast, hours_ago=0.5, kept="Benken sto der.")
    page = page_text(ana.get(TRACES))
    assert 'data-kind="constellation"' in page and "Benken sto der." in page
    withdraw_keep_consent(cast)
    assert "Benken sto der." in page_text(ana.get(TRACES)), "what she kept is hers"
    around.run_commands("Ana", do.TakeBackWords())
    page = page_text(ana.get(TRACES))
    assert 'data-kind="constellation"' in page and "Benken" not in page


def test_traces_of_somebody_else_show_nothing(client: Client, cast: Cast) -> None:
    set_up_closed(cast, hours_ago=0.5, kept="Benken sto der.")
    client.force_login(cast.noor)
    assert 'data-kind="constellation"' not in page_text(client.get(TRACES))


def test_a_month_with_a_constellation_alone_is_found(ana: Client, cast: Cast) -> None:
    set_up_closed(cast, hours_ago=24 * 100, kept="Benken")
    earlier = ana.get(TRACES).context["traces"].earlier
    assert "Benken" in page_text(ana.get(TRACES, {"month": earlier}))


def test_me_leads_there(ana: Client) -> None:
    assert reverse("constellations:mine") in page_text(ana.get(ME))


def cost(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


@pytest.mark.usefixtures("checked_in")
@pytest.mark.parametrize("page", [NOW_PAGE, OFFERS, TRACES])
def test_many_cost_no_more_than_one(ana: Client, cast: Cast, page: str) -> None:
    def one_more(hours: Any = 30) -> None:
        set_up_closed(cast, hours_ago=hours, kept="Benken")
        set_up_planned(cast, planned_for=timezone.now() + timedelta(days=1))

    one_more()
    few = cost(ana, page)
    for hours in (28, 26, 40):
        one_more(hours)
    assert cost(ana, page) == few
