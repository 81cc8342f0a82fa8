"""The parent process of `fotfeste serve`: it holds the socket, and keeps the workers and one housekeeper alive."""

import contextlib
import logging
import os
import socket
import subprocess
import sys
import time
from typing import Any

from uvicorn import Config
from uvicorn.supervisors import Multiprocess

from fotfeste.ops.graceful_h11 import GracefulH11

log = logging.getLogger(__name__)

START_TIMEOUT_S = 60  # a small machine takes its time to import everything
SHUTDOWN_TIMEOUT_S = 30
RESTART_INTERVAL_S = 5.0
# Boards send small frames to many: compressing each for each socket would cost more than everything else.
SOCKETS: dict[str, Any] = {"ws": "websockets-sansio", "ws_per_message_deflate": False, "ws_max_size": 16_384}


# A dozen threads of a worker would each keep memory of their own that another cannot use.
WORKER_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}


class Housekeeper:
    """A child process that ends when its stdin does: it cannot outlive the house, however that ends."""

    def __init__(self, command: list[str]):
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.began_s = 0.0

    def ensure_running(self) -> None:
        if self.process and self.process.poll() is None:
            return
        if self.process:
            if time.monotonic() - self.began_s < RESTART_INTERVAL_S:
                return
            log.info("the housekeeper ended and is started again")
        self.began_s = time.monotonic()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE)  # noqa: S603  # our own program

    def ask_to_end(self) -> None:
        """It finishes what it is doing and ends; `ensure_running` starts the next one then."""
        if self.process and self.process.stdin:
            with contextlib.suppress(OSError):
                self.process.stdin.close()

    def stop(self) -> None:
        if not self.process:
            return
        self.ask_to_end()
        self.process.terminate()
        try:
            self.process.wait(SHUTDOWN_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Supervisor(Multiprocess):
    """uvicorn's supervisor (HUP: one worker after the other, the new one first; a dead worker is replaced)."""

    def __init__(self, config: Config, listening_socket: socket.socket, housekeeper: Housekeeper):
        super().__init__(config, [listening_socket])
        self.housekeeper = housekeeper

    def keep_subprocess_alive(self) -> None:
        super().keep_subprocess_alive()
        if not self.should_exit.is_set():
            self.housekeeper.ensure_running()

    def restart_all(self) -> None:
        super().restart_all()
        self.housekeeper.ask_to_end()

    def join_all(self) -> None:
        self.housekeeper.stop()
        super().join_all()


def serve(listening_socket: socket.socket, *, workers: int, trusted_proxies: str) -> None:
    """Returns when the house was asked to stop and the last request was answered."""
    os.environ.update({**WORKER_ENVIRONMENT, **os.environ})
    config = Config(
        "fotfeste.config.asgi:application",
        workers=workers,
        http=GracefulH11,
        **SOCKETS,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=trusted_proxies,
        timeout_graceful_shutdown=SHUTDOWN_TIMEOUT_S,
        timeout_worker_healthcheck=START_TIMEOUT_S,
    )
    Supervisor(config, listening_socket, Housekeeper([sys.executable, "-m", "fotfeste", "chores", "--keep-on"])).run()


def open_listening_socket(host: str, port: int, fd: int | None) -> socket.socket:
    """The socket, bound once here; or the one systemd holds, so that callers wait in it while the house restarts."""
    listening_socket = socket.socket(fileno=fd) if fd is not None else _bind_socket(host, port)
    listening_socket.setblocking(False)
    listening_socket.set_inheritable(True)
    return listening_socket


def _bind_socket(host: str, port: int) -> socket.socket:
    bound_socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound_socket.bind((host, port))
    bound_socket.listen(2048)  # from now on nobody is refused: who comes before the first worker waits
    return bound_socket
