"""The house as it is served, in processes of its own that can be killed.

One process, the nurse, is forked before any thread begins and has everything loaded; it bears workers, so a new one
stands within milliseconds. All share one listening socket, as workers of a server do: who calls while nobody is there
waits in line. A worker is the application under uvicorn with the options of `fotfeste serve`.
"""

import logging.config
import os
import signal
import socket
import sys
import traceback
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from tests.durability.faults import plant_fault


class House:
    def __init__(self, log: Path, fault: str = "") -> None:
        self.log, self.workers = log, list[int]()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self.socket.getsockname()[1]
        connections.close_all()  # a connection shared over a fork is two people with one voice
        asked, asks = os.pipe()
        told, tells = os.pipe()
        self.nurse = os.fork()
        if not self.nurse:
            os.close(asks)
            _nurse(self.socket, asked, tells, log, fault)
        os.close(asked)
        os.close(tells)
        self._asks, self._told = os.fdopen(asks, "w"), os.fdopen(told)

    def fill(self, number: int) -> None:
        """As many workers as that, new ones for those that were killed."""
        while len(self.workers) < number:
            self.workers.append(int(self._ask("bear")))
        while len(self.workers) > number:
            self.kill(self.workers[0])

    def kill(self, worker: int) -> None:
        """SIGKILL: no handler runs, nothing is flushed, no connection is closed in good order."""
        os.kill(worker, signal.SIGKILL)
        self.workers.remove(worker)
        self._ask(f"bury {worker}")

    def close(self) -> None:
        self.fill(0)
        self._asks.close()
        os.waitpid(self.nurse, 0)
        self._told.close()
        self.socket.close()

    def _ask(self, what: str) -> str:
        self._asks.write(f"{what}\n")
        self._asks.flush()
        if not (answer := self._told.readline()):
            raise RuntimeError(f"the house fell down; its log: {self.log.read_text()[-4000:]}")
        return answer


def _nurse(door: socket.socket, asked: int, tells: int, log: Path, fault: str) -> None:
    """Never returns: what follows in the forked process is the test run itself."""
    try:
        _speak_into(log)
        application = _warm(fault)
        with os.fdopen(asked) as requests:
            _bear_and_bury(requests, tells, door, application)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _bear_and_bury(requests: Iterable[str], tells: int, door: socket.socket, application: Any) -> None:
    for request in requests:
        what, *whom = request.split()
        if what == "bury":
            os.waitpid(int(whom[0]), 0)
            os.write(tells, b"buried\n")
            continue
        worker = os.fork()
        if not worker:
            _work(door, application)
        os.write(tells, f"{worker}\n".encode())


def _speak_into(log: Path) -> None:
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(written, 1)
    os.dup2(written, 2)
    sys.stdout = sys.stderr = os.fdopen(written, "w", buffering=1)
    logging.config.dictConfig(settings.LOGGING)
    warnings.simplefilter("default")


def _warm(fault: str) -> Any:
    """The application of `fotfeste serve`, its addresses and practices read, so that each worker need not."""
    import uvicorn.protocols.http.h11_impl  # noqa: F401
    from django.test import Client
    from django.urls import resolve

    from fotfeste.practices.catalogue import load_practices

    plant_fault(fault)
    from fotfeste.config.sockets import route_sockets
    from fotfeste.http.page_handler import PageHandler

    application = route_sockets(PageHandler())
    resolve("/now/")
    load_practices("nb")
    Client().get("/account/login/")  # templates and translations too
    connections.close_all()
    return application


def _work(door: socket.socket, application: Any) -> None:
    import uvicorn

    from fotfeste.ops.supervision import SOCKETS

    try:
        config = uvicorn.Config(
            application,
            log_level="warning",
            server_header=False,
            proxy_headers=True,
            forwarded_allow_ips="127.0.0.1",
            **SOCKETS,
        )
        uvicorn.Server(config).run(sockets=[door])
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)
