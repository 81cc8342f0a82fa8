"""What the therapist's pages ask of the database: for thirty clients what for one, after a year what after a week."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Note
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import set_limits
from fotfeste.people.models import Bond, Person, Role
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course
from fotfeste.privacy.models import TrailEntry
from fotfeste.safety.models import HarmEntry
from tests.cast import Cast, agree, person
from tests.history import make_year_of_use

# Ten of them, where a link is left, are the links in the trails and what joins the audit log of them.
MOST_QUERIES = {
    "care:today": 23,
    "care:clients": 18,
    "care:client": 25,
    "care:note_new": 9,
    "care:limits": 10,
}
PAGES = [
    ("care:today", ""),
    ("care:clients", ""),
    ("care:client", ""),
    ("care:client", "?since=7"),
    ("care:client", "?since=90"),
    ("care:note_new", ""),
    ("care:limits", ""),
]


def trace(client: Person) -> None:
    at = timezone.now() - timedelta(hours=1)
    CheckIn.objects.create(client=client, at=at, answers=Answers(activation=1, head_safe=8, body_safe=3))
    Moment.objects.create(client=client, at=at, words="lyset")
    AskMe.objects.create(client=client, at=at, words="søvnen")
    course = Course(slug="jording", version="1", language="nb", ended="stopped")
    Run.objects.create(client=client, started_at=at, ended_at=at, course=course)


def write_note(cast: Cast, client: Person) -> None:
    at = timezone.now() - timedelta(days=1)
    Note.objects.create(client=client, author=cast.thea, body="x", created_at=at, changed_at=at, signed_at=at)


def cost(client: Client, path: str) -> int:
    client.get(path)  # the first visit of a session writes the session, and each shape of a query is compiled
    TrailEntry.objects.all().delete()  # so that the visit that is counted leaves its links
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.fixture
def little(cast: Cast) -> None:
    """One of each: what is asked only where something is there is asked from the first."""
    now = timezone.now()
    write_note(cast, cast.ana)
    trace(cast.ana)
    HarmEntry.objects.create(client=cast.ana, to="therapist", reader=cast.thea, words="x", at=now)
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(tier="steady"), now=now)


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize(("route", "choice"), PAGES)
def test_clients_and_years_add_no_query(thea: Client, cast: Cast, route: str, choice: str) -> None:
    path = reverse(route, args=[] if route in ("care:today", "care:clients") else [cast.ana.pk]) + choice
    first = cost(thea, path)
    for number in range(29):
        client = person(f"Klient {number}", Role.CLIENT)
        agree(client)
        Bond.objects.create(client=client, therapist=cast.thea)
        trace(client)
        write_note(cast, client)
    make_year_of_use(cast)
    Note.objects.drafts().delete()
    assert cost(thea, path) <= first <= MOST_QUERIES[route]
