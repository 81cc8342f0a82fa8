"""'Something did not feel right': read by the one it was sent to."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.people.models import Bond
from fotfeste.privacy.models import TrailEntry
from fotfeste.safety.models import HarmEntry
from tests.cast import Cast
from tests.sign_in import SignIn


def make_harm_entry(cast: Cast, to: str) -> HarmEntry:
    reader = cast.thea if to == "therapist" else cast.mika
    return HarmEntry.objects.create(client=cast.ana, to=to, reader=reader, words="Det ble for mye.", at=timezone.now())


def lead(cast: Cast) -> None:
    cast.institute.lead = cast.mika
    cast.institute.save()


def test_opening_an_entry_marks_it_read_and_leaves_a_link(thea: Client, cast: Cast) -> None:
    entry = make_harm_entry(cast, "therapist")
    assert "Det ble for mye." in thea.get(reverse("care:harm", args=[entry.pk])).content.decode()
    entry.refresh_from_db()
    assert entry.read_at is not None
    assert [link.what for link in TrailEntry.objects.filter(client=cast.ana)] == ["harm entry"]


def test_nobody_else_opens_it(cast: Cast, enter: SignIn) -> None:
    lead(cast)
    entry = make_harm_entry(cast, "therapist")
    for stranger in (cast.mika, cast.noor, cast.sol, cast.ana):
        for route in ("care:harm", "institute:harm_entry"):
            assert enter(stranger).get(reverse(route, args=[entry.pk])).status_code == 404
    entry.refresh_from_db()
    assert entry.read_at is None and not TrailEntry.objects.exists()


def test_an_ended_bond_closes_it(thea: Client, cast: Cast) -> None:
    entry = make_harm_entry(cast, "therapist")
    Bond.objects.all().update(until=timezone.now())
    assert thea.get(reverse("care:harm", args=[entry.pk])).status_code == 404
