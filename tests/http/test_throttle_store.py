"""Tries are counted for all workers together, in a file that names nobody and stands in nobody's way."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fotfeste.http.throttle_store import hash_cache_key
from fotfeste.kit.crypto import write_instance_key

BASE = Path(__file__).resolve().parents[2]
LIMIT, WORKERS, TRIES = 5, 4, 4
# One worker: wrong passwords for one address, from one address on the net; says how many got as far as the password.
WORKER = """
import os, sys, django
os.environ["FOTFESTE_HOME"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "fotfeste.config.settings"
django.setup()
from allauth.core.internal import ratelimit
from django.test import RequestFactory
if sys.argv[2] == "prepare":
    from fotfeste.ops.installation import prepare_database
    prepare_database()
    raise SystemExit
request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.77")
key = "kanari@example.org:192.0.2.77"
what = {"app": "allauth.account", "action": "login_failed", "key": key}
came = [ratelimit.consume(request, **what) for _ in range(int(sys.argv[2]))]
print(sum(each is not None for each in came))
"""


def start(home: Path, what: str) -> "subprocess.Popen[str]":
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FOTFESTE_", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), what],
        cwd=BASE,
        env=clean,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("counts")
    (home / "secret.key").write_text("a key of this test alone\n")
    write_instance_key(home / "instance.key")
    both = [start(home, "prepare") for _ in range(2)]  # two servers that start at once on an empty disk
    said = [each.communicate(timeout=120) for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    return home


def test_workers_at_once_let_no_more_through_than_one(home: Path) -> None:
    workers = [start(home, str(TRIES)) for _ in range(WORKERS)]
    said = [worker.communicate(timeout=120) for worker in workers]
    through = sum(int(out) for out, _ in said)
    assert 1 <= through <= LIMIT, said


def test_the_counts_name_nobody(home: Path) -> None:
    worker = start(home, "1")
    worker.communicate(timeout=120)
    assert worker.returncode == 0
    kept = b"".join(file.read_bytes() for file in home.glob("counts.sqlite3*"))
    assert b"kanari" not in kept and b"192.0.2" not in kept
    with sqlite3.connect(home / "counts.sqlite3") as file:
        assert all(len(name) == 64 for (name,) in file.execute("SELECT cache_key FROM counted_tries"))


def test_a_name_cannot_be_guessed_without_the_secret_key(settings: object) -> None:
    first = hash_cache_key("ana@example.org", "", 1)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert hash_cache_key("ana@example.org", "", 1) != first
