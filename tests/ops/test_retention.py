"""Which backups go and which stay: 35 days, the newest seven always, and none while the clock is in doubt."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fotfeste.ops.backup.backup_folder import build_backup_name, list_backups
from fotfeste.ops.backup.create import make_backup
from fotfeste.ops.backup.retention import KEEP_NEWEST, MAX_GAP, MAX_KEEP_DAYS, accept_clock, find_clock_doubt
from tests.cast import NOW, Cast, gather
from tests.ops.home_copies import install
from tests.ops.homes import Home, own_database

DAY = timedelta(days=1)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return gather()


def lay_backups(folder: Path, *ages_days: float, now: datetime = NOW) -> None:
    for days in ages_days:
        (folder / build_backup_name(now - days * DAY)).write_bytes(b"x")


def ages(folder: Path, now: datetime = NOW) -> list[float]:
    return sorted((now - at) / DAY for at in list_backups(folder).values())


def back_up(folder: Path, now: datetime, **more: bool) -> str:
    return make_backup(folder=folder, now=now, keep_days=MAX_KEEP_DAYS, **more).clock_doubt


def test_after_35_days_they_go(people: Cast, tmp_path: Path) -> None:
    lay_backups(tmp_path, *range(1, 50))
    assert back_up(tmp_path, NOW) == ""
    assert ages(tmp_path) == list(range(36))


def test_the_newest_seven_stay_however_old_they_are(people: Cast, tmp_path: Path) -> None:
    """One a week: the five of the last 35 days, and the two before them."""
    lay_backups(tmp_path, *range(7, 100, 7))
    assert back_up(tmp_path, NOW) == ""
    assert ages(tmp_path) == [0, 7, 14, 21, 28, 35, 42] and len(ages(tmp_path)) == KEEP_NEWEST


def test_a_clock_that_leaps_ahead_deletes_nothing_night_after_night(
    people: Cast, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lay_backups(tmp_path, *range(40))
    wrong = NOW + 60 * DAY
    for night in range(10):
        assert "60 days lie between" in back_up(tmp_path, wrong + night * DAY)
    assert len(list_backups(tmp_path)) == 50
    assert "no old backup was deleted" in caplog.text


def test_once_a_person_agrees_what_is_too_old_goes(people: Cast, tmp_path: Path) -> None:
    """The house was really switched off for so long."""
    lay_backups(tmp_path, *range(20))
    later = NOW + 60 * DAY
    assert "--clock-is-right" in back_up(tmp_path, later)
    assert back_up(tmp_path, later + DAY, clock_is_right=True) == ""
    assert len(list_backups(tmp_path)) == KEEP_NEWEST
    assert back_up(tmp_path, later + 2 * DAY) == "", "asked once, not every night"
    assert back_up(tmp_path, later + 3 * DAY + MAX_GAP) != "", "and asked again about the next leap"


def test_a_clock_set_right_again_is_asked_about_and_what_lay_ahead_is_dated_now(people: Cast, tmp_path: Path) -> None:
    """What was made under a wrong clock would outlive its 35 days, and take the places of the newest seven."""
    lay_backups(tmp_path, *range(1, 40))
    lay_backups(tmp_path, *range(8), now=NOW + 60 * DAY)
    assert "has not come yet" in back_up(tmp_path, NOW)
    assert len(list_backups(tmp_path)) == 48
    assert back_up(tmp_path, NOW + timedelta(hours=1), clock_is_right=True) == ""
    assert max(list_backups(tmp_path).values()) <= NOW + timedelta(hours=1)
    assert len([age for age in ages(tmp_path) if age < 0.1]) == 10 and max(ages(tmp_path)) <= 35
    assert back_up(tmp_path, NOW + DAY) == ""


def test_what_was_agreed_under_a_wrong_clock_does_not_count_under_the_right_one(tmp_path: Path) -> None:
    lay_backups(tmp_path, 0, 1)
    accept_clock(tmp_path, NOW + 400 * DAY)
    assert find_clock_doubt(tmp_path, NOW + 60 * DAY) != ""
    (tmp_path / ".clock-is-right").write_text("in due time")
    assert find_clock_doubt(tmp_path, NOW + 60 * DAY) != ""


def test_a_fortnight_without_a_backup_is_no_leap(tmp_path: Path) -> None:
    assert find_clock_doubt(tmp_path, NOW) == find_clock_doubt(tmp_path / "nowhere", NOW) == ""
    lay_backups(tmp_path, 13.9)
    assert find_clock_doubt(tmp_path, NOW) == ""
    assert find_clock_doubt(tmp_path, NOW + DAY) != ""


def test_the_command_says_so_also_to_cron_and_check_too(tmp_path: Path) -> None:
    with own_database() as env:
        home = Home(tmp_path / "home", env)
        install(home)
        folder = home.path / "backups"
        folder.mkdir()
        lay_backups(folder, *range(60, 100), now=datetime.now(UTC))
        said = home.run("backup", "--quiet")
        assert said.returncode == 0 and "--clock-is-right" in said.stdout and "no old backup was deleted" in said.stderr
        assert len(list_backups(folder)) == 41
        assert "Backup: 60 days lie between two backups" in home.run("check").stdout
        assert home.done("backup", "--quiet", "--clock-is-right") == ""
        assert len(list_backups(folder)) == KEEP_NEWEST
        assert "lie between" not in home.run("check").stdout
