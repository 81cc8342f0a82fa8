import uuid

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from fotfeste.people.models import Person
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import withdraw_consent
from fotfeste.safety.forms import MAX_ANCHOR_LENGTH
from fotfeste.safety.models import Anchor, AnchorKind
from fotfeste.safety.queries import list_anchors
from fotfeste.safety.services import MAX_ANCHORS, TooManyAnchors, add_anchor, remove_anchor
from tests.cast import NOW, Cast

URL = reverse("safety:anchors")
HER_WORDS = "benken ved elva 🌿 مكان هادئ"


def add(
    client: Person, words: str = HER_WORDS, kind: AnchorKind = AnchorKind.PLACE, row: uuid.UUID | None = None
) -> Anchor:
    return add_anchor(actor=client, client=client, row=row or uuid.uuid4(), kind=kind, words=words, now=NOW)


def test_an_anchor_is_kept_and_shown(cast: Cast, ana: Client) -> None:
    answer = ana.post(URL, {"row": uuid.uuid4(), "kind": "sound", "words": HER_WORDS})
    assert answer.status_code == 302
    assert HER_WORDS in ana.get(URL).content.decode()


def test_the_same_form_twice_is_one_anchor(cast: Cast, ana: Client) -> None:
    form = {"row": uuid.uuid4(), "kind": "place", "words": HER_WORDS}
    ana.post(URL, form)
    ana.post(URL, form)
    assert Anchor.objects.count() == 1


def test_anothers_row_id_changes_nothing(cast: Cast, ana: Client) -> None:
    hers = add(cast.noor, "Noors brygge")
    assert ana.post(URL, {"row": hers.pk, "kind": "place", "words": "x"}).status_code == 404
    assert [a.words for a in list_anchors(cast.noor)] == ["Noors brygge"]


@pytest.mark.parametrize(
    "form", [{"kind": "place", "words": "  "}, {"kind": "", "words": HER_WORDS}, {"kind": "drage", "words": HER_WORDS}]
)
def test_what_is_missing_is_said_and_what_was_typed_is_shown(ana: Client, form: dict[str, str]) -> None:
    answer = ana.post(URL, form)
    assert answer.status_code == 200 and not Anchor.objects.exists()
    assert form["words"].strip() in answer.content.decode()


def test_too_long_is_said_and_nothing_is_lost(ana: Client) -> None:
    words = "å" * (MAX_ANCHOR_LENGTH + 1)
    answer = ana.post(URL, {"kind": "place", "words": words})
    assert answer.status_code == 200
    assert words in answer.content.decode() and str(MAX_ANCHOR_LENGTH) in answer.content.decode()


def test_there_is_room_for_so_many_and_the_last_one_may_be_sent_twice(cast: Cast) -> None:
    for number in range(MAX_ANCHORS - 1):
        add(cast.ana, f"stein {number}")
    last = uuid.uuid4()
    assert add(cast.ana, row=last) == add(cast.ana, row=last)
    with pytest.raises(TooManyAnchors):
        add(cast.ana)
    assert Anchor.objects.filter(client=cast.ana).count() == MAX_ANCHORS


def test_a_full_page_says_so_and_shows_the_words(cast: Cast, ana: Client) -> None:
    for number in range(MAX_ANCHORS):
        add(cast.ana, f"stein {number}")
    page = ana.post(URL, {"kind": "place", "words": "en til"}).content.decode()
    assert str(MAX_ANCHORS) in page and "en til" in page


def test_places_come_first_then_in_the_order_added(cast: Cast) -> None:
    for words, kind in (("trikken", AnchorKind.SOUND), ("hytta", AnchorKind.PLACE), ("mor", AnchorKind.PERSON)):
        add(cast.ana, words, kind)
    assert [a.words for a in list_anchors(cast.ana)] == ["hytta", "mor", "trikken"]


@pytest.mark.parametrize("stranger", ["noor", "thea", "mika", "sol"])
def test_nobody_else_sees_adds_or_removes(cast: Cast, client: Client, stranger: str) -> None:
    anchor, other = add(cast.ana), getattr(cast, stranger)
    client.force_login(other)
    url = reverse("safety:anchor_remove", kwargs={"anchor": anchor.pk})
    assert {client.get(url).status_code, client.post(url).status_code} == {404}
    assert not Anchor.objects.visible_to(other).exists()
    with pytest.raises(Http404):
        add_anchor(actor=other, client=cast.ana, row=uuid.uuid4(), kind=AnchorKind.PLACE, words="x", now=NOW)
    with pytest.raises(Http404):
        remove_anchor(actor=other, anchor=anchor)
    assert Anchor.objects.filter(pk=anchor.pk).exists()


def test_removing_asks_first_and_then_is_done(cast: Cast, ana: Client) -> None:
    url = reverse("safety:anchor_remove", kwargs={"anchor": add(cast.ana).pk})
    assert HER_WORDS in ana.get(url).content.decode()
    assert Anchor.objects.exists()
    assert ana.post(url).status_code == 302
    assert not Anchor.objects.exists()
    assert ana.post(url).status_code == 404  # the second tab


def test_without_consent_or_at_rest_nothing_new_is_kept_and_the_old_can_go(cast: Cast, ana: Client) -> None:
    anchor = add(cast.ana)
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)
    assert ana.post(URL, {"row": uuid.uuid4(), "kind": "place", "words": "ny"}).status_code == 404
    page = ana.get(URL).content.decode()
    assert HER_WORDS in page and 'name="words"' not in page
    assert ana.post(reverse("safety:anchor_remove", kwargs={"anchor": anchor.pk})).status_code == 302


def test_anchors_of_is_one_query_plus_her_key(cast: Cast, django_assert_max_num_queries: object) -> None:
    for number in range(12):
        add(cast.ana, f"stein {number}")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        from fotfeste.kit.keyring import keyring

        with keyring():
            assert len([a.words for a in list_anchors(cast.ana)]) == 12
