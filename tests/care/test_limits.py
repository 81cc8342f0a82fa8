"""Setting limits: what is sent is what holds, and what is open stays open unless it is closed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import ClientLimits
from fotfeste.pace.services import find_limit_terms, set_limits
from fotfeste.people.models import PaceMode
from fotfeste.practices.catalogue import list_menu_items
from fotfeste.privacy.models import TrailEntry
from tests.cast import Cast
from tests.sign_in import SignIn

ALL = [item["slug"] for item in list_menu_items()]


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("care:limits", args=[cast.ana.pk])


def as_shown(client: Client, url: str) -> dict[str, Any]:
    """The form's own values, as a browser would send them back."""
    form = client.get(url).context["form"]
    values = {field.name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


def test_opening_and_sending_back_changes_nothing(thea: Client, cast: Cast, url: str) -> None:
    terms = LimitTerms(
        menu=("jording-x", ALL[0])[1:],
        tier="tender",
        max_level={"yoga": 2},
        max_minutes={"yoga": 7},
        paused=True,
        closed_families=("breath",),
    )
    set_limits(actor=cast.thea, client=cast.ana, terms=terms, now=timezone.now())
    cast.institute.pace_mode = PaceMode.OFFERS
    cast.institute.save()
    assert thea.post(url, as_shown(thea, url)).status_code == 302
    assert find_limit_terms(cast.ana) == terms and ClientLimits.objects.count() == 1


def test_a_tier_that_is_not_shown_is_not_lost(thea: Client, cast: Cast, url: str) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(tier="tender"), now=timezone.now())
    assert "tier" not in thea.get(url).content.decode()
    thea.post(url, {"menu": ALL, "paused": "on"})
    assert find_limit_terms(cast.ana) == LimitTerms(tier="tender", paused=True)


def test_what_is_set_holds_and_is_said_on_her_page(thea: Client, cast: Cast, url: str) -> None:
    thea.post(url, {"menu": ALL[:2], "level_breath": "2", "minutes_breath": "5", "closed_yoga": "on"})
    terms = find_limit_terms(cast.ana)
    assert terms == LimitTerms(
        menu=tuple(ALL[:2]), max_level={"breath": 2}, max_minutes={"breath": 5}, closed_families=("yoga",)
    )
    page = thea.get(reverse("care:client", args=[cast.ana.pk])).content.decode()
    assert "til og med nivå 2, høyst 5 minutter" in page and "stengt" in page and "to øvelser valgt" in page


def test_every_practice_chosen_is_no_menu_so_that_later_ones_are_open_too(thea: Client, cast: Cast, url: str) -> None:
    thea.post(url, {"menu": ALL})
    assert find_limit_terms(cast.ana).menu is None


@pytest.mark.parametrize(
    "wrong", [{}, {"menu": ["no-such"]}, {"menu": ALL, "level_breath": "9"}, {"menu": ALL, "tier": "x"}]
)
def test_nonsense_is_refused_and_nothing_is_set(thea: Client, cast: Cast, url: str, wrong: dict[str, Any]) -> None:
    cast.institute.pace_mode = PaceMode.OFFERS
    cast.institute.save()
    assert thea.post(url, wrong).status_code == 200
    assert not ClientLimits.objects.exists()


def test_sent_twice_is_set_once(thea: Client, cast: Cast, url: str) -> None:
    for _ in range(2):
        thea.post(url, {"menu": ALL, "paused": "on"})
    assert ClientLimits.objects.count() == 1
    assert TrailEntry.objects.filter(client=cast.ana, what="limits", verb="write").count() == 1


def test_strangers_set_nothing(cast: Cast, enter: SignIn, url: str) -> None:
    for stranger in (cast.mika, cast.noor, cast.sol, cast.ana):
        assert enter(stranger).get(url).status_code == 404
        assert enter(stranger).post(url, {"menu": ALL}).status_code == 404
    assert not ClientLimits.objects.exists()


@pytest.mark.parametrize(("mode", "said"), [("limits", "brukes ikke"), ("offers", "ikke CE-merket")])
def test_the_page_says_whether_answers_are_used(thea: Client, cast: Cast, url: str, mode: str, said: str) -> None:
    cast.institute.pace_mode = PaceMode(mode)
    cast.institute.save()
    assert said in thea.get(url).content.decode()
