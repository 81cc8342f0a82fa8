"""The check-in: three steps, every item skippable, nothing lost, one row."""

import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from fotfeste.body.models import CheckIn
from fotfeste.body.words import BODY_WORDS, PLACES
from fotfeste.kit.models import Draft
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import Cast

BODY, SAFETY, FEELINGS = (reverse("body:check_in", args=[step]) for step in ("body", "safety", "feelings"))
BRIEFLY = reverse("body:check_in", args=["briefly"])
OFFERS = reverse("home:offers")


@pytest.fixture
def ana(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ana)
    return client


def row_on(page: Any) -> str:
    return str(page.context["row"])


def walk(ana: Client, body: dict[str, Any], safety: dict[str, Any], feelings: dict[str, Any]) -> Any:
    for url, fields in ((BODY, body), (SAFETY, safety)):
        ana.post(url, {"go": "on", "row": row_on(ana.get(url)), **fields})
    return ana.post(FEELINGS, {"row": row_on(ana.get(FEELINGS)), **feelings})


def test_the_whole_check_in_is_one_row(ana: Client, cast: Cast) -> None:
    sent = walk(
        ana,
        {"activation": "-3", "words": ["heavy", "numb"], "places": ["chest", "all-over"], "own_words": "som bly"},
        {"head_safe": "8", "body_safe": "3"},
        {"feelings": ["sad"], "feeling": "matt", "thought": "det går over", "wish": "life"},
    )
    assert sent.url == OFFERS
    answers = CheckIn.objects.get(client=cast.ana).answers
    assert (answers.activation, answers.head_safe, answers.body_safe, answers.gap) == (-3, 8, 3, 5)
    assert (answers.words, answers.places) == (("heavy", "numb"), ("chest", "all-over"))
    assert (answers.own_words, answers.feeling, answers.thought) == ("som bly", "trist, matt", "det går over")
    assert answers.wish == "life"
    assert not Draft.objects.exists()


def test_calm_is_not_the_same_as_not_answered(ana: Client, cast: Cast) -> None:
    walk(ana, {"activation": "0"}, {"head_safe": "0"}, {"wish": "unsure"})
    answers = CheckIn.objects.get().answers
    assert (answers.activation, answers.head_safe, answers.body_safe) == (0, 0, None)


def test_every_step_can_be_skipped_and_an_empty_check_in_is_no_row(ana: Client) -> None:
    ana.post(BODY, {"go": "skip", "activation": "5"})
    ana.post(SAFETY, {"go": "skip"})
    assert ana.post(FEELINGS, {"go": "skip", "feeling": "ingenting"}).url == OFFERS
    assert not CheckIn.objects.exists()
    assert not Draft.objects.exists()


def test_a_skipped_step_says_nothing_but_is_still_there_on_the_way_back(ana: Client) -> None:
    ana.post(BODY, {"go": "skip", "own_words": "vet ikke helt"})
    assert "vet ikke helt" in ana.get(BODY).content.decode()
    ana.post(FEELINGS, {"go": "save", "thought": "kaffe"})
    assert CheckIn.objects.get().answers.own_words == ""


def test_saving_without_a_wish(ana: Client) -> None:
    ana.post(BODY, {"go": "on", "activation": "2"})
    ana.post(FEELINGS, {"go": "save"})
    assert (CheckIn.objects.get().answers.activation, CheckIn.objects.get().answers.wish) == (2, "")


def test_back_keeps_what_was_marked(ana: Client) -> None:
    ana.post(BODY, {"go": "on", "words": ["calm"]})
    assert ana.post(SAFETY, {"go": "back", "head_safe": "7"}).url == BODY
    assert 'value="calm"' in ana.get(BODY).content.decode()
    assert ana.get(SAFETY).context["form"]["head_safe"].value() == "7"


def test_enter_in_a_field_chooses_no_wish(ana: Client) -> None:
    """The first button of a form is what Enter presses."""
    page = ana.get(FEELINGS).content.decode()
    assert page.index('value="stay"') < page.index('name="wish"')
    assert ana.post(FEELINGS, {"go": "stay", "thought": "te"}).url == FEELINGS
    assert not CheckIn.objects.exists()
    assert "te" in ana.get(FEELINGS).content.decode()


def test_sent_twice_is_one_row(ana: Client) -> None:
    ana.post(BODY, {"go": "on", "activation": "4"})
    form = {"row": row_on(ana.get(FEELINGS)), "thought": "nå", "wish": "calm"}
    assert ana.post(FEELINGS, form).url == ana.post(FEELINGS, form).url == OFFERS
    assert CheckIn.objects.get().answers.activation == 4


def test_two_tabs_on_the_same_check_in_are_one_row(ana: Client) -> None:
    rows = [row_on(ana.get(BODY)), row_on(ana.get(BODY))]
    ana.post(BODY, {"go": "on", "row": rows[0], "activation": "1"})
    ana.post(BODY, {"go": "on", "row": rows[1], "activation": "2"})
    last = [row_on(ana.get(FEELINGS)), row_on(ana.get(FEELINGS))]
    assert last == [rows[0], rows[0]]
    for row in last:
        ana.post(FEELINGS, {"row": row, "wish": "pause"})
    assert CheckIn.objects.get().answers.activation == 2


def test_a_tab_left_open_loses_no_words(ana: Client) -> None:
    """The other tab was sent; what is written in this one becomes a check-in of its own."""
    row = row_on(ana.get(FEELINGS))
    ana.post(FEELINGS, {"row": row, "thought": "den ene", "wish": "calm"})
    ana.post(FEELINGS, {"row": row, "thought": "den andre", "wish": "life"})
    assert {check_in.answers.thought for check_in in CheckIn.objects.all()} == {"den ene", "den andre"}


def test_a_draft_under_an_id_that_was_sent_makes_a_new_row(ana: Client) -> None:
    row = row_on(ana.get(BODY))
    ana.post(FEELINGS, {"row": row, "wish": "calm"})
    ana.post(reverse("save_draft", args=["check-in-body"]), {"row": row, "activation": "-4"})
    ana.post(FEELINGS, {"row": row_on(ana.get(FEELINGS)), "wish": "life"})
    assert {check_in.answers.activation for check_in in CheckIn.objects.all()} == {None, -4}


def test_somebody_elses_row_is_404(ana: Client, cast: Cast) -> None:
    theirs = CheckIn.objects.create(client=cast.noor, at=timezone.now(), answers=None)
    assert ana.post(FEELINGS, {"row": theirs.pk, "wish": "calm"}).status_code == 404
    assert not CheckIn.objects.filter(client=cast.ana).exists()


def test_a_mangled_row_is_only_a_new_one(ana: Client) -> None:
    assert ana.post(FEELINGS, {"row": "<script>", "wish": "calm"}).url == OFFERS
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
    assert ana.post(FEELINGS, {"thought": "hei", "wish": "calm"}).url == BODY
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
    assert ana.post(FEELINGS, {"wish": "calm"}).url == BODY
    assert not CheckIn.objects.exists()


def test_an_unknown_wish_or_step(ana: Client) -> None:
    assert ana.post(FEELINGS, {"wish": "riches"}).status_code == 200
    assert ana.get(reverse("body:check_in", args=["four"])).status_code == 404
    assert not CheckIn.objects.exists()


def test_a_draft_from_the_day_before_is_offered_not_forced(ana: Client, cast: Cast) -> None:
    ana.post(BODY, {"go": "on", "activation": "5"})
    Draft.objects.update(saved_at=timezone.now() - timedelta(hours=20))
    assert "Begynn på nytt" in ana.get(BODY).content.decode()
    assert ana.post(BODY, {"go": "fresh"}).url == BODY
    assert ana.get(BODY).context["form"]["activation"].value() in (None, "")


def test_a_draft_from_a_clock_ahead_is_simply_there(ana: Client) -> None:
    ana.post(BODY, {"go": "on", "activation": "5"})
    Draft.objects.update(saved_at=timezone.now() + timedelta(days=400))
    page = ana.get(BODY)
    assert page.context["form"]["activation"].value() == "5"
    assert "Begynn på nytt" not in page.content.decode()
    ana.post(FEELINGS, {"wish": "calm"})
    assert CheckIn.objects.get().answers.activation == 5


def test_without_consent_nothing_is_stored_and_the_page_says_so(ana: Client, cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())
    assert ana.get(BODY).url == BRIEFLY
    assert "blir ikke lagret" in ana.get(BRIEFLY).content.decode()
    sent = ana.post(BRIEFLY, {"activation": "3", "head_safe": "9", "body_safe": "2"})
    assert sent.url.startswith(OFFERS)
    assert "Jording" in ana.get(sent.url).content.decode()
    assert not CheckIn.objects.exists()
    assert not Draft.objects.exists()


def test_consent_taken_back_in_the_middle(ana: Client, cast: Cast) -> None:
    ana.post(BODY, {"go": "on", "activation": "3"})
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())
    assert ana.post(FEELINGS, {"wish": "calm"}).url == BRIEFLY
    assert not CheckIn.objects.exists()


def test_a_resting_account_keeps_nothing(ana: Client, cast: Cast) -> None:
    cast.ana.resting_since = timezone.now()
    cast.ana.save()
    assert "hviler" in ana.get(BRIEFLY).content.decode()
    assert ana.post(FEELINGS, {"wish": "calm", "row": uuid.uuid4()}).url == BRIEFLY
    assert not CheckIn.objects.exists()


def test_someone_who_keeps_is_not_left_on_the_short_page(ana: Client) -> None:
    assert ana.get(BRIEFLY).url == BODY


def test_signed_out_while_typing_comes_back_to_the_same_step(client: Client, cast: Cast) -> None:
    sent = client.post(SAFETY, {"go": "on", "head_safe": "4"}, headers={"Referer": f"http://testserver{SAFETY}"})
    assert sent.status_code == 302
    assert sent.url.endswith(f"?next={SAFETY}")
    background = client.post(reverse("save_draft", args=["check-in-body"]), {}, headers={"Accept": "application/json"})
    assert background.status_code == 401  # the phone keeps its copy


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
