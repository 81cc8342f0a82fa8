"""Our own server for the bench: a temporary home, boards in the middle of moving, a seat and a session for each place.

The boards are laid by another process (`make_boards.py`), so that this one, which makes the load, stays small.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.boards.load_size import LoadSize
from bench.boards.servers import run_server
from bench.serving import BASE, free_port


@dataclass(frozen=True)
class BenchRoom:
    """All the bench knows of one board. Lists go by the number of the seat; `figures` by the hand that drags."""

    figures: list[str]
    board: str = ""
    cookies: list[str] = field(default_factory=list)  # the whole Cookie header of each seat
    csrf: str = ""  # what a form carries

    @property
    def stop_path(self) -> str:
        return f"/constellations/{self.board}/stop/"


@dataclass(frozen=True)
class OurServer:
    port: int
    pid: int
    rooms: list[BenchRoom]


@contextmanager
def run_our_server(size: LoadSize) -> Iterator[OurServer]:
    """Laid, and served by `fotfeste serve` itself: one worker, its parent, its housekeeper."""
    with tempfile.TemporaryDirectory(prefix="fotfeste-boards-") as home:
        rooms = make_rooms(Path(home), size)
        port = free_port()
        command = [sys.executable, "-m", "fotfeste", "serve", "--home", home, "--port", str(port), "--workers", "1"]
        with run_server(command, port, environment={"FOTFESTE_LOG": "text"}, path="/health/") as pid:
            yield OurServer(port, pid, rooms)


def make_rooms(home: Path, size: LoadSize) -> list[BenchRoom]:
    command = [sys.executable, "-m", "bench.boards.make_boards", str(home), json.dumps(asdict(size))]
    made = subprocess.run(command, cwd=BASE, env=dict(os.environ), stdout=subprocess.PIPE, check=True)
    return [BenchRoom(**room) for room in json.loads(made.stdout)]
