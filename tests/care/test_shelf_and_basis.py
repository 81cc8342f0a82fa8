"""The library as the therapist reads it, and the basis she works on."""

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.people.models import TherapistPractice
from fotfeste.practices.catalogue import load_practices
from tests.cast import Cast
from tests.sign_in import SignIn


def test_the_library_holds_every_practice(thea: Client) -> None:
    page = thea.get(reverse("care:practices")).content.decode()
    assert all(practice.title in page for practice in load_practices("nb").values())


@pytest.mark.parametrize("slug", sorted(load_practices("nb")))
def test_a_practice_is_shown_whole_and_says_that_it_is_not_reviewed(thea: Client, slug: str) -> None:
    page = thea.get(reverse("care:practice", args=[slug])).content.decode()
    practice = load_practices("nb")[slug]
    assert all(step.title in page for step in practice.steps)
    assert all(option in page for step in practice.steps for option in step.options)
    assert practice.reviewed_by or "fagvurdert" in page.lower()


def test_an_unknown_practice_is_not_here(thea: Client) -> None:
    assert thea.get(reverse("care:practice", args=["no-such"])).status_code == 404


def test_the_basis_is_ones_own(thea: Client, cast: Cast) -> None:
    thea.post(reverse("care:practice_basis"), {"basis": "kurs"})
    assert dict(TherapistPractice.objects.values_list("therapist__email", "basis")) == {
        "thea@example.org": "kurs",
        "mika@example.org": "alternativ",
    }
    assert thea.post(reverse("care:practice_basis"), {"basis": "noe"}).status_code == 200


def test_without_a_basis_the_pages_stand_and_say_what_is_missing(thea: Client, cast: Cast) -> None:
    TherapistPractice.objects.filter(therapist=cast.thea).delete()
    assert "Velg grunnlag" in thea.get("/today/").content.decode()
    assert "Velg grunnlag" in thea.get(reverse("care:client", args=[cast.ana.pk])).content.decode()


def test_clients_and_administrators_do_not_come_here(cast: Cast, enter: SignIn) -> None:
    for route in ("care:practices", "care:practice_basis"):
        for stranger in (cast.ana, cast.sol):
            assert enter(stranger).get(reverse(route)).status_code == 404
