"""The drill: found, live, back up, lose everything but key and tombstones, restore, sign in. On either database."""

import contextlib
import json
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cast import PASSWORD
from tests.ops.home_copies import install
from tests.ops.homes import BASE, POSTGRES, Home, Visitor, own_database, serve_home
from tests.people.keys import code_now


@dataclass
class Lost:
    """What is left after the fire: a backup, the key, the list of the forgotten; and what was known before."""

    backup: Path
    key: Path
    tombstones: Path
    contents: str
    facts: dict[str, Any]


def contents_in(output: str) -> str:
    return re.findall(r"Contents: ([0-9a-f]{64})", output)[0]


def facts_of(home: Home) -> dict[str, Any]:
    return dict(json.loads(home.done("facts", module="tests.ops.lived_in_home")))


@pytest.fixture(scope="module")
def lost_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lost]:
    safe = tmp_path_factory.mktemp("safe")
    with own_database() as env:
        home = Home(tmp_path_factory.mktemp("lost") / "home", env)
        install(home, lived_in=True)
        before = facts_of(home)
        said = home.done("backup", "--to", str(safe))
        home.done("forget", module="tests.ops.lived_in_home")
        for name in ("instance.key", "tombstones.jsonl"):
            shutil.move(home.path / name, safe / name)
        shutil.rmtree(home.path)
    backup = next(safe.glob("fotfeste-*.backup"))
    yield Lost(backup, safe / "instance.key", safe / "tombstones.jsonl", contents_in(said), before)


@pytest.fixture
def empty_home(lost_home: Lost, tmp_path: Path) -> Iterator[Home]:
    """An empty home with the key in it, as docs/operator.md says, and a list of the forgotten as it was before any."""
    with own_database() as env:
        home = Home(tmp_path / "home", env)
        home.path.mkdir(mode=0o700)
        shutil.copy2(lost_home.key, home.path)
        (home.path / "tombstones.jsonl").touch(0o600)
        yield home


def test_a_restore_on_an_empty_place_gives_equal_contents(lost_home: Lost, empty_home: Home) -> None:
    said = empty_home.done("restore", str(lost_home.backup))
    assert contents_in(said) == lost_home.contents
    assert facts_of(empty_home) == lost_home.facts
    assert contents_in(empty_home.done("backup")) == lost_home.contents
    assert empty_home.run("restore", str(lost_home.backup)).returncode == 2, "never over an installation"


def test_who_was_forgotten_since_is_forgotten_again_and_the_house_opens(lost_home: Lost, empty_home: Home) -> None:
    shutil.copy2(lost_home.tombstones, empty_home.path)
    said = empty_home.done("restore", str(lost_home.backup))
    assert (
        contents_in(said) == lost_home.contents
        and "2 forgotten again. The list names 2, the last of them on" in said
        and "Every trail is whole" in said
    )
    now = facts_of(empty_home)
    assert now["active"] == 0 and now["check_ins"] == 0 and now["moments"] == 0
    assert now["keys"] == ["record"], "Ana's journal is kept by law; nothing else of hers and nothing of Noor's opens"
    assert now["notes"] == [note for note in lost_home.facts["notes"] if "Time 11" not in note]  # her draft goes
    assert all(email.endswith("@forgotten.invalid") for email in now["emails"])
    assert "whole" in empty_home.done("trail", "verify")
    with serve_home(empty_home) as url:
        thea, ana = Visitor(url), Visitor(url)
        thea.sign_in("thea@example.org", PASSWORD)
        assert thea.post("/account/2fa/authenticate/", {"code": code_now()}).url.endswith("/today/")
        assert thea.get("/clients/").status == 200
        ana.sign_in("ana@example.org", PASSWORD)
        assert ana.get("/now/").url != f"{url}/now/", "nobody is left to sign in as"


def test_no_old_cookie_lives_again_and_new_rows_count_on(lost_home: Lost, empty_home: Home) -> None:
    assert "no installation here" in empty_home.run("backup").stderr  # and leaves an empty file, which is no hindrance
    empty_home.done("restore", str(lost_home.backup))
    code = (
        "from fotfeste.people.models import BrowserSession as S; from allauth.mfa.models import Authenticator as A;"
        "from fotfeste.people.models import Person as P; ana = P.objects.get(email='ana@example.org');"
        "made = A.objects.create(user=ana, type='totp', data={});"
        "print('sessions', S.objects.count(), 'counts on', made.pk > A.objects.earliest('pk').pk)"
    )
    assert "sessions 0 counts on True" in empty_home.done("django", "shell", "-c", code)


def test_a_shorter_list_of_the_forgotten_is_asked_about(lost_home: Lost, empty_home: Home) -> None:
    """A backup that knew of two forgotten people is not restored with a list of none, unless told so."""
    shutil.copy2(lost_home.tombstones, empty_home.path)
    empty_home.done("restore", str(lost_home.backup))
    later = empty_home.path / "later"
    empty_home.done("backup", "--to", str(later))
    with own_database() as env:
        third = Home(empty_home.path / "third", env)
        third.path.mkdir()
        shutil.copy2(lost_home.key, third.path)
        file = str(next(later.glob("fotfeste-*.backup")))
        refused = third.run("restore", file)
        assert refused.returncode == 2 and "list of forgotten people" in refused.stderr
        assert sorted(each.name for each in third.path.iterdir()) == ["instance.key"]
        third.done("restore", file, "--without-tombstones")


def test_a_missing_list_is_asked_about_also_where_nobody_was_forgotten_before_the_backup(
    lost_home: Lost, empty_home: Home
) -> None:
    """The backup is older than the forgetting: it knows of nobody forgotten, and would bring both back."""
    (empty_home.path / "tombstones.jsonl").unlink()
    refused = empty_home.run("restore", str(lost_home.backup))
    assert refused.returncode == 2 and "There is no list of forgotten people" in refused.stderr
    assert "--without-tombstones" in refused.stderr and tables_in(empty_home) == 0
    said = answer_at_terminal(empty_home, lost_home.backup, "no\n")
    assert "Type yes" in said and "No restore" in said and tables_in(empty_home) == 0
    said = answer_at_terminal(empty_home, lost_home.backup, "yes\n")
    assert "Restored as it was" in said and "nobody was forgotten again" in said and tables_in(empty_home) > 0


def test_a_damaged_line_of_the_list_is_asked_about_and_stops_no_backup(lost_home: Lost, empty_home: Home) -> None:
    """As many whole lines as the backup knew of are no comfort: it may be the newest that cannot be read."""
    path = empty_home.path / "tombstones.jsonl"
    path.write_bytes(lost_home.tombstones.read_bytes() + b'\n\xca\xfe"at"\n5\n{"person": "x"}\n')
    refused = empty_home.run("restore", str(lost_home.backup))
    assert refused.returncode == 2 and "3 lines" in refused.stderr and "Traceback" not in refused.stderr
    assert tables_in(empty_home) == 0 and not (empty_home.path / "audit-anchor").exists()
    assert "forgotten again" in empty_home.done("restore", str(lost_home.backup), "--without-tombstones")
    empty_home.done("backup")
    assert "3 lines" in empty_home.run("check").stdout


def answer_at_terminal(home: Home, backup: Path, typed: str) -> str:
    """What a person at a terminal sees; she types once."""
    parent, child = pty.openpty()
    process = home.start("restore", str(backup), stdin=child, stdout=child, stderr=child)
    os.close(child)
    os.write(parent, typed.encode())
    said = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(parent, 4096):
            said += piece
    process.wait(60)
    os.close(parent)
    return said.decode()


def test_the_list_begins_with_the_house(tmp_path: Path) -> None:
    """So that one which is missing later is a lost one."""
    with own_database() as env:
        home = Home(tmp_path / "home", env)
        install(home)
        assert (home.path / "tombstones.jsonl").read_bytes() == b""
        assert (home.path / "tombstones.jsonl").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("fault", ["no key", "other key", "no file", "damaged", "newer"])
def test_what_cannot_be_restored_leaves_nothing(lost_home: Lost, empty_home: Home, fault: str) -> None:
    file, said = (
        lost_home.backup,
        {"newer": "newer release", "damaged": "damaged", "no file": "No such file"}.get(fault, "key"),
    )
    if fault == "no key":
        (empty_home.path / "instance.key").unlink()
    elif fault == "other key":
        (empty_home.path / "instance.key").write_text("ab" * 32 + "\n")
    elif fault == "no file":
        file = empty_home.path / "nowhere.backup"
    elif fault == "damaged":
        body = bytearray(lost_home.backup.read_bytes())
        body[len(body) // 2] ^= 4
        (file := empty_home.path.parent / "damaged.backup").write_bytes(body)
    else:
        file = newer_than_this(lost_home, empty_home.path.parent / "newer.backup")
    before = sorted(each.name for each in empty_home.path.iterdir())
    refused = empty_home.run("restore", str(file))
    assert refused.returncode in {1, 2} and said in refused.stderr and "Traceback" not in refused.stderr
    assert sorted(each.name for each in empty_home.path.iterdir()) == before
    assert tables_in(empty_home) == 0


NEWER = """
import sys, django; django.setup()
from fotfeste.ops.backup import archive_format
with open(sys.argv[1], "rb") as file, open(sys.argv[2], "wb") as newer:
    old = archive_format.Archive(file)
    old.manifest.migrations.append(("fotfeste", "9999_later"))
    archive_format.write_archive(newer, old.manifest, ((part.table, iter(part.rows)) for part in old.rows()))
"""


def newer_than_this(lost: Lost, target: Path) -> Path:
    """The same backup as a later release would have made it, with a migration nobody here knows."""
    env = Home(lost.key.parent).environment(DJANGO_SETTINGS_MODULE="fotfeste.config.settings")
    subprocess.run([sys.executable, "-c", NEWER, str(lost.backup), str(target)], cwd=BASE, env=env, check=True)
    return target


def tables_in(home: Home) -> int:
    if POSTGRES:
        import psycopg

        with psycopg.connect(home.env["DATABASE_URL"]) as db:
            found = db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            return int(found[0]) if found else 0
    if not home.database.exists():
        return 0
    with sqlite3.connect(home.database) as db:
        return int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
