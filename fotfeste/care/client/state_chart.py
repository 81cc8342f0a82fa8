"""The check-ins of a period as two small drawings. Pure: places on a 1000 × 100 sheet, no colours, no verdicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fotfeste.body.check_in_answers import Answers

WIDTH, HEIGHT, EDGE = 1000, 100, 12
MANY = 40  # from here on dots are drawn smaller
Timed = tuple[datetime, Answers]


@dataclass(frozen=True)
class Dot:
    x: float
    y: float

    @property
    def path(self) -> str:
        """A line of no length: with round ends it is a dot that keeps its shape however the sheet is stretched."""
        return f"M{self.x:g} {self.y:g}h.01"


@dataclass(frozen=True)
class Pair:
    """Head and body at one time; either may be missing."""

    head: Dot | None
    body: Dot | None

    @property
    def between(self) -> str:
        return f"M{self.head.x:g} {self.head.y:g}V{self.body.y:g}" if self.head and self.body else ""


@dataclass(frozen=True)
class StateChart:
    """`line` and `dots`: activation on the window. `pairs`: how safe the head knows it is, and the body feels.

    The properties are paths, one for all marks of a kind: ninety days are drawn in a handful of elements.
    """

    line: str
    dots: tuple[Dot, ...]
    pairs: tuple[Pair, ...]
    many: bool

    @property
    def all_dots(self) -> str:
        return _together(self.dots)

    @property
    def betweens(self) -> str:
        return "".join(pair.between for pair in self.pairs)

    @property
    def heads(self) -> str:
        return _together(pair.head for pair in self.pairs)

    @property
    def bodies(self) -> str:
        return _together(pair.body for pair in self.pairs)


def _together(dots: Iterable[Dot | None]) -> str:
    return "".join(dot.path for dot in dots if dot)


def draw_state_chart(times: Sequence[Timed], start: datetime, end: datetime) -> StateChart:
    """Draw them from left (start) to right (end), in order of time."""
    ordered = sorted(times, key=lambda each: each[0])
    span = max((end - start).total_seconds(), 1)
    placed = [(_x((at - start).total_seconds() / span), answers) for at, answers in ordered]
    dots = tuple(Dot(x, _activation_y(a.activation)) for x, a in placed if a.activation is not None)
    pairs = tuple(_pair(x, a) for x, a in placed if a.head_safe is not None or a.body_safe is not None)
    return StateChart(" ".join(f"{dot.x:g},{dot.y:g}" for dot in dots), dots, pairs, len(times) > MANY)


def _x(share: float) -> float:
    # A clock that was set back may date an answer outside the period; it is drawn at the edge.
    return round(EDGE + min(max(share, 0), 1) * (WIDTH - 2 * EDGE), 1)


def _activation_y(activation: int) -> float:
    return HEIGHT / 2 - activation * 8.8


def _safety_y(safety: int) -> float:
    return round(HEIGHT - 8 - safety * 8.4, 1)


def _pair(x: float, answers: Answers) -> Pair:
    head = None if answers.head_safe is None else Dot(x, _safety_y(answers.head_safe))
    body = None if answers.body_safe is None else Dot(x, _safety_y(answers.body_safe))
    return Pair(head, body)
