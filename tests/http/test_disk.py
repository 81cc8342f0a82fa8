"""A disk that is full, read-only or busy: a calm page with what was typed, a whole database, one line in the log."""

import json
import logging
import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn, Moment
from fotfeste.config import urls as project_urls
from fotfeste.http.request_log import LineFormatter
from fotfeste.kit.models import Draft
from fotfeste.kit.storage_errors import StorageTrouble, find_storage_error
from fotfeste.pace.models import Dose
from fotfeste.people import last_seen
from fotfeste.people.last_seen import save_last_seen
from fotfeste.people.models import Institute, PaceMode, Person
from fotfeste.people.session_store import SessionStore
from tests.cast import NOW, PASSWORD, Cast, gather
from tests.ops.home_copies import install
from tests.ops.homes import POSTGRES, Home, Visitor, serve_home
from tests.sign_in import add_second_factor

TYPED = "lyset på kjøkkenet i dag"
on_a_file = pytest.mark.skipif(bool(POSTGRES), reason="about the file that SQLite keeps")
on_postgres = pytest.mark.skipif(not POSTGRES, reason="about PostgreSQL")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana(transactional_db: None) -> Client:
    cast: Cast = gather()
    client = Client(raise_request_exception=False)
    client.force_login(cast.ana)
    client.get("/now/")  # the session is written; from here on it need not be
    return client


def pragma(name: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}={value}")


@contextmanager
def full() -> Iterator[None]:
    """SQLite itself says that the disk is full once the file may not grow."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what other tests left behind is room
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        pragma("max_page_count", pages)
    try:
        yield
    finally:
        pragma("max_page_count", 1_073_741_823)


@contextmanager
def read_only() -> Iterator[None]:
    if POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
    else:
        pragma("query_only", 1)
    try:
        yield
    finally:
        connection.close()  # what was set goes with it


@contextmanager
def busy() -> Iterator[None]:
    """Somebody else holds the write lock for longer than one waits."""
    pragma("busy_timeout", 50)
    other = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()
        pragma("busy_timeout", 20_000)


TROUBLES = [pytest.param(full, marks=on_a_file), read_only, pytest.param(busy, marks=on_a_file)]
LONG_TEXT = TYPED + " og så" * 1500  # more than a free page holds


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_she_typed_is_shown_again_and_nothing_is_half_written(
    ana: Client, trouble: Callable[[], Iterator[None]], caplog: pytest.LogCaptureFixture
) -> None:
    with trouble():  # type: ignore[attr-defined]
        refused = ana.post("/now/body/", {"own_words": LONG_TEXT, "activation": "2"})
    page = refused.content.decode()
    assert refused.status_code == 503 and refused["Retry-After"] and refused["Cache-Control"] == "no-store"
    assert TYPED in page and "Dette ble ikke lagret nå" in page and 'href="tel:113"' in page
    assert not Draft.objects.exists() and not CheckIn.objects.exists()
    assert ana.post("/now/body/", {"own_words": LONG_TEXT, "activation": "2"}).status_code == 302
    assert Draft.objects.count() == 1


def test_the_page_speaks_her_language_and_sends_the_same_form_again(ana: Client) -> None:
    ana.cookies["lang"] = "en"
    row = "5f0c7a3e-58b7-4a53-9b0a-0d2f6d1c1a11"
    with read_only():
        page = ana.post("/moments/new/", {"row": row, "words": TYPED}).content.decode()
    assert "This was not kept just now" in page and 'action="/moments/new/"' in page and f'value="{row}"' in page
    for _ in range(2):  # sent again, and once more by mistake
        ana.post("/moments/new/", {"row": row, "words": TYPED})
    assert [moment.words for moment in Moment.objects.all()] == [TYPED]


def test_a_page_saving_in_the_background_is_told_in_one_number(ana: Client) -> None:
    with read_only():
        quiet = ana.post("/draft/ask-me/", {"words": TYPED}, headers={"Accept": "application/json"})
    assert quiet.status_code == 503 and not quiet.content


def test_a_reading_whose_link_cannot_be_written_is_not_shown(transactional_db: None) -> None:
    cast = gather()
    Moment.objects.create(client=cast.ana, at=NOW, words=TYPED)
    add_second_factor(cast.thea)
    thea = Client(raise_request_exception=False)
    thea.force_login(cast.thea)
    assert TYPED in thea.get(f"/clients/{cast.ana.pk}/?since=90").content.decode()
    with read_only():
        page = thea.get(f"/clients/{cast.ana.pk}/?since=90")
    assert page.status_code == 503 and TYPED not in page.content.decode()


def test_a_password_is_never_shown_again(ana: Client) -> None:
    with read_only():
        page = ana.post("/forget/", {"sure": "on", "password": PASSWORD})
    assert page.status_code == 503 and PASSWORD not in page.content.decode()


def test_any_other_fault_of_ours_keeps_its_own_page(ana: Client) -> None:
    ana.post("/now/body/", {"own_words": TYPED})
    Draft.objects.update(body=b"x" * 99)
    assert ana.get("/now/body/").status_code == 500


@on_postgres
@pytest.mark.parametrize(
    ("state", "expected"),
    [("53100", StorageTrouble.FULL), ("58030", StorageTrouble.FAULTY), ("55P03", StorageTrouble.BUSY)],
)
def test_what_postgres_says_is_understood(transactional_db: None, state: str, expected: StorageTrouble) -> None:
    with pytest.raises(Exception) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$")
    assert find_storage_error(raised.value) is expected


def test_ordinary_errors_are_no_trouble() -> None:
    assert find_storage_error(None) is None and find_storage_error(ValueError("disk full")) is None
    assert (
        find_storage_error(FileNotFoundError(2, "x")) is None
        and find_storage_error(OSError(28, "x")) is StorageTrouble.FULL
    )


# Reading goes on

MINUTE = 60
OWN_PAGES = ("/me/", "/traces/", "/practise/", "/consents/", "/help/")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock that the session rules read, in minutes from now."""
    start_s = time.time()

    def set_clock(minutes: float) -> None:
        monkeypatch.setattr("fotfeste.people.sessions.time.time", lambda: start_s + minutes * MINUTE)

    return set_clock


def statuses(client: Client, *paths: str) -> set[int]:
    return {client.get(path).status_code for path in paths}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_her_own_pages_go_on_when_it_cannot_be_written_that_she_is_here(
    ana: Client, at: Callable[[float], None], trouble: Callable[[], Iterator[None]]
) -> None:
    """Hours after the disk was full she still reads, and each use counts; half an hour without one still ends it."""
    assert statuses(ana, *OWN_PAGES) == {200}
    with trouble():  # type: ignore[attr-defined]
        for minutes in (2, 25, 50, 75):
            at(minutes)
            assert statuses(ana, *OWN_PAGES) == {200}, minutes
        at(75 + 31)
        answer = ana.get("/me/")
        assert answer.status_code == 302 and answer["Location"].startswith("/account/login/")
        assert ana.get("/me/").status_code == 302, "and it stays so"
    assert ana.get("/help/").status_code == 200


def test_twelve_hours_end_it_also_then(ana: Client, at: Callable[[float], None]) -> None:
    with read_only():
        for minutes in range(0, 12 * MINUTE, 20):
            at(minutes)
            assert statuses(ana, "/me/") == {200}, minutes
        at(12 * MINUTE + 1)
        assert statuses(ana, "/me/") == {302}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_one_can_sign_out_of_this_browser_then(ana: Client, trouble: Callable[[], Iterator[None]]) -> None:
    """Whoever else uses the phone finds nobody signed in, though the row cannot be taken away yet."""
    with trouble():  # type: ignore[attr-defined]
        answer = ana.post("/account/logout/")
        assert answer.status_code == 302 and answer["Clear-Site-Data"]
        assert not ana.cookies[settings.SESSION_COOKIE_NAME].value
        assert statuses(ana, "/me/") == {302}


def test_what_only_memory_knew_is_written_once_there_is_room(ana: Client, at: Callable[[float], None]) -> None:
    with read_only():
        at(20)
        assert statuses(ana, "/me/") == {200}
    before_s = ana.session["seen_s"]
    at(40)
    assert statuses(ana, "/me/") == {200} and ana.session["seen_s"] == pytest.approx(before_s + 40 * MINUTE, abs=5)


def test_another_process_knows_less_and_ends_it_sooner(ana: Client, at: Callable[[float], None]) -> None:
    with read_only():
        at(25)
        assert statuses(ana, "/me/") == {200}
        last_seen._unsaved_s.clear()  # as after a restart
        at(31)
        assert statuses(ana, "/me/") == {302}


def test_where_the_engine_is_asked_grounding_is_offered_when_its_offers_cannot_be_stored(ana: Client) -> None:
    Institute.objects.update(pace_mode=PaceMode.OFFERS)
    CheckIn.objects.create(client=Person.objects.get(email="ana@example.org"), at=timezone.now(), answers=Answers())
    with read_only():
        page = ana.get("/now/")
        assert page.status_code == 200 and not page.context["offers"].cards and page.context["offers"].grounding
    assert not Dose.objects.exists()
    assert ana.get("/now/").context["offers"].dose and Dose.objects.count() == 1


def test_a_session_that_was_changed_and_cannot_be_saved_is_the_disks_fault_and_not_hers(ana: Client) -> None:
    """Whatever else changes a session: the page says what ails, not that she asked wrongly."""

    def change(request: HttpRequest) -> HttpResponse:
        request.session["odd"] = "1"
        return HttpResponse("ok")

    urls = ModuleType("urls_of_this_test")
    urls.urlpatterns = [path("me/", change, name="language"), *project_urls.urlpatterns]  # type: ignore[attr-defined]
    for name in ("handler400", "handler404", "handler500"):
        setattr(urls, name, getattr(project_urls, name))
    with override_settings(ROOT_URLCONF=urls), read_only():
        page = ana.get("/me/")
    assert page.status_code == 503 and "Retry-After" in page


def test_a_session_ended_elsewhere_meanwhile_leads_to_the_sign_in(ana: Client, at: Callable[[float], None]) -> None:
    session = SessionStore(ana.session.session_key)
    assert "seen_s" in session
    ana.session.delete()
    assert save_last_seen(session, time.time()) is False


# The log


def test_a_full_disk_is_one_line_without_a_traceback() -> None:
    try:
        raise OSError(28, "No space left", "/sti/til/noe")
    except OSError as full:
        info = (type(full), full, full.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error", (), info)
    line = json.loads(LineFormatter().format(record))
    assert line["trouble"] == StorageTrouble.FULL.value and not {"fault", "frames"} & set(line)


# Backups


@on_a_file
@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk of its own can only be mounted by root")
def test_on_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A home on a small disk: page and backup say so, the database stays whole, and both go well again with room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        _on_a_small_disk(Home(disk / "home", {"FOTFESTE_STATIC": str(tmp_path / "static")}), tmp_path / "log")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _on_a_small_disk(home: Home, log: Path) -> None:
    install(home, lived_in=True)
    with log.open("wb") as stderr, serve_home(home, stderr=stderr) as url:
        ana = Visitor(url)
        ana.sign_in("ana@example.org", PASSWORD)
        assert ana.post("/moments/new/", {"words": "før"}).status == 200
        stuffing = home.path / "stuffing"
        _fill_up(stuffing)
        refused = [ana.post("/now/body/", {"own_words": LONG_TEXT}) for _ in range(3)][-1]
        assert refused.status == 503 and TYPED in refused.body
        assert ana.get("/me/").status == ana.get("/help/").status == ana.get("/health/live/").status == 200
        ready = ana.get("/health/ready/")
        assert ready.status == 503 and "space: little left" in ready.body
        failed = home.run("backup")
        assert failed.returncode == 1 and StorageTrouble.FULL.value in failed.stderr, failed.stderr
        assert not [path for path in (home.path / "backups").glob("*") if path.stat().st_size]
        stuffing.unlink()
        assert ana.post("/now/body/", {"own_words": LONG_TEXT}).status == 200
        assert "opened again and whole" in home.done("backup")
    said = log.read_text()
    assert StorageTrouble.FULL.value in said or StorageTrouble.FAULTY.value in said
    assert TYPED not in said and "Traceback" not in said
    with sqlite3.connect(home.database) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()


def _fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
