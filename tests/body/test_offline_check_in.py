"""A check-in that was answered without a net: one record with the time it happened, however often it is sent."""

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.kit.models import Draft
from fotfeste.privacy.models import Consent, ConsentTo
from tests.body.check_in_steps import BODY, SAFETY, row_on
from tests.cast import Cast, gather

WHOLE = reverse("body:check_in_whole")


def form(**more: Any) -> dict[str, Any]:
    said = {"answered": ["body", "feelings"], "activation": "3", "words": ["heavy"], "thought": "en kjeller"}
    return {"row": str(uuid.uuid4()), **said, **more}


def test_it_is_kept_with_the_time_it_happened(ana: Client, cast: Cast) -> None:
    assert ana.post(WHOLE, form(waited_s="7200")).status_code == 200
    kept = CheckIn.objects.get(client=cast.ana)
    assert (kept.answers.activation, kept.answers.words, kept.answers.thought) == (3, ("heavy",), "en kjeller")
    assert abs(timezone.now() - timedelta(hours=2) - kept.at) < timedelta(minutes=1)


def test_an_answer_that_got_lost_makes_no_second_record(ana: Client) -> None:
    whole = form()
    for _ in range(3):
        assert ana.post(WHOLE, whole).status_code == 200
    assert CheckIn.objects.count() == 1


def test_other_words_under_a_used_id_are_one_more_record_also_when_sent_twice(ana: Client) -> None:
    whole = form()
    for thought in ("en kjeller", "et tak", "et tak", "en kjeller"):
        ana.post(WHOLE, {**whole, "thought": thought})
    assert sorted(each.answers.thought for each in CheckIn.objects.all()) == ["en kjeller", "et tak"]


def test_begun_with_a_net_and_ended_without_is_one_whole_record(ana: Client) -> None:
    row = row_on(ana.get(BODY))
    ana.post(BODY, {"row": row, "activation": "-2", "words": ["cold"], "go": "on", "whose": "x"})
    ana.post(WHOLE, {"row": row, "answered": ["safety"], "head_safe": "7"})
    kept = CheckIn.objects.get()
    assert (kept.answers.activation, kept.answers.words, kept.answers.head_safe) == (-2, ("cold",), 7)
    assert str(kept.pk) == row and not Draft.objects.exists()


def test_one_of_its_own_leaves_what_was_begun_with_a_net(ana: Client) -> None:
    row = row_on(ana.get(BODY))
    ana.post(SAFETY, {"row": row, "head_safe": "4", "go": "on"})
    ana.post(WHOLE, form())
    assert CheckIn.objects.count() == 1 and Draft.objects.count() == 1


def test_nothing_said_is_nothing_kept(ana: Client) -> None:
    assert ana.post(WHOLE, {"row": str(uuid.uuid4()), "answered": ["body", "safety", "feelings"]}).status_code == 200
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("wrong", [{"activation": "900"}, {"words": ["<b>"]}, {"row": "ikke en id"}, {"row": ""}])
def test_what_cannot_be_read_is_refused_whole(ana: Client, wrong: dict[str, Any]) -> None:
    assert ana.post(WHOLE, form(**wrong)).status_code == 422
    assert not CheckIn.objects.exists()


def test_without_consent_to_keep_nothing_is_kept(ana: Client, cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())
    assert ana.post(WHOLE, form()).status_code == 404
    assert not CheckIn.objects.exists()


def test_an_id_of_somebody_elses_record_is_nothing(ana: Client, cast: Cast) -> None:
    whole = form()
    ana.post(WHOLE, whole)
    noor = Client()
    noor.force_login(cast.noor)
    assert noor.post(WHOLE, {**whole, "thought": "min"}).status_code == 404
    assert CheckIn.objects.filter(client=cast.noor).count() == 0


def test_what_lay_on_the_phone_never_lands_on_somebody_else(ana: Client, cast: Cast) -> None:
    """Ana's words wait on a phone where Noor has signed in since; and on one where nobody has."""
    noor = Client()
    noor.force_login(cast.noor)
    late = {"headers": {"X-Person": str(cast.ana.pk), "Accept": "application/json"}}
    for browser in (noor, Client()):
        for path in (WHOLE, reverse("body:moment"), reverse("body:ask_me"), reverse("save_draft", args=["ask-me"])):
            assert browser.post(path, form(), **late).status_code == 401  # type: ignore[arg-type]
    assert not CheckIn.objects.exists() and not Moment.objects.exists() and not AskMe.objects.exists()
    assert ana.post(WHOLE, form(), **late).status_code == 200  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_at_the_same_time_from_two_tabs_it_is_one() -> None:
    cast, whole, answers = gather(), form(), list[int]()

    def send() -> None:
        browser = Client()
        browser.force_login(cast.ana)
        answers.append(browser.post(WHOLE, whole).status_code)
        connection.close()

    tabs = [threading.Thread(target=send) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert answers == [200] * 4 and CheckIn.objects.count() == 1
