"""The day after: one question about yesterday. Leaving it is free; only a yes or a no is told to the engine."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from fotfeste.pace.day_after import record_day_after
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import Dose
from fotfeste.pace.services import DisplayedOffer, OffersForToday, is_reproducible, set_limits
from tests.cast import NOW, Cast
from tests.pace.offer_scenario import choose_offer, offers_for_ana, report_outcome, set_ana_limits

DAY = 24 * 60
MILD = {"activation": 1, "safety": 6, "settled": True}
AMOUNT = {"family": "breath", "level": 2, "minutes": 5}


pytestmark = pytest.mark.usefixtures("offers_mode")


@pytest.fixture
def dose(cast: Cast) -> Dose:
    dose = choose_offer(cast, offers_for_ana(cast))
    report_outcome(cast, dose, activation=1, safety=6, settled=True)
    return dose


def open_offers_page(cast: Cast, minutes: int = DAY, **more: Any) -> OffersForToday:
    return offers_for_ana(cast, minutes=minutes, asks_day_after=True, **more)


def next_day(dose: Dose) -> Any:
    return Dose.objects.get(pk=dose.pk).session.as_session()["next_day"]


def largest(offers: tuple[DisplayedOffer, ...], what: str) -> int:
    return max((getattr(offer, what) for offer in offers), default=0)


def answer_day_after(cast: Cast, dose: Dose, felt_worse: bool | None, minutes: int = DAY + 1) -> Dose | None:
    now = NOW + timedelta(minutes=minutes)
    return record_day_after(actor=cast.ana, client=cast.ana, dose_id=dose.pk, felt_worse=felt_worse, now=now)


def test_a_page_never_opened_put_no_question(cast: Cast, dose: Dose) -> None:
    offers_for_ana(cast, minutes=DAY)  # offers made elsewhere than on her page ask nothing
    assert next_day(dose) is None


@pytest.mark.parametrize("minutes", [60, 2 * DAY, 5 * DAY])
def test_it_is_asked_the_next_day_only(cast: Cast, dose: Dose, minutes: int) -> None:
    assert open_offers_page(cast, minutes).day_after is None
    assert next_day(dose) is None


def test_put_and_left_open_is_not_told_at_all(cast: Cast, dose: Dose) -> None:
    assert open_offers_page(cast).day_after == dose.pk
    assert next_day(dose) is None


@pytest.mark.parametrize("felt", [True, False])
def test_an_answer_reaches_the_engine_and_is_not_asked_for_again(cast: Cast, dose: Dose, felt: bool) -> None:
    open_offers_page(cast)
    assert answer_day_after(cast, dose, felt)
    assert next_day(dose) == {"activation": None, "felt_worse": felt}
    assert open_offers_page(cast, DAY + 5).day_after is None


def test_left_by_choice_it_is_not_told_and_not_asked_again(cast: Cast, dose: Dose) -> None:
    open_offers_page(cast)
    assert answer_day_after(cast, dose, None)
    assert next_day(dose) is None
    assert open_offers_page(cast, DAY + 5).day_after is None


def test_leaving_it_changes_no_offer_and_heavier_lowers_them(cast: Cast, dose: Dose) -> None:
    set_ana_limits(cast, tier="steady")
    for day in range(1, 4):  # enough mild times that there is something to lower
        mild = choose_offer(cast, offers_for_ana(cast, minutes=day * DAY), **AMOUNT, now=NOW + timedelta(days=day))
        report_outcome(cast, mild, **MILD, **AMOUNT, done_minutes=5.0, now=NOW + timedelta(days=day, minutes=9))
    never_put = offers_for_ana(cast, minutes=4 * DAY)
    put = open_offers_page(cast, 4 * DAY + 1)
    assert put.day_after == mild.pk
    assert put.offers == never_put.offers
    assert (
        open_offers_page(cast, 4 * DAY + 400).offers == never_put.offers
    )  # left open, long enough to be worked out anew
    answer_day_after(cast, mild, True, 4 * DAY + 401)
    heavier = open_offers_page(cast, 4 * DAY + 402)
    assert largest(heavier.offers, "level") < largest(put.offers, "level")
    assert largest(heavier.offers, "minutes") < largest(put.offers, "minutes")
    assert all(is_reproducible(each) for each in Dose.objects.all())


def test_worse_said_at_once_still_holds_when_the_question_is_left(cast: Cast, dose: Dose) -> None:
    report_outcome(cast, dose, **MILD, felt_worse=True)
    open_offers_page(cast)
    answer_day_after(cast, dose, None)
    assert next_day(dose)["felt_worse"] is True


def test_the_first_answer_stands(cast: Cast, dose: Dose) -> None:
    open_offers_page(cast)
    answer_day_after(cast, dose, True)
    assert answer_day_after(cast, dose, False) is None
    assert next_day(dose)["felt_worse"] is True


def test_worse_said_at_once_is_not_taken_back_by_a_later_no(cast: Cast, dose: Dose) -> None:
    report_outcome(cast, dose, activation=1, safety=6, settled=True, felt_worse=True)
    open_offers_page(cast)
    answer_day_after(cast, dose, False)
    assert next_day(dose)["felt_worse"] is True


def test_of_several_yesterday_it_asks_about_the_last(cast: Cast, dose: Dose) -> None:
    later = choose_offer(cast, offers_for_ana(cast, minutes=30), now=NOW + timedelta(minutes=30))
    assert open_offers_page(cast).day_after == later.pk
    assert next_day(dose) is None


def test_offers_made_before_and_after_the_answer_can_both_be_asked_again(cast: Cast, dose: Dose) -> None:
    first = open_offers_page(cast)
    answer_day_after(cast, dose, True)
    assert open_offers_page(cast, DAY + 2).dose_id != first.dose_id
    assert all(is_reproducible(each) for each in Dose.objects.all())


def test_off_for_her_asks_nothing(cast: Cast, dose: Dose) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(pace_off=True), now=NOW)
    assert open_offers_page(cast).day_after is None
    assert answer_day_after(cast, dose, True) is None


@pytest.mark.parametrize("stranger", ["noor", "thea", "mika", "sol"])
def test_nobody_else_answers(cast: Cast, dose: Dose, stranger: str) -> None:
    open_offers_page(cast)
    other = getattr(cast, stranger)
    with pytest.raises(Http404):
        record_day_after(actor=other, client=cast.ana, dose_id=dose.pk, felt_worse=True, now=NOW)
    with pytest.raises(Http404):
        record_day_after(actor=cast.noor, client=cast.noor, dose_id=dose.pk, felt_worse=True, now=NOW)
