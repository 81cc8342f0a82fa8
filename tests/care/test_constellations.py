"""The card 'Konstellasjoner' on a client's page, and the staff menu that the house itself knows."""

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.privacy.models import TrailEntry
from tests.care.conftest import Enter
from tests.care.test_client_page import cost
from tests.cast import Cast
from tests.constellations.around import begun, bond_ends, held, keeps_nothing, planned, shares_nothing, text


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("care:client", args=[cast.ana.pk])


def test_the_card_leads_to_planning_and_to_the_boards(thea: Client, cast: Cast, url: str) -> None:
    assert "Ingen ennå." in text(thea.get(url))
    one, other = begun(cast).one, held(cast, kept="Benken sto der.").one
    page = text(thea.get(url))
    for there in (
        reverse("constellations:plan", args=[cast.ana.pk]),
        reverse("constellations:board", args=[one.pk]),
        reverse("constellations:board", args=[other.pk]),
    ):
        assert there in page
    for said in ("Benken sto der.", "Ankomst", "Avsluttet"):
        assert said in page, said


def test_what_she_kept_is_shown_while_she_shares_only(thea: Client, cast: Cast, url: str) -> None:
    held(cast, kept="Benken sto der.")
    thea.get(url)
    links = TrailEntry.objects.filter(client=cast.ana, verb="read").order_by("seq")
    assert [link.what for link in links] == ["client page", "constellation"]
    shares_nothing(cast)
    page = text(thea.get(url))
    assert "Benken" not in page and "Avsluttet" in page


def test_without_the_yes_to_keeping_none_is_shown_or_planned(thea: Client, cast: Cast, url: str) -> None:
    held(cast, kept="Benken sto der.")
    keeps_nothing(cast)
    page = text(thea.get(url))
    assert "Benken" not in page and "Avsluttet" not in page
    assert reverse("constellations:plan", args=[cast.ana.pk]) not in page
    assert "trenger klientens ja til å lagre her" in page
    bond_ends(cast)
    assert thea.get(url).status_code == 404


def test_only_those_she_holds(cast: Cast, enter: Enter, url: str) -> None:
    from fotfeste.people.models import Bond
    from tests.cast import NOW

    held(cast, kept="Benken sto der.")
    Bond.objects.create(client=cast.ana, therapist=cast.mika, since=NOW)
    page = text(enter(cast.mika).get(url))
    assert "Benken" not in page and "Ingen ennå." in page


def test_many_cost_no_more_than_one(thea: Client, cast: Cast, url: str) -> None:
    held(cast, kept="Benken")
    few = cost(thea, url)
    for _ in range(4):
        held(cast, kept="Benken", hours_ago=90)
        planned(cast)
    assert cost(thea, url) == few


def test_each_sees_the_places_that_are_hers(cast: Cast, enter: Enter) -> None:
    menu = {"I dag": cast.thea, "Konstellasjoner": cast.thea, "Institutt": cast.sol}
    for word, person in menu.items():
        page = text(enter(person).get(reverse("welcome"), follow=True))
        assert f">{word}</a>" in page, word
    assert ">Konstellasjoner</a>" not in text(enter(cast.sol).get(reverse("care:institute")))
