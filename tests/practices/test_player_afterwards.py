"""Afterwards: two optional questions, asked once, shown to whoever she shares with, and told to pace."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn
from fotfeste.kit.keeper import keepers
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.pace.services import find_limit_terms, make_offers, set_limits
from fotfeste.practices.catalogue import list_menu_items
from fotfeste.practices.models import Run
from fotfeste.practices.services import finish_run
from fotfeste.privacy.access import NotVisible
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import withdraw_consent
from tests.cast import NOW, Cast

SLUG = "en-kopp"


def end_run(browser: Client, move: str = "stop", **form: Any) -> Run:
    browser.post(reverse("practices:begin", args=[form.pop("slug", SLUG)]), {"row": uuid.uuid4(), **form})
    run = Run.objects.latest("started_at")
    while run.ended_at is None:
        browser.post(reverse("practices:go", args=[run.pk]), {"move": move, "step": run.course.step})
        run.refresh_from_db()
    return run


def answer(browser: Client, run: Run, **form: Any) -> Any:
    return browser.post(reverse("practices:afterwards", args=[run.pk]), form)


def course(run: Run) -> Any:
    return Run.objects.get(pk=run.pk).course


class TestQuestions:
    @pytest.mark.parametrize(
        ("felt", "settled", "felt_worse"),
        [("fine", None, False), ("much", False, False), ("wrong", False, True), ("", None, None)],
    )
    def test_what_she_says_is_kept(self, ana: Client, felt: str, settled: bool | None, felt_worse: bool | None) -> None:
        run = end_run(ana)
        answer(ana, run, activation="-2", safety="0", felt=felt)
        told = course(run)
        assert (told.activation, told.safety, told.settled, told.felt_worse) == (-2, 0, settled, felt_worse)

    def test_both_may_stay_open(self, ana: Client) -> None:
        run = end_run(ana, "next")
        page = answer(ana, run, activation="", safety="", felt="")
        assert page["Location"] == reverse("practices:finished", args=[run.pk])
        assert course(run) == run.course

    def test_nothing_is_not_zero(self, ana: Client) -> None:
        run = end_run(ana)
        answer(ana, run, felt="fine")
        assert (course(run).activation, course(run).safety) == (None, None)

    @pytest.mark.parametrize(
        "bent", [{"activation": "6"}, {"safety": "-1"}, {"felt": "wonderful"}, {"activation": "🌿"}]
    )
    def test_bent_answers_are_shown_again_and_not_kept(self, ana: Client, bent: dict[str, str]) -> None:
        run = end_run(ana)
        page = answer(ana, run, **bent)
        assert page.status_code == 200
        assert course(run) == run.course

    def test_sent_twice_the_first_stands(self, ana: Client) -> None:
        run = end_run(ana)
        answer(ana, run, activation="1")
        answer(ana, run, activation="5", felt="wrong")
        assert (course(run).activation, course(run).felt_worse) == (1, None)

    def test_not_before_the_end(self, ana: Client) -> None:
        ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()})
        run = Run.objects.get()
        page = answer(ana, run, activation="1")
        assert page["Location"] == reverse("practices:step", args=[run.pk])
        assert course(run).activation is None

    def test_once_answered_it_is_read_only(self, ana: Client) -> None:
        run = end_run(ana)
        answer(ana, run, activation="1")
        page = ana.get(reverse("practices:afterwards", args=[run.pk]), follow=True)
        assert 'name="activation"' not in page.content.decode()

    def test_something_not_right_leads_on(self, ana: Client) -> None:
        run = end_run(ana)
        page = answer(ana, run, felt="wrong")
        html = ana.get(page["Location"]).content.decode()
        assert reverse("safety:harm") in html
        assert "Noe kjentes ikke bra" in html

    def test_no_praise_no_score_no_countdown(self, ana: Client) -> None:
        run = end_run(ana, "next")
        html = "".join(
            ana.get(reverse(f"practices:{name}", args=[run.pk])).content.decode().lower()
            for name in ("afterwards", "finished")
        )
        for word in ("flink", "bra jobbet", "gratulerer", "poeng", "dager på rad", "gjenstår", "!<"):
            assert word not in html


class TestWhoReads:
    def test_her_therapist_is_named_when_she_shares(self, ana: Client) -> None:
        run = end_run(ana)
        assert "Thea" in ana.get(reverse("practices:afterwards", args=[run.pk])).content.decode()

    def test_and_not_when_she_does_not(self, cast: Cast, ana: Client) -> None:
        run = end_run(ana)
        withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.SHARE, now=NOW)
        html = ana.get(reverse("practices:afterwards", args=[run.pk])).content.decode()
        assert "Thea" not in html
        assert "Bare du ser dette" in html

    @pytest.mark.parametrize(
        ("reader", "sees"), [("ana", True), ("thea", True), ("noor", False), ("mika", False), ("sol", False)]
    )
    def test_visible_to(self, cast: Cast, ana: Client, reader: str, sees: bool) -> None:
        end_run(ana)
        assert Run.objects.visible_to(getattr(cast, reader)).exists() is sees

    @pytest.mark.parametrize("taken_back", [ConsentTo.SHARE, ConsentTo.KEEP])
    def test_taken_back_it_closes_for_her_therapist(self, cast: Cast, ana: Client, taken_back: ConsentTo) -> None:
        end_run(ana)
        withdraw_consent(actor=cast.ana, client=cast.ana, to=taken_back, now=NOW)
        assert not Run.objects.visible_to(cast.thea).exists()
        assert Run.objects.visible_to(cast.ana).exists()

    def test_withdrawn_before_answering_nothing_is_added(self, cast: Cast, ana: Client) -> None:
        run = end_run(ana)
        withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)
        page = answer(ana, run, activation="3", felt="wrong")
        assert ana.get(page["Location"]).status_code == 200
        assert course(run) == run.course
        with pytest.raises(NotVisible):
            finish_run(actor=cast.ana, run=run, activation=3, safety=None, settled=None, felt_worse=None, now=NOW)


class TestPace:
    def make_offers_now(self, cast: Cast) -> Any:
        now = timezone.now()
        return make_offers(
            actor=cast.ana, client=cast.ana, menu=list_menu_items(), activation=1, safety=6, now=now, language="nb"
        )

    def test_in_mode_limits_no_dose_is_written(self, ana: Client) -> None:
        run = end_run(ana)
        answer(ana, run, activation="5", felt="wrong")
        assert not Dose.objects.exists()
        assert run.dose_id is None

    @pytest.mark.usefixtures("offers_mode")
    def test_from_an_offer_to_the_report(self, cast: Cast, ana: Client) -> None:
        shown = self.make_offers_now(cast)
        run = end_run(ana, "next", slug=shown.offers[0].slug, dose=str(shown.dose_id))
        answer(ana, run, activation="4", safety="2", felt="wrong")
        session = Dose.objects.get(pk=shown.dose_id).session.as_session()
        assert run.dose_id == shown.dose_id
        assert session["chosen"]["level"] == shown.offers[0].level
        assert session["after"]["activation"] == 4
        assert session["next_day"] == {"activation": None, "felt_worse": True}
        assert not session["after"]["stopped_early"]

    @pytest.mark.usefixtures("offers_mode")
    def test_stopping_is_told_without_any_answer(self, ana: Client) -> None:
        end_run(ana)
        session = Dose.objects.get().session.as_session()
        assert session["after"]["stopped_early"]
        assert session["after"]["activation"] is None

    @pytest.mark.usefixtures("offers_mode")
    @pytest.mark.parametrize("dose", ["", "not-an-id", str(uuid.uuid4())])
    def test_a_bent_dose_is_a_dose_of_its_own(self, ana: Client, dose: str) -> None:
        run = end_run(ana, dose=dose)
        assert str(run.dose_id) != dose
        assert Dose.objects.count() == 1

    @pytest.mark.usefixtures("offers_mode")
    def test_how_it_was_before_comes_from_the_check_in(self, cast: Cast, ana: Client) -> None:
        CheckIn.objects.create(client=cast.ana, at=timezone.now(), answers=Answers(activation=3, body_safe=4))
        run = end_run(ana)
        assert (run.course.before_activation, run.course.before_safety) == (3, 4)
        assert Dose.objects.get().session.state == {"activation": 3, "safety": 4, "hrv_z": None}

    @pytest.mark.usefixtures("offers_mode")
    def test_grounding_is_a_session_without_a_choice(self, ana: Client) -> None:
        run = end_run(ana, slug="jording")
        answer(ana, run, activation="5")
        session = Dose.objects.get().session.as_session()
        assert session["chosen"] is None
        assert session["after"]["activation"] == 5

    @pytest.mark.usefixtures("offers_mode")
    def test_twice_by_the_same_form_is_one_dose(self, ana: Client) -> None:
        form = {"row": uuid.uuid4()}
        for _ in range(2):
            ana.post(reverse("practices:begin", args=[SLUG]), form)
        assert (Run.objects.count(), Dose.objects.count()) == (1, 1)


@pytest.mark.usefixtures("offers_mode")
class TestKeepers:
    def finish_one_run(self, cast: Cast, ana: Client) -> None:
        set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(tier="tender"), now=NOW)
        answer(ana, end_run(ana), activation="2", felt="fine")

    def test_everything_is_handed_over(self, cast: Cast, ana: Client) -> None:
        self.finish_one_run(cast, ana)
        pace, practices = (self.keeper(room).collect(cast.ana) for room in ("pace", "practices"))
        assert practices["practices"][0]["slug"] == SLUG
        assert practices["practices"][0]["activation"] == 2
        assert pace["limits"][0]["tier"] == "tender"
        assert pace["limits"][0]["set_by"] == "Thea"
        assert len(pace["doses"][0]["outcomes"]) == 2

    @pytest.mark.parametrize("keep_record", [True, False])
    def test_forgetting_leaves_only_what_the_law_keeps(self, cast: Cast, ana: Client, keep_record: bool) -> None:
        self.finish_one_run(cast, ana)
        for room in ("practices", "pace"):
            self.keeper(room).forget(cast.ana, keep_record)
        assert not Run.objects.exists()
        assert not Dose.objects.exists()
        assert ClientLimits.objects.exists() is keep_record
        assert find_limit_terms(cast.ana).tier == ("tender" if keep_record else None)

    def keeper(self, room: str) -> Any:
        return next(keeper for keeper in keepers() if keeper.room == room)


def test_few_questions_to_the_database(
    ana: Client, offers_mode: None, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    run = end_run(ana)
    answer(ana, run, felt="much")
    with django_assert_max_num_queries(12):
        assert "Litt for mye" in ana.get(reverse("practices:finished", args=[run.pk])).content.decode()
