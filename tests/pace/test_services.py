"""Limits and offers, in both modes."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from fotfeste.pace import asking, services
from fotfeste.pace.engine import PaceInputError
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.pace.services import Item, Shown, limits_of, offers_now, record_choice, record_outcome, set_limits
from fotfeste.pace.terms import Terms
from fotfeste.privacy.models import ConsentTo, TrailEntry
from fotfeste.privacy.services import withdraw_consent
from tests.cast import NOW, Cast


def item(slug: str, family: str = "orienting", level: int = 1, minutes: int = 3, direction: str = "settles") -> Item:
    return Item(slug=slug, family=family, level=level, minutes=minutes, direction=direction)


MENU = [
    item("look", minutes=2),
    item("look-more", minutes=4),
    item("breathe", "breath", 2, 5),
    item("sounds", "mindfulness", 2, 6),
    item("chair", "yoga", 3, 7, "lifts"),
    item("push", "movement", 3, 8, "either"),
]


@pytest.fixture
def offers_mode(cast: Cast) -> None:
    cast.institute.pace_mode = "offers"
    cast.institute.save()


def offered(cast: Cast, *, activation: int | None = 1, safety: int | None = 6, minutes: int = 0, **more: Any) -> Shown:
    asked = {"menu": MENU, "language": "nb", **more}
    return offers_now(
        actor=cast.ana, client=cast.ana, activation=activation, safety=safety, now=NOW + timedelta(minutes=minutes), **asked
    )


def slugs(shown: Shown) -> list[str]:
    return [offer.slug for offer in shown.offers]


def limit(cast: Cast, **terms: Any) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=Terms(**terms), now=NOW)


def choose(cast: Cast, shown: Shown, **more: Any) -> Dose:
    chosen = {"family": "orienting", "level": 1, "minutes": 2, "dose_id": shown.dose_id, "now": NOW, **more}
    dose = record_choice(client=cast.ana, **chosen)
    assert dose
    return dose


def tell(cast: Cast, dose: Dose, **more: Any) -> None:
    silence = {"activation": None, "safety": None, "settled": None, "stopped_early": False, "felt_worse": None}
    amount = {"family": "orienting", "level": 1, "minutes": 2, "done_minutes": 2.0}
    record_outcome(client=cast.ana, dose_id=dose.pk, now=NOW + timedelta(minutes=5), **{**silence, **amount, **more})


class TestLimits:
    def test_without_any_everything_is_open(self, cast: Cast) -> None:
        assert services.within_limits(limits_of(cast.ana), MENU) == MENU

    def test_the_latest_holds(self, cast: Cast) -> None:
        limit(cast, paused=True)
        set_limits(actor=cast.thea, client=cast.ana, terms=Terms(tier="tender"), now=NOW + timedelta(days=1))
        assert limits_of(cast.ana) == Terms(tier="tender")

    def test_the_same_again_is_no_change(self, cast: Cast) -> None:
        limit(cast, max_level={"yoga": 2})
        limit(cast, max_level={"yoga": 2})
        assert ClientLimits.objects.count() == 1

    def test_setting_them_stands_in_her_trail(self, cast: Cast) -> None:
        limit(cast, paused=True)
        entry = TrailEntry.objects.get(client=cast.ana)
        assert (entry.verb, entry.what, entry.actor) == ("write", "limits", cast.thea)

    @pytest.mark.parametrize("stranger", ["ana", "noor", "mika", "sol"])
    def test_only_her_therapist_sets_them(self, cast: Cast, stranger: str) -> None:
        with pytest.raises(Http404):
            set_limits(actor=getattr(cast, stranger), client=cast.ana, terms=Terms(), now=NOW)

    @pytest.mark.parametrize(
        ("terms", "gone"),
        [
            (Terms(closed_families=("yoga",)), {"chair"}),
            (Terms(max_level={"movement": 2}), {"push"}),
            (Terms(max_minutes={"orienting": 3}), {"look-more"}),
            (Terms(max_minutes={"orienting": 0}), {"look", "look-more"}),
            (Terms(menu=()), {each["slug"] for each in MENU}),
            (Terms(paused=True), {each["slug"] for each in MENU}),
        ],
    )
    def test_what_each_limit_closes(self, terms: Terms, gone: set[str]) -> None:
        left = {each["slug"] for each in services.within_limits(terms, MENU)}
        assert {each["slug"] for each in MENU} - left == gone

    def test_her_menu_keeps_the_therapists_order(self) -> None:
        open_now = services.within_limits(Terms(menu=("push", "nowhere", "look")), MENU)
        assert [each["slug"] for each in open_now] == ["push", "look"]


class TestModeLimits:
    def test_the_lightest_of_each_family_first(self, cast: Cast) -> None:
        assert slugs(offered(cast)) == ["look", "breathe", "sounds"]

    def test_answers_change_nothing_and_nothing_is_written(self, cast: Cast) -> None:
        assert offered(cast, activation=5, safety=0) == offered(cast, activation=0, safety=10)
        assert not Dose.objects.exists()

    def test_the_engine_is_not_asked(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(asking, "ask")
        assert offered(cast).dose_id is None

    def test_the_therapists_order(self, cast: Cast) -> None:
        limit(cast, menu=("push", "chair", "look", "breathe"))
        shown = offered(cast)
        assert slugs(shown) == ["push", "chair", "look"]
        assert all(offer.because for offer in shown.offers)

    def test_while_paused_nothing_but_grounding(self, cast: Cast) -> None:
        limit(cast, paused=True)
        shown = offered(cast)
        assert shown.paused
        assert shown.offers == ()

    def test_a_practice_begun_leaves_no_dose(self, cast: Cast) -> None:
        begun = record_choice(client=cast.ana, dose_id=None, family="yoga", level=3, minutes=7, now=NOW)
        assert begun is None
        assert not Dose.objects.exists()


@pytest.mark.usefixtures("offers_mode")
class TestModeOffers:
    def test_every_offer_says_why_in_both_languages(self, cast: Cast) -> None:
        shown = offered(cast)
        assert 1 <= len(shown.offers) <= 3
        assert all(offer.because for offer in shown.offers)
        assert offered(cast, language="en").offers[0].because != shown.offers[0].because

    def test_what_was_asked_can_be_asked_again(self, cast: Cast) -> None:
        first = offered(cast)
        dose = choose(cast, first)
        tell(cast, dose, activation=4, safety=2)
        offered(cast, minutes=60)
        assert [services.replayed(each) for each in Dose.objects.order_by("at")] == [True, True]

    def test_a_changed_row_does_not_replay(self, cast: Cast) -> None:
        first = offered(cast)
        tell(cast, choose(cast, first), activation=4)
        offered(cast, minutes=60)
        Dose.objects.get(pk=first.dose_id).delete()
        assert not services.replayed(Dose.objects.get())

    def test_loading_again_is_the_same_dose(self, cast: Cast) -> None:
        assert offered(cast).dose_id == offered(cast, minutes=20, language="en").dose_id
        assert Dose.objects.count() == 1

    @pytest.mark.parametrize("changed", [{"activation": 3}, {"safety": 2}, {"minutes": 400}, {"menu": MENU[:2]}])
    def test_a_new_question_is_a_new_dose(self, cast: Cast, changed: dict[str, Any]) -> None:
        assert offered(cast).dose_id != offered(cast, **changed).dose_id

    def test_a_new_report_is_a_new_question(self, cast: Cast) -> None:
        dose = choose(cast, offered(cast))
        shown = offered(cast, minutes=6)
        tell(cast, dose, felt_worse=True)
        assert offered(cast, minutes=7).dose_id != shown.dose_id

    def test_limits_hold_whatever_the_engine_says(self, cast: Cast) -> None:
        limit(cast, closed_families=("orienting",), max_level={"yoga": 1}, max_minutes={"breath": 2})
        assert set(slugs(offered(cast))) <= {"sounds", "push"}

    def test_overwhelm_now_means_grounding_alone(self, cast: Cast) -> None:
        shown = offered(cast, activation=5)
        assert shown.offers == ()
        assert shown.grounding_because

    def test_after_a_bad_one_nothing_grows(self, cast: Cast) -> None:
        before = offered(cast)
        tell(cast, choose(cast, before), felt_worse=True, settled=False)
        after = offered(cast, minutes=10)
        assert max((offer.level for offer in after.offers), default=0) <= max(offer.level for offer in before.offers)

    def test_an_offer_never_chosen_is_not_history(self, cast: Cast) -> None:
        offered(cast)
        assert services.history_of(cast.ana, NOW) == []

    def test_chosen_and_never_told_is_a_missing_report(self, cast: Cast) -> None:
        choose(cast, offered(cast))
        (session,) = (record.as_session() for record in services.history_of(cast.ana, NOW))
        assert session["after"]["activation"] is None
        assert session["after"]["settled"] is None

    def test_a_second_practice_from_the_same_page_is_its_own_dose(self, cast: Cast) -> None:
        shown = offered(cast)
        assert choose(cast, shown).pk != choose(cast, shown).pk

    def test_from_the_library_it_counts_too(self, cast: Cast) -> None:
        dose = record_choice(client=cast.ana, dose_id=None, family="yoga", level=3, minutes=7, activation=2, now=NOW)
        assert dose
        (record,) = services.history_of(cast.ana, NOW)
        assert record.as_session()["state"]["activation"] == 2

    def test_anothers_dose_is_no_dose(self, cast: Cast) -> None:
        shown = offers_now(
            actor=cast.noor, client=cast.noor, menu=MENU, activation=1, safety=6, now=NOW, language="nb"
        )
        assert choose(cast, shown).pk != shown.dose_id
        assert Dose.objects.get(pk=shown.dose_id).session.chosen is None

    def test_without_consent_to_keep_nothing_is_asked_or_written(self, cast: Cast) -> None:
        withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)
        assert offered(cast).dose_id is None
        assert not Dose.objects.exists()

    @pytest.mark.parametrize("stranger", ["noor", "thea", "mika", "sol"])
    def test_nobody_asks_for_her(self, cast: Cast, stranger: str) -> None:
        with pytest.raises(Http404):
            offered_by = getattr(cast, stranger)
            offers_now(actor=offered_by, client=cast.ana, menu=MENU, activation=0, safety=5, now=NOW, language="nb")

    def test_refused_input_gives_grounding_and_a_silent_log(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            shown = offered(cast, activation=77)
        assert (shown.dose_id, shown.offers) == (None, ())
        assert "77" not in caplog.text
        assert PaceInputError.__name__ in caplog.text

    def test_a_clock_set_back_still_gives_offers(self, cast: Cast) -> None:
        tell(cast, choose(cast, offered(cast)), activation=0, settled=True)
        assert offered(cast, minutes=-60 * 24 * 3).mode == "offers"
