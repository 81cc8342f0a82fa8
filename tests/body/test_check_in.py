"""The check-in: three steps, every item skippable, nothing lost, one row."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.models import CheckIn
from fotfeste.kit.models import Draft
from fotfeste.privacy.models import Consent, ConsentTo
from tests.body.check_in_steps import BODY, BRIEFLY, FEELINGS, OFFERS, SAFETY, row_on
from tests.cast import Cast
from tests.redirects import redirect_target


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
    assert redirect_target(sent) == OFFERS
    answers = CheckIn.objects.get(client=cast.ana).answers
    assert (answers.activation, answers.head_safe, answers.body_safe, answers.safety_gap) == (-3, 8, 3, 5)
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
    assert redirect_target(ana.post(FEELINGS, {"go": "skip", "feeling": "ingenting"})) == OFFERS
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
    assert redirect_target(ana.post(SAFETY, {"go": "back", "head_safe": "7"})) == BODY
    assert 'value="calm"' in ana.get(BODY).content.decode()
    assert ana.get(SAFETY).context["form"]["head_safe"].value() == "7"


def test_enter_in_a_field_chooses_no_wish(ana: Client) -> None:
    """The first button of a form is what Enter presses."""
    page = ana.get(FEELINGS).content.decode()
    assert page.index('value="stay"') < page.index('name="wish"')
    assert redirect_target(ana.post(FEELINGS, {"go": "stay", "thought": "te"})) == FEELINGS
    assert not CheckIn.objects.exists()
    assert "te" in ana.get(FEELINGS).content.decode()


def test_sent_twice_is_one_row(ana: Client) -> None:
    ana.post(BODY, {"go": "on", "activation": "4"})
    form = {"row": row_on(ana.get(FEELINGS)), "thought": "nå", "wish": "calm"}
    assert redirect_target(ana.post(FEELINGS, form)) == redirect_target(ana.post(FEELINGS, form)) == OFFERS
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


def test_going_back_after_sending_changes_the_wish_not_the_check_in(ana: Client) -> None:
    ana.post(BODY, {"go": "on", "activation": "3"})
    ana.post(FEELINGS, {"row": row_on(ana.get(FEELINGS)), "thought": "nå", "wish": "calm"})
    ana.post(FEELINGS, {"row": row_on(ana.get(FEELINGS)), "wish": "pause"})
    answers = CheckIn.objects.get().answers
    assert (answers.activation, answers.thought, answers.wish) == (3, "nå", "pause")


def test_a_last_step_alone_later_is_a_check_in_of_its_own(ana: Client) -> None:
    ana.post(FEELINGS, {"wish": "calm"})
    CheckIn.objects.update(at=timezone.now() - timedelta(minutes=11))
    ana.post(FEELINGS, {"wish": "pause"})
    assert CheckIn.objects.count() == 2


def test_a_draft_under_an_id_that_was_sent_makes_a_new_row(ana: Client) -> None:
    row = row_on(ana.get(BODY))
    ana.post(FEELINGS, {"row": row, "wish": "calm"})
    ana.post(reverse("save_draft", args=["check-in-body"]), {"row": row, "activation": "-4"})
    ana.post(FEELINGS, {"row": row_on(ana.get(FEELINGS)), "wish": "life"})
    assert {check_in.answers.activation for check_in in CheckIn.objects.all()} == {None, -4}


def test_a_draft_from_the_day_before_is_offered_not_forced(ana: Client, cast: Cast) -> None:
    ana.post(BODY, {"go": "on", "activation": "5"})
    Draft.objects.update(saved_at=timezone.now() - timedelta(hours=20))
    assert "Begynn på nytt" in ana.get(BODY).content.decode()
    assert redirect_target(ana.post(BODY, {"go": "fresh"})) == BODY
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
    assert redirect_target(ana.get(BODY)) == BRIEFLY
    assert "blir ikke lagret" in ana.get(BRIEFLY).content.decode()
    sent = ana.post(BRIEFLY, {"activation": "3", "head_safe": "9", "body_safe": "2"})
    assert redirect_target(sent).startswith(OFFERS)
    assert "Jording" in ana.get(redirect_target(sent)).content.decode()
    assert not CheckIn.objects.exists()
    assert not Draft.objects.exists()


def test_consent_taken_back_in_the_middle(ana: Client, cast: Cast) -> None:
    ana.post(BODY, {"go": "on", "activation": "3"})
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())
    assert redirect_target(ana.post(FEELINGS, {"wish": "calm"})) == BRIEFLY
    assert not CheckIn.objects.exists()


def test_a_resting_account_keeps_nothing(ana: Client, cast: Cast) -> None:
    cast.ana.resting_since = timezone.now()
    cast.ana.save()
    assert "hviler" in ana.get(BRIEFLY).content.decode()
    assert redirect_target(ana.post(FEELINGS, {"wish": "calm", "row": uuid.uuid4()})) == BRIEFLY
    assert not CheckIn.objects.exists()


def test_someone_who_keeps_is_not_left_on_the_short_page(ana: Client) -> None:
    assert redirect_target(ana.get(BRIEFLY)) == BODY


def test_signed_out_while_typing_comes_back_to_the_same_step(client: Client, cast: Cast) -> None:
    sent = client.post(SAFETY, {"go": "on", "head_safe": "4"}, headers={"Referer": f"http://testserver{SAFETY}"})
    assert sent.status_code == 401
    assert f"?next={SAFETY}" in sent.content.decode()
    background = client.post(reverse("save_draft", args=["check-in-body"]), {}, headers={"Accept": "application/json"})
    assert background.status_code == 401  # the phone keeps its copy
