"""Two server processes hold the same board: Redis wakes, the database decides, and one of them may die."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from fotfeste.constellations.models import BoardEvent
from fotfeste.constellations.store import event_store
from tests.cast import Cast
from tests.constellations.live.conftest import OpenHouse, OpenSocket
from tests.constellations.live.live_setup import CANARIES, make_live_board
from tests.constellations.live.socket_client import SocketClient, make_session

MOVES_EACH = 25
Answer = dict[str, Any]


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A Redis of this test's own, on loopback, that writes nothing to disk."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        pytest.skip("no redis-server here; .ci/run installs it")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [found, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
    wait_until_open(port)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


def wait_until_open(port: int) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.05)


@pytest.fixture(params=["redis", "looking"])
def between(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With a Redis between them, and without: then each looks for what is new by itself."""
    if request.param == "redis":
        monkeypatch.setattr(settings, "REDIS_URL", request.getfixturevalue("redis_url"))
    else:
        monkeypatch.setattr(settings, "FOTFESTE_WORKERS", 2)
    return str(request.param)


def test_what_one_process_writes_the_other_shows(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, between: str
) -> None:
    one, here, there = make_live_board(live_cast), open_house(), open_house()
    ana, r0, figure = sit(here, one, "ana"), sit(there, one, "r0"), one.figures[CANARIES[0]]
    r0.send_and_wait("move", figure=figure, x=801, y=402, heading=7)
    ana.wait_until(lambda me: me.view["figures"][figure]["at"] == [801, 402, 7, 0], within_s=3)
    ana.send_and_wait("send", signal="stop")
    r0.wait_until(lambda me: me.view["phase"] == "grounding", within_s=3)
    assert r0.send_and_wait("move", figure=figure, x=1, y=1)["code"] == "not_allowed"


def test_a_drag_crosses_too_where_redis_is(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", redis_url)
    one, here, there = make_live_board(live_cast), open_house(), open_house()
    ana, r0, figure = sit(here, one, "ana"), sit(there, one, "r0"), one.figures[CANARIES[0]]
    ana.collect_frames(0.5)  # until both listen
    r0.drag(figure, 640, 480, 10)
    ana.wait_until(lambda me: any(f.get("drags") == {figure: [640, 480, 10]} for f in me.frames), within_s=3)


def test_both_write_at_once_one_is_killed_and_the_board_stays_true(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, between: str
) -> None:
    one, here, there = make_live_board(live_cast), open_house(), open_house()
    thea, r0 = sit(here, one, "thea"), sit(there, one, "r0")
    answers: list[Answer] = []
    busy = [
        threading.Thread(target=send_moves, args=(who, figure, answers))
        for who, figure in ((thea, one.figures["stein"]), (r0, one.figures[CANARIES[0]]))
    ]
    for thread in busy:
        thread.start()
    for thread in busy:
        thread.join()
    assert not [answer for answer in answers if "no" in answer]
    assert len({answer["seq"] for answer in answers}) == 2 * MOVES_EACH
    here.kill(here.workers[0])
    assert thea.wait_for_close() is not None
    r0.send_and_wait("perceive", figure=one.figures[CANARIES[0]], quality="lettere")
    back = SocketClient(there.port, one.board, make_session(one.seats["thea"])).wait_for_view()
    truth = event_store.load_state(one.board.pk)
    for each in (back, r0):
        each.wait_until(lambda me: me.view["seq"] == truth.seq)
        for key, figure in truth.figures.items():
            assert each.view["figures"][key]["at"] == [figure.x, figure.y, figure.heading, figure.gaze]
    seqs = list(BoardEvent.objects.filter(constellation=one.board).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, truth.seq + 1))
    back.leave()


def send_moves(who: SocketClient, figure: str, answers: list[Answer]) -> None:
    for n in range(MOVES_EACH):
        answers.append(who.send_and_wait("move", figure=figure, x=100 + n, y=200 + n))
