"""Moments of safety and 'please ask me about …': one tap, one row, hers alone to take away."""

import uuid

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.ask_me import services as ask_me
from fotfeste.body.models import AskMe, Moment
from fotfeste.body.moments import services as moments
from fotfeste.body.queries import open_requests
from fotfeste.kit.models import Draft
from fotfeste.privacy.models import Consent, ConsentTo, TrailEntry
from tests.cast import NOW, Cast
from tests.redirects import redirect_target

MOMENT, ASK_ME = reverse("body:moment"), reverse("body:ask_me")


def withdraw(cast: Cast, to: ConsentTo) -> None:
    Consent.objects.filter(client=cast.ana, to=to).update(withdrawn_at=timezone.now())


def test_one_tap_keeps_a_moment_and_a_line_may_follow(ana: Client, cast: Cast) -> None:
    row = uuid.uuid4()
    sent = ana.post(MOMENT, {"row": row, "words": ""})
    assert redirect_target(sent) == reverse("body:moment_words", args=[row])
    assert redirect_target(ana.post(redirect_target(sent), {"words": "sola på trappa 🌞"})) == reverse("home:traces")
    assert Moment.objects.get(client=cast.ana).words == "sola på trappa 🌞"


def test_a_moment_sent_twice_is_one(ana: Client) -> None:
    form = {"row": uuid.uuid4(), "words": "te"}
    assert redirect_target(ana.post(MOMENT, form)) == redirect_target(ana.post(MOMENT, form))
    assert Moment.objects.count() == 1


def test_a_line_that_is_too_long_is_shown_again(ana: Client) -> None:
    row = uuid.uuid4()
    page = ana.post(MOMENT, {"row": row, "words": "y" * 501})
    assert "y" * 501 in page.content.decode()
    assert page.context["row"] == row
    assert not Moment.objects.exists()


def test_a_moment_is_taken_away_only_after_a_question(ana: Client, cast: Cast) -> None:
    moment = moments.note_moment(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), words="katten", now=NOW)
    remove = reverse("body:moment_remove", args=[moment.pk])
    assert "katten" in ana.get(remove).content.decode()
    assert Moment.objects.exists()
    ana.post(remove)
    assert not Moment.objects.exists()
    assert ana.get(remove).status_code == 404


@pytest.mark.parametrize("who", ["noor", "thea", "mika", "sol"])
@pytest.mark.parametrize("route", ["moment_words", "moment_remove"])
def test_a_strangers_moment_does_not_exist(client: Client, cast: Cast, who: str, route: str) -> None:
    moment = moments.note_moment(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), words="katten", now=NOW)
    client.force_login(getattr(cast, who))
    url = reverse(f"body:{route}", args=[moment.pk])
    assert client.get(url).status_code == client.post(url, {"words": "x"}).status_code == 404
    assert Moment.objects.get().words == "katten"


def test_a_moment_under_somebody_elses_id_is_404(ana: Client, cast: Cast) -> None:
    theirs = moments.note_moment(actor=cast.noor, client=cast.noor, row=uuid.uuid4(), words="", now=NOW)
    assert ana.post(MOMENT, {"row": theirs.pk, "words": "min"}).status_code == 404
    assert Moment.objects.count() == 1


def test_without_consent_nothing_new_but_taking_away_still_works(ana: Client, cast: Cast) -> None:
    moment = moments.note_moment(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), words="", now=NOW)
    withdraw(cast, ConsentTo.KEEP)
    assert "Ingenting nytt lagres" in ana.get(MOMENT).content.decode()
    assert ana.post(MOMENT, {"words": "ny"}).status_code == 404
    assert ana.post(reverse("body:moment_words", args=[moment.pk]), {"words": "ny"}).status_code == 404
    ana.post(reverse("body:moment_remove", args=[moment.pk]))
    assert not Moment.objects.exists()


def test_when_it_is_read_is_said_before_the_field(ana: Client) -> None:
    page = ana.get(ASK_ME).content.decode()
    assert page.index("Meldinger leses ikke fortløpende") < page.index("<textarea")
    assert "Thea" in page


def test_not_shared_means_nobody_reads_and_the_page_says_so(ana: Client, cast: Cast) -> None:
    withdraw(cast, ConsentTo.SHARE)
    page = ana.get(ASK_ME).content.decode()
    assert "ingen andre som leser" in page
    assert "Thea" not in page


def test_a_request_lies_ready_once_until_it_is_taken_up(ana: Client, cast: Cast) -> None:
    form = {"row": uuid.uuid4(), "words": "  søvnen\r\nden siste uka  "}
    ana.post(reverse("save_draft", args=["ask-me"]), {"words": "søvn"})
    assert "søvn</textarea>" in ana.get(ASK_ME).content.decode()
    ana.post(ASK_ME, form)
    ana.post(ASK_ME, form)
    request = AskMe.objects.get()
    assert request.words == "søvnen\nden siste uka"
    assert not Draft.objects.exists()
    ask_me.mark_taken_up(actor=cast.thea, ask_me=request, now=NOW)
    ask_me.mark_taken_up(actor=cast.thea, ask_me=request, now=timezone.now())
    assert not open_requests(cast.ana).exists()
    assert AskMe.objects.get().taken_up_at == NOW
    assert TrailEntry.objects.get(client=cast.ana).verb == "write"


def test_an_empty_request_is_asked_for_a_word(ana: Client) -> None:
    assert "Ett ord eller to er nok" in ana.post(ASK_ME, {"words": "  "}).content.decode()
    assert not AskMe.objects.exists()


def test_only_her_bonded_therapist_takes_up_and_only_while_shared(cast: Cast) -> None:
    request = ask_me.ask_me(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), words="jobben", now=NOW)
    for stranger in (cast.mika, cast.noor, cast.sol):
        with pytest.raises(Http404):
            ask_me.mark_taken_up(actor=stranger, ask_me=request, now=NOW)
    withdraw(cast, ConsentTo.SHARE)
    with pytest.raises(Http404):
        ask_me.mark_taken_up(actor=cast.thea, ask_me=request, now=NOW)
    assert AskMe.objects.get().taken_up_at is None


def test_a_request_is_hers_to_take_away(client: Client, cast: Cast) -> None:
    request = ask_me.ask_me(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), words="jobben", now=NOW)
    url = reverse("body:ask_me_remove", args=[request.pk])
    client.force_login(cast.noor)
    assert client.post(url).status_code == 404
    client.force_login(cast.ana)
    assert "jobben" in client.get(url).content.decode()
    assert redirect_target(client.post(url)) == ASK_ME
    assert not AskMe.objects.exists()
