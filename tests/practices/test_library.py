"""The shelf: what lies open, what is closed, and how a practice presents itself before it begins."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import set_limits
from fotfeste.practices.catalogue import find_practice, load_practices
from fotfeste.practices.models import Run
from fotfeste.practices.queries import build_entry, build_menu
from fotfeste.practices.run_record import Course
from tests.cast import NOW, Cast

URL = reverse("practices:library")
GROUNDING = find_practice("jording", "nb")


def limit(cast: Cast, **terms: Any) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(**terms), now=NOW)


def read(browser: Client, url: str = URL) -> str:
    return browser.get(url).content.decode()


def link(slug: str) -> str:
    return f'href="{reverse("practices:practice", args=[slug])}"'


def test_everything_on_the_shelf_is_shown_once(ana: Client) -> None:
    html = read(ana)
    assert {slug: html.count(link(slug)) for slug in load_practices("nb")} == dict.fromkeys(load_practices("nb"), 1)


def test_both_languages(cast: Cast, ana: Client) -> None:
    ana.post(reverse("language"), {"language": "en"})
    html = read(ana)
    assert all(practice.title in html for practice in load_practices("en").values())
    assert "Øvelse" not in html


@pytest.mark.parametrize(
    ("terms", "still_open"),
    [
        ({"menu": ("en-kopp",)}, {"en-kopp"}),
        ({"closed_families": ("orienting", "breath", "yoga", "movement")}, {"en-kopp", "lyder-naer-og-fjern"}),
        ({"max_level": {"yoga": 1, "movement": 1, "breath": 1, "mindfulness": 1, "orienting": 0}}, {"en-kopp"}),
        ({"paused": True}, set()),
        ({"menu": ()}, set()),
    ],
)
def test_only_what_is_open_and_grounding(cast: Cast, ana: Client, terms: dict[str, Any], still_open: set[str]) -> None:
    limit(cast, **terms)
    html = read(ana)
    assert {slug for slug in load_practices("nb") if link(slug) in html} == still_open | {"jording"}


def test_paused_is_said_kindly(cast: Cast, ana: Client) -> None:
    limit(cast, paused=True)
    assert "på pause" in read(ana)


def test_closed_ones_are_spoken_of_and_ones_off_the_menu_are_not(cast: Cast) -> None:
    assert build_menu(LimitTerms(closed_families=("yoga",)), "nb").some_closed
    assert not build_menu(LimitTerms(menu=("en-kopp",)), "nb").some_closed


def test_minutes_that_fit_only_the_softer_way() -> None:
    practice = find_practice("litt-lengre-ut", "nb")
    way = build_entry(practice, LimitTerms(max_minutes={"breath": practice.minutes_usual - 1}))
    assert (way.usual, way.softer, way.length) == (False, True, way.softer_length)


def test_zero_minutes_closes_a_family() -> None:
    assert not build_entry(find_practice("litt-lengre-ut", "nb"), LimitTerms(max_minutes={"breath": 0})).is_open


def make_open_run(cast: Cast, **run: Any) -> Run:
    course = Course(slug="en-kopp", version="1", language="nb", step="arrive")
    return Run.objects.create(client=cast.ana, course=course, **{"started_at": timezone.now(), **run})


def test_the_one_she_was_in_the_middle_of(cast: Cast, ana: Client) -> None:
    run = make_open_run(cast)
    assert reverse("practices:step", args=[run.pk]) in read(ana)


def test_closed_since_she_is_not_called_back_to_it(cast: Cast, ana: Client) -> None:
    run = make_open_run(cast)
    limit(cast, closed_families=("mindfulness",))
    assert str(run.pk) not in read(ana)


@pytest.mark.parametrize("ago", [timedelta(hours=13), timedelta(days=40)])
def test_an_old_one_is_left_in_peace(cast: Cast, ana: Client, ago: timedelta) -> None:
    run = make_open_run(cast, started_at=timezone.now() - ago)
    assert str(run.pk) not in read(ana)


def test_an_ended_one_is_not_offered_again(cast: Cast, ana: Client) -> None:
    run = make_open_run(cast, ended_at=timezone.now())
    assert str(run.pk) not in read(ana)


@pytest.mark.parametrize("slug", list(load_practices("nb")))
def test_before_it_begins_everything_is_told(ana: Client, slug: str) -> None:
    practice = find_practice(slug, "nb")
    html = read(ana, reverse("practices:practice", args=[slug]))
    for told in (
        practice.title,
        practice.purpose,
        practice.discomfort,
        *practice.not_for,
        "stopp",
        "Ikke fagvurdert ennå",
    ):
        assert told in html
    assert f"{len(practice.steps)} steg" in html
    assert f"{practice.minutes_usual} minutter" in html


@pytest.mark.parametrize("name", ["library", "practice"])
@pytest.mark.parametrize("stranger", ["thea", "mika", "sol"])
def test_the_shelf_is_for_clients(cast: Cast, client: Client, stranger: str, name: str) -> None:
    client.force_login(getattr(cast, stranger))
    args = [] if name == "library" else ["jording"]
    assert client.get(reverse(f"practices:{name}", args=args)).status_code == 404


def test_few_questions_after_a_year(cast: Cast, ana: Client, django_assert_max_num_queries: Callable[..., Any]) -> None:
    course = Course(slug="en-kopp", version="1", language="nb", ended="done")
    at = timezone.now()
    days = [at - timedelta(days=day) for day in range(365)]
    Run.objects.bulk_create(Run(client=cast.ana, course=course, started_at=day, ended_at=day) for day in days)
    limit(cast, max_level={"yoga": 2})
    with django_assert_max_num_queries(12):
        read(ana)
