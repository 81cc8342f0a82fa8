"""A form that is sent when the sign-in is over: a clear answer, and what was typed is shown again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.http.gate import Gate
from fotfeste.people.models import BrowserSession
from fotfeste.safety.models import Anchor
from tests.cast import Cast

WORDS = "steinen ved <elva>"
SHOWN = "steinen ved &lt;elva&gt;"
PAGE = "/anchors/"


def send(browser: Client, path: str = PAGE, kind: str = "place", **headers: str) -> Any:
    return browser.post(
        path, {"kind": kind, "words": WORDS}, headers={"Referer": f"http://testserver{PAGE}", **headers}
    )


def test_what_was_typed_is_shown_when_the_sign_in_was_ended_elsewhere(ana: Client) -> None:
    ana.get(PAGE)
    BrowserSession.objects.all().delete()
    answer = send(ana)
    page = answer.content.decode()
    assert answer.status_code == 401 and SHOWN in page and "ikke kommet fram" in page
    assert ">words<" not in page, "a field's name in the code is no word for a person"
    assert f"{reverse('account_login')}?next={PAGE}" in page
    assert 'class="shell plain"' in page, "by this the page's script knows that the words did not arrive"
    assert not Anchor.objects.exists()


def test_a_script_and_a_page_are_answered_as_before(client: Client) -> None:
    assert send(client, Accept="application/json").content == b""
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"
    assert client.post(PAGE)["Location"].startswith(reverse("account_login")), "nothing was typed"


def end_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when another tab ends it after this request was let in, and the answer has something for the session."""

    def process_view(self: Gate, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        request.session["something"] = "new"
        BrowserSession.objects.all().delete()

    monkeypatch.setattr(Gate, "process_view", process_view)


def test_one_that_is_ended_once_a_form_was_kept_leads_on_after_the_sign_in(
    ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_meanwhile(monkeypatch)
    assert send(ana)["Location"] == f"{reverse('account_login')}?next={PAGE}"
    assert Anchor.objects.exists(), "so no page may say that nothing was changed"


def test_one_that_is_ended_while_a_form_comes_back_with_a_question_shows_the_words(
    ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_meanwhile(monkeypatch)
    answer = send(ana, kind="none of these")
    page = answer.content.decode()
    assert answer.status_code == 401 and SHOWN in page and "Kanskje kom det fram" in page
    assert not Anchor.objects.exists()


def test_one_that_is_ended_while_a_page_is_drawn_leads_to_the_sign_in(
    ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_meanwhile(monkeypatch)
    assert ana.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_a_page_that_is_closed_to_her_now_shows_what_was_typed(cast: Cast, ana: Client) -> None:
    answer = send(ana, reverse("care:note_new", args=[cast.noor.pk]))
    assert answer.status_code == 404 and SHOWN in answer.content.decode()


def test_an_unknown_address_repeats_nothing(client: Client) -> None:
    """No form of ours leads there, so any page on the net could put its words into ours."""
    assert SHOWN not in send(client, "/no-such-page/").content.decode()
