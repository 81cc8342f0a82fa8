"""A start on a PostgreSQL that cannot be written to, or does not answer: one sentence, and nothing was touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.home_copies import install
from tests.ops.homes import POSTGRES, Home, own_database
from tests.ops.serving import free_port

pytestmark = pytest.mark.skipif(not POSTGRES, reason="asks a PostgreSQL")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with own_database() as settings:
        founded = Home(tmp_path_factory.mktemp("home") / "home", settings)
        install(founded)
        yield founded


def refuse(home: Home, **settings: str) -> str:
    before = sorted(Path(each) for each in home.path.rglob("*"))
    refused = home.run("serve", "--port", str(free_port()), **settings)
    assert refused.returncode in (1, 2) and refused.stderr.count("\n") == 1, refused.stderr
    assert sorted(Path(each) for each in home.path.rglob("*")) == before
    return refused.stderr


def test_one_that_only_lets_itself_be_read_is_named(home: Home) -> None:
    read_only = {"PGOPTIONS": "-c default_transaction_read_only=on"}
    assert refuse(home, **read_only) == "No start: The database only lets itself be read. Nothing was changed.\n"


def test_one_that_is_away_is_named_without_its_password(home: Home) -> None:
    away = refuse(home, DATABASE_URL=f"postgresql://fotfeste:hemmelig@127.0.0.1:{free_port()}/none")
    assert away == "No start: The database does not answer. Nothing was written.\n"
