"""A founded home, real servers, and callers that count every answer they did not get."""

import atexit
import functools
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
INIT = ["--name", "Prøvestedet", "--basis", "alternativ", "--address", "https://prove.example.org"]
STARTS_WITHIN_S = 60


def environment(**more: str) -> dict[str, str]:
    """Nothing of this process's settings: a database named here would be every home's at once."""
    hidden = ("FOTFESTE_", "DJANGO_", "DATABASE_URL")
    return {**{k: v for k, v in os.environ.items() if not k.startswith(hidden)}, **more}


def fotfeste(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "fotfeste", *arguments]


def init_home(home: Path) -> Path:
    """A home of its own as `fotfeste init` leaves it; made once a run and copied."""
    return Path(shutil.copytree(_original_home(), home))


@functools.cache
def _original_home() -> Path:
    place = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, place)
    init = fotfeste("init", "--home", f"{place}/home", *INIT)
    subprocess.run(init, cwd=BASE, env=environment(), check=True, capture_output=True, timeout=60)
    return Path(place) / "home"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def read_log(self) -> str:
        return self.log.read_text()

    def children(self, like: str) -> list[int]:
        """Ids of this house's own children whose command line holds `like`."""
        found = []
        for each in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((each / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == self.process.pid and like in (each / "cmdline").read_text():
                    found.append(int(each.name))
            except (OSError, IndexError):  # it ended meanwhile
                continue
        return found

    def workers(self) -> list[int]:
        return self.children("spawn_main")

    def hang_up(self) -> None:
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(40)


@contextmanager
def serving(home: Path, *arguments: str, port: int, fds: tuple[int, ...] = (), **more: str) -> Iterator[House]:
    log = home.parent / f"log-{port}-{time.monotonic_ns()}"
    with log.open("wb") as told:
        command = fotfeste("serve", "--home", str(home), "--port", str(port), *arguments)
        process = subprocess.Popen(
            command, cwd=BASE, env=environment(**more), stderr=told, stdin=subprocess.DEVNULL, pass_fds=fds
        )
    house = House(process, port, log)
    try:
        until(lambda: process.poll() is not None or answers(port), STARTS_WITHIN_S)
        assert process.poll() is None, house.read_log()
        yield house
    finally:
        if process.poll() is None:
            house.stop()


def until(done: Callable[[], bool], within_s: float) -> None:
    end = time.monotonic() + within_s
    while not done():
        assert time.monotonic() < end, f"not within {within_s} s"
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Any answer will do: a house for one name only refuses this one politely."""
    try:
        return get(port) < 500
    except (OSError, http.client.HTTPException):
        return False


def get(port: int, path: str = "/help/", timeout_s: float = 20) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
    try:
        connection.request("GET", path, headers={"Host": "localhost", "Connection": "close"})
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def read_page(port: int, path: str, host: str = "localhost") -> str:
    return read_bytes(port, path, host).decode(errors="replace")


def read_bytes(port: int, path: str, host: str = "localhost") -> bytes:
    """As the proxy would ask for it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https", "Connection": "close"})
        response = connection.getresponse()
        assert response.status == 200, (path, response.status)
        return response.read()
    finally:
        connection.close()


@dataclass
class Callers:
    """People who keep asking, each as soon as the last answer came. A refused or cut connection is a failure."""

    port: int
    keep_connections: bool = False
    served: int = 0
    failed: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Callers":
        self.come()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def come(self) -> None:
        self._threads = [threading.Thread(target=self._ask_on, daemon=True) for _ in range(3)]
        for each in self._threads:
            each.start()

    def leave(self) -> None:
        self._stop.set()
        for each in self._threads:
            each.join(30)

    def _ask_on(self) -> None:
        connection = None
        while not self._stop.is_set():
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                if not self._is_answered(connection) or not self.keep_connections:
                    connection.close()
                    connection = None
            except (OSError, http.client.HTTPException) as gone:
                self.failed.append(type(gone).__name__)
                if connection:
                    connection.close()
                connection = None
            self._stop.wait(0.01)  # six of them would otherwise take the machine from the house
        if connection:
            connection.close()

    def _is_answered(self, connection: http.client.HTTPConnection) -> bool:
        """True while the server lets this connection be used again."""
        connection.request("GET", "/", headers={"Host": "localhost"})
        response = connection.getresponse()
        response.read()
        self.served += 1
        if response.status != 200:
            self.failed.append(str(response.status))
        return response.headers.get("Connection") != "close" and not response.will_close
