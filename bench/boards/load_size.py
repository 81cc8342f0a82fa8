"""How much is asked of every server, and who in a room does what."""

from dataclasses import dataclass

DRAGGERS = (2, 3)  # seats; 0 leads and 1 is the client
STOPPER = 5
RECONNECTING = (6, 7)  # lose their connection and come back
PATH_POINTS = 40  # of a drop: the longest there may be
FEWEST_SEATS = 12
DROPS_AT_Y, DRAGS_FROM_Y, ROW = 900, 100, 1_200


@dataclass(frozen=True)
class LoadSize:
    rooms: int = 15
    seats: int = 40
    seconds: float = 20  # what is measured
    hz: float = 20  # previews of one hand
    drop_every_s: float = 2
    joins_per_s: float = 40
    figures: int = 12  # on each of our boards: as many as a plan allows by default
    sampled: int = 4  # seats of each room in which every frame is read; in all others frames are counted

    @property
    def sample(self) -> tuple[int, ...]:
        """Seats that watch: the last ones, none of which does anything else."""
        return tuple(range(self.seats - self.sampled, self.seats))

    @property
    def drops(self) -> int:
        """As many as one hand could need while all of it lasts."""
        return int((self.seconds + 60) / self.drop_every_s)


def drag_place(n: int) -> tuple[int, int, int]:
    """x, y, heading of the n-th preview: no two of one hand are the same, so a frame tells when it was sent."""
    return n % ROW, DRAGS_FROM_Y + n // ROW, n % 360


def drop_place(n: int) -> tuple[int, int, int]:
    return n % ROW, DROPS_AT_Y, n % 360


def drop_path() -> list[list[int]]:
    return [[i * 7, i * 5, i * 50] for i in range(PATH_POINTS)]
