"""The administrator's pages: the house and its staff, and nothing about any client."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.institute.staff.services import LastAdministrator, end_staff_role
from fotfeste.people.models import Institute, Invitation, PaceMode, Person, Role, RoleGrant
from fotfeste.people.services import grant_role
from tests.cast import Cast
from tests.sign_in import SignIn

PAGES = ("overview", "staff", "invite", "invited", "lead", "pace")


def grant_of(person: Person, role: Role) -> RoleGrant:
    return RoleGrant.objects.get(person=person, role=role, until=None)


def the_house() -> Institute:
    return Institute.objects.get()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_names_a_client(sol: Client, name: str) -> None:
    page = sol.get(reverse(f"institute:{name}"))
    assert page.status_code == 200
    assert not re.search(r"\bAna\b", page.content.decode()) and "Noor" not in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_only_an_administrator_opens_them(cast: Cast, enter: SignIn, name: str) -> None:
    for stranger in (cast.thea, cast.mika, cast.ana):
        for method in ("get", "post"):
            assert getattr(enter(stranger), method)(reverse(f"institute:{name}")).status_code == 404


def test_an_administrator_who_is_also_a_client_somewhere_is_not_shown_as_one(sol: Client, cast: Cast) -> None:
    grant_role(person=cast.mika, role=Role.CLIENT, by=None, now=timezone.now())
    page = sol.get(reverse("institute:staff")).content.decode()
    assert page.count("Avslutt rollen") == 3, "Thea, Mika and Sol, one staff role each"
    as_client = grant_of(cast.mika, Role.CLIENT)
    assert sol.post(reverse("institute:end_role", args=[as_client.pk])).status_code == 404


def test_name_and_basis_are_kept(sol: Client) -> None:
    sol.post(reverse("institute:overview"), {"name": "Huset ved elva", "basis": "helsehjelp"})
    assert (the_house().name, the_house().basis) == ("Huset ved elva", "helsehjelp")


# ---- people ---------------------------------------------------------------------------------------------------------


def test_a_therapist_is_invited_with_the_house_basis_and_a_link_shown_once(sol: Client, cast: Cast) -> None:
    fields = {"row": str(uuid.uuid4()), "role": "therapist", "name": "Runa"}
    for _ in range(2):
        sol.post(reverse("institute:invite"), fields)
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.basis, invitation.invited_by) == ("therapist", cast.institute.basis, cast.sol)
    shown = [bool(re.search(r"/invitation/\S+/", sol.get(reverse("institute:invited")).content.decode())) for _ in "12"]
    assert shown == [True, False]


def test_an_administrator_does_not_invite_clients(sol: Client) -> None:
    sol.post(reverse("institute:invite"), {"row": str(uuid.uuid4()), "role": "client", "name": "Runa"})
    assert not Invitation.objects.exists()


def test_an_ended_role_ends_at_once(sol: Client, cast: Cast, enter: SignIn) -> None:
    thea = enter(cast.thea)
    assert thea.get("/today/").status_code == 200
    sol.post(reverse("institute:end_role", args=[grant_of(cast.thea, Role.THERAPIST).pk]))
    assert thea.get("/today/")["Location"].startswith("/account/login/")
    assert enter(cast.thea).get("/today/").status_code == 404
    assert RoleGrant.objects.filter(person=cast.thea).exists(), "ended, never deleted"


def test_the_last_administrator_stays(sol: Client, cast: Cast) -> None:
    page = sol.post(reverse("institute:end_role", args=[grant_of(cast.sol, Role.ADMINISTRATOR).pk]))
    assert "den siste administratoren" in page.content.decode()
    assert grant_of(cast.sol, Role.ADMINISTRATOR)


def test_of_two_administrators_one_may_go(sol: Client, cast: Cast) -> None:
    grant_role(person=cast.mika, role=Role.ADMINISTRATOR, by=None, now=timezone.now())
    own = grant_of(cast.sol, Role.ADMINISTRATOR)
    assert sol.post(reverse("institute:end_role", args=[own.pk])).status_code == 302
    mika = Person.objects.get(pk=cast.mika.pk)
    with pytest.raises(LastAdministrator):
        end_staff_role(actor=mika, grant=grant_of(mika, Role.ADMINISTRATOR), now=timezone.now())


def test_the_lead_is_a_therapist_and_cannot_be_left_without_work(sol: Client, cast: Cast) -> None:
    url = reverse("institute:lead")
    for wrong in (cast.ana, cast.sol):
        assert sol.post(url, {"lead": str(wrong.pk)}).status_code == 200
        assert the_house().lead is None
    sol.post(url, {"lead": str(cast.mika.pk)})
    assert the_house().lead == cast.mika
    page = sol.post(reverse("institute:end_role", args=[grant_of(cast.mika, Role.THERAPIST).pk]))
    assert "er fagansvarlig" in page.content.decode() and grant_of(cast.mika, Role.THERAPIST)
    sol.post(url, {"lead": ""})
    assert the_house().lead is None


# ---- pace -----------------------------------------------------------------------------------------------------------


def assessment_form(**changed: str) -> dict[str, str]:
    return {
        "assessed_by": "En rådgiver",
        "assessed_on": "2026-01-15",
        "assessment": "Notat 4",
        "confirmed": "on",
        **changed,
    }


def test_offers_need_a_recorded_assessment(sol: Client) -> None:
    url = reverse("institute:pace")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for wrong in (
        {"confirmed": ""},
        {"assessed_by": "  "},
        {"assessment": " "},
        {"assessed_on": ""},
        {"assessed_on": tomorrow},
    ):
        assert sol.post(url, assessment_form(**wrong)).status_code == 200
        assert the_house().pace_mode == PaceMode.LIMITS
    sol.post(url, assessment_form())
    house = the_house()
    assert (house.pace_mode, house.pace_assessed_by, str(house.pace_assessed_on)) == (
        "offers",
        "En rådgiver",
        "2026-01-15",
    )
    page = sol.get(url).content.decode()
    assert "ikke CE-merket" in page and "Notat 4" in page


def test_offers_are_turned_off_with_one_button(sol: Client) -> None:
    url = reverse("institute:pace")
    sol.post(url, assessment_form())
    sol.post(url, {"mode": "limits"})
    assert the_house().pace_mode == PaceMode.LIMITS
