"""What every page of a client asks of the database: so many questions and no more, after one year of use as after two.

Counted beyond what any page costs her (a session, a person, her roles): beyond 'another day', which asks nothing.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.models import AskMe, Moment
from fotfeste.constellations.models import Constellation
from fotfeste.home.views import DAYS_AT_FIRST
from fotfeste.people.models import Bond, PaceMode
from fotfeste.practices.models import Run
from fotfeste.privacy.doors import DOORS, Who
from fotfeste.safety.models import Anchor, HarmTo
from fotfeste.safety.services import send_harm_entry
from tests.cast import Cast
from tests.constellations.page_setup import set_up_closed, set_up_planned
from tests.history import DAYS, make_year_of_use

TRANSACTION_MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT")  # of the test's own transaction
FORMS = {"face", "home:day_after", "body:check_in_whole", "practices:begin", "practices:go", "privacy:consent"}
ASKS_NOTHING = "home:not_today"
Arguments = Callable[[], list[Any]]

PAGES: list[tuple[str, Arguments, int]] = [
    ("home:now", list, 6),
    ("home:offers", list, 5),
    ("home:traces", list, 10),
    ("home:me", list, 4),
    ("body:check_in", lambda: ["body"], 2),
    ("body:check_in", lambda: ["safety"], 2),
    ("body:check_in", lambda: ["feelings"], 2),
    ("body:moment", list, 1),
    ("body:moment_words", lambda: [Moment.objects.latest("at").pk], 3),
    ("body:moment_remove", lambda: [Moment.objects.latest("at").pk], 2),
    ("body:ask_me", list, 7),
    ("body:ask_me_remove", lambda: [AskMe.objects.latest("at").pk], 2),
    ("practices:library", list, 3),
    ("practices:practice", lambda: ["jording"], 3),
    ("practices:read", lambda: ["jording"], 2),
    ("practices:step", lambda: [_open_run().pk], 3),
    ("practices:afterwards", lambda: [_unanswered_run().pk], 7),
    ("practices:finished", lambda: [Run.objects.latest("started_at").pk], 3),
    ("safety:anchors", list, 3),
    ("safety:anchor_remove", lambda: [Anchor.objects.latest("created_at").pk], 2),
    ("safety:harm", list, 6),
    ("safety:harm_sent", lambda: [_harm_entry().pk], 3),
    ("privacy:welcome", list, 3),
    ("privacy:consents", list, 4),
    ("privacy:readers", list, 3),
    ("privacy:export", list, 0),
    ("privacy:rest", list, 0),
    ("privacy:forget", list, 1),
    ("constellations:mine", list, 4),
    ("constellations:since", lambda: [Constellation.objects.exclude(closed_at=None).latest("closed_at").pk], 10),
]


def _copy_latest_run(**changes: Any) -> Run:
    latest = Run.objects.latest("started_at")
    course = type(latest.course)(slug=latest.course.slug, version="1", language="nb", **changes)
    return Run.objects.create(client=latest.client, course=course, started_at=timezone.now(), ended_at=None)


def _open_run() -> Run:
    return _copy_latest_run()


def _unanswered_run() -> Run:
    run = _copy_latest_run(ended="done")
    run.ended_at = timezone.now()
    run.save()
    return run


def _harm_entry() -> Any:
    bond = Bond.objects.select_related("client", "therapist").get(until=None)
    return send_harm_entry(
        actor=bond.client,
        client=bond.client,
        row=uuid.uuid4(),
        to=HarmTo.THERAPIST,
        expected_reader=bond.therapist,
        words="Det gikk for fort.",
        now=timezone.now(),
    )


@pytest.fixture(params=[1, 2], ids=["one year", "two years"])
def ana(request: pytest.FixtureRequest, client: Client, cast: Cast) -> Client:
    for years_ago in range(request.param):
        make_year_of_use(cast, until=timezone.now() - timedelta(days=DAYS * years_ago))
        set_up_closed(cast, hours_ago=48 + years_ago, kept="Benken sto der.")
        set_up_planned(cast, planned_for=timezone.now() + timedelta(days=1))
    client.force_login(cast.ana)
    client.get(reverse(ASKS_NOTHING))  # the first page of a session writes when it began
    return client


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([query for query in asked if not query["sql"].startswith(TRANSACTION_MARKS)])


@pytest.mark.parametrize(("route", "arguments", "number"), PAGES, ids=[route for route, _, _ in PAGES])
def test_a_page_asks_so_much_and_no_more(ana: Client, route: str, arguments: Arguments, number: int) -> None:
    address = reverse(route, args=arguments())
    assert count_queries(ana, address) - count_queries(ana, reverse(ASKS_NOTHING)) == number


def test_an_earlier_month_asks_so_much_and_no_more(ana: Client) -> None:
    earlier = reverse("home:traces") + f"?month={timezone.localdate() - timedelta(days=100):%Y-%m}&whole=1"
    assert count_queries(ana, earlier) - count_queries(ana, reverse(ASKS_NOTHING)) == 10


@pytest.mark.parametrize(("route", "number"), [("home:now", 7), ("home:offers", 7)])
def test_offers_that_follow_her_answers_ask_so_much_and_no_more(
    ana: Client, cast: Cast, route: str, number: int
) -> None:
    cast.institute.pace_mode = PaceMode.OFFERS
    cast.institute.save()
    ana.get(reverse(route))  # the first one keeps what was offered
    assert count_queries(ana, reverse(route)) - count_queries(ana, reverse(ASKS_NOTHING)) == number


def test_no_page_of_a_client_is_left_out() -> None:
    pages = {route for route, who in DOORS.items() if who is Who.CLIENT} - FORMS
    assert pages == {ASKS_NOTHING} | {route for route, _, _ in PAGES}


@pytest.mark.parametrize(("query", "opens_all"), [("", False), ("&whole=1", True)])
def test_what_a_page_of_traces_does_not_show_stays_sealed(ana: Client, query: str, opens_all: bool) -> None:
    address = reverse("home:traces") + f"?month={timezone.localdate() - timedelta(days=100):%Y-%m}{query}"
    days = ana.get(address).context["traces"].days[DAYS_AT_FIRST:]
    later = [trace.row for day in days for trace in day.traces if trace.kind in {"practice", "request"}]
    assert later and all(("_opened" in vars(row)) is opens_all for row in later)
