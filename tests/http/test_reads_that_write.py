"""A GET writes nothing, or stands in the list of those that do, with what they write and why."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn
from fotfeste.http.reads_that_write import EVERY_SIGNED_IN, READS_THAT_WRITE
from fotfeste.ops.readiness import readiness
from fotfeste.people.models import Institute, PaceMode
from fotfeste.privacy.doors import DOORS
from tests.cast import Cast
from tests.http.test_gate import STANDING, path_of, undone
from tests.http.things import Things, things_of

WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@contextmanager
def table_writes() -> Iterator[set[str]]:
    """The tables that rows are written to inside, in any database."""
    tables: set[str] = set()

    def see(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.replace('"', "").split()
        if words[0].upper() in WRITING:
            tables.add(next(word for word in words[1:] if word.upper() not in {"INTO", "FROM", "OR", "IGNORE"}))
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(see))
        yield tables


@pytest.fixture
def things(cast: Cast) -> Things:
    made = things_of(cast)
    Institute.objects.update(pace_mode=PaceMode.OFFERS)
    CheckIn.objects.create(client=cast.ana, at=timezone.now(), answers=Answers(activation=1))
    return made


def writes_of(things: Things, actor: str | None, route: str) -> set[str]:
    browser = Client()
    if actor:
        browser.force_login(things.actor(actor))  # signing in writes, and is no part of the reading
    readiness.clear()
    with undone(), table_writes() as tables:
        assert browser.get(path_of(route, things)).status_code < 500, route
    return tables - EVERY_SIGNED_IN.tables if actor else tables


def writes_of_all_reads(things: Things) -> dict[str, set[str]]:
    """What each route's GET writes, asked by everyone who may enter it."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor, doors in STANDING.items():
        for route in sorted(route for route, who in DOORS.items() if who in doors):
            found[route] |= writes_of(things, actor, route)
    return {route: tables for route, tables in found.items() if tables}


def test_a_read_writes_what_is_listed_and_nothing_else(things: Things) -> None:
    listed = {route: set().union(*(each.tables for each in all_)) for route, all_ in READS_THAT_WRITE.items()}
    assert writes_of_all_reads(things) == listed


def test_a_write_is_seen_whatever_makes_it(cast: Cast) -> None:
    """So that the test above means silence and not deafness."""
    with table_writes() as tables:
        Institute.objects.update(name="Lind")
        CheckIn.objects.create(client=cast.ana, at=timezone.now(), answers=Answers())
        CheckIn.objects.filter(client=cast.ana).delete()
        CheckIn.objects.filter(client=cast.ana).exists()
    assert tables == {"fotfeste_institute", "fotfeste_checkin"}
