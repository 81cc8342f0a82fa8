"""Fifty planted words: none lies in clear in database, write-ahead log, log, backup, cache table, temp or mail."""

import base64
import gzip
import sqlite3
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ops.homes import INIT, POSTGRES, Home, own_database, serve_home
from tests.ops.planting import MANY, WORDS, Planter, arrive, as_client, as_stranger, as_therapist
from tests.ops.post_box import PostBox, post_box
from tests.ops.searching import dresses, files_in, found_in


@dataclass
class Ground:
    """Where the words could lie."""

    files: dict[str, bytes]
    cells: dict[str, bytes]
    mails: list[bytes]
    pages: dict[str, str]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A served house in which all fifty were planted; searched while it still runs, and once more after its end."""
    with own_database() as env, post_box() as box:
        home = Home(tmp_path_factory.mktemp("planted") / "home", env)
        temp, log = home.path.parent / "temp", home.path.parent / "log"
        temp.mkdir()
        home.env |= {"TMPDIR": str(temp), "FOTFESTE_SMTP": f"127.0.0.1:{box.port}"}
        home.done("init", *INIT)
        home.done("fill", module="tests.ops.lived_in_home")
        with log.open("wb") as stderr, serve_home(home, stdout=stderr, stderr=subprocess.STDOUT) as url:
            pages = plant_canaries(home, url, box)
            home.done("backup")
            files = dict(files_in(home.path.parent))
        files |= {f"after/{name}": body for name, body in files_in(home.path.parent)}
        yield Ground(files, cells_of(home), box.mails, pages)


def plant_canaries(home: Home, url: str, box: PostBox) -> dict[str, str]:
    planter = Planter(url)
    ana, thea = planter.visitor("ana@example.org"), planter.visitor("thea@example.org", second=True)
    client = home.done("django", "shell", "-v0", "-c", ID_OF_ANA).strip().splitlines()[-1]
    link = as_therapist(planter, thea, client)
    new = arrive(planter, f"/invitation/{link}/")
    box.is_open = False  # from here on the mail server does not answer
    as_client(planter, ana)
    as_stranger(planter)
    sol = planter.visitor("sol@example.org", second=True)
    work, client_too = (
        {"role": "therapist", "email": "fjerde@example.org"},
        {"email": "tredje@example.org", "adult": "on"},
    )
    planter.plant(lambda word: sol.post("/institute/people/invite/", {**work, "name": word}))
    planter.plant(lambda word: thea.post("/clients/invite/", {**client_too, "name": word}))
    pages = {path: ana.get(path).body for path in ("/traces/", "/next-time/", "/anchors/")}
    pages |= {"/me/": new.get("/me/").body, "notes": thea.get(f"/clients/{client}/").body}
    spoil_a_draft(home)
    planter.plant(lambda word: ana.post("/now/body/", {"own_words": word}), 500)
    assert not planter.left, f"{len(planter.left)} words were not planted"
    return pages


ID_OF_ANA = "from fotfeste.people.models import Person as P; print(P.objects.get(email='ana@example.org').pk)"
SPOIL = (
    "from fotfeste.kit.models import Draft as D; D.objects.filter(form__startswith='check-in').update(body=b'x' * 99)"
)


def spoil_a_draft(home: Home) -> None:
    """Bytes that do not open: her next check-in ends as a real fault of ours, with her words in the request."""
    home.done("django", "shell", "-c", SPOIL)


def cells_of(home: Home) -> dict[str, bytes]:
    """Every value of every table, the cache's and the sessions' too, as one text per table."""
    if POSTGRES:
        import psycopg

        with psycopg.connect(home.env["DATABASE_URL"]) as db:
            names = [row[0] for row in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
            return {name: _join_cells(db.execute(f'SELECT * FROM "{name}"'.encode())) for name in names}  # noqa: S608
    with sqlite3.connect(home.database) as file:
        names = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _join_cells(file.execute(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608


def _join_cells(rows: object) -> bytes:
    cells = (cell for row in rows for cell in row if cell is not None)  # type: ignore[attr-defined]
    return b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)


def test_fifty_planted_words_lie_nowhere_in_clear(ground: Ground) -> None:
    assert len(set(WORDS)) == MANY
    places = {**ground.files, **ground.cells, **{f"mail {n}": mail for n, mail in enumerate(ground.mails)}}
    hits = {name: words for name, body in places.items() if (words := found_in(body, WORDS))}
    assert not hits
    assert len(ground.mails) >= 2, "mails were sent, and searched"
    needed = {"log", "home/backups", *(() if POSTGRES else ("home/fotfeste.sqlite3", "home/fotfeste.sqlite3-wal"))}
    assert not [name for name in needed if not any(each.startswith(name) for each in ground.files)]
    assert b'"body:check_in", "status": 500' in ground.files["log"] and b"SealBroken" in ground.files["log"]


def test_the_words_had_really_been_kept(ground: Ground) -> None:
    """What lies nowhere in clear is shown to the one who wrote it and to her therapist."""
    shown = {word for page in ground.pages.values() for word in WORDS if word in page}
    assert len(shown) >= 9, shown


def test_the_search_finds_a_word_in_every_dress(ground: Ground, tmp_path: Path) -> None:
    """Planted in clear as a fault would leave it: a column, a log line, a packed file, a session's text."""
    word, body = (
        WORDS[0],
        next(body for name, body in ground.files.items() if name.endswith("sqlite3")) if not POSTGRES else b"",
    )
    assert not found_in(body, [word])
    for dress in dresses(word):
        assert found_in(body + b"...." + dress + b"....", [word]) == {word}, dress
    text = f"og så kom {word} tilbake".encode()
    for packed in (gzip.compress(text), zlib.compress(text), base64.urlsafe_b64encode(zlib.compress(text))):
        assert found_in(b"rundt " + packed, [word]) == {word}
    copy = tmp_path / "copy.sqlite3"
    with sqlite3.connect(copy) as file:
        file.execute("CREATE TABLE moment (words TEXT)")
        file.execute("INSERT INTO moment VALUES (?)", [word])
    file.close()
    assert found_in(copy.read_bytes(), WORDS) == {word}
