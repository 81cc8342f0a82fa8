"""The housekeeper: what is due is decided purely; one chore that fails stops no other; nothing is done twice."""

import os
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from fotfeste.ops import chores
from fotfeste.ops.chores import ChoreBook, find_due_chores, parse_backup_time, run_due_chores
from fotfeste.people.models import BrowserSession
from tests.ops.serving import BASE, environment, init_home

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")
HALF_PAST_THREE = time(3, 30)


def store_session(name: str, expires_at: datetime) -> None:
    BrowserSession.objects.create(
        session_key=name, session_data="x", expire_date=expires_at, began_at=NOW, last_used_at=NOW
    )


def find_due(now: datetime, backup: datetime | None = None, tried_at: datetime | None = None) -> bool:
    done = {"backup": backup} if backup else {}
    again = {"backup": tried_at} if tried_at else {}
    return "backup" in find_due_chores(now, done, again, backup_at=HALF_PAST_THREE, zone=OSLO)


def at(hour: int, minute: int = 0, day: int = 23, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=OSLO)


def test_hourly_work_is_due_each_hour() -> None:
    done = {"sessions": NOW - timedelta(minutes=59), "counts": NOW - timedelta(minutes=61), "erasure": NOW}
    done["verification"] = NOW - timedelta(hours=23)
    assert find_due_chores(NOW, done, {}, backup_at=None, zone=OSLO) == ["counts"]
    assert find_due_chores(NOW, {}, {}, backup_at=None, zone=OSLO) == ["sessions", "counts", "erasure", "verification"]


def test_a_backup_is_due_once_a_day_at_its_time_and_at_once_in_a_new_house() -> None:
    assert find_due(at(12))
    assert not find_due(at(3, 29), backup=at(3, 31, day=22))
    assert find_due(at(3, 31), backup=at(3, 31, day=22))
    assert not find_due(at(23), backup=at(3, 31))
    assert find_due(at(14), backup=at(3, 31, day=21))  # the machine was off at night


def test_the_night_the_clock_is_moved_has_one_backup() -> None:
    before, after = at(3, 29, day=25, month=10), at(3, 31, day=25, month=10)
    assert not find_due(before, backup=at(3, 31, day=24, month=10))
    assert find_due(after, backup=at(3, 31, day=24, month=10)) and not find_due(at(12, day=25, month=10), backup=after)


def test_a_time_that_lies_ahead_counts_as_never() -> None:
    assert find_due(at(12), backup=at(12, day=30))


def test_what_failed_waits_a_while_before_it_is_tried_again() -> None:
    assert not find_due(at(12), tried_at=at(11, 50))
    assert find_due(at(12), tried_at=at(11, 29))


@pytest.mark.parametrize("text", ["3", "25:00", "half past three"])
def test_an_odd_time_is_refused_with_a_sentence(text: str) -> None:
    assert parse_backup_time("") is None and parse_backup_time("03:30") == HALF_PAST_THREE
    with pytest.raises(ValueError, match="FOTFESTE_BACKUP_AT is a time of day"):
        parse_backup_time(text)


@pytest.mark.parametrize("text", ["", "{", '{"sessions": 3}', '["x"]', '{"sessions": "yesterday"}'])
def test_an_unreadable_book_counts_as_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "chores.json").write_text(text)
    assert ChoreBook(tmp_path / "chores.json").read() == {}


def test_one_chore_that_fails_stops_no_other_and_tells_no_words(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(now: datetime) -> None:
        raise RuntimeError("kanarifugl")

    monkeypatch.setitem(chores.CHORES, "sessions", fails)
    store_session("old", NOW)
    book = ChoreBook(tmp_path / "chores.json")
    tried: dict[str, datetime] = {}
    run_due_chores(NOW, book, tried)
    others = {"counts", "erasure", "verification"}
    assert set(book.read()) == others and set(tried) == {"sessions", *others}
    run_due_chores(NOW, book, tried)
    assert "kanarifugl" not in capfd.readouterr().err


def test_expired_sessions_go_and_the_others_stay(db: None) -> None:
    for name, hours in (("old", -1), ("new", 1)):
        store_session(name, NOW + timedelta(hours=hours))
    chores.clear_sessions(NOW)
    assert list(BrowserSession.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.django_db(databases=["default", "counts"])
def test_expired_counts_in_a_database_cache_go_and_the_others_stay() -> None:
    shared = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counts_of_a_test"}
    with override_settings(CACHES={**settings.CACHES, "shared": shared}):
        call_command("createcachetable", "counts_of_a_test", database="counts", verbosity=0)
        cache = caches["shared"]
        cache.set("stays", 1, 7200)
        cache.set("goes", 1, 60)
        chores.clear_throttle_counts(datetime.now(UTC) + timedelta(hours=1))
        assert cache.get("stays") == 1
        assert left_in(cache) == 1


def left_in(cache: object) -> int:
    with connections["counts"].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM counts_of_a_test")
        return int(cursor.fetchone()[0])


def test_the_housekeeper_ends_when_its_leash_is_let_go(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home")
    (home / "counts.sqlite3").unlink()
    command = [sys.executable, "-m", "fotfeste", "chores", "--keep-on", "--home", str(home)]
    keeper = subprocess.Popen(command, cwd=BASE, env=environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    _out, told = keeper.communicate(timeout=60)  # closes stdin
    assert keeper.returncode == 0
    assert (
        b"a chore failed" in told and os.linesep.encode() in told
    )  # the table of counts is gone: told, and it went on
    assert b'"chore": "erasure"' in told
