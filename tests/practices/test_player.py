"""The player: Ana walks through a practice, on good days and on bad networks."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace

from fotfeste.pace.models import Dose
from fotfeste.practices.catalogue import find_practice
from fotfeste.practices.models import Run
from tests.cast import Cast
from tests.practices.walking import IDS, PRACTICE, SHORT_IDS, SLUG, begin, fresh, go, heading, page, to_the_end


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
        assert heading(page(ana, "step", run.pk)) == find_practice(SLUG, "en").steps[1].title
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


@pytest.mark.parametrize("name", ["practice", "step", "afterwards", "finished"])
def test_few_questions_to_the_database(
    ana: Client, name: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    run = begin(ana)
    if name in {"afterwards", "finished"}:
        to_the_end(ana, run)
    url = reverse(f"practices:{name}", args=[SLUG if name == "practice" else run.pk])
    with django_assert_max_num_queries(12):
        assert ana.get(url).status_code == 200


def test_a_move_asks_little_of_the_database(ana: Client, django_assert_max_num_queries: Callable[..., Any]) -> None:
    run = begin(ana)
    with django_assert_max_num_queries(14):  # the request itself, its lock and its write
        go(ana, run, "next", IDS[0])
