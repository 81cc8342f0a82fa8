"""Static files are swapped whole: no reader ever misses one, not even after a `kill -9`, nor a worker its own."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from fotfeste.ops.static_collection import digest_sources
from fotfeste.ops.static_generations import (
    CONTENTS,
    MANIFEST,
    UNFINISHED_PREFIX,
    find_generations_folder,
    publish_generation,
)
from tests.ops.serving import BASE, free_port, init_home, read_page, serving, until

KILLS = 200 if os.environ.get("FOTFESTE_LONG") else 12
PUBLISH_FOREVER = """
import sys
from pathlib import Path
from tests.ops.test_static_generations import fill_with, publish_generation
number = int(sys.argv[2])
while True:
    number += 1
    publish_generation(Path(sys.argv[1]), fill_with(str(number)))
    print(number, flush=True)
"""


def fill_with(mark: str):
    """A small generation: one file by its plain name, one by a name that carries the mark, one for the proxy."""

    def fill(folder: Path) -> None:
        (folder / "css").mkdir()
        for name in ("css/house.css", f"css/house.{mark}.css", "502.html"):
            (folder / name).write_text(mark)
        (folder / MANIFEST).write_text(json.dumps({"paths": {"css/house.css": f"css/house.{mark}.css"}}))

    return fill


def assert_serves(link: Path) -> str:
    """The folder that the link leads to is whole: every file is there and says the same. Returns what it says."""
    generation = link.resolve()
    mark = (generation / "502.html").read_text()
    paths = json.loads((generation / MANIFEST).read_text())["paths"]
    assert {(generation / name).read_text() for pair in paths.items() for name in pair} == {mark}
    return mark


def list_folders(link: Path) -> list[str]:
    return sorted(each.name for each in find_generations_folder(link).iterdir())


def test_the_hashed_files_of_the_generation_before_stay_until_the_next_start(tmp_path: Path) -> None:
    link = tmp_path / "static"
    for mark in ("a", "b", "c"):
        publish_generation(link, fill_with(mark))
    assert assert_serves(link) == "c"
    assert sorted(each.name for each in (link / "css").iterdir()) == ["house.b.css", "house.c.css", "house.css"]
    assert list_folders(link) == ["2", "3"] and not (tmp_path / "static-next").is_symlink()


def test_a_start_with_the_same_files_keeps_the_generation(tmp_path: Path) -> None:
    link = tmp_path / "static"
    publish_generation(link, fill_with("a"), "of a")
    publish_generation(link, fill_with("b"), "of a")
    assert assert_serves(link) == "a" and list_folders(link) == ["1"]
    publish_generation(link, fill_with("b"), "of b")
    assert assert_serves(link) == "b" and list_folders(link) == ["1", "2"]


@pytest.mark.parametrize("name", ["css/house.css", "css/house.a.css", "502.html", MANIFEST, CONTENTS])
@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_text("")])
def test_what_was_harmed_by_hand_is_made_anew_by_the_next_start(tmp_path: Path, name: str, harm: Any) -> None:
    link = tmp_path / "static"
    publish_generation(link, fill_with("a"), "of a")
    harm(link / name)
    publish_generation(link, fill_with("a"), "of a")
    assert assert_serves(link) == "a" and list_folders(link) == ["1", "2"]


def test_any_file_that_is_installed_counts_as_another_house(tmp_path: Path) -> None:
    (tmp_path / "room" / "locale").mkdir(parents=True)
    text = tmp_path / "room" / "locale" / "django.mo"
    with override_settings(BASE=tmp_path):
        digests = [digest_sources()]
        for words in ("a", "b"):
            text.write_text(words)
            digests.append(digest_sources())
        (tmp_path / "room" / "module.pyc").write_text("made by a run, not installed")
        assert digest_sources() == digests[-1]
    assert len(set(digests)) == 3


def test_a_reader_never_misses_a_file(tmp_path: Path) -> None:
    link, missing, is_over, rounds = tmp_path / "static", [], threading.Event(), [0]
    publish_generation(link, fill_with("0"))

    def read_on() -> None:
        while not is_over.is_set():
            name = json.loads((link / MANIFEST).read_text())["paths"]["css/house.css"]
            if not (link / name).is_file() or not (link / "502.html").read_text():
                missing.append(name)
            rounds[0] += 1

    reader = threading.Thread(target=read_on)
    reader.start()
    for number in range(1, 60):
        publish_generation(link, fill_with(str(number)))
        begun = rounds[0]
        until(lambda begun=begun: rounds[0] > begun + 1, 20)  # type: ignore[misc]  # what it was at is done
    is_over.set()
    reader.join()
    assert missing == []


def test_a_folder_of_release_0_1_becomes_the_generation_before(tmp_path: Path) -> None:
    link = tmp_path / "static"
    link.mkdir()
    fill_with("old")(link)
    publish_generation(link, fill_with("new"))
    assert link.is_symlink() and assert_serves(link) == "new" and (link / "css/house.old.css").is_file()


def test_what_a_failed_start_leaves_is_cleared_away(tmp_path: Path) -> None:
    link = tmp_path / "static"
    publish_generation(link, fill_with("a"))
    with pytest.raises(NotADirectoryError):
        publish_generation(link, lambda folder: (folder / "502.html" / "x").mkdir() if _write(folder) else None)
    assert assert_serves(link) == "a" and any(name.startswith(UNFINISHED_PREFIX) for name in list_folders(link))
    publish_generation(link, fill_with("b"))
    assert list_folders(link) == ["1", "2"]


def _write(folder: Path) -> bool:
    return bool((folder / "502.html").write_text("half"))


def test_killed_at_any_moment_it_leaves_something_that_serves(tmp_path: Path) -> None:
    link = tmp_path / "static"
    publish_generation(link, fill_with("0"))
    dice, mark = random.Random(11), 0  # noqa: S311  # moments, not secrets
    for _ in range(KILLS):
        command = [sys.executable, "-c", PUBLISH_FOREVER, str(link), str(mark)]
        with subprocess.Popen(command, cwd=BASE, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()  # at work from here on
            time.sleep(dice.random() / 50)
            process.send_signal(signal.SIGKILL)
        mark = int(assert_serves(link))
        assert mark > 0
    publish_generation(link, fill_with("last"))
    assert assert_serves(link) == "last" and len(list_folders(link)) == 2


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this home keeps its own SQLite file")
def test_a_running_worker_keeps_its_files_when_the_next_start_brings_others(tmp_path: Path) -> None:
    """Also under the narrowest umask."""
    home, static = init_home(tmp_path / "home"), tmp_path / "cache/static"
    static.parent.mkdir(mode=0o755)
    with serving(home, port=free_port(), FOTFESTE_STATIC=str(static)) as house:
        sheets = re.findall(r'href="(/static/css/[^"]+)"', read_page(house.port, "/help/"))
        before = {name: read_page(house.port, name) for name in (*sheets, "/static/css/house.css")}
        assert sheets and all(before.values())
        publish_generation(static, fill_with("new"))
        assert {name: read_page(house.port, name) for name in before} == before
        assert all((static / name.removeprefix("/static/")).is_file() for name in sheets)  # the proxy finds them, too
