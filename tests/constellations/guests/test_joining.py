"""Guests without an account: a link that opens once, a room code, and the page for when the seat has ended."""

import uuid
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.constellations import services
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Phase
from fotfeste.constellations.guests import room_codes
from fotfeste.constellations.models import Seat
from fotfeste.kit.tokens import new_token
from fotfeste.people.guests import LINK_HASH, SEAT
from fotfeste.people.models import Person
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import NOW, Cast
from tests.constellations.page_setup import (
    ConstellationSetup,
    end_bond,
    page_text,
    set_up_begun,
    set_up_closed,
    set_up_planned,
)
from tests.sign_in import SignIn

JOIN, NOT_HERE = reverse("constellations:join"), reverse("constellations:not_here")
GONE = "Denne lenken kan ikke brukes"


@pytest.fixture
def group(cast: Cast) -> ConstellationSetup:
    return set_up_planned(cast, mode="group", most_representatives=3)


def invite_guest(group: ConstellationSetup, role: str = "representative") -> tuple[Seat, str]:
    seat, token = services.invite_guest(
        actor=group.one.facilitator, constellation=group.one, role=role, name="Iben", now=timezone.now()
    )
    return seat, reverse("constellations:join_by_link", args=[token])


def board_url(group: ConstellationSetup) -> str:
    return reverse("constellations:board", args=[group.one.pk])


def get_view_status(browser: Client, group: ConstellationSetup) -> int:
    return browser.get(reverse("constellations:view", args=[group.one.pk])).status_code


@pytest.mark.parametrize(
    ("role", "said"),
    [("representative", "som representant merker jeg"), ("observer", "som observatør"), ("cohost", "som medleder")],
)
def test_the_page_behind_a_link_says_what_it_is_and_who_invites(
    group: ConstellationSetup, role: str, said: str
) -> None:
    _seat, link = invite_guest(group, role)
    page = page_text(Client().get(link))
    for words in ("Thea har invitert deg", said, "når som helst, uten å si hvorfor", "ingen konto", 'value="Iben"'):
        assert words in page, words
    assert "Ana" not in page, "whose it is, is not told outside the board"
    assert "<title>" in page and "onstellasjon" not in page.split("</title>")[0]


def test_a_guest_knocks_and_waits_outside(group: ConstellationSetup) -> None:
    seat, link = invite_guest(group)
    guest = Client()
    assert guest.post(link, {"name": "Iben B"})["Location"] == board_url(group)
    seat.refresh_from_db()
    assert seat.knocked_at and seat.name == "Iben B"
    answer = guest.get(reverse("constellations:view", args=[group.one.pk])).json()["view"]
    assert answer["me"]["presence"] == "lobby" and "seats" not in answer


def test_the_session_gets_a_key_of_its_own(group: ConstellationSetup) -> None:
    """A session somebody laid in the browser before does not come along."""
    guest, (_seat, link) = Client(), invite_guest(group)
    session = guest.session
    session["x"] = "y"
    session.save()
    guest.cookies[settings.SESSION_COOKIE_NAME] = laid = str(session.session_key)
    guest.post(link, {"name": "Iben"})
    assert guest.session.session_key != laid and guest.session[SEAT]


def test_a_used_link_is_closed_for_every_other_browser(group: ConstellationSetup) -> None:
    _seat, link = invite_guest(group)
    Client().post(link, {"name": "Iben"})
    second = Client()
    for answer in (second.get(link), second.post(link, {"name": "Iben"})):
        assert answer.status_code == 404 and GONE in page_text(answer)
    assert get_view_status(second, group) in (302, 404)
    assert len(services.current_state(group.one.pk).seats) == 3


def test_the_same_form_twice_is_one_knock(group: ConstellationSetup) -> None:
    _seat, link = invite_guest(group)
    guest = Client()
    for _ in range(2):
        assert guest.post(link, {"name": "Iben"})["Location"] == board_url(group)
    assert guest.get(link)["Location"] == board_url(group)


def test_unknown_used_withdrawn_and_over_all_look_alike(cast: Cast, group: ConstellationSetup) -> None:
    _seat, used = invite_guest(group)
    Client().post(used, {"name": "Iben"})
    _seat, late = invite_guest(group)
    group.run_commands("Thea", do.SetPhase(Phase.AFTERCARE), do.SetPhase(Phase.CLOSED))
    withdrawn = set_up_begun(cast, mode="group")
    _seat, taken_back = invite_guest(withdrawn)
    withdrawn.run_commands("Ana", do.Consent("take_part", given=False))  # type: ignore[arg-type]
    unknown = reverse("constellations:join_by_link", args=[new_token()])
    pages = [Client().get(link) for link in (used, late, taken_back, unknown)]
    assert {page.status_code for page in pages} == {404}
    assert len({page_text(page).split("<main")[1].split("<footer")[0] for page in pages}) == 1


def test_a_name_is_asked_for_and_the_link_stays_unused(group: ConstellationSetup) -> None:
    seat, link = invite_guest(group)
    for wrong in ("", "x" * 61):
        assert Client().post(link, {"name": wrong}).status_code == 200
    seat.refresh_from_db()
    assert seat.knocked_at is None


def test_when_the_room_is_full_it_says_so_and_the_link_can_be_used_later(group: ConstellationSetup) -> None:
    for _ in range(3):
        Client().post(invite_guest(group)[1], {"name": "Iben"})
    seat, link = invite_guest(group)
    page = Client().post(link, {"name": "Siri"})
    assert page.status_code == 200 and 'value="Siri"' in page_text(page)
    seat.refresh_from_db()
    assert seat.knocked_at is None


def test_a_new_link_ends_the_browser_that_had_the_old_one(group: ConstellationSetup) -> None:
    seat, link = invite_guest(group)
    lost, found = Client(), Client()
    lost.post(link, {"name": "Iben"})
    assert lost.session[LINK_HASH] and get_view_status(lost, group) == 200
    token = services.renew_link(actor=group.one.facilitator, seat=seat, now=timezone.now())
    assert get_view_status(lost, group) == 404
    found.post(reverse("constellations:join_by_link", args=[token]), {"name": "Iben"})
    assert get_view_status(found, group) == 200 and get_view_status(lost, group) == 404
    assert len(services.current_state(group.one.pk).seats) == 3, "the place on the board is the same"


# ---- people with an account -----------------------------------------------------------------------------------------


def test_somebody_signed_in_gets_the_guests_seat_too(cast: Cast, enter: SignIn, group: ConstellationSetup) -> None:
    _seat, link = invite_guest(group)
    for person in (cast.mika, cast.noor):
        browser = enter(person)
        _seat, link = invite_guest(group)
        assert browser.get(link).status_code == 200
        assert browser.post(link, {"name": "Mi"})["Location"] == board_url(group)
        assert get_view_status(browser, group) == 200
        assert browser.get(reverse("welcome")).status_code == 302, "still signed in"


def test_who_sits_there_already_does_not_use_up_somebody_elses_link(
    thea: Client, ana: Client, group: ConstellationSetup
) -> None:
    seat, link = invite_guest(group)
    for browser in (thea, ana):
        assert "allerede en plass her" in page_text(browser.get(link))
        browser.post(link, {"name": "Iben"})
    assert thea.post(JOIN, {"code": group.one.code, "name": "Thea"})["Location"] == board_url(group)
    seat.refresh_from_db()
    assert seat.knocked_at is None and SEAT not in thea.session


# ---- the room code --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [str, str.lower, room_codes.format_code, lambda code: f" {code[:3]}-{code[3:]} "])
def test_a_room_code_opens_in_any_shape(group: ConstellationSetup, shape: object) -> None:
    guest = Client()
    typed = shape(group.one.code)  # type: ignore[operator]
    assert guest.post(JOIN, {"code": typed, "name": "Jon"})["Location"] == board_url(group)
    assert get_view_status(guest, group) == 200
    assert guest.post(JOIN, {"code": typed, "name": "Jon"})["Location"] == board_url(group)
    assert Seat.objects.filter(constellation=group.one, person__isnull=True).count() == 1, "the form twice is one"


def test_a_wrong_code_is_told_and_nothing_typed_is_lost(group: ConstellationSetup) -> None:
    page = Client().post(JOIN, {"code": "AAAA BBBB", "name": "Jon"})
    assert page.status_code == 200
    for said in ("Ingen rom svarer", 'value="AAAA BBBB"', 'value="Jon"'):
        assert said in page_text(page)


def test_a_code_tried_too_often_is_slowed_and_the_group_is_not(group: ConstellationSetup) -> None:
    for number in range(15):  # one door for a whole group: right codes are not counted
        opened = plan_another(group, number)
        assert Client(REMOTE_ADDR="192.0.2.1").post(JOIN, {"code": opened, "name": "Jon"}).status_code == 302
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    answers = [guesser.post(JOIN, {"code": f"AAAA BBB{n}", "name": "x"}).status_code for n in range(2, 9)]
    answers += [guesser.post(JOIN, {"code": f"CCCC BBB{n}", "name": "x"}).status_code for n in range(2, 9)]
    assert answers[:10] == [200] * 10 and set(answers[10:]) == {429}
    slowed = guesser.post(JOIN, {"code": group.one.code, "name": "Jon"})
    assert slowed.status_code == 429 and 'value="Jon"' in page_text(slowed)
    assert guesser.get(JOIN).status_code == 200
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post(JOIN, {"code": group.one.code, "name": "Jon"}).status_code == 302


def plan_another(group: ConstellationSetup, number: int) -> str:
    one = services.plan_constellation(
        actor=group.one.facilitator,
        client=group.one.client,
        row=uuid.uuid4(),
        plan=services.Plan("group", "classic"),
        now=timezone.now(),
    )
    return str(one.code)


def test_a_code_opens_nothing_after_the_end(cast: Cast) -> None:
    over = set_up_closed(cast, mode="group")
    assert "Ingen rom svarer" in page_text(Client().post(JOIN, {"code": over.one.code, "name": "Jon"}))


# ---- when it ends ---------------------------------------------------------------------------------------------------


def test_not_here_helps_out_of_a_role(group: ConstellationSetup) -> None:
    page = page_text(Client().get(NOT_HERE))
    for said in ("Plassen din her er avsluttet", "Jeg trer ut av denne rollen", "Trenger du hjelp nå?"):
        assert said in page
    guest = Client()
    guest.post(invite_guest(group)[1], {"name": "Iben"})
    assert "Plassen din er der fortsatt" in page_text(guest.get(NOT_HERE)) and board_url(group) in page_text(
        guest.get(NOT_HERE)
    )


def test_a_guest_opens_nothing_else(cast: Cast, group: ConstellationSetup) -> None:
    guest = Client()
    guest.post(invite_guest(group)[1], {"name": "Iben"})
    other = set_up_planned(cast, mode="group")
    assert get_view_status(guest, other) == 404
    for route in ("constellations:mine", "constellations:all", "home:now", "care:today"):
        answer = guest.get(reverse(route))
        assert answer.status_code == 302 and answer["Location"].startswith("/account/login/"), route


def withdraw_keeping(cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=NOW)


def set_resting(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(resting_since=NOW)


@pytest.mark.parametrize("ends", [end_bond, withdraw_keeping, set_resting])
def test_nobody_stays_where_nobody_may_lead(
    cast: Cast, group: ConstellationSetup, ends: Callable[[Cast], None]
) -> None:
    guest = Client()
    guest.post(invite_guest(group)[1], {"name": "Iben"})
    assert get_view_status(guest, group) == 200
    ends(cast)
    assert get_view_status(guest, group) == 404


def test_a_guest_goes_when_the_client_takes_back_the_yes_to_it(cast: Cast, group: ConstellationSetup) -> None:
    guest = Client()
    guest.post(invite_guest(group)[1], {"name": "Iben"})
    group.run_commands("Ana", do.Consent("take_part"), do.Consent("take_part", given=False))  # type: ignore[arg-type]
    assert get_view_status(guest, group) == 404
