"""What a page, a form, a board's command or a chore touches of the big tables is bounded, however much lies around.

    FOTFESTE_ROWS=10000000 .ci/on-postgres .venv/bin/pytest tests/growth/test_rows_touched.py -s

asks the same of ten million rows in each table, with the planner left to itself (docs/growth.md).
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from fotfeste.constellations import services
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Purpose
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.store.execute import CommandRequest, execute_commands
from fotfeste.ops.checks.all_checks import run_checks
from fotfeste.ops.chores import clear_sessions
from fotfeste.people.models import BrowserSession
from fotfeste.privacy.doors import DOORS, Who
from fotfeste.privacy.models import TrailEntry, TrailHead
from tests.cast import PASSWORD, Cast, gather
from tests.growth.other_rows import add_other_rows, update_statistics
from tests.growth.rows_touched import StatementLog, Touch, statement_log
from tests.http.test_gate import METHODS, ask, path_of, undone
from tests.http.things import Things, things_of

ROWS = int(os.environ.get("FOTFESTE_ROWS", "10_000"))
OWN_LINKS = 600  # of Thea's readings, in Ana's trail: years of them
BOUND = 250  # rows: some pages show a hundred
WHOLE_BY_RIGHT = ("privacy:export",)  # a person's copy holds all of her own, and nothing of anybody else's
VISITOR = {
    Who.ANYONE: "ana",
    Who.SIGNED_IN: "thea",
    Who.CLIENT: "ana",
    Who.THERAPIST: "thea",
    Who.ADMINISTRATOR: "sol",
    Who.LEAD: "lead",
    Who.SEATED: "ana",
}
ROUTES = sorted(route for route, who in DOORS.items() if who in VISITOR and route not in WHOLE_BY_RIGHT)


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Things]:
    """Filled once for all tests here, in a transaction that is rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = gather()
        things = things_of(cast)
        add_other_rows(ROWS, timezone.now())
        _add_own_links(cast)
        update_statistics()
        _prefer_indexes()
        yield things
        transaction.set_rollback(True)


@pytest.fixture
def things(house: Things, db: None) -> Things:
    return house


def _add_own_links(cast: Cast) -> None:
    now, head = timezone.now(), TrailHead.objects.get_or_create(client=cast.ana)[0]
    link = {"client": cast.ana, "actor": cast.thea, "verb": "read", "what": "client list", "why": "preparing"}
    numbers = range(1, OWN_LINKS + 1)
    TrailEntry.objects.bulk_create(
        TrailEntry(**link, seq=head.seq + at, at=now - timedelta(hours=OWN_LINKS + 2 - at)) for at in numbers
    )
    TrailHead.objects.filter(pk=cast.ana.pk).update(seq=head.seq + OWN_LINKS)


def _prefer_indexes() -> None:
    """Few rows invite PostgreSQL to read all of them. Asked is whether there is a way that does not."""
    if connection.vendor == "postgresql" and ROWS < 1_000_000:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def _tell_beyond(name: str, log: StatementLog) -> list[str]:
    return [f"{name}: {touch.rows} rows by {touch.sql}" for touch in log.list_beyond(BOUND)]


def test_every_route_touches_a_bounded_part(things: Things) -> None:
    seen, touches = [], list[Touch]()
    for route in ROUTES:
        for method in METHODS:
            with undone(), statement_log() as log:
                form: dict[str, Any] = things.form() if method == "post" else {}
                ask(things, VISITOR[DOORS[route]], method, path_of(route, things), form)
            seen += _tell_beyond(f"{method} {route}", log)
            touches += log.touches
    _show_largest(touches)
    assert len(touches) > len(ROUTES)
    assert not seen, "\n".join(seen)


def _show_largest(touches: list[Touch]) -> None:
    """With -s: what touched most."""
    largest = {touch.sql: touch.rows for touch in sorted(touches, key=lambda touch: touch.rows)}
    for sql, rows in sorted(largest.items(), key=lambda item: -item[1])[:12]:
        print(f"{rows:6} rows  {sql[:90]} … {sql[-120:]}")


def test_signing_in_and_the_chores_touch_a_bounded_part(things: Things) -> None:
    BrowserSession.objects.filter(pk__in=["other1", "other2"]).update(expire_date=timezone.now() - timedelta(days=1))
    with statement_log() as log:
        answer = Client().post("/account/login/", {"login": things.cast.ana.email, "password": PASSWORD})
        clear_sessions(timezone.now())
        list(run_checks(timezone.now()))
    assert answer.status_code == 302
    assert not BrowserSession.objects.filter(pk="other1").exists()
    assert len(log.touches) > 3
    assert not _tell_beyond("sign-in and chores", log)


def test_a_boards_commands_touch_that_board_alone(things: Things) -> None:
    board = things.made["constellation"]
    assert isinstance(board, Constellation)
    seat = Seat.objects.get(constellation=board, person=things.cast.ana)
    with statement_log() as log:
        for state in (None, services.current_state(board.pk)):
            request = CommandRequest(seat.pk, do.Consent(Purpose.TAKE_PART), uuid4())
            execute_commands(board.pk, [request, request], state=state, now=timezone.now())
    assert len(log.touches) > 3
    assert not _tell_beyond("a command", log)


@pytest.mark.parametrize("index", ["links_by_reader", "newest_link"])
def test_a_missing_index_is_noticed(things: Things, index: str) -> None:
    connection.check_constraints()  # PostgreSQL drops nothing of a table while keys wait to be asked
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {index}")
    with statement_log() as log:
        ask(things, "thea", "get", path_of("care:clients", things))
        list(run_checks(timezone.now()))
    assert _tell_beyond("a list and a check", log)
