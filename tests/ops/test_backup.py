"""What a backup is worth: it holds every table, opens whole or not at all, and has its name only when it is whole."""

import os
import random
import signal
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from fotfeste.body.models import Moment
from fotfeste.kit.encrypted_stream import HEAD_BYTES
from fotfeste.kit.keyring import keyring
from fotfeste.ops.backup import backup_folder
from fotfeste.ops.backup.columns import choose_packer
from fotfeste.ops.backup.create import BackupResult, NotABackup, make_backup, verify_backup
from fotfeste.ops.backup.restore import restore
from fotfeste.ops.backup.tables import excluded_tables, find_tables_at
from fotfeste.ops.release import applied_migrations
from tests.cast import NOW, Cast, gather
from tests.ops.home_copies import install
from tests.ops.homes import POSTGRES, Home

LONG = os.environ.get("FOTFESTE_LONG") == "1"
FLIPS = 1_000

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return gather()


def backed_up(folder: Path) -> BackupResult:
    return make_backup(folder=folder, now=NOW, keep_days=30)


def refuses(path: Path, body: bytes) -> bool:
    path.write_bytes(body)
    try:
        restore(path, now=NOW)
    except NotABackup:
        return True
    return False


def test_a_thousand_flipped_bytes_are_all_refused(people: Cast, tmp_path: Path) -> None:
    """Every byte of the head, and random others; the same thousand every time. Nothing is written for any of them."""
    body, tables = backed_up(tmp_path).path.read_bytes(), connection.introspection.table_names()
    dice = random.Random(20261123)  # noqa: S311
    places = [*range(HEAD_BYTES), *(dice.randrange(len(body)) for _ in range(FLIPS - HEAD_BYTES))]
    assert len(places) == FLIPS
    opened = []
    for place in places:
        changed = bytearray(body)
        changed[place] ^= dice.randrange(1, 256)
        if not refuses(tmp_path / "flipped", bytes(changed)):
            opened.append(place)
    assert not opened
    assert connection.introspection.table_names() == tables
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flipped", backup_folder.build_backup_name(NOW)]


def test_cut_added_to_or_sealed_with_another_key_it_is_refused(people: Cast, tmp_path: Path) -> None:
    body = backed_up(tmp_path).path.read_bytes()
    for other in (b"", body[:HEAD_BYTES], body[:-1], body[: len(body) // 2], body + b"\0", body + body):
        assert refuses(tmp_path / "other", other), len(other)
    key = Path(settings.FOTFESTE_KEY_FILE)
    settings.FOTFESTE_KEY_FILE = tmp_path / "other.key"
    settings.FOTFESTE_KEY_FILE.write_text("17" * 32)
    try:
        with pytest.raises(NotABackup, match="another instance key"):
            verify_backup(tmp_path / backup_folder.build_backup_name(NOW))
    finally:
        settings.FOTFESTE_KEY_FILE = key


SESSIONS = "fotfeste_browsersession"  # nobody is signed in after a restore


def test_every_table_is_in_it_or_named_as_left_out(people: Cast) -> None:
    in_it = set(find_tables_at(applied_migrations()))
    assert set(connection.introspection.table_names()) - in_it <= excluded_tables()
    assert {model._meta.db_table for model in apps.get_app_config("fotfeste").get_models()} <= in_it | {SESSIONS}


def test_every_column_is_of_a_kind_that_backups_know(people: Cast) -> None:
    for table in find_tables_at(applied_migrations()).values():
        assert table._meta.pk.get_internal_type() not in {"CharField", "TextField"}, "texts sort differently elsewhere"
        for field in table._meta.local_concrete_fields:
            choose_packer(field)


def test_the_same_rows_give_the_same_contents_and_one_more_row_others(people: Cast, tmp_path: Path) -> None:
    with keyring():
        first, again = backed_up(tmp_path / "a"), backed_up(tmp_path / "b")
        assert first.contents == again.contents and first.path.read_bytes() != again.path.read_bytes()
        Moment.objects.create(client=people.ana, at=NOW, words="en til")
    assert backed_up(tmp_path / "c").contents != first.contents


def test_it_is_one_moment_of_the_house_while_others_write(people: Cast, tmp_path: Path) -> None:
    """A row written after the snapshot began is not in it, and writing did not wait for the backup."""
    import threading

    from django.db import connections

    from fotfeste.kit.snapshot import snapshot
    from fotfeste.ops.backup.tables import read_rows

    def write() -> None:
        try:
            with keyring():
                Moment.objects.create(client=people.ana, at=NOW, words="imens")
        finally:
            connections.close_all()

    table = find_tables_at(applied_migrations())["fotfeste_moment"]
    with snapshot():
        assert not list(read_rows(table))
        other = threading.Thread(target=write)
        other.start()
        other.join(10)
        assert not other.is_alive() and not list(read_rows(table))
    assert len(list(read_rows(table))) == 1


# The shelf


def test_a_backup_is_for_its_owner_only(people: Cast, tmp_path: Path) -> None:
    made = backed_up(tmp_path / "new" / "folder")
    assert made.path.stat().st_mode & 0o777 == 0o600 and made.path.parent.stat().st_mode & 0o777 == 0o700


def test_old_ones_go_once_a_new_one_is_proved_and_not_before(people: Cast, tmp_path: Path) -> None:
    old = [tmp_path / backup_folder.build_backup_name(NOW - timedelta(days=days)) for days in range(1, 60, 5)]
    for path in old:
        path.write_bytes(b"x")
    stranger = tmp_path / "fotfeste-20200101T000000Z.backup.txt"
    stranger.write_bytes(b"x")
    assert backup_folder.find_newest_time(tmp_path) == NOW - timedelta(days=1)
    (
        tmp_path / backup_folder.UNFINISHED_PREFIX
    ).mkdir()  # a folder where a file of ours would lie: the new backup fails
    with pytest.raises(OSError):
        backed_up(tmp_path)
    assert all(path.exists() for path in old)
    (tmp_path / backup_folder.UNFINISHED_PREFIX).rmdir()
    assert backed_up(tmp_path).deleted == len(old) - 6
    assert [path for path in old if path.exists()] == old[:6] and stranger.exists()
    assert backup_folder.find_newest_time(tmp_path) == NOW


def test_where_nothing_lies_there_is_no_newest(tmp_path: Path) -> None:
    assert (
        backup_folder.find_newest_time(tmp_path) is None
        and backup_folder.find_newest_time(tmp_path / "nowhere") is None
    )


def test_two_backups_at_once_do_not_meet(people: Cast, tmp_path: Path) -> None:
    with backup_folder.lock_folder(tmp_path), pytest.raises(backup_folder.BackupFolderBusy):
        backed_up(tmp_path)
    assert not list(tmp_path.iterdir())


# Ended in the middle


@pytest.mark.skipif(bool(POSTGRES), reason="the home of these keeps its own SQLite file")
def test_killed_in_the_middle_nothing_half_made_is_taken_for_whole(tmp_path: Path) -> None:
    """kill -9 at many moments of backup and restore: what has a name is whole, and the next try goes well."""
    home = Home(tmp_path / "home")
    install(home, lived_in=True)
    folder = home.path / "backups"
    whole_one = home.done("backup", "--to", str(tmp_path / "good"))
    good = next((tmp_path / "good").iterdir())
    other = Home(tmp_path / "other")
    other.path.mkdir()
    (other.path / "tombstones.jsonl").touch(0o600)
    (other.path / "instance.key").write_bytes((home.path / "instance.key").read_bytes())
    moments = 40 if LONG else 3
    seen = {"unfinished": 0, "restoring": 0}
    for number in range(moments):
        kill_command(home, folder, f"{backup_folder.UNFINISHED_PREFIX}*", "backup", wait_s=number * 0.002)
        seen["unfinished"] += bool(list(folder.glob(f"{backup_folder.UNFINISHED_PREFIX}*")))
        kill_command(other, other.path, "*.restoring", "restore", str(good), wait_s=number * 0.05)
        seen["restoring"] += bool(list(other.path.glob("*.restoring")))
        if other.database.exists():  # it had its name before it was killed
            assert sqlite3.connect(other.database).execute("PRAGMA integrity_check").fetchone() == ("ok",)
            other.database.unlink()
    for path in backup_folder.list_backups(folder):
        assert "is whole" in home.done("backup", "--verify", str(path))
    assert all(seen.values()), f"never killed in the middle: {seen}"
    home.done("backup")
    said = other.done("restore", str(good))
    assert not list(folder.glob(f"{backup_folder.UNFINISHED_PREFIX}*")) and not list(other.path.glob("*.restoring*"))
    assert whole_one.split("Contents: ")[1].split()[0] in said


def kill_command(home: Home, folder: Path, sign: str, *arguments: str, wait_s: float) -> None:
    """Start a command, wait for its sign in `folder`, a little longer, and kill it."""
    process = home.start(*arguments)
    until = time.monotonic() + 60
    while not list(folder.glob(sign)) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.0005)
    time.sleep(wait_s)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
