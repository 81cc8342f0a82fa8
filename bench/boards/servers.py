"""Server processes of one run, each ended by its own id, and what they worked, read from /proc."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.serving import BASE, free_port, wait

HERE = Path(__file__).parent
LOG = BASE / "var/bench-boards.log"  # what the servers said
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
STOP_TIMEOUT_S = 40  # ours lets its last requests finish
YJS = "node_modules/@y/websocket-server/src/server.js"
UVICORN = ("--host", "127.0.0.1", "--ws", "websockets-sansio", "--log-level", "warning", "--no-server-header")


@contextmanager
def run_server(
    command: Sequence[str], port: int, *, environment: Mapping[str, str] | None = None, path: str = "/"
) -> Iterator[int]:
    """The process id of a server that answers. Raises RuntimeError when it does not."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a") as said:
        process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})}, cwd=BASE, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        wait(process, port, path)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def run_group_send() -> Iterator[tuple[int, int]]:
    """Port and process id."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.boards.peers.group_send:application", "--port", str(port)]
    with run_server([*command, *UVICORN], port) as pid:
        yield port, pid


@contextmanager
def run_node(script: str) -> Iterator[tuple[int, int]]:
    port = free_port()
    environment = {"HOST": "127.0.0.1", "PORT": str(port), "NODE_ENV": "production"}
    with run_server(["node", str(HERE / script)], port, environment=environment) as pid:
        yield port, pid


def process_cpu_s(pid: int) -> float:
    """What this process and all it has started worked, in seconds of one core. Steps of 10 ms."""
    worked = 0.0
    for each in (pid, *_children(pid)):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        worked += (int(fields[11]) + int(fields[12])) / TICKS_PER_S  # utime, stime
    return worked


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from _children(child)


def machine_cpu_s() -> float:
    """What all cores together worked, for anybody, in seconds of one core."""
    user, nice, system, _idle, _iowait, irq, softirq, steal = map(
        int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    )
    return (user + nice + system + irq + softirq + steal) / TICKS_PER_S
