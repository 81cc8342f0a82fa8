"""The list, and inviting by a link that is shown once."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.models import CheckIn
from fotfeste.people.models import Invitation, Person
from fotfeste.people.services import find_invitation
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import Cast
from tests.sign_in import SignIn

LIST, INVITE, INVITED = "/clients/", "/clients/invite/", "/clients/invited/"


def fields(**more: str) -> dict[str, str]:
    return {"row": str(uuid.uuid4()), "name": "Runa", "adult": "on", **more}


def link_on(page: Any) -> str | None:
    found = re.search(r"http://testserver(/invitation/[^\"/]+/)", page.content.decode())
    return found[1] if found else None


def test_the_list_says_who_since_when_and_the_last_trace(thea: Client, cast: Cast) -> None:
    CheckIn.objects.create(client=cast.ana, at=timezone.now() - timedelta(days=1))
    page = thea.get(LIST).content.decode()
    assert "Ana" in page and "siste spor" in page and "Noor" not in page


def test_what_is_not_shared_has_no_last_trace(thea: Client, cast: Cast) -> None:
    CheckIn.objects.create(client=cast.ana, at=timezone.now())
    Consent.objects.filter(client=cast.ana, to=ConsentTo.SHARE).update(withdrawn_at=timezone.now())
    page = thea.get(LIST).content.decode()
    assert "deler ikke nå" in page and "siste spor" not in page


def test_a_resting_account_is_marked(thea: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(resting_since=timezone.now())
    assert "hviler" in thea.get(LIST).content.decode()


def test_a_link_is_shown_once_and_opens(thea: Client, cast: Cast) -> None:
    answer = thea.post(INVITE, fields())
    assert answer["Location"] == INVITED
    link = link_on(thea.get(INVITED))
    assert link is not None
    assert link_on(thea.get(INVITED)) is None, "a reload, or someone coming after, does not see it"
    token = link.split("/")[-2]
    found = find_invitation(token, timezone.now())
    assert found is not None and found.invited_by == cast.thea and found.role == "client"
    assert Client().get(link).status_code == 200


def test_the_link_lies_nowhere_in_clear(thea: Client) -> None:
    thea.post(INVITE, fields())
    stored = str(dict(thea.session.items()))
    token = (link_on(thea.get(INVITED)) or "").split("/")[-2]
    assert token and token not in stored
    assert token not in str(Invitation.objects.values())


def test_the_form_sent_twice_makes_one_invitation_and_keeps_its_link(thea: Client) -> None:
    twice = fields()
    thea.post(INVITE, twice)
    thea.post(INVITE, twice)
    assert Invitation.objects.count() == 1 and link_on(thea.get(INVITED))


@pytest.mark.parametrize("wrong", [{"adult": ""}, {"name": ""}, {"name": "x" * 81}])
def test_what_is_missing_is_asked_for_and_nothing_is_made(thea: Client, wrong: dict[str, str]) -> None:
    page = thea.post(INVITE, fields(**wrong))
    assert page.status_code == 200 and not Invitation.objects.exists()


def test_without_smtp_no_address_is_asked_for(thea: Client) -> None:
    assert 'type="email"' not in thea.get(INVITE).content.decode()


def test_with_smtp_the_mail_tells_nothing(thea: Client, settings: Any) -> None:
    settings.FOTFESTE_SMTP, settings.EMAIL_BACKEND = "localhost:25", "django.core.mail.backends.locmem.EmailBackend"
    thea.post(INVITE, fields(email="runa@example.org"))
    sent = mail.outbox[0]
    words = f"{sent.subject} {sent.body}".lower()
    assert "invitation/" in words and sent.to == ["runa@example.org"]
    for telling in ("terapi", "klient", "fotfeste", "thea", "runa", "helse"):
        assert telling not in words.replace("/invitation/", "")
    assert link_on(thea.get(INVITED)), "she can still hand it over herself"


def test_a_mail_that_cannot_be_sent_leaves_the_link_to_hand_over(thea: Client, settings: Any) -> None:
    settings.FOTFESTE_SMTP = "127.0.0.1:1"  # nothing listens there
    settings.EMAIL_BACKEND = "fotfeste.ops.mail_backend.Outgoing"
    thea.post(INVITE, fields(email="runa@example.org"))
    page = thea.get(INVITED)
    assert link_on(page) and "Lenken er sendt" not in page.content.decode()


def test_withdrawing_closes_the_link_and_only_ones_own(thea: Client, cast: Cast, enter: SignIn) -> None:
    thea.post(INVITE, fields())
    link = link_on(thea.get(INVITED)) or ""
    withdraw = reverse("care:invitation_withdraw", args=[Invitation.objects.get().pk])
    for stranger in (cast.mika, cast.ana, cast.sol):
        assert enter(stranger).post(withdraw).status_code == 404
    assert "Runa" in thea.get(LIST).content.decode()
    for _ in range(2):
        assert thea.post(withdraw).status_code == 302
    assert "Runa" not in thea.get(LIST).content.decode()
    assert Client().get(link).status_code == 404


def test_only_therapists_invite_clients(cast: Cast, enter: SignIn) -> None:
    for stranger in (cast.ana, cast.sol):
        assert enter(stranger).post(INVITE, fields()).status_code == 404
    assert not Invitation.objects.exists()
