"""A yes is to one text, given by oneself, and taken back in two clicks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.people.models import Bond, Person
from fotfeste.privacy import consent_texts
from fotfeste.privacy.access import Act, clients_of, may_keep
from fotfeste.privacy.models import Consent, ConsentTo
from fotfeste.privacy.services import give_consent, pause_account, resume_account, withdraw_consent
from tests.cast import NOW, Cast


def answer(client: Client, to: str, reply: str, **more: str) -> Any:
    return client.post(reverse("privacy:consent", args=[to]), {"answer": reply, **more})


def test_saying_yes_twice_is_one_yes(cast: Cast) -> None:
    for _ in range(3):
        give_consent(actor=cast.noor, client=cast.noor, to=ConsentTo.SHARE, now=NOW)
    assert Consent.objects.filter(client=cast.noor, to=ConsentTo.SHARE).count() == 1


def test_a_yes_after_a_no_is_a_new_row(cast: Cast) -> None:
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)
    give_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW + timedelta(days=1))
    rows = Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).order_by("given_at")
    assert [row.withdrawn_at is None for row in rows] == [False, True]


def test_a_new_text_is_asked_anew_and_the_old_yes_ends_with_the_new_one(
    cast: Cast, ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    monkeypatch.setitem(consent_texts.TEXTS, ConsentTo.SHARE, replace(consent_texts.TEXTS[ConsentTo.SHARE], version=2))
    asked = next(q for q in ana.get("/consents/").context["questions"] if q.to is ConsentTo.SHARE)
    assert asked.is_old
    answer(ana, "share", "yes")
    assert list(
        Consent.objects.filter(client=cast.ana, to="share", withdrawn_at=None).values_list("version", flat=True)
    ) == [2]


def test_nothing_is_agreed_before_it_is_said(cast: Cast, client: Client) -> None:
    Consent.objects.filter(client=cast.ana).delete()
    client.force_login(cast.ana)
    step, seen = "kept", []
    while step:
        page = client.get(reverse("privacy:welcome"), {"step": step})
        assert page.status_code == 200
        assert b"checked" not in page.content
        seen.append(step)
        step = page.context["next"]
    assert seen == ["kept", "read", "keep", "share", "notes", "ready"]
    assert not Consent.objects.filter(client=cast.ana).exists()


def test_each_step_asks_one_thing_with_two_equal_answers(cast: Cast, ana: Client) -> None:
    for step in ("keep", "share", "notes"):
        page = ana.get(reverse("privacy:welcome"), {"step": step}).content.decode()
        no, yes = page.index('name="answer" value="no"'), page.index('name="answer" value="yes"')
        assert no < yes
        assert page.count('class="ds-button" data-variant="secondary" name="answer"') == 2


@pytest.mark.parametrize("said", ["yes", "no"])
def test_an_answer_leads_on(cast: Cast, ana: Client, said: str) -> None:
    Consent.objects.filter(client=cast.ana).delete()
    assert answer(ana, "keep", said, step="share")["Location"] == "/welcome/?step=share"
    assert may_keep(cast.ana) is (said == "yes")


@pytest.mark.parametrize("step", ["https://evil.example", "//evil", "x y", "ready&a=b", "é"])
def test_a_forged_step_stays_in_the_house(ana: Client, step: str) -> None:
    target = answer(ana, "keep", "yes", step=step)["Location"]
    assert target.startswith("/welcome/?step=")
    assert ana.get(target).status_code == 404


def test_taking_back_is_two_clicks_and_says_what_happens(cast: Cast, ana: Client) -> None:
    """From the page of consents: open, confirm. No question in between."""
    page = ana.get("/consents/").content.decode()
    assert str(consent_texts.TEXTS[ConsentTo.SHARE].withdrawing) in page
    done = ana.post(reverse("privacy:consent", args=["share"]), {"answer": "no"}, follow=True)
    assert str(consent_texts.TEXTS[ConsentTo.SHARE].withdrawing) in done.content.decode()
    assert not clients_of(cast.thea, Act.SEE_TRACES).exists()
    assert done.context["past"][0][1].to == "share"


@pytest.mark.parametrize("said", ["", "maybe", "YES"])
def test_only_a_yes_is_a_yes(cast: Cast, ana: Client, said: str) -> None:
    Consent.objects.filter(client=cast.ana).delete()
    answer(ana, "keep", said)
    assert not Consent.objects.filter(client=cast.ana).exists()


def test_what_is_not_asked_cannot_be_answered(ana: Client) -> None:
    assert answer(ana, "everything", "yes").status_code == 404
    assert ana.get(reverse("privacy:consent", args=["keep"])).status_code == 405


def test_under_health_care_notes_are_not_asked_about(cast: Cast, ana: Client) -> None:
    cast.thea.practice.basis = "helsehjelp"
    cast.thea.practice.save()
    page = ana.get("/consents/")
    assert [q.to for q in page.context["questions"]] == [ConsentTo.KEEP, ConsentTo.SHARE]
    assert page.context["journal"]


def test_without_a_therapist_the_pages_still_stand(cast: Cast, client: Client) -> None:
    assert not Bond.objects.filter(client=cast.noor).exists()
    client.force_login(cast.noor)
    for step in ("kept", "read", "keep", "share", "notes", "ready"):
        assert client.get(reverse("privacy:welcome"), {"step": step}).status_code == 200
    assert client.get("/consents/").status_code == 200


def test_her_therapist_is_named(ana: Client) -> None:
    assert b"Thea" in ana.get(reverse("privacy:welcome"), {"step": "read"}).content
    assert b"Thea" in ana.get("/consents/").content


@pytest.mark.parametrize("who", ["thea", "mika", "sol"])
@pytest.mark.parametrize("route", ["welcome", "consents", "readers", "export", "rest", "forget"])
def test_they_are_the_clients_own_pages(cast: Cast, client: Client, settings: Any, who: str, route: str) -> None:
    settings.FOTFESTE_DEMO = True  # no detour over a second factor
    client.force_login(getattr(cast, who))
    assert client.get(reverse(f"privacy:{route}")).status_code == 404
    assert client.post(reverse(f"privacy:{route}")).status_code == 404


@pytest.mark.parametrize(
    "path", ["/welcome/?step=read", "/consents/", "/readers/", "/copy/", "/rest/", "/forget/", "/forget/?step=sure"]
)
def test_pages_are_light(ana: Client, path: str, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        assert ana.get(path).status_code == 200


# Resting


def test_resting_and_coming_back(cast: Cast, ana: Client) -> None:
    ana.post("/rest/", {"answer": "rest"})
    assert not clients_of(cast.thea, Act.SEE_TRACES).exists() and not clients_of(cast.ana, Act.KEEP).exists()
    assert clients_of(cast.thea, Act.FOLLOW).exists(), "the therapist still has her client"
    ana.post("/rest/", {"answer": "back"})
    assert clients_of(cast.thea, Act.SEE_TRACES).exists() and clients_of(cast.ana, Act.KEEP).exists()


def test_resting_twice_keeps_the_first_day(cast: Cast) -> None:
    for days in (0, 3):
        pause_account(actor=cast.ana, client=cast.ana, now=NOW + timedelta(days=days))
    assert Person.objects.get(pk=cast.ana.pk).resting_since == NOW
    resume_account(actor=cast.ana, client=cast.ana)
    assert Person.objects.get(pk=cast.ana.pk).resting_since is None
