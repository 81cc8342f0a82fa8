"""`fotfeste check`: each fault is made, and found, with the way to mend it; a whole installation says nothing."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from fotfeste.kit.crypto import write_instance_key
from fotfeste.ops.backup.backup_folder import find_newest_time
from fotfeste.ops.checks import all_checks, database, keys, machine, redis_wake_ups
from fotfeste.safety.help_lines import load_help_panel

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home in which nothing is missing."""
    tmp_path.chmod(0o700)
    (tmp_path / "backups").mkdir(mode=0o700)
    (tmp_path / "backups" / f"fotfeste-{NOW:%Y%m%dT%H%M%S}Z.backup").touch()
    write_instance_key(tmp_path / "instance.key")
    (tmp_path / "secret.key").touch(0o600)
    keys.record_key_backup(tmp_path / "instance.key", tmp_path, NOW.date())
    for each in tmp_path.iterdir():
        os.utime(each, (NOW.timestamp(), NOW.timestamp()))
    whole = {
        "FOTFESTE_HOME": tmp_path,
        "FOTFESTE_KEY_FILE": tmp_path / "instance.key",
        "FOTFESTE_TLS": True,
        "FOTFESTE_TOMBSTONES": tmp_path / "tombstones.jsonl",
        "FOTFESTE_BACKUPS": tmp_path / "backups",
        "FOTFESTE_BACKUPS_GO_AWAY": True,
        "ALLOWED_HOSTS": ["prove.example.org"],
        "FOTFESTE_WORKERS": 1,
    }
    with override_settings(**whole):
        yield tmp_path


def find_messages(now: datetime = NOW) -> list[str]:
    """Without what this machine is like: its clock and the test database are not ours; mail has its own tests."""
    ours = ("Mail: none", "Time: the clock is not", "Disk:", "Database: others", "Database: fsync")
    return [each for each in all_checks.run_checks(now) if not each.startswith(ours)]


def test_a_whole_home_says_nothing(home: Path, db: None) -> None:
    assert find_messages() == []


@pytest.mark.parametrize(
    ("file", "mode", "mend"),
    [
        (".", 0o755, "chmod 700"),
        ("instance.key", 0o640, "chmod 600"),
        ("secret.key", 0o604, "chmod 600"),
        ("tombstones.jsonl", 0o644, "chmod 600"),
    ],
)
def test_what_others_can_read_is_named(home: Path, db: None, file: str, mode: int, mend: str) -> None:
    (home / file).touch(0o600) if file != "." else None
    os.utime(home / file, (NOW.timestamp(), NOW.timestamp()))
    (home / file).chmod(mode)
    assert [each for each in find_messages() if mend in each and str((home / file).resolve()) in each]


def test_a_database_others_can_read_is_named_unless_its_folder_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "home" / "fotfeste.sqlite3"
    file.parent.mkdir(mode=0o700)
    file.touch(0o644)
    assert list(keys.home_permission_findings(file.parent, {keys.DATABASE: file})) == []
    file.parent.chmod(0o711)
    assert any(
        f"chmod 600 {file}" in each for each in keys.home_permission_findings(file.parent, {keys.DATABASE: file})
    )


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_a_file_of_somebody_else_is_named(home: Path, db: None) -> None:
    os.chown(home / "secret.key", 12345, -1)
    assert any("belongs to somebody else" in each for each in find_messages())


def test_a_missing_key_is_named(home: Path, db: None) -> None:
    (home / "instance.key").unlink()
    assert any(each.startswith("Key: no instance key") for each in find_messages())


def test_a_key_among_the_backups_is_named(home: Path, db: None) -> None:
    inside = home / "backups" / "instance.key"
    shutil.move(home / "instance.key", inside)
    with override_settings(FOTFESTE_KEY_FILE=inside):
        assert any("goes where they go" in each for each in find_messages())


def test_the_key_backup_is_asked_about_until_confirmed_and_again_for_a_new_key(home: Path, db: None) -> None:
    key = home / "instance.key"
    (home / keys.RECORD_NAME).unlink()
    assert any("--key-is-backed-up" in each for each in find_messages())
    keys.record_key_backup(key, home, date(2026, 11, 23))
    assert keys.is_key_backed_up(key, home)
    assert key.read_text().strip() not in (home / keys.RECORD_NAME).read_text()
    key.unlink()
    write_instance_key(key)
    assert any("--key-is-backed-up" in each for each in find_messages())


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("FOTFESTE_TLS", False, "FOTFESTE_TLS=1"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1"], "FOTFESTE_HOSTS"),
        ("FOTFESTE_BACKUPS_GO_AWAY", False, "same disk"),
        ("FOTFESTE_METRICS", "0.0.0.0:9400", "Metrics: FOTFESTE_METRICS is a port of this machine alone"),
        ("FOTFESTE_BACKUP_AT", "half past three", "time of day"),
        ("FOTFESTE_HOME", Path("/no/such/folder"), "no folder"),
    ],
)
def test_a_setting_left_open_is_named(home: Path, db: None, setting: str, value: object, said: str) -> None:
    with override_settings(**{setting: value}):
        assert any(said in each for each in find_messages())


def test_no_backup_and_an_old_one_are_named(home: Path, db: None) -> None:
    assert find_newest_time(home / "backups") == NOW
    assert find_messages(NOW + timedelta(hours=35)) == []
    assert any("2 days old" in each for each in find_messages(NOW + timedelta(days=2)))
    shutil.rmtree(home / "backups")
    assert any("there is none" in each for each in find_messages())


def test_help_numbers_nobody_checked_for_long_are_named(home: Path, db: None) -> None:
    late = datetime.combine(load_help_panel("nb").verified_on, datetime.min.time(), UTC) + timedelta(days=95)
    assert any(each.startswith("Help: the numbers were last checked") for each in find_messages(late))


def test_a_clock_set_back_is_named(home: Path, db: None) -> None:
    assert any(each.startswith("Time: a file in the home") for each in find_messages(NOW - timedelta(hours=1)))
    assert list(machine.clock_findings(NOW, {"the trail": NOW + timedelta(minutes=1)})) == []


def test_a_clock_without_synchronisation_is_named() -> None:
    assert "set-ntp true" in next(machine.clock_synchronisation_findings(False))
    assert not [*machine.clock_synchronisation_findings(True), *machine.clock_synchronisation_findings(None)]
    assert machine.is_clock_synchronised() in (True, False, None)


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(machine.disk_findings(tmp_path / "not there")) == []
    monkeypatch.setattr(machine, "MIN_FREE_BYTES", 10**18)
    assert "Make room" in next(machine.disk_findings(tmp_path))


def test_mail_that_does_not_answer_is_named_and_one_that_does_is_not() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        assert "ConnectionRefusedError" in next(machine.mail_findings(f"127.0.0.1:{port}"))
        assert "ValueError" in next(machine.mail_findings("127.0.0.1:mail"))
        listener.listen()
        server = threading.Thread(target=a_mail_server, args=(listener,))
        server.start()
        assert list(machine.mail_findings(f"127.0.0.1:{port}")) == []
        server.join(10)


def a_mail_server(listener: socket.socket) -> None:
    line, _ = listener.accept()
    with line:
        line.sendall(b"220 here\r\n")
        while asked := line.recv(1000):
            line.sendall(b"221 bye\r\n" if asked.lower().startswith(b"quit") else b"250 yes\r\n")


def test_pending_tables_are_named(home: Path, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'fotfeste'")
    assert any("of another release" in each for each in find_messages())


def test_databases_that_forget_are_named() -> None:
    well = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
    assert list(database.postgresql_findings(150_005, well)) == []
    for name in well:
        assert f"SET {name} = on" in next(database.postgresql_findings(150_005, {**well, name: "off"}))
    assert "too old" in next(database.postgresql_findings(130_001, well))
    whole = {"quick_check": "ok", "synchronous": 2, "journal_mode": "wal"}
    assert list(database.sqlite_findings(whole)) == []
    for odd in ({"synchronous": 1}, {"journal_mode": "delete"}, {"quick_check": "row 4 missing"}):
        assert list(database.sqlite_findings({**whole, **odd}))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this is about the file")
def test_the_real_file_is_asked(home: Path, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only")
    assert database._fetch_value("PRAGMA journal_mode") == "wal" and database._fetch_value("PRAGMA synchronous") == 2


def test_counts_that_are_not_shared_are_named() -> None:
    local = "django.core.cache.backends.locmem.LocMemCache"
    assert "FOTFESTE_WORKERS=1" in next(database.throttle_sharing_findings(4, local))
    assert not [
        *database.throttle_sharing_findings(1, local),
        *database.throttle_sharing_findings(4, "other.DatabaseCache"),
    ]


def test_a_redis_that_is_away_is_named_without_its_address() -> None:
    said = list(redis_wake_ups.wake_up_findings("redis://:hemmelig@127.0.0.1:1/0"))
    assert len(said) == 1 and "REDIS_URL" in said[0] and "hemmelig" not in said[0]
    assert list(redis_wake_ups.wake_up_findings("kludder")) and not list(redis_wake_ups.wake_up_findings(""))


def test_every_finding_is_one_line_that_says_how_to_mend_it(home: Path, db: None) -> None:
    shutil.rmtree(home / "backups")
    (home / "instance.key").unlink()
    with override_settings(FOTFESTE_TLS=False, ALLOWED_HOSTS=["localhost"]):
        said = list(all_checks.run_checks(NOW + timedelta(days=200)))
    assert len(said) >= 5 and all("\n" not in each and ": " in each for each in said)
    assert home == settings.FOTFESTE_HOME
