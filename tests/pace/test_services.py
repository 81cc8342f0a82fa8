"""Limits, and offers in the mode where no answer is used."""

from datetime import timedelta

import pytest
from django.http import Http404

from fotfeste.pace import engine_adapter, services
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.pace.services import find_limit_terms, record_choice, set_limits
from fotfeste.privacy.models import TrailEntry
from tests.cast import NOW, Cast
from tests.pace.offer_scenario import MENU, offers_for_ana, set_ana_limits, slugs


class TestLimits:
    def test_without_any_everything_is_open(self, cast: Cast) -> None:
        assert services.filter_by_limits(find_limit_terms(cast.ana), MENU) == MENU

    def test_the_latest_holds(self, cast: Cast) -> None:
        set_ana_limits(cast, paused=True)
        set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(tier="tender"), now=NOW + timedelta(days=1))
        assert find_limit_terms(cast.ana) == LimitTerms(tier="tender")

    def test_the_same_again_is_no_change(self, cast: Cast) -> None:
        set_ana_limits(cast, max_level={"yoga": 2})
        set_ana_limits(cast, max_level={"yoga": 2})
        assert ClientLimits.objects.count() == 1

    def test_setting_them_stands_in_her_trail(self, cast: Cast) -> None:
        set_ana_limits(cast, paused=True)
        entry = TrailEntry.objects.get(client=cast.ana)
        assert (entry.verb, entry.what, entry.actor) == ("write", "limits", cast.thea)

    @pytest.mark.parametrize("stranger", ["ana", "noor", "mika", "sol"])
    def test_only_her_therapist_sets_them(self, cast: Cast, stranger: str) -> None:
        with pytest.raises(Http404):
            set_limits(actor=getattr(cast, stranger), client=cast.ana, terms=LimitTerms(), now=NOW)

    @pytest.mark.parametrize(
        ("terms", "gone"),
        [
            (LimitTerms(closed_families=("yoga",)), {"chair"}),
            (LimitTerms(max_level={"movement": 2}), {"push"}),
            (LimitTerms(max_minutes={"orienting": 3}), {"look-more"}),
            (LimitTerms(max_minutes={"orienting": 0}), {"look", "look-more"}),
            (LimitTerms(menu=()), {each["slug"] for each in MENU}),
            (LimitTerms(paused=True), {each["slug"] for each in MENU}),
        ],
    )
    def test_what_each_limit_closes(self, terms: LimitTerms, gone: set[str]) -> None:
        left = {each["slug"] for each in services.filter_by_limits(terms, MENU)}
        assert {each["slug"] for each in MENU} - left == gone

    def test_her_menu_keeps_the_therapists_order(self) -> None:
        open_now = services.filter_by_limits(LimitTerms(menu=("push", "nowhere", "look")), MENU)
        assert [each["slug"] for each in open_now] == ["push", "look"]


class TestModeLimits:
    def test_the_lightest_of_each_family_first(self, cast: Cast) -> None:
        assert slugs(offers_for_ana(cast)) == ["look", "breathe", "sounds"]

    def test_answers_change_nothing_and_nothing_is_written(self, cast: Cast) -> None:
        assert offers_for_ana(cast, activation=5, safety=0) == offers_for_ana(cast, activation=0, safety=10)
        assert not Dose.objects.exists()

    def test_the_engine_is_not_asked(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(engine_adapter, "ask_engine")
        assert offers_for_ana(cast).dose_id is None

    def test_the_therapists_order(self, cast: Cast) -> None:
        set_ana_limits(cast, menu=("push", "chair", "look", "breathe"))
        shown = offers_for_ana(cast)
        assert slugs(shown) == ["push", "chair", "look"]
        assert all(offer.because for offer in shown.offers)

    def test_while_paused_nothing_but_grounding(self, cast: Cast) -> None:
        set_ana_limits(cast, paused=True)
        shown = offers_for_ana(cast)
        assert shown.paused
        assert shown.offers == ()

    def test_a_practice_begun_leaves_no_dose(self, cast: Cast) -> None:
        begun = record_choice(actor=cast.ana, client=cast.ana, dose_id=None, family="yoga", level=3, minutes=7, now=NOW)
        assert begun is None
        assert not Dose.objects.exists()
