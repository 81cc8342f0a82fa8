"""The card 'Konstellasjoner' on a client's page, and the staff menu that the house itself knows."""

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.privacy.models import TrailEntry
from tests.care.test_query_counts import cost
from tests.cast import Cast
from tests.constellations.page_setup import (
    end_bond,
    page_text,
    set_up_begun,
    set_up_closed,
    set_up_planned,
    withdraw_keep_consent,
    withdraw_share_consent,
)
from tests.sign_in import SignIn


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("care:client", args=[cast.ana.pk])


def test_the_card_leads_to_planning_and_to_the_boards(thea: Client, cast: Cast, url: str) -> None:
    assert "Ingen ennå." in page_text(thea.get(url))
    one, other = set_up_begun(cast).one, set_up_closed(cast, kept="Benken sto der.").one
    page = page_text(thea.get(url))
    for there in (
        reverse("constellations:plan", args=[cast.ana.pk]),
        reverse("constellations:board", args=[one.pk]),
        reverse("constellations:board", args=[other.pk]),
    ):
        assert there in page
    for said in ("Benken sto der.", "Ankomst", "Avsluttet"):
        assert said in page, said


def test_what_she_kept_is_shown_while_she_shares_only(thea: Client, cast: Cast, url: str) -> None:
    set_up_closed(cast, kept="Benken sto der.")
    thea.get(url)
    links = TrailEntry.objects.filter(client=cast.ana, verb="read").order_by("seq")
    assert [link.what for link in links] == ["client page", "constellation"]
    withdraw_share_consent(cast)
    page = page_text(thea.get(url))
    assert "Benken" not in page and "Avsluttet" in page


def test_without_the_yes_to_keeping_none_is_shown_or_planned(thea: Client, cast: Cast, url: str) -> None:
    set_up_closed(cast, kept="Benken sto der.")
    withdraw_keep_consent(cast)
    page = page_text(thea.get(url))
    assert "Benken" not in page and "Avsluttet" not in page
    assert reverse("constellations:plan", args=[cast.ana.pk]) not in page
    assert "trenger klientens ja til å lagre her" in page
    end_bond(cast)
    assert thea.get(url).status_code == 404


def test_only_those_she_holds(cast: Cast, enter: SignIn, url: str) -> None:
    from fotfeste.people.models import Bond
    from tests.cast import NOW

    set_up_closed(cast, kept="Benken sto der.")
    Bond.objects.create(client=cast.ana, therapist=cast.mika, since=NOW)
    page = page_text(enter(cast.mika).get(url))
    assert "Benken" not in page and "Ingen ennå." in page


def test_many_cost_no_more_than_one(thea: Client, cast: Cast, url: str) -> None:
    set_up_closed(cast, kept="Benken")
    few = cost(thea, url)
    for _ in range(4):
        set_up_closed(cast, kept="Benken", hours_ago=90)
        set_up_planned(cast)
    assert cost(thea, url) == few


def test_each_sees_the_places_that_are_hers(cast: Cast, enter: SignIn) -> None:
    menu = {"I dag": cast.thea, "Konstellasjoner": cast.thea, "Institutt": cast.sol}
    for word, person in menu.items():
        page = page_text(enter(person).get(reverse("welcome"), follow=True))
        assert f">{word}</a>" in page, word
    assert ">Konstellasjoner</a>" not in page_text(enter(cast.sol).get(reverse("institute:overview")))
