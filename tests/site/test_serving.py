"""A real server under constant load: restarts lose nobody, a dead worker is replaced, a full restart lets callers wait."""

import os
import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.site.serving import Callers, answers, founded, free_port, serving, until

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="these homes keep their own SQLite file")

REPLACED_WITHIN_S = 10


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return founded(tmp_path_factory.mktemp("serving") / "home")


@pytest.mark.parametrize("keep_connections", [False, True], ids=["new connections", "kept connections"])
def test_three_restarts_under_load_lose_no_request(home: Path, keep_connections: bool) -> None:
    with serving(home, "--workers", "2", port=free_port()) as house, Callers(house.port, keep_connections) as callers:
        times = 3 if not keep_connections else 1
        for _ in range(times):
            before = set(house.workers())
            house.hang_up()
            until(lambda old=before: len(house.workers()) == 2 and not old & set(house.workers()), 30)  # type: ignore[misc]
    assert callers.served > 50
    assert callers.failed == []


def test_a_killed_worker_and_a_killed_housekeeper_are_replaced(home: Path) -> None:
    with serving(home, "--workers", "2", port=free_port()) as house:
        until(lambda: len(house.children("chores")) == 1, 10)
        worker, keeper = house.workers()[0], house.children("chores")[0]
        os.kill(worker, signal.SIGKILL)
        os.kill(keeper, signal.SIGKILL)
        until(lambda: worker not in house.workers() and len(house.workers()) == 2, REPLACED_WITHIN_S)
        until(lambda: len(house.children("chores")) == 1 and keeper not in house.children("chores"), REPLACED_WITHIN_S)
        assert answers(house.port)
        everyone = house.workers() + house.children("chores")
        assert house.stop() == 0
        assert not [pid for pid in everyone if Path(f"/proc/{pid}").exists()]


def test_a_full_restart_on_a_held_socket_loses_no_request(home: Path) -> None:
    """As with a systemd socket: this test holds the listening socket, callers wait in it while the house is away."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(128)
        port, fd = held.getsockname()[1], held.fileno()
        first = serving(home, "--fd", str(fd), port=port, fds=(fd,))
        first.__enter__()
        with ExitStack() as second:
            with Callers(port) as callers:
                until(lambda: callers.served > 10, 20)
                first.__exit__(None, None, None)
                asked = callers.served
                second.enter_context(serving(home, "--fd", str(fd), port=port, fds=(fd,)))
                until(lambda: callers.served > asked + 10, 20)
    assert callers.failed == []
