"""One link makes one account, once, within fourteen days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from django.urls import reverse

from fotfeste.people.models import Bond, Invitation, Person, Role, TherapistPractice
from fotfeste.people.services import (
    AddressInUse,
    InvitationGone,
    accept_invitation,
    end_role,
    find_invitation,
    invite,
    withdraw_invitation,
)
from tests.cast import NOW, PASSWORD, Cast

TYPED = {"name": "Bo", "email": "bo@example.org", "password": PASSWORD, "adult": "on"}


def make_invitation(cast: Cast, role: Role = Role.CLIENT) -> tuple[Invitation, str]:
    inviter = cast.thea if role == Role.CLIENT else cast.sol
    return invite(actor=inviter, role=role, name="Bo", basis="kurs" if role == Role.THERAPIST else "", now=NOW)


def accept(token: str, email: str = "bo@example.org", days: float = 0) -> Person:
    return accept_invitation(
        token=token, email=email, password=PASSWORD, name="Bo", language="nb", now=NOW + timedelta(days=days)
    )


def test_a_client_arrives_with_role_and_bond(cast: Cast) -> None:
    person = accept(make_invitation(cast)[1], email="Bo@Example.ORG")
    assert (person.email, person.name, set(person.roles)) == ("bo@example.org", "Bo", {"client"})
    assert Bond.objects.filter(client=person, therapist=cast.thea, until=None).count() == 1
    assert person.check_password(PASSWORD)


def test_a_therapist_arrives_with_a_basis_and_no_bond(cast: Cast) -> None:
    person = accept(make_invitation(cast, Role.THERAPIST)[1])
    assert TherapistPractice.objects.get(therapist=person).basis == "kurs"
    assert not Bond.objects.filter(client=person).exists()


def test_only_a_hash_of_the_token_is_stored(cast: Cast) -> None:
    invitation, token = make_invitation(cast)
    assert len(token) >= 43
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())


@pytest.mark.parametrize("why", ["used", "withdrawn", "old", "unknown", "inviter left", "inviter closed"])
def test_a_link_that_does_not_hold_says_the_same_whatever_the_reason(cast: Cast, client: Client, why: str) -> None:
    invitation, token = make_invitation(cast)
    match why:
        case "used":
            accept(token)
        case "withdrawn":
            assert withdraw_invitation(actor=cast.thea, invitation=invitation, now=NOW)
        case "old":
            Invitation.objects.update(expires_at=NOW - timedelta(days=4000))
        case "unknown":
            token = token[:-2] + "xx"
        case "inviter left":
            end_role(person=cast.thea, role=Role.THERAPIST, now=NOW)
        case "inviter closed":
            Person.objects.filter(pk=cast.thea.pk).update(is_active=False)
    with pytest.raises(InvitationGone):
        accept(token, email="other@example.org")
    answers = [client.get(reverse("people:invitation", args=[t])) for t in (token, "never-a-link")]
    answers.append(client.post(reverse("people:invitation", args=[token]), TYPED))
    assert {a.status_code for a in answers} == {404}
    assert len({_without_token(a.content) for a in answers}) == 1


def _without_token(page: bytes) -> bytes:
    import re

    page = re.sub(rb'(csrf\w*"[^>]*value="|nonce="|x-csrftoken": ")[^"]*', b"", page)
    return re.sub(rb"/invitation/[^/]+/", b"", page)


@pytest.mark.parametrize(("days", "holds"), [(13.999, True), (14, False), (-3, True)])
def test_it_holds_for_fourteen_days_and_survives_a_clock_set_back(cast: Cast, days: float, holds: bool) -> None:
    assert bool(find_invitation(make_invitation(cast)[1], NOW + timedelta(days=days))) is holds


def test_nobody_withdraws_another_ones(cast: Cast) -> None:
    invitation, token = make_invitation(cast)
    assert not withdraw_invitation(actor=cast.mika, invitation=invitation, now=NOW)
    assert find_invitation(token, NOW)


def test_a_used_address_makes_nothing_and_leaves_the_link_open(cast: Cast) -> None:
    token = make_invitation(cast)[1]
    before = Person.objects.count()
    with pytest.raises(AddressInUse):
        accept(token, email="ANA@example.org")
    assert Person.objects.count() == before
    assert accept(token).email == "bo@example.org"


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one_account(cast: Cast) -> None:
    token, start = make_invitation(cast)[1], Barrier(20)

    def one(number: int) -> bool:
        close_old_connections()
        start.wait()
        try:
            accept(token, email=f"bo{number}@example.org")
        except InvitationGone:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(one, range(20)))
    assert done.count(True) == 1
    assert Person.objects.filter(email__startswith="bo").count() == 1
    assert Bond.objects.filter(therapist=cast.thea, client__email__startswith="bo").count() == 1


# The page


@pytest.fixture
def link(cast: Cast) -> str:
    return reverse("people:invitation", args=[make_invitation(cast)[1]])


def test_the_page_says_who_invites(link: str, client: Client) -> None:
    page = client.get(link).content.decode()
    assert "Thea" in page and "no-store" in client.get(link)["Cache-Control"]


def test_arriving_signs_in_with_a_fresh_session_and_leads_to_the_welcome(link: str, client: Client) -> None:
    client.get(link)
    client.session.save()
    before = client.session.session_key
    answer = client.post(link, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, reverse("privacy:welcome"))
    assert client.session.session_key != before
    assert Person.objects.get(pk=client.session["_auth_user_id"]).email == "bo@example.org"
    assert client.post(link, TYPED)["Location"] == "/", "sent twice: leads on, makes nothing"
    assert Person.objects.filter(email="bo@example.org").count() == 1


def test_someone_who_comes_to_work_is_led_to_her_keys(cast: Cast, client: Client) -> None:
    answer = client.post(reverse("people:invitation", args=[make_invitation(cast, Role.THERAPIST)[1]]), TYPED)
    assert answer["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200, "just chosen the password: not asked again"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"adult": ""}, "adult"),
        ({"email": "ana@example.org"}, "email"),
        ({"email": "bo"}, "email"),
        ({"name": "  "}, "name"),
        ({"password": "xq7!zz"}, "password"),
        ({"password": "1qaz2wsx3edc4rfv"}, "password"),
        ({"password": "x" * 1001}, "password"),
        ({"password": "bo@example.org.."}, "password"),
    ],
)
def test_errors_keep_what_was_typed_but_not_the_password(
    link: str, client: Client, changed: dict[str, str], field: str
) -> None:
    typed = {**TYPED, "name": "Bo 🐦 بو", **changed}
    answer = client.post(link, typed)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert typed["password"] not in page
    assert "🐦" in page or "name" in changed


def test_an_address_in_use_is_not_revealed(link: str, client: Client) -> None:
    page = client.post(link, {**TYPED, "email": "ana@example.org"}).content.decode()
    assert "Ana<" not in page and "finnes" not in page.lower() and "exists" not in page.lower()


def test_someone_signed_in_cannot_use_it_up_by_mistake(link: str, cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    assert b"password" not in client.get(link).content
    client.post(link, TYPED)
    assert not Person.objects.filter(email="bo@example.org").exists()
