"""The demo's people: marked, made up, believable, quick to make, and made through the rooms' own services."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.vocabulary import BODY_WORDS, PLACES, WISHES
from fotfeste.care.models import Addition, Note
from fotfeste.constellations.models import BoardEvent, CheckBack, Constellation, EventWords, Seat
from fotfeste.constellations.queries import find_guest_seat
from fotfeste.constellations.services import current_state
from fotfeste.demo.people_and_days import fill_demo_database
from fotfeste.demo.views import DOORS, enter
from fotfeste.kit.keyring import keyring
from fotfeste.kit.stored_form import find_malformed_rows
from fotfeste.pace.models import Dose
from fotfeste.people.models import Institute, Person
from fotfeste.people.session_store import SessionStore
from fotfeste.practices.models import Run
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, clients_of
from fotfeste.privacy.audit import begin_audit_log, verify_everything
from fotfeste.privacy.models import TrailEntry
from fotfeste.safety.models import Anchor, HarmEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
AFTER_A_CLOCK_CHANGE = datetime(2026, 10, 30, 0, 10, tzinfo=UTC)
MOST_SECONDS = 5
TABLES = (
    "CheckBack",
    "EventWords",
    "BoardEvent",
    "Seat",
    "Constellation",
    "HarmEntry",
    "AskMe",
    "Addition",
    "Note",
    "TrailEntry",
    "TrailHead",
    "CheckIn",
    "Moment",
    "Run",
    "Dose",
    "Institute",
    "ClientLimits",
    "Bond",
    "RoleGrant",
    "Consent",
    "Anchor",
    "TherapistPractice",
    "DataKey",
    "Person",
)


@pytest.fixture(scope="module", autouse=True)
def demo_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[float]:
    """Filled once for all tests here, and rolled back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield spent(NOW)
        transaction.set_rollback(True)


def spent(now: datetime) -> float:
    began = time.process_time()
    with keyring():
        fill_demo_database(now)
    return time.process_time() - began


@pytest.fixture
def empty_database() -> Iterator[None]:
    """As before the demo was filled, until the test is over."""
    with transaction.atomic():
        for name in TABLES:
            apps.get_model("fotfeste", name).objects.all().delete()
        yield
        transaction.set_rollback(True)


def person(name: str) -> Person:
    return Person.objects.get(email=f"{name}@demo.invalid")


def test_it_is_quick(demo_database: float) -> None:
    assert demo_database < MOST_SECONDS


def test_it_is_marked_and_nobody_has_a_password_or_an_address_that_works() -> None:
    assert Institute.objects.get().is_demo
    assert set(DOORS.values()) <= set(Person.objects.values_list("email", flat=True))
    for each in Person.objects.all():
        assert not each.has_usable_password() and each.email.endswith("@demo.invalid")


def test_who_sees_what() -> None:
    ana, noor, thea, mika, sol = (person(n) for n in ("ana", "noor", "thea", "mika", "sol"))
    assert set(clients_of(thea, Act.SEE_TRACES)) == {ana, noor}
    assert set(clients_of(thea, Act.READ_NOTES)) == {ana}
    assert not clients_of(mika, Act.FOLLOW).exists() and not clients_of(sol, Act.FOLLOW).exists()


def test_six_weeks_are_there_and_today_is_left_for_the_visitor() -> None:
    ana = person("ana")
    runs = [run.course for run in Run.objects.filter(client=ana)]
    assert CheckIn.objects.filter(client=ana).count() >= 20 and Moment.objects.filter(client=ana).count() >= 10
    assert {course.ended for course in runs} == {"done", "stopped"} and any(course.softer for course in runs)
    assert [course.slug for course in runs if course.felt_worse] == ["skyve-fra"]
    assert len({course.slug for course in runs}) >= 4
    assert Anchor.objects.filter(client=ana).count() >= 5
    first, last = (CheckIn.objects.order_by(order).values_list("at", flat=True)[0] for order in ("at", "-at"))
    assert timedelta(days=40) < NOW - first < timedelta(days=43) and last < NOW


def test_notes_requests_and_one_harm_entry() -> None:
    assert (Note.objects.only_signed().count(), Note.objects.filter(signed_at=None).count()) == (2, 1)
    assert Addition.objects.count() == 1
    assert AskMe.objects.filter(taken_up_at=None).count() == 1 == AskMe.objects.exclude(taken_up_at=None).count()
    assert HarmEntry.objects.get().reader == person("thea")


def test_one_constellation_was_lived_through_and_one_is_planned_for_today() -> None:
    ana = person("ana")
    held = Constellation.objects.get(client=ana, phase="closed")
    assert timedelta(days=8) < NOW - held.closed_at < timedelta(days=10) and held.mode == "pair"  # type: ignore[operator]
    board = current_state(held.pk)
    assert len(board.figures) == 4 and len(board.perceptions) == 2 and len(board.pictures) == 3
    assert "benken" in EventWords.objects.kept_by_constellation([held])[held.pk]
    assert CheckBack.objects.get(client=ana).constellation == held
    assert any(dose.session.chosen and dose.session.chosen.family == "constellation" for dose in Dose.objects.all())
    (coming,) = Constellation.objects.visible_to(ana).exclude(phase="closed")
    assert (coming.mode, coming.blind, coming.phase) == ("group", 1, "screening")
    assert coming.planned_for and timezone.localtime(coming.planned_for).date() == timezone.localtime(NOW).date()
    guests = Seat.objects.filter(constellation=coming, person__isnull=True)
    assert {guest.name for guest in guests} == {"Iben", "Jon"} and not guests.filter(knocked_at__isnull=False).exists()


def test_the_fourth_door_seats_a_guest_outside_the_planned_one(rf: RequestFactory) -> None:
    with transaction.atomic():
        names = [seated_by_the_door(rf).name for _ in range(4)]
        assert set(names[:2]) == {"Iben", "Jon"} and names[2:] == ["Maria", "Maria"]
        transaction.set_rollback(True)


def seated_by_the_door(rf: RequestFactory) -> Seat:
    request = rf.post("/demo/representative/")
    request.session, request.user = SessionStore(), AnonymousUser()
    answer = enter(request, "representative")
    seat = find_guest_seat(request.session)
    assert seat and answer["Location"] == f"/constellations/{seat.constellation_id}/"
    assert current_state(seat.constellation_id).seats[seat.key].presence == "lobby"
    assert enter(request, "representative")["Location"] == answer["Location"], "a second click is the same seat"
    return seat


def test_nothing_lies_in_the_future_and_the_trail_holds() -> None:
    for model, field in (
        (CheckIn, "at"),
        (Moment, "at"),
        (Run, "ended_at"),
        (Dose, "at"),
        (TrailEntry, "at"),
        (BoardEvent, "at"),
    ):
        assert not model.objects.filter(**{f"{field}__gt": NOW}).exists()
    for client in (person("ana"), person("noor")):
        assert list(trail.verify(client)) == []
        times = list(TrailEntry.objects.filter(client=client).order_by("seq").values_list("at", flat=True))
        assert times == sorted(times)


def test_everything_that_is_audited_came_by_an_act() -> None:
    """The demo is made by the product's own services: each of them records what it does."""
    begin_audit_log()  # this test's machine is new to the log
    report = verify_everything()[1]
    assert report.entries and report.faults == []


def test_every_code_is_one_the_pages_know() -> None:
    for check_in in CheckIn.objects.all():
        answers = check_in.answers
        assert set(answers.words) <= set(BODY_WORDS) and set(answers.places) <= set(PLACES)
        assert answers.wish in {"", *WISHES}


def read_history() -> list[object]:
    runs = [(run.pk, run.started_at, run.course) for run in Run.objects.order_by("pk")]
    return [*runs, *[(c.pk, c.at, c.answers) for c in CheckIn.objects.order_by("pk")]]


@pytest.fixture
def before() -> list[object]:
    return read_history()


def test_the_same_now_gives_the_same_demo(before: list[object], empty_database: None) -> None:
    spent(NOW)
    assert read_history() == before


def test_just_past_midnight_and_a_clock_change(empty_database: None) -> None:
    spent(AFTER_A_CLOCK_CHANGE)
    assert CheckIn.objects.exists() and not CheckIn.objects.filter(at__gt=AFTER_A_CLOCK_CHANGE).exists()


def test_every_row_has_the_form_in_which_this_program_writes() -> None:
    assert list(find_malformed_rows()) == []
