"""Pace, as the therapist sees it: what was recorded, in words; looked through now and then; off for one client."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from msgspec.structs import replace

from fotfeste.pace.dose_record import Choice, DayAfterQuestion, DoseRecord, OutcomeReport
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import Dose, Review
from fotfeste.pace.pace_review import REVIEW_EVERY, build_pace_summary, record_review
from fotfeste.pace.services import find_limit_terms, make_offers, record_choice, set_limits
from fotfeste.practices.catalogue import list_menu_items
from fotfeste.privacy.models import ConsentTo, TrailEntry
from fotfeste.privacy.services import withdraw_consent
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("offers_mode")


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("care:limits", args=[cast.ana.pk])


def record_practice(cast: Cast, day: int, **outcome: Any) -> Dose:
    at = NOW + timedelta(days=day)
    told = OutcomeReport(at=at, **{"done_minutes": 5.0, "activation": 1, "safety": 7, "settled": True, **outcome})
    chosen = Choice(family="breath", level=2, minutes=5, at=at)
    record = DoseRecord(t_days=float(day), activation=1, safety=7, chosen=chosen, outcomes=(told,))
    return Dose.objects.create(client=cast.ana, at=at, session=record, engine="engine 0")


def take_up(practice_dose: Dose) -> None:
    """As if begun from the latest offers."""
    dose = Dose.objects.exclude(pk=practice_dose.pk).latest("at")
    dose.session = replace(dose.session, chosen=practice_dose.session.chosen, outcomes=practice_dose.session.outcomes)
    dose.save()
    practice_dose.delete()


def record_offer(cast: Cast, day: int) -> None:
    now = NOW + timedelta(days=day)
    make_offers(actor=cast.ana, client=cast.ana, menu=list_menu_items(), activation=1, safety=7, now=now, language="nb")


def read_panel(thea: Client, url: str) -> str:
    return thea.get(url).content.decode()


def test_what_is_offered_and_why_stands_there_without_ce_mark(thea: Client, cast: Cast, url: str) -> None:
    assert "Ingenting er tilbudt ennå" in read_panel(thea, url)
    record_offer(cast, 1)
    page = read_panel(thea, url)
    assert "Ikke CE-merket" in page and "Lå framme" in page and "Fordi " in page
    assert "Ingen ganger er fortalt å ha blitt for mye" in page


def test_the_last_hard_time_and_what_it_changed(thea: Client, cast: Cast, url: str) -> None:
    for day in range(1, 6):
        record_offer(cast, day)
        record_practice(cast, day)
    record_offer(cast, 6)
    take_up(record_practice(cast, 6, activation=5, safety=3, settled=False))
    record_offer(cast, 7)
    hard = build_pace_summary(actor=cast.thea, client=cast.ana).hard
    assert hard and hard.at == NOW + timedelta(days=6) and hard.before
    assert (hard.after.size if hard.after else 0) <= hard.before.size
    page = read_panel(thea, url)
    assert "29. november ble det mye" in page and 'd="M8 ' in page
    assert "Det bygger på 6 øvelser, og på det som er fortalt etter 6 av dem" in page


def test_what_was_begun_without_an_offer_is_not_said_to_have_been_on_offer(thea: Client, cast: Cast, url: str) -> None:
    record_practice(cast, 1, felt_worse=True)
    page = read_panel(thea, url)
    assert "Det var nivå 2, 5 minutter, begynt uten tilbud" in page and "Det største som lå framme da" not in page


def test_silence_is_not_called_hard(cast: Cast) -> None:
    record_practice(cast, 1, activation=None, safety=None, settled=None)
    found = build_pace_summary(actor=cast.thea, client=cast.ana)
    assert (found.hard, found.practised_count, found.reported_count) == (None, 1, 0)


def test_heavier_the_day_after_counts_as_much_and_a_question_left_does_not(cast: Cast) -> None:
    for day, felt_worse in ((1, True), (3, None)):
        dose = record_practice(cast, day)
        at = NOW + timedelta(days=day + 1)
        dose.session = replace(
            dose.session, day_after=DayAfterQuestion(put_at=at, answered_at=at, felt_worse=felt_worse)
        )
        dose.save()
    hard = build_pace_summary(actor=cast.thea, client=cast.ana).hard
    assert hard and hard.at == NOW + timedelta(days=1)


def test_looking_leaves_a_link_in_her_trail(thea: Client, cast: Cast, url: str) -> None:
    thea.get(url)
    assert TrailEntry.objects.filter(client=cast.ana, what="pace", verb="read", actor=cast.thea).count() == 1


def test_it_is_not_there_when_she_does_not_share(thea: Client, cast: Cast, url: str) -> None:
    record_offer(cast, 1)
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.SHARE, now=timezone.now())
    assert "Lå framme" not in read_panel(thea, url)
    assert not TrailEntry.objects.filter(what="pace").exists()
    with pytest.raises(Http404):
        build_pace_summary(actor=cast.thea, client=cast.ana)


def test_it_is_not_there_in_mode_limits(thea: Client, cast: Cast, url: str) -> None:
    cast.institute.pace_mode = "limits"
    cast.institute.save()
    page = read_panel(thea, url)
    assert "CE-merket" not in page and "pace_off" not in page


def test_few_questions_after_a_year(thea: Client, cast: Cast, url: str, django_assert_max_num_queries: Any) -> None:
    for day in range(40):
        record_practice(cast, day)
    thea.get(url)
    with django_assert_max_num_queries(24):
        thea.get(url)


class TestReview:
    def many(self, cast: Cast, n: int, start: int = 0) -> None:
        for day in range(start, start + n):
            record_practice(cast, day)

    def test_every_twelfth_and_never_sooner(self, thea: Client, cast: Cast, url: str) -> None:
        self.many(cast, REVIEW_EVERY - 1)
        assert "Sett gjennom" not in read_panel(thea, url)
        record_practice(cast, REVIEW_EVERY)
        assert "12 øvelser siden noen så gjennom" in read_panel(thea, url)

    def test_looked_through_is_recorded_once_and_asked_again_after_twelve(
        self, thea: Client, cast: Cast, url: str
    ) -> None:
        self.many(cast, REVIEW_EVERY, -20)
        for _ in range(2):
            assert thea.post(reverse("care:pace_review", args=[cast.ana.pk])).status_code == 302
        assert Review.objects.get().by == cast.thea
        assert TrailEntry.objects.filter(client=cast.ana, what="pace", verb="write").count() == 1
        assert "Sett gjennom" not in read_panel(thea, url)
        Review.objects.update(at=NOW)
        self.many(cast, REVIEW_EVERY, 1)
        assert "Sett gjennom" in read_panel(thea, url)

    def test_leaving_it_closes_nothing(self, cast: Cast) -> None:
        self.many(cast, REVIEW_EVERY * 3)
        shown = make_offers(
            actor=cast.ana,
            client=cast.ana,
            menu=list_menu_items(),
            activation=1,
            safety=7,
            now=NOW + timedelta(days=40),
            language="nb",
        )
        assert shown.uses_answers and shown.offers

    @pytest.mark.parametrize("stranger", ["ana", "noor", "mika", "sol"])
    def test_nobody_else_looks_through(self, cast: Cast, stranger: str) -> None:
        self.many(cast, REVIEW_EVERY)
        with pytest.raises(Http404):
            record_review(actor=getattr(cast, stranger), client=cast.ana, now=NOW)


class TestOff:
    @pytest.fixture
    def off(self, thea: Client, cast: Cast, url: str) -> None:
        thea.post(url, {"menu": [item["slug"] for item in list_menu_items()], "tier": "steady", "pace_off": "on"})

    def test_then_it_is_mode_limits_for_her_alone(self, cast: Cast, off: None) -> None:
        record_offer(cast, 1)
        assert find_limit_terms(cast.ana) == LimitTerms(tier="steady", pace_off=True)
        begun: Callable[..., Any] = record_choice
        assert begun(actor=cast.ana, client=cast.ana, dose_id=None, family="yoga", level=1, minutes=3, now=NOW) is None
        assert not Dose.objects.exists()
        assert begun(actor=cast.noor, client=cast.noor, dose_id=None, family="yoga", level=1, minutes=3, now=NOW)

    def test_the_page_says_so_and_can_turn_it_on_again(self, thea: Client, cast: Cast, url: str, off: None) -> None:
        assert "Svarene til klienten" in read_panel(thea, url)
        thea.post(url, {"menu": [item["slug"] for item in list_menu_items()], "tier": "steady"})
        assert not find_limit_terms(cast.ana).pace_off

    def test_a_house_in_mode_limits_does_not_lose_it(self, thea: Client, cast: Cast, url: str) -> None:
        set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(pace_off=True), now=NOW)
        cast.institute.pace_mode = "limits"
        cast.institute.save()
        thea.post(url, {"menu": [item["slug"] for item in list_menu_items()], "paused": "on"})
        assert find_limit_terms(cast.ana) == LimitTerms(pace_off=True, paused=True)
