"""The place 'Konstellasjoner', and the guests of one: links shown once, states, new links."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fotfeste.constellations import services
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.models import Seat
from fotfeste.privacy.models import TrailEntry
from tests.cast import Cast
from tests.constellations.page_setup import (
    ConstellationSetup,
    end_bond,
    page_text,
    set_up_begun,
    set_up_closed,
    set_up_planned,
    withdraw_keep_consent,
)
from tests.sign_in import SignIn

ALL = reverse("constellations:all")
MOST_QUERIES = 14


@pytest.fixture
def group(cast: Cast) -> ConstellationSetup:
    return set_up_planned(cast, mode="group", expected=(("representative", "Iben"),))


def guests_url(around: ConstellationSetup) -> str:
    return reverse("constellations:guests", args=[around.one.pk])


def find_link(page: Any) -> str | None:
    found = re.search(r"http://testserver(/join/[^\"/]+/)", page_text(page))
    return found[1] if found else None


def fields(**more: str) -> dict[str, str]:
    return {"row": str(uuid.uuid4()), "name": "Siri", "role": "observer", **more}


def test_coming_running_and_earlier(thea: Client, cast: Cast) -> None:
    set_up_planned(cast, planned_for=timezone.now() + timedelta(days=2))
    set_up_begun(cast)
    set_up_closed(cast)
    page = thea.get(ALL)
    found = page.context["held"]
    assert [len(found.coming), len(found.running), len(found.earlier)] == [1, 1, 1]
    for said in ("Kommer", "I gang", "Tidligere", "Ana", "Ankomst"):
        assert said in page_text(page), said
    assert 'aria-current="page">Konstellasjoner' in page_text(page)


def test_nothing_held_is_calm(enter: SignIn, cast: Cast) -> None:
    set_up_planned(cast)
    page = page_text(enter(cast.mika).get(ALL))
    assert "Ingen er planlagt." in page and "Ana" not in page


@pytest.mark.parametrize("close", [withdraw_keep_consent, end_bond])
def test_they_are_gone_when_the_yes_or_the_bond_ends(
    thea: Client, cast: Cast, group: ConstellationSetup, close: Callable[[Cast], None]
) -> None:
    seat = Seat.objects.get(name__isnull=False, constellation=group.one, person__isnull=True)
    close(cast)
    assert "Ana" not in page_text(thea.get(ALL))
    assert thea.get(guests_url(group)).status_code == 404
    assert thea.post(guests_url(group), fields()).status_code == 404
    assert thea.post(reverse("constellations:new_link", args=[group.one.pk, seat.pk])).status_code == 404


def test_the_list_costs_the_same_for_many(thea: Client, cast: Cast) -> None:
    def cost() -> int:
        thea.get(ALL)
        with CaptureQueriesContext(connection) as asked:
            assert thea.get(ALL).status_code == 200
        return len(asked)

    set_up_closed(cast)
    few = cost()
    for _ in range(4):
        set_up_closed(cast, hours_ago=90)
        set_up_planned(cast)
    assert cost() == few <= MOST_QUERIES


def test_a_link_is_shown_once_and_opens(thea: Client, group: ConstellationSetup) -> None:
    assert thea.post(guests_url(group), fields())["Location"] == guests_url(group)
    first = thea.get(guests_url(group))
    link = find_link(first)
    assert link and "Siri" in page_text(first) and "Observatør" in page_text(first)
    assert find_link(thea.get(guests_url(group))) is None, "a reload, or someone coming after, does not see it"
    assert Client().get(link).status_code == 200
    token = link.split("/")[-2]
    assert token not in str(dict(thea.session.items())) and token not in str(Seat.objects.values())


def test_the_same_form_twice_is_one_guest_and_its_link_is_there(thea: Client, group: ConstellationSetup) -> None:
    twice = fields()
    for _ in range(2):
        assert thea.post(guests_url(group), twice).status_code == 302
    assert Seat.objects.filter(constellation=group.one, person__isnull=True).count() == 2
    assert find_link(thea.get(guests_url(group)))


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 61}, {"role": "facilitator"}, {"role": "client"}])
def test_what_does_not_fit_makes_nobody(thea: Client, group: ConstellationSetup, wrong: dict[str, str]) -> None:
    assert thea.post(guests_url(group), fields(**wrong)).status_code == 200
    assert Seat.objects.filter(constellation=group.one, person__isnull=True).count() == 1


def test_an_expected_guest_gets_a_link_and_each_state_is_told(thea: Client, group: ConstellationSetup) -> None:
    seat = Seat.objects.get(constellation=group.one, person__isnull=True)
    assert "ventet, ikke kommet ennå" in page_text(thea.get(guests_url(group)))
    new = reverse("constellations:new_link", args=[group.one.pk, seat.pk])
    assert thea.get(new).status_code == 405
    thea.post(new)
    link = find_link(thea.get(guests_url(group))) or ""
    services.enter_lobby_by_link(token=link.split("/")[-2], name="Iben", now=timezone.now())
    assert "venter utenfor" in page_text(thea.get(guests_url(group)))
    group.run_commands("Thea", do.Admit(seat.key))
    assert "er inne" in page_text(thea.get(guests_url(group)))
    group.run_commands("Thea", do.Remove(seat.key))
    assert "har gått" in page_text(thea.get(guests_url(group)))
    thea.post(new)
    assert find_link(thea.get(guests_url(group))) is None, "someone taken out is invited anew, not let in again"


def test_a_pair_takes_no_guests(thea: Client, cast: Cast) -> None:
    pair = set_up_planned(cast)
    assert "Her er ingen andre med." in page_text(thea.get(guests_url(pair)))
    assert thea.post(guests_url(pair), fields()).status_code == 404


def test_alone_has_a_page_too(thea: Client, cast: Cast) -> None:
    alone = set_up_planned(cast, mode="solo")
    assert thea.get(guests_url(alone)).status_code == 200
    assert reverse("constellations:board", args=[alone.one.pk]) not in page_text(thea.get(ALL))


def test_strangers_find_nothing(cast: Cast, enter: SignIn, group: ConstellationSetup) -> None:
    seat = Seat.objects.get(constellation=group.one, person__isnull=True)
    for stranger in (cast.mika, cast.noor, cast.sol, cast.ana):
        browser = enter(stranger)
        assert browser.get(guests_url(group)).status_code == 404
        assert browser.post(guests_url(group), fields()).status_code == 404
        assert browser.post(reverse("constellations:new_link", args=[group.one.pk, seat.pk])).status_code == 404
    other = set_up_planned(cast, mode="group")
    assert enter(cast.thea).post(reverse("constellations:new_link", args=[other.one.pk, seat.pk])).status_code == 404


def test_inviting_and_looking_leave_links_in_her_trail(thea: Client, cast: Cast, group: ConstellationSetup) -> None:
    for _ in range(2):
        thea.get(guests_url(group))
    thea.post(guests_url(group), fields())
    links = TrailEntry.objects.filter(client=cast.ana, what="constellation").order_by("seq")
    assert [link.verb for link in links] == ["write", "read", "write"], "planned, looked (once an hour), invited"
