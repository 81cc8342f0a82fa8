"""Our own server for the bench: a temporary home, boards in the middle of moving, a seat and a session for each place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.boards.size import Size


@dataclass(frozen=True)
class Room:
    """All the bench knows of one board. Lists go by the number of the seat; `figures` by the hand that drags."""

    figures: list[str]
    board: str = ""
    cookies: list[str] = field(default_factory=list)  # the whole Cookie header of each seat
    csrf: str = ""  # what the form of the stopper's page would carry

    @property
    def stop_path(self) -> str:
        return f"/constellations/{self.board}/stop/"


@dataclass(frozen=True)
class House:
    port: int
    pid: int
    rooms: list[Room]


@contextmanager
def opened(size: Size) -> Iterator[House]:
    raise NotImplementedError
    yield
