"""A database that a newer release has used is opened by nothing here; `version` says what is what."""

import sqlite3
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.ops.home_copies import install
from tests.ops.homes import INIT, POSTGRES, Home, own_database

LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('fotfeste', '9999_later', '2030-01-01')"


def open_later(home: Home) -> None:
    """What a later release leaves behind."""
    if POSTGRES:
        import psycopg

        with psycopg.connect(home.env["DATABASE_URL"], autocommit=True) as db:
            db.execute(LATER)
        return
    with sqlite3.connect(home.database) as file:
        file.execute(LATER)
    file.close()


@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--port", "1"),
        ("check",),
        ("backup",),
        ("init", *INIT),
        ("init", "--new-link", "--address", "http://localhost"),
        ("chores",),
        ("trail", "verify"),
        ("pace", "refold"),
    ],
    ids=lambda command: command[0],
)
def test_an_older_release_says_so_in_one_sentence_and_touches_nothing(tmp_path: Path, command: tuple[str, ...]) -> None:
    with own_database() as env:
        home = Home(tmp_path / "home", env)
        install(home)
        open_later(home)
        before = sorted(each.name for each in home.path.iterdir())
        ran = home.run(*command)
        said = ran.stdout + ran.stderr
        assert ran.returncode in {1, 2} and "newer release" in said and "9999_later" in said and "Traceback" not in said
        assert len([line for line in said.splitlines() if "newer release" in line]) == 1
        assert command == ("check",) or len(said.strip().splitlines()) == 1, said
        assert sorted(each.name for each in home.path.iterdir()) == before
        assert "newer release" in home.done("version")


def test_version_says_release_python_and_the_databases_state(tmp_path: Path) -> None:
    with own_database() as env:
        home = Home(tmp_path / "home", env)
        nothing = home.done("version")
        assert f"Fotfeste {version('fotfeste')}\nPython 3." in nothing
        assert ("without tables" if POSTGRES else "none yet") in nothing
        install(home)
        assert "of this release (fotfeste.0" in home.done("version")
        home.done("django", "migrate", "mfa", "0002", "-v0")
        assert "of an older release" in home.done("version")


def test_the_release_has_its_number() -> None:
    assert tuple(int(part) for part in version("fotfeste").split(".")) >= (0, 2, 0)
