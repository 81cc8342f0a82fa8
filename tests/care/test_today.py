"""I dag: news in words, by name, in a steady number of queries, and one link an hour in each trail."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.models import AskMe, CheckIn
from fotfeste.care.models import Note
from fotfeste.people.models import Bond, Person, Role
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course
from fotfeste.privacy import trail
from fotfeste.privacy.models import Consent, ConsentTo, TrailEntry
from fotfeste.safety.models import HarmEntry
from tests.cast import Cast, agree, person
from tests.sign_in import SignIn

TODAY = "/today/"


def trace(client: Person, days_ago: float = 1) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    for _ in range(3):
        CheckIn.objects.create(client=client, at=at)
    Run.objects.create(
        client=client,
        started_at=at,
        ended_at=at,
        course=Course(slug="jording", version="1", language="nb", ended="stopped"),
    )
    AskMe.objects.create(client=client, at=at, words="søvnen")


def follow(cast: Cast, name: str) -> Person:
    client = person(name, Role.CLIENT)
    agree(client)
    Bond.objects.create(client=client, therapist=cast.thea)
    return client


def test_news_is_said_in_words(thea: Client, cast: Cast) -> None:
    trace(cast.ana)
    page = thea.get(TODAY).content.decode()
    assert "Tre innsjekker, én øvelse stoppet, vil gjerne bli spurt om noe" in page
    assert "søvnen" not in page, "the words themselves are on her page"


def test_nothing_new_is_said_too(thea: Client) -> None:
    assert "Ingenting nytt siden sist" in thea.get(TODAY).content.decode()


def test_what_came_before_her_last_signed_note_is_not_new(thea: Client, cast: Cast) -> None:
    trace(cast.ana, days_ago=3)
    AskMe.objects.all().delete()
    at = timezone.now() - timedelta(days=2)
    note = Note.objects.create(client=cast.ana, author=cast.thea, body="x", created_at=at, changed_at=at)
    page = thea.get(TODAY).content.decode()
    assert "Tre innsjekker" in page and "Notater som ikke er signert" in page
    note.signed_at = timezone.now()  # signed later than the traces, begun before: what counts is when it was begun
    note.save()
    assert "Tre innsjekker" not in thea.get(TODAY).content.decode()
    trace(cast.ana, days_ago=1)
    assert "Tre innsjekker" in thea.get(TODAY).content.decode()


def test_clients_stand_by_name_and_not_by_how_much_there_is(thea: Client, cast: Cast) -> None:
    bjork = follow(cast, "Bjørk")
    for client in (bjork, bjork, bjork, cast.ana):
        trace(client)
    page = thea.get(TODAY).content.decode()
    assert page.index(">Ana<") < page.index(">Bjørk<")


def test_each_therapist_sees_her_own(cast: Cast, enter: SignIn) -> None:
    trace(cast.ana)
    trace(cast.noor)
    page = enter(cast.mika).get(TODAY).content.decode()
    assert not re.search(r"\bAna\b", page) and "Noor" not in page
    for stranger in (cast.ana, cast.sol):
        assert enter(stranger).get(TODAY).status_code == 404


@pytest.mark.parametrize("to", [ConsentTo.KEEP, ConsentTo.SHARE])
def test_withdrawn_consent_takes_her_off_the_news(thea: Client, cast: Cast, to: ConsentTo) -> None:
    trace(cast.ana)
    Consent.objects.filter(client=cast.ana, to=to).update(withdrawn_at=timezone.now())
    assert ">Ana<" not in thea.get(TODAY).content.decode()
    assert not TrailEntry.objects.exists()


def test_entries_come_to_the_one_they_were_sent_to(cast: Cast, enter: SignIn) -> None:
    HarmEntry.objects.create(client=cast.ana, to="therapist", reader=cast.thea, words="vondt", at=timezone.now())
    assert "Noe kjentes ikke bra" in enter(cast.thea).get(TODAY).content.decode()
    assert "Noe kjentes ikke bra" not in enter(cast.mika).get(TODAY).content.decode()


def test_the_overview_leaves_one_link_an_hour(thea: Client, cast: Cast) -> None:
    trace(cast.ana)
    for _ in range(3):
        thea.get(TODAY)
    thea.get(reverse("care:clients"))
    assert [each.what for each in TrailEntry.objects.filter(client=cast.ana)] == ["client list"]
    assert list(trail.verify(cast.ana)) == []
