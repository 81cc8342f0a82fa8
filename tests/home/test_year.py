"""What a page costs after a year of daily use: at most thirteen queries, and nothing opened that is not shown."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from fotfeste.body.models import CheckIn
from fotfeste.people.models import PaceMode
from tests.cast import Cast
from tests.history import DAYS, make_year_of_use

MOST_QUERIES = 13  # one of them asks whether a constellation is near
TRANSACTION_MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT")  # of the test's own transaction
PAGES = ["home:now", "home:offers", "home:not_today", "home:traces", "home:me", "body:moment", "body:ask_me"]


@pytest.fixture
def ana(client: Client, cast: Cast) -> Client:
    make_year_of_use(cast)
    client.force_login(cast.ana)
    client.get(reverse("home:me"))  # the first page of a session writes when it began
    return client


@pytest.mark.parametrize("mode", [PaceMode.LIMITS, PaceMode.OFFERS])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_at_most_thirteen_queries(ana: Client, cast: Cast, page: str, mode: PaceMode) -> None:
    cast.institute.pace_mode = mode
    cast.institute.save()
    with CaptureQueriesContext(connection) as asked:
        assert ana.get(reverse(page)).status_code == 200
    assert len([query for query in asked if not query["sql"].startswith(TRANSACTION_MARKS)]) <= MOST_QUERIES


@pytest.mark.parametrize("step", ["body", "safety", "feelings"])
def test_a_step_costs_at_most_thirteen_queries(
    ana: Client, step: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        assert ana.get(reverse("body:check_in", args=[step])).status_code == 200


def test_a_month_shows_that_month_and_no_more(ana: Client, cast: Cast) -> None:
    this_month = timezone.localdate().strftime("%Y-%m")
    page = ana.get(reverse("home:traces"))
    shown = sum(len(day.traces) for day in page.context["traces"].days)
    assert 0 < shown < 200
    earlier = page.context["traces"].earlier
    assert ana.get(reverse("home:traces"), {"month": earlier}).context["traces"].later == this_month
    assert CheckIn.objects.filter(client=cast.ana).count() == DAYS


def test_a_month_is_read_a_few_days_at_a_time(ana: Client) -> None:
    earlier = ana.get(reverse("home:traces")).context["traces"].earlier
    first = ana.get(reverse("home:traces"), {"month": earlier})
    whole = ana.get(reverse("home:traces"), {"month": earlier, "whole": "1"})
    assert (len(first.context["days"]), first.context["has_more"]) == (7, True)
    assert (len(whole.context["days"]), whole.context["has_more"]) == (len(whole.context["traces"].days), False)
    assert 'id="rest"' in whole.content.decode() and "whole=1#rest" in first.content.decode()
