"""The player: Ana walks through a practice, on good days and on bad networks."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from fotfeste.pace.models import Dose
from fotfeste.pace.services import set_limits
from fotfeste.pace.terms import Terms
from fotfeste.practices.catalogue import find
from fotfeste.practices.models import Run
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import withdraw_consent
from tests.cast import NOW, Cast

SLUG = "litt-lengre-ut"
PRACTICE = find(SLUG, "nb")
IDS = [step.id for step in PRACTICE.steps]
SHORT_IDS = [step.id for step in PRACTICE.variant(softer=True)]


@pytest.fixture
def ana(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ana)
    return client


def begin(browser: Client, slug: str = SLUG, **form: Any) -> Run:
    browser.post(reverse("practices:begin", args=[slug]), {"row": uuid.uuid4(), **form})
    return Run.objects.latest("started_at")


def go(browser: Client, run: Run, move: str, step: str | None = None) -> HttpResponse:
    shown = fresh(run).course.step if step is None else step
    return browser.post(reverse("practices:go", args=[run.pk]), {"move": move, "step": shown})


def to_the_end(browser: Client, run: Run) -> None:
    while fresh(run).ended_at is None:
        go(browser, run, "next")


def fresh(run: Run) -> Run:
    return Run.objects.get(pk=run.pk)


def page(browser: Client, name: str, *args: Any) -> str:
    answer = browser.get(reverse(f"practices:{name}", args=args), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert found
    return found[1].strip()


def withdraw(cast: Cast) -> None:
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)


class TestWalking:
    def test_from_the_first_step_to_the_questions(self, ana: Client) -> None:
        run = begin(ana)
        for step in PRACTICE.steps:
            html = page(ana, "step", run.pk)
            assert heading(html) == step.title
            assert all(option in html for option in step.options)
            answer = go(ana, run, "next")
        assert fresh(run).course.ended == "done"
        assert "Hvordan er det nå" in ana.get(answer["Location"], follow=True).content.decode()

    def test_the_same_form_twice_is_one_run(self, ana: Client) -> None:
        row = uuid.uuid4()
        assert begin(ana, row=row).pk == begin(ana, row=row).pk
        assert Run.objects.count() == 1

    def test_a_second_click_skips_nothing(self, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next", IDS[0])
        go(ana, run, "next", IDS[0])
        assert fresh(run).course.step == IDS[1]

    def test_an_old_tab_shows_where_she_is(self, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next")
        go(ana, run, "next")
        answer = go(ana, run, "skip", IDS[0])
        assert heading(ana.get(answer["Location"]).content.decode()) == PRACTICE.steps[2].title

    def test_reload_keeps_the_place(self, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next")
        assert page(ana, "step", run.pk).count(PRACTICE.steps[1].title) == 1
        assert heading(page(ana, "step", run.pk)) == PRACTICE.steps[1].title

    def test_back_and_no_further_back_than_the_first(self, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next")
        go(ana, run, "back")
        go(ana, run, "back")
        assert fresh(run).course.step == IDS[0]

    def test_skip_is_noted(self, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "skip")
        assert fresh(run).course.skipped == (IDS[0],)
        assert fresh(run).course.step == IDS[1]

    @pytest.mark.parametrize("at", range(len(IDS)))
    def test_softer_keeps_the_place(self, ana: Client, at: int) -> None:
        run = begin(ana)
        for _ in range(at):
            go(ana, run, "next")
        go(ana, run, "soften")
        course = fresh(run).course
        assert course.softer
        assert course.step == next(step for step in SHORT_IDS if IDS.index(step) >= at)

    def test_softer_twice_is_softer(self, ana: Client) -> None:
        run = begin(ana, softer="1")
        go(ana, run, "soften")
        assert fresh(run).course == run.course

    def test_pause_holds_the_place(self, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next")
        answer = go(ana, run, "pause")
        html = ana.get(answer["Location"]).content.decode()
        assert PRACTICE.steps[1].title in html
        assert reverse("practices:step", args=[run.pk]) in html

    def test_stopping_needs_no_reason_and_not_even_the_right_step(self, ana: Client) -> None:
        run = begin(ana)
        answer = go(ana, run, "stop", "somewhere else")
        assert fresh(run).course.ended == "stopped"
        html = ana.get(answer["Location"]).content.decode()
        assert "<textarea" not in html
        assert reverse("practices:afterwards", args=[run.pk]) in html

    @pytest.mark.parametrize("move", ["", "dance", "next; drop table"])
    def test_an_unknown_move_moves_nothing(self, ana: Client, move: str) -> None:
        run = begin(ana)
        go(ana, run, move)
        assert fresh(run).course == run.course

    def test_an_ended_run_stays_ended(self, ana: Client) -> None:
        run = begin(ana)
        to_the_end(ana, run)
        ended = fresh(run)
        for move in ("next", "back", "stop", "soften"):
            go(ana, run, move)
        assert (fresh(run).course, fresh(run).ended_at) == (ended.course, ended.ended_at)

    @pytest.mark.parametrize("minutes_of", [False, True])
    def test_how_much_is_done_is_what_was_suggested(self, cast: Cast, ana: Client, minutes_of: bool) -> None:
        cast.institute.pace_mode = "offers"
        cast.institute.save()
        run = begin(ana, softer="1" if minutes_of else "")
        go(ana, run, "skip")
        to_the_end(ana, run)
        seconds = sum(step.seconds for step in PRACTICE.variant(minutes_of)[1:])
        assert Dose.objects.get().session.outcomes[-1].done_minutes == round(seconds / 60, 1)


class TestChangedUnderway:
    def test_the_language_switched_keeps_the_step(self, cast: Cast, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next")
        cast.ana.language = "en"
        cast.ana.save()
        ana.post(reverse("language"), {"language": "en"})
        assert heading(page(ana, "step", run.pk)) == find(SLUG, "en").steps[1].title
        go(ana, run, "next")
        assert fresh(run).course.step == IDS[2]

    def rewrite(self, run: Run, **course: Any) -> None:
        run.course = replace(run.course, **course)
        run.save()

    def test_a_vanished_step_continues_at_the_last_one_seen(self, ana: Client) -> None:
        run = begin(ana)
        self.rewrite(run, step="was-taken-out", seen=(IDS[0], IDS[2], "was-taken-out"), version="0")
        assert heading(page(ana, "step", run.pk)) == PRACTICE.steps[2].title
        go(ana, run, "next", IDS[2])
        assert fresh(run).course.step == IDS[3]

    def test_nothing_left_of_what_was_seen_begins_at_the_start(self, ana: Client) -> None:
        run = begin(ana)
        self.rewrite(run, step="gone", seen=("gone", "gone-too"))
        assert heading(page(ana, "step", run.pk)) == PRACTICE.steps[0].title

    def test_a_practice_taken_off_the_shelf_ends_kindly(self, ana: Client) -> None:
        run = begin(ana)
        self.rewrite(run, slug="no-longer-here")
        assert "no-longer-here" not in page(ana, "step", run.pk)
        go(ana, run, "next")
        assert fresh(run).course.ended == "stopped"
        page(ana, "finished", run.pk)


class TestOthers:
    @pytest.mark.parametrize("stranger", ["noor", "thea", "mika", "sol"])
    @pytest.mark.parametrize("name", ["step", "go", "afterwards", "finished"])
    def test_a_run_is_hers_alone(self, cast: Cast, ana: Client, stranger: str, name: str) -> None:
        run = begin(ana)
        other = Client()
        other.force_login(getattr(cast, stranger))
        url = reverse(f"practices:{name}", args=[run.pk])
        assert other.get(url).status_code == 404 or name == "go"
        assert other.post(url, {"move": "stop"}).status_code == 404
        assert fresh(run).ended_at is None

    def test_a_made_up_run_does_not_exist(self, ana: Client) -> None:
        assert ana.get(reverse("practices:step", args=[uuid.uuid4()])).status_code == 404

    def test_anothers_row_id_begins_nothing(self, cast: Cast, ana: Client) -> None:
        run = begin(ana)
        noor = Client()
        noor.force_login(cast.noor)
        answer = noor.post(reverse("practices:begin", args=[SLUG]), {"row": run.pk})
        assert answer.status_code == 404
        assert Run.objects.count() == 1

    def test_the_signed_out_are_asked_to_sign_in(self, ana: Client) -> None:
        run = begin(ana)
        assert Client().get(reverse("practices:step", args=[run.pk])).status_code == 302


class TestLimits:
    def limit(self, cast: Cast, **terms: Any) -> None:
        set_limits(actor=cast.thea, client=cast.ana, terms=Terms(**terms), now=NOW)

    @pytest.mark.parametrize(
        "terms", [{"paused": True}, {"closed_families": ("breath",)}, {"max_level": {"breath": 1}}, {"max_minutes": {"breath": 1}}]
    )
    def test_a_closed_practice_does_not_begin(self, cast: Cast, ana: Client, terms: dict[str, Any]) -> None:
        self.limit(cast, **terms)
        answer = ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()}, follow=True)
        assert answer.status_code == 200
        assert "lukket akkurat nå" in answer.content.decode()
        assert not Run.objects.exists()

    def test_off_her_menu_it_does_not_exist(self, cast: Cast, ana: Client) -> None:
        self.limit(cast, menu=("en-kopp",))
        assert ana.get(reverse("practices:practice", args=[SLUG])).status_code == 404
        assert ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()}).status_code == 404
        assert ana.get(reverse("practices:read", args=[SLUG])).status_code == 404

    def test_only_the_softer_way_within_her_minutes(self, cast: Cast, ana: Client) -> None:
        self.limit(cast, max_minutes={"breath": PRACTICE.minutes_short})
        assert begin(ana, softer="1").course.softer
        ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()})
        assert Run.objects.count() == 1

    def test_grounding_is_open_through_everything(self, cast: Cast, ana: Client) -> None:
        self.limit(cast, paused=True, menu=(), closed_families=("orienting",))
        assert begin(ana, "jording").course.slug == "jording"

    def test_closing_it_midway_lets_her_finish(self, cast: Cast, ana: Client) -> None:
        run = begin(ana)
        self.limit(cast, paused=True)
        to_the_end(ana, run)
        assert fresh(run).course.ended == "done"

    def test_unknown_practice(self, ana: Client) -> None:
        assert ana.get(reverse("practices:practice", args=["lukk-oynene"])).status_code == 404
        assert ana.post(reverse("practices:begin", args=["lukk-oynene"])).status_code == 404


class TestWithoutConsent:
    def test_withdrawn_midway_she_goes_on_and_nothing_is_stored(self, cast: Cast, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next")
        before = fresh(run)
        withdraw(cast)
        html = page(ana, "step", run.pk)
        assert heading(html) == PRACTICE.steps[1].title
        assert "Ingenting mer lagres" in html
        answer = ana.get(go(ana, run, "next", IDS[1])["Location"])
        assert heading(answer.content.decode()) == PRACTICE.steps[2].title
        assert (fresh(run).course, fresh(run).ended_at) == (before.course, None)

    def test_from_the_start_she_can_walk_through_it(self, cast: Cast, ana: Client) -> None:
        withdraw(cast)
        url = ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()})["Location"]
        titles = []
        for _ in PRACTICE.steps:
            html = ana.get(url).content.decode()
            titles.append(heading(html))
            shown = re.search(r'name="step" value="([^"]+)"', html)
            assert shown
            url = ana.get(reverse("practices:read", args=[SLUG]), {"step": shown[1], "move": "next"})["Location"]
        assert titles == [step.title for step in PRACTICE.steps]
        assert "lagres" in ana.get(url).content.decode()
        assert not Run.objects.exists()

    @pytest.mark.parametrize("move", ["pause", "soften", "back", "skip", "stop"])
    def test_every_way_is_there(self, cast: Cast, ana: Client, move: str) -> None:
        withdraw(cast)
        ana.get(reverse("practices:read", args=[SLUG]), {"step": IDS[2], "move": move}, follow=True)
        answer = ana.get(reverse("practices:read", args=[SLUG]), {"step": IDS[2], "move": move})
        assert answer.status_code == 302
        assert "move=" not in answer["Location"]
        assert ana.get(answer["Location"]).status_code == 200

    @pytest.mark.parametrize("query", [{"step": "../x"}, {"step": "🌿"}, {"move": "dance"}, {"now": "../base"}])
    def test_a_bent_address_still_shows_a_step(self, ana: Client, query: dict[str, str]) -> None:
        assert ana.get(reverse("practices:read", args=[SLUG]), query).status_code == 200

    def test_a_closed_practice_is_not_read_either(self, cast: Cast, ana: Client) -> None:
        set_limits(actor=cast.thea, client=cast.ana, terms=Terms(paused=True), now=NOW)
        answer = ana.get(reverse("practices:read", args=[SLUG]), {"step": IDS[1]}, follow=True)
        assert "lukket akkurat nå" in answer.content.decode()

    def test_a_resting_account_stores_nothing(self, cast: Cast, ana: Client) -> None:
        cast.ana.resting_since = NOW
        cast.ana.save()
        ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()})
        assert not Run.objects.exists()


@pytest.mark.parametrize("name", ["practice", "step", "afterwards", "finished"])
def test_few_questions_to_the_database(
    ana: Client, name: str, django_assert_max_num_queries: Callable[..., DjangoAssertNumQueries]
) -> None:
    run = begin(ana)
    if name in {"afterwards", "finished"}:
        to_the_end(ana, run)
    url = reverse(f"practices:{name}", args=[SLUG if name == "practice" else run.pk])
    with django_assert_max_num_queries(12):
        assert ana.get(url).status_code == 200


def test_a_move_asks_little_of_the_database(
    ana: Client, django_assert_max_num_queries: Callable[..., DjangoAssertNumQueries]
) -> None:
    run = begin(ana)
    with django_assert_max_num_queries(14):  # the request itself, its lock and its write
        go(ana, run, "next", IDS[0])
