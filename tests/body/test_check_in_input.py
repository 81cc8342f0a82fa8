"""Bad input to the check-in: forged, mangled, far too long. Nothing typed is lost, nothing forged is kept."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from fotfeste.body.models import CheckIn
from fotfeste.body.vocabulary import BODY_WORDS, PLACES
from tests.body.check_in_steps import BODY, FEELINGS, OFFERS
from tests.cast import Cast
from tests.redirects import redirect_target


def test_somebody_elses_row_is_404(ana: Client, cast: Cast) -> None:
    theirs = CheckIn.objects.create(client=cast.noor, at=timezone.now(), answers=None)
    assert ana.post(FEELINGS, {"row": theirs.pk, "wish": "calm"}).status_code == 404
    assert not CheckIn.objects.filter(client=cast.ana).exists()


def test_a_mangled_row_is_only_a_new_one(ana: Client) -> None:
    assert redirect_target(ana.post(FEELINGS, {"row": "<script>", "wish": "calm"})) == OFFERS
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("words", ["ø" * 10_000, "🌿" * 10_000, "שלום עליכם " * 900, "a\r\n" * 5_000])
def test_long_words_emoji_and_right_to_left_are_kept_whole(ana: Client, words: str) -> None:
    ana.post(BODY, {"go": "on", "own_words": words})
    ana.post(FEELINGS, {"feeling": words, "wish": "calm"})
    kept = CheckIn.objects.get().answers
    assert kept.own_words == kept.feeling == words.replace("\r\n", "\n").strip()


def test_too_many_words_are_shown_again_with_a_sentence(ana: Client) -> None:
    page = ana.post(BODY, {"go": "on", "own_words": "ord" * 4_000, "words": ["tight"]})
    assert page.status_code == 200
    text = page.content.decode()
    assert "ord" * 4_000 in text
    assert "10000" in text.replace(" ", "").replace(" ", "")
    assert not CheckIn.objects.exists()


def test_too_many_words_in_a_draft_lead_back_to_their_step(ana: Client) -> None:
    ana.post(reverse("save_draft", args=["check-in-body"]), {"own_words": "x" * 10_001})
    assert redirect_target(ana.post(FEELINGS, {"thought": "hei", "wish": "calm"})) == BODY
    assert "Ingenting er borte" in ana.get(BODY).content.decode()
    assert "hei" in ana.get(FEELINGS).content.decode()
    assert not CheckIn.objects.exists()


def test_longer_than_any_draft_is_shown_again(ana: Client) -> None:
    page = ana.post(BODY, {"go": "skip", "own_words": "x" * 70_000})
    assert page.status_code == 200
    assert "x" * 70_000 in page.content.decode()


@pytest.mark.parametrize(
    "field", [("activation", "6"), ("activation", "-5.5"), ("words", "happy"), ("places", "'); --")]
)
def test_codes_that_do_not_exist_are_refused_and_kept_out(ana: Client, field: tuple[str, str]) -> None:
    assert ana.post(BODY, {"go": "on", field[0]: field[1]}).status_code == 200
    assert ana.post(reverse("save_draft", args=["check-in-body"]), {field[0]: field[1]}).status_code == 200
    assert redirect_target(ana.post(FEELINGS, {"wish": "calm"})) == BODY
    assert not CheckIn.objects.exists()


def test_an_unknown_wish_or_step(ana: Client) -> None:
    assert ana.post(FEELINGS, {"wish": "riches"}).status_code == 200
    assert ana.get(reverse("body:check_in", args=["four"])).status_code == 404
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_words_and_places_meet_the_drawn_body(language: str) -> None:
    drawn: set[str] = set()
    for side in ("front", "back"):
        drawing = Path(str(finders.find(f"figures/body-{side}.svg"))).read_text(encoding="utf-8")
        drawn |= set(re.findall(r'data-region="([^"]+)"', drawing))
    assert drawn <= set(PLACES)
    assert set(PLACES) - drawn == {"all-over", "nowhere"}
    assert len(drawn) >= 14
    with override(language):
        words = [str(word) for word in BODY_WORDS.values()]
        assert len(words) == len(set(words)) >= 14
