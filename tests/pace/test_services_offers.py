"""Offers with the engine: within limits, exactly repeatable, silent where it is not allowed to speak."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from fotfeste.kit.keyring import keyring
from fotfeste.pace import services
from fotfeste.pace.dose_record import Choice, DoseRecord, OutcomeReport
from fotfeste.pace.engine import PaceInputError
from fotfeste.pace.models import Dose
from fotfeste.pace.queries import build_history, doses_until
from fotfeste.pace.services import OffersForToday, make_offers, record_choice
from fotfeste.privacy.access import NotVisible
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import withdraw_consent
from tests.cast import NOW, Cast
from tests.pace.offer_scenario import MENU, choose_offer, offers_for_ana, report_outcome, set_ana_limits, slugs

pytestmark = pytest.mark.usefixtures("offers_mode")


def history(cast: Cast) -> list[DoseRecord]:
    return build_history(doses_until(cast.ana, NOW), NOW)


def dose_of(shown: OffersForToday) -> Dose:
    assert shown.dose_id
    return Dose.objects.get(pk=shown.dose_id)


def test_every_offer_says_why_in_both_languages(cast: Cast) -> None:
    shown = offers_for_ana(cast)
    assert 1 <= len(shown.offers) <= 3
    assert all(offer.because for offer in shown.offers)
    assert offers_for_ana(cast, language="en").offers[0].because != shown.offers[0].because


def test_what_was_asked_can_be_asked_again(cast: Cast) -> None:
    first = offers_for_ana(cast)
    dose = choose_offer(cast, first)
    report_outcome(cast, dose, activation=4, safety=2)
    offers_for_ana(cast, minutes=60)
    assert [services.is_reproducible(each) for each in Dose.objects.order_by("at")] == [True, True]


def test_a_changed_row_does_not_replay(cast: Cast) -> None:
    first = offers_for_ana(cast)
    report_outcome(cast, choose_offer(cast, first), activation=4)
    offers_for_ana(cast, minutes=60)
    dose_of(first).delete()
    assert not services.is_reproducible(Dose.objects.get())


def test_loading_again_is_the_same_dose(cast: Cast) -> None:
    assert offers_for_ana(cast).dose_id == offers_for_ana(cast, minutes=20, language="en").dose_id
    assert Dose.objects.count() == 1


@pytest.mark.parametrize("changed", [{"activation": 3}, {"safety": 2}, {"minutes": 400}, {"menu": MENU[:2]}])
def test_a_new_question_is_a_new_dose(cast: Cast, changed: dict[str, Any]) -> None:
    assert offers_for_ana(cast).dose_id != offers_for_ana(cast, **changed).dose_id


def test_a_new_report_is_a_new_question(cast: Cast) -> None:
    dose = choose_offer(cast, offers_for_ana(cast))
    shown = offers_for_ana(cast, minutes=6)
    report_outcome(cast, dose, felt_worse=True)
    assert offers_for_ana(cast, minutes=7).dose_id != shown.dose_id


def test_limits_hold_whatever_the_engine_says(cast: Cast) -> None:
    set_ana_limits(cast, closed_families=("orienting",), max_level={"yoga": 1}, max_minutes={"breath": 2})
    assert set(slugs(offers_for_ana(cast))) <= {"sounds", "push"}


def test_overwhelm_now_means_grounding_alone(cast: Cast) -> None:
    shown = offers_for_ana(cast, activation=5)
    assert shown.offers == ()
    assert shown.grounding_because


def test_after_a_bad_one_nothing_grows(cast: Cast) -> None:
    before = offers_for_ana(cast)
    report_outcome(cast, choose_offer(cast, before), felt_worse=True, settled=False)
    after = offers_for_ana(cast, minutes=10)
    assert max((offer.level for offer in after.offers), default=0) <= max(offer.level for offer in before.offers)


def test_an_offer_never_chosen_is_not_history(cast: Cast) -> None:
    offers_for_ana(cast)
    assert history(cast) == []


def test_chosen_and_never_told_is_a_missing_report(cast: Cast) -> None:
    choose_offer(cast, offers_for_ana(cast))
    (session,) = (record.as_session() for record in history(cast))
    assert session["after"]["activation"] is None
    assert session["after"]["settled"] is None


def test_a_second_practice_from_the_same_page_is_its_own_dose(cast: Cast) -> None:
    shown = offers_for_ana(cast)
    assert choose_offer(cast, shown).pk != choose_offer(cast, shown).pk


def test_from_the_library_it_counts_too(cast: Cast) -> None:
    dose = record_choice(
        actor=cast.ana, client=cast.ana, dose_id=None, family="yoga", level=3, minutes=7, activation=2, now=NOW
    )
    assert dose
    (record,) = history(cast)
    assert record.as_session()["state"]["activation"] == 2


def test_anothers_dose_is_no_dose(cast: Cast) -> None:
    shown = make_offers(actor=cast.noor, client=cast.noor, menu=MENU, activation=1, safety=6, now=NOW, language="nb")
    assert choose_offer(cast, shown).pk != shown.dose_id
    assert dose_of(shown).session.chosen is None


def test_without_consent_to_keep_nothing_is_asked_or_written(cast: Cast) -> None:
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)
    assert offers_for_ana(cast).dose_id is None
    assert not Dose.objects.exists()


@pytest.mark.parametrize("stranger", ["noor", "thea", "mika", "sol"])
def test_nobody_asks_for_her(cast: Cast, stranger: str) -> None:
    with pytest.raises(Http404):
        offered_by = getattr(cast, stranger)
        make_offers(actor=offered_by, client=cast.ana, menu=MENU, activation=0, safety=5, now=NOW, language="nb")


def test_refused_input_gives_grounding_and_a_silent_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        shown = offers_for_ana(cast, activation=77)
    assert (shown.dose_id, shown.offers) == (None, ())
    assert "77" not in caplog.text
    assert PaceInputError.__name__ in caplog.text


def test_a_clock_set_back_still_gives_offers(cast: Cast) -> None:
    report_outcome(cast, choose_offer(cast, offers_for_ana(cast)), activation=0, settled=True)
    assert offers_for_ana(cast, minutes=-60 * 24 * 3).uses_answers


def test_a_year_of_doses_asks_little(cast: Cast, django_assert_max_num_queries: Callable[..., Any]) -> None:
    chosen = Choice(family="breath", level=1, minutes=4, at=NOW)
    outcome = OutcomeReport(at=NOW, done_minutes=4, activation=1, safety=6)
    with keyring():
        Dose.objects.bulk_create(
            Dose(
                client=cast.ana,
                at=NOW - timedelta(days=day),
                session=DoseRecord(t_days=-float(day), chosen=chosen, outcomes=(outcome,)),
                engine="engine",
            )
            for day in range(1, 366)
        )
        with django_assert_max_num_queries(9):
            assert offers_for_ana(cast).dose_id


@pytest.mark.parametrize("actor", ["noor", "thea", "mika", "sol"])
def test_nobody_else_writes_her_doses(cast: Cast, actor: str) -> None:
    dose = choose_offer(cast, offers_for_ana(cast))
    before, other = dose.session, getattr(cast, actor)
    with pytest.raises(NotVisible):
        record_choice(actor=other, client=cast.ana, dose_id=None, family="yoga", level=1, minutes=3, now=NOW)
    with pytest.raises(NotVisible):
        report_outcome(cast, dose, actor=other, activation=5)
    assert Dose.objects.get().session == before


def test_without_her_yes_to_keeping_no_dose_is_written(cast: Cast) -> None:
    dose = choose_offer(cast, offers_for_ana(cast))
    before = dose.session
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)
    with pytest.raises(NotVisible):
        record_choice(actor=cast.ana, client=cast.ana, dose_id=None, family="yoga", level=1, minutes=3, now=NOW)
    with pytest.raises(NotVisible):
        report_outcome(cast, dose, activation=5)
    assert Dose.objects.get().session == before
