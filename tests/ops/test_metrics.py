"""The counts: on loopback alone, summed over workers, and nobody in any label."""

import hashlib
import json
import os
import re
import signal
import urllib.request
from pathlib import Path

import pytest
from django.test import Client
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families as parse

from fotfeste.constellations.models import Constellation
from fotfeste.ops.chores import CHORES
from fotfeste.ops.metrics_server import IN_MEMORY, parse_metrics_address
from fotfeste.ops.readiness import PARTS
from fotfeste.privacy.doors import DOORS
from tests.cast import Cast
from tests.constellations.live.socket_client import SocketClient
from tests.http.test_gate import ROUTES, STANDING, path_of, undone
from tests.http.things import things_of
from tests.ops.home_copies import install
from tests.ops.homes import Home
from tests.ops.serving import free_port, get, serving, until

NAMED = {"static", "none"}
STATUSES = {f"{first}xx" for first in range(1, 6)}
OURS = re.compile(r"fotfeste_.*")


def allowed_labels() -> dict[str, set[str]]:
    bounds = {
        sample.labels["le"] for family in REGISTRY.collect() for sample in family.samples if "le" in sample.labels
    }
    return {
        "route": set(ROUTES) | NAMED,
        "status": STATUSES,
        "part": set(PARTS),
        "chore": set(CHORES),
        "le": bounds,
    }


def test_after_everyone_has_been_everywhere_no_label_holds_anything_but_names_of_ours(cast: Cast) -> None:
    """Every route, asked by everyone who may enter it, and by a stranger; addresses that do not exist too."""
    things = things_of(cast)
    for actor, doors in STANDING.items():
        browser = Client()
        if actor:
            browser.force_login(things.actor(actor))
        for route in sorted(route for route, who in DOORS.items() if who in doors):
            with undone():
                browser.get(path_of(route, things))
    stranger = Client()
    for odd in ("/ana@example.org/", f"/clients/{cast.ana.pk}/", "/invitation/hemmelig/", "/static/nei.css"):
        stranger.get(odd)
    allowed = allowed_labels()
    samples = [each for family in REGISTRY.collect() if OURS.match(family.name) for each in family.samples]
    routes = {each.labels["route"] for each in samples if "route" in each.labels}
    assert len(routes) > 60 and routes >= NAMED
    for sample in samples:
        for label, value in sample.labels.items():
            assert value in allowed[label], (sample.name, label, value)


@pytest.mark.parametrize(
    "text", ["0.0.0.0:9400", "192.0.2.1:9400", "example.org:9400", "9400", "127.0.0.1", "127.0.0.1:0", "[::]:9400"]
)
def test_a_port_that_others_could_reach_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="of this machine alone"):
        parse_metrics_address(text)


def test_a_port_of_this_machine_is_taken() -> None:
    assert parse_metrics_address("") is None
    assert parse_metrics_address("localhost:9400") == parse_metrics_address("127.0.0.1:9400") == ("127.0.0.1", 9400)
    assert parse_metrics_address("[::1]:9400") == ("::1", 9400)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this home keeps its own SQLite file")
def test_two_workers_are_summed_and_what_a_dead_one_counted_stays(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    install(home)
    refused = home.run("serve", "--port", str(free_port()), FOTFESTE_METRICS="0.0.0.0:9400")
    assert refused.returncode == 2 and "of this machine alone" in refused.stderr
    port, counts = free_port(), free_port()
    with serving(home.path, "--workers", "2", port=port, FOTFESTE_METRICS=f"127.0.0.1:{counts}") as house:
        until(lambda: answers_counts(counts), 30)
        folder = find_folder(home)
        assert folder.stat().st_mode & 0o777 == 0o700 and list(folder.iterdir())
        before = read(counts, "fotfeste_requests_total", route="offline")
        for _ in range(40):
            assert get(port, "/offline/") == 200
        assert read(counts, "fotfeste_requests_total", route="offline") == before + 40
        assert read(counts, "fotfeste_request_seconds_count", route="offline") == before + 40
        killed = house.workers()[0]
        os.kill(killed, signal.SIGKILL)
        until(lambda: killed not in house.workers() and len(house.workers()) == 2, 20)
        assert get(port, "/offline/") == 200
        assert read(counts, "fotfeste_requests_total", route="offline") == before + 41
        assert read(counts, "fotfeste_requests_waiting") == read(counts, "fotfeste_open_sockets") == 0
        until(lambda: read(counts, "fotfeste_chore_last_success_timestamp_seconds", chore="sessions") > 0, 30)
        assert read(counts, "fotfeste_ready", part="database") == 1
        before_restart = {*house.workers(), *house.children("chores")}
        house.hang_up()
        until(lambda: len(house.workers()) == 2 and not before_restart & {*house.workers()}, 90)
        until(lambda: len(house.children("chores")) == 1 and not before_restart & {*house.children("chores")}, 60)
        until(lambda: answers_counts(counts), 60)
    assert get_free(counts), "nothing is left listening"
    assert not folder.exists(), "nor in memory"


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this home keeps its own SQLite file")
def test_open_sockets_are_counted_while_they_are_open_over_all_workers(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    install(home)
    laid = json.loads(home.done(module="tests.ops.board_in_home").splitlines()[-1])
    port, counts = free_port(), free_port()

    def sit() -> SocketClient:
        return SocketClient(port, Constellation(pk=laid["board"]), laid["session"]).wait_for_view()

    def are_open(number: int) -> None:
        until(lambda: read(counts, "fotfeste_open_sockets") == number, 20)

    with serving(home.path, "--workers", "2", port=port, FOTFESTE_METRICS=f"127.0.0.1:{counts}"):
        until(lambda: answers_counts(counts), 30)
        first, second = sit(), sit()
        are_open(2)
        first.leave()
        are_open(1)
        second.leave()
        are_open(0)


def find_folder(home: Home) -> Path:
    """Where the counts of this home lie: in memory, this user's alone."""
    mark = hashlib.sha256(str(home.path).encode()).hexdigest()[:12]
    return IN_MEMORY / f"fotfeste-metrics-{os.getuid()}-{mark}"


def answers_counts(port: int) -> bool:
    try:
        return bool(fetch(port))
    except OSError:
        return False


def get_free(port: int) -> bool:
    return not answers_counts(port)


def fetch(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return str(answer.read().decode())


def read(port: int, name: str, **labels: str) -> float:
    samples = [each for family in parse(fetch(port)) for each in family.samples if each.name == name]
    return sum(each.value for each in samples if labels.items() <= each.labels.items())
