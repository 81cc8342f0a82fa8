"""A real server under load: restarts lose nobody, a dead worker is replaced, a full restart lets callers wait."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.ops.serving import Callers, House, answers, free_port, init_home, serving, until

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="these homes keep their own SQLite file")

REPLACED_WITHIN_S = 10
RESTARTS = 30 if os.environ.get("FOTFESTE_LONG") else 3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return init_home(tmp_path_factory.mktemp("serving") / "home")


@pytest.fixture(scope="module")
def house(home: Path) -> Iterator[House]:
    with serving(home, "--workers", "2", port=free_port()) as started:
        yield started


def test_restarts_under_load_lose_no_request(house: House) -> None:
    with Callers(house.port) as fresh, Callers(house.port, keep_connections=True) as kept:
        for _ in range(RESTARTS):
            before = set(house.workers())
            house.hang_up()
            until(lambda old=before: len(house.workers()) == 2 and not old & set(house.workers()), 30)  # type: ignore[misc]
    assert fresh.served > 50 and kept.served > 50
    assert fresh.failed + kept.failed == []


def test_a_killed_worker_and_a_killed_housekeeper_are_replaced(house: House) -> None:
    until(lambda: len(house.children("chores")) == 1, 10)
    worker, keeper = house.workers()[0], house.children("chores")[0]
    os.kill(worker, signal.SIGKILL)
    os.kill(keeper, signal.SIGKILL)
    until(lambda: worker not in house.workers() and len(house.workers()) == 2, REPLACED_WITHIN_S)
    until(lambda: len(house.children("chores")) == 1 and keeper not in house.children("chores"), REPLACED_WITHIN_S)
    assert answers(house.port)


def test_stopping_ends_everyone(house: House) -> None:
    everyone = house.workers() + house.children("chores")
    assert house.stop() == 0
    assert len(everyone) == 3 and not [pid for pid in everyone if Path(f"/proc/{pid}").exists()]


def test_a_full_restart_on_a_held_socket_loses_no_request(home: Path) -> None:
    """As with a systemd socket: this test holds the listening socket, callers wait in it while the house is away."""
    with socket.socket() as held, ExitStack() as second:
        held.bind(("127.0.0.1", 0))
        held.listen(128)
        port, fd = held.getsockname()[1], held.fileno()
        with ExitStack() as first:
            first.enter_context(serving(home, "--fd", str(fd), port=port, fds=(fd,)))
            callers = Callers(port)
            second.callback(callers.leave)
            callers.come()
            until(lambda: callers.served > 10, 20)
        asked = callers.served
        second.enter_context(serving(home, "--fd", str(fd), port=port, fds=(fd,)))
        until(lambda: callers.served > asked + 10, 20)
        callers.leave()
    assert callers.failed == []
