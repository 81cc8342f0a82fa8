"""The day after: one question about yesterday. Leaving it is free; only a yes or a no is told to the engine."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from fotfeste.pace.day_after import record_day_after
from fotfeste.pace.models import Dose
from fotfeste.pace.services import Shown, ShownOffer, replayed, set_limits
from fotfeste.pace.terms import Terms
from tests.cast import NOW, Cast
from tests.pace.offering import choose, offered, tell

DAY = 24 * 60
MILD = {"activation": 1, "safety": 6, "settled": True}
AMOUNT = {"family": "breath", "level": 2, "minutes": 5}


@pytest.fixture(autouse=True)
def offers_mode(cast: Cast) -> None:
    cast.institute.pace_mode = "offers"
    cast.institute.save()


@pytest.fixture
def dose(cast: Cast) -> Dose:
    dose = choose(cast, offered(cast))
    tell(cast, dose, activation=1, safety=6, settled=True)
    return dose


def opened(cast: Cast, minutes: int = DAY, **more: Any) -> Shown:
    return offered(cast, minutes=minutes, asks_day_after=True, **more)


def next_day(dose: Dose) -> Any:
    return Dose.objects.get(pk=dose.pk).session.as_session()["next_day"]


def most(offers: tuple[ShownOffer, ...], what: str) -> int:
    return max((getattr(offer, what) for offer in offers), default=0)


def answer(cast: Cast, dose: Dose, felt_worse: bool | None, minutes: int = DAY + 1) -> Dose | None:
    now = NOW + timedelta(minutes=minutes)
    return record_day_after(actor=cast.ana, client=cast.ana, dose_id=dose.pk, felt_worse=felt_worse, now=now)


def test_a_page_never_opened_put_no_question(cast: Cast, dose: Dose) -> None:
    offered(cast, minutes=DAY)  # offers made elsewhere than on her page ask nothing
    assert next_day(dose) is None


@pytest.mark.parametrize("minutes", [60, 2 * DAY, 5 * DAY])
def test_it_is_asked_the_next_day_only(cast: Cast, dose: Dose, minutes: int) -> None:
    assert opened(cast, minutes).day_after is None
    assert next_day(dose) is None


def test_put_and_left_open_is_not_told_at_all(cast: Cast, dose: Dose) -> None:
    assert opened(cast).day_after == dose.pk
    assert next_day(dose) is None


@pytest.mark.parametrize("felt", [True, False])
def test_an_answer_reaches_the_engine_and_is_not_asked_for_again(cast: Cast, dose: Dose, felt: bool) -> None:
    opened(cast)
    assert answer(cast, dose, felt)
    assert next_day(dose) == {"activation": None, "felt_worse": felt}
    assert opened(cast, DAY + 5).day_after is None


def test_left_by_choice_it_is_not_told_and_not_asked_again(cast: Cast, dose: Dose) -> None:
    opened(cast)
    assert answer(cast, dose, None)
    assert next_day(dose) is None
    assert opened(cast, DAY + 5).day_after is None


def test_leaving_it_changes_no_offer_and_heavier_lowers_them(cast: Cast, dose: Dose) -> None:
    for day in range(1, 4):  # enough mild times that there is something to lower
        mild = choose(cast, offered(cast, minutes=day * DAY), **AMOUNT, now=NOW + timedelta(days=day))
        tell(cast, mild, **MILD, **AMOUNT, done_minutes=5.0, now=NOW + timedelta(days=day, minutes=9))
    never_put = offered(cast, minutes=4 * DAY)
    put = opened(cast, 4 * DAY + 1)
    assert put.day_after == mild.pk
    assert put.offers == never_put.offers
    assert opened(cast, 4 * DAY + 400).offers == never_put.offers  # left open, long enough to be worked out anew
    answer(cast, mild, True, 4 * DAY + 401)
    heavier = opened(cast, 4 * DAY + 402)
    assert most(heavier.offers, "level") < most(put.offers, "level")
    assert most(heavier.offers, "minutes") < most(put.offers, "minutes")
    assert all(replayed(each) for each in Dose.objects.all())


def test_worse_said_at_once_still_holds_when_the_question_is_left(cast: Cast, dose: Dose) -> None:
    tell(cast, dose, **MILD, felt_worse=True)
    opened(cast)
    answer(cast, dose, None)
    assert next_day(dose)["felt_worse"] is True


def test_the_first_answer_stands(cast: Cast, dose: Dose) -> None:
    opened(cast)
    answer(cast, dose, True)
    assert answer(cast, dose, False) is None
    assert next_day(dose)["felt_worse"] is True


def test_worse_said_at_once_is_not_taken_back_by_a_later_no(cast: Cast, dose: Dose) -> None:
    tell(cast, dose, activation=1, safety=6, settled=True, felt_worse=True)
    opened(cast)
    answer(cast, dose, False)
    assert next_day(dose)["felt_worse"] is True


def test_of_several_yesterday_it_asks_about_the_last(cast: Cast, dose: Dose) -> None:
    later = choose(cast, offered(cast, minutes=30), now=NOW + timedelta(minutes=30))
    assert opened(cast).day_after == later.pk
    assert next_day(dose) is None


def test_offers_made_before_and_after_the_answer_can_both_be_asked_again(cast: Cast, dose: Dose) -> None:
    first = opened(cast)
    answer(cast, dose, True)
    assert opened(cast, DAY + 2).dose_id != first.dose_id
    assert all(replayed(each) for each in Dose.objects.all())


def test_off_for_her_asks_nothing(cast: Cast, dose: Dose) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=Terms(pace_off=True), now=NOW)
    assert opened(cast).day_after is None
    assert answer(cast, dose, True) is None


@pytest.mark.parametrize("stranger", ["noor", "thea", "mika", "sol"])
def test_nobody_else_answers(cast: Cast, dose: Dose, stranger: str) -> None:
    opened(cast)
    other = getattr(cast, stranger)
    with pytest.raises(Http404):
        record_day_after(actor=other, client=cast.ana, dose_id=dose.pk, felt_worse=True, now=NOW)
    with pytest.raises(Http404):
        record_day_after(actor=cast.noor, client=cast.noor, dose_id=dose.pk, felt_worse=True, now=NOW)
