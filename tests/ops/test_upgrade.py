"""Every release's data opens in this one: backups made by earlier releases, restored and migrated.

To add a release: `python -m tests.ops.test_upgrade <name>` at its tag writes `releases/<name>.backup`, its key and
what is known about it; with `unfinished` after the name, a backup of what was under way there instead. The people
are made up and the keys are for these files alone.
"""

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ops.home_copies import install
from tests.ops.homes import INIT, Home, own_database

RELEASES = Path(__file__).parent / "releases"
NAMES = sorted(path.stem for path in RELEASES.glob("*.backup"))
UNFINISHED = RELEASES / "unfinished" / "0.1.0.backup"
UNFINISHED_WORK = "tests.ops.unfinished_work"
OLDER = ("django", "migrate", "mfa", "0002", "-v0")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Home]:
    with own_database() as env:
        home = Home(tmp_path / "home", env)
        home.path.mkdir(mode=0o700)
        (home.path / "tombstones.jsonl").touch(0o600)
        yield home


def read_facts(home: Home) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(home.done("facts", module="tests.ops.lived_in_home"))
    return facts


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_release_opens_here(name: str, empty: Home) -> None:
    """Rows, sealed notes and trails are as they were when that release made the backup."""
    shutil.copy(RELEASES / f"{name}.key", empty.path / "instance.key")
    said = empty.done("restore", str(RELEASES / f"{name}.backup"))
    before = json.loads((RELEASES / f"{name}.json").read_text())
    assert before["contents"] in said and "Every trail is whole" in said
    facts = read_facts(empty)
    made = set(facts) - {"keys"}  # the audit log seals what is about a role under a record key: each has one now
    assert {fact: facts[fact] for fact in made} == {fact: before["facts"][fact] for fact in made}
    assert Counter(before["facts"]["keys"]) <= Counter(facts["keys"])
    assert "No planned migration" in empty.done("django", "migrate", "--plan")
    assert "whole" in empty.done("trail", "verify")


def test_what_was_under_way_at_release_0_1_goes_on_here(empty: Home) -> None:
    """A check-in half written and a board half laid out are found again; what waited on a phone arrives, once."""
    shutil.copy(UNFINISHED.with_suffix(".key"), empty.path / "instance.key")
    empty.done("restore", str(UNFINISHED))
    found = json.loads(empty.done("show", module=UNFINISHED_WORK).splitlines()[-1])
    assert found and all(found.values()), found
    sent = json.loads(empty.done("send", module=UNFINISHED_WORK).splitlines()[-1])
    assert sent == {"statuses": [200, 200], "new": 1}
    assert "whole" in empty.done("trail", "verify")


def test_a_database_in_an_older_shape_is_migrated_after_it_came_back(empty: Home, tmp_path: Path) -> None:
    """An upgrade backs up before it migrates; that backup, in the old shape, comes back and is migrated again."""
    install(empty, lived_in=True)
    before = read_facts(empty)
    empty.done(*OLDER)
    assert "mfa.0003" in empty.done("django", "migrate", "--plan")
    upgrade = "import django; from fotfeste.ops.installation import prepare_database as p; p(); p()"
    empty.done("django", "shell", "-c", upgrade)
    assert "No planned migration" in empty.done("django", "migrate", "--plan")
    (backup,) = (empty.path / "backups").glob("fotfeste-*.backup")  # one: the second time nothing was to be migrated
    with own_database() as env:
        again = Home(tmp_path / "again", env)
        again.path.mkdir()
        (again.path / "tombstones.jsonl").touch(0o600)
        shutil.copy(empty.path / "instance.key", again.path)
        again.done("restore", str(backup))
        assert read_facts(again) == before
        assert "No planned migration" in again.done("django", "migrate", "--plan")


def test_where_no_backup_can_be_made_nothing_is_migrated(empty: Home) -> None:
    install(empty)
    empty.done(*OLDER)
    (empty.path / "backups").write_text("a file where the folder should be")
    ran = empty.run("django", "shell", "-c", "from fotfeste.ops.installation import prepare_database as p; p()")
    assert ran.returncode == 1 and "No upgrade" in ran.stderr
    assert "mfa.0003" in empty.done("django", "migrate", "--plan")


def _make_backup(folder: Path, name: str, *fill_modules: str) -> dict[str, object]:
    """Fill a new home and keep its backup and key under the name. What is known about its contents."""
    with tempfile.TemporaryDirectory() as place:
        home = Home(Path(place) / "home")
        home.done("init", *INIT)
        for module in fill_modules:
            home.done("fill", module=module)
        said = home.done("backup")
        (backup,) = (home.path / "backups").iterdir()
        shutil.copyfile(backup, folder / f"{name}.backup")
        shutil.copyfile(home.path / "instance.key", folder / f"{name}.key")
        return {"contents": said.split("Contents: ")[1].strip(), "facts": read_facts(home)}


def _keep_release(name: str, *, unfinished: bool) -> None:
    if unfinished:
        _make_backup(RELEASES / "unfinished", name, "tests.ops.lived_in_home", UNFINISHED_WORK)
        return
    facts = _make_backup(RELEASES, name, "tests.ops.lived_in_home")
    (RELEASES / f"{name}.json").write_text(json.dumps(facts, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    _keep_release(sys.argv[1], unfinished="unfinished" in sys.argv[2:])
