"""The two quiet drawings of Spor, as plain geometry. Nothing in them is good or bad, and nothing is counted out.

*The gap*: each check-in that answered both questions is a ring (the head) and a dot (the body) on one thin line.
*The twig*: one leaf for every moment of safety kept so far. Leaves are only ever added.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fotfeste.body.models import CheckIn

GAP_WIDTH, GAP_HEIGHT, GAP_EDGE = 320, 116, 10
SCALE = 10
TWIG_WIDTH, TWIG_HEIGHT = 320, 96
MOST_LEAVES = 90
GOLDEN = 0.618_034


@dataclass(frozen=True)
class Mark:
    at: datetime
    head: int
    body: int
    x: float
    head_y: float
    body_y: float


@dataclass(frozen=True)
class Gap:
    """`head_line` and `body_line` are points for a polyline, through the marks in order."""

    marks: tuple[Mark, ...]
    head_line: str
    body_line: str
    width: int = GAP_WIDTH
    height: int = GAP_HEIGHT


def gap_of(check_ins: Sequence[CheckIn]) -> Gap | None:
    """The drawing for these check-ins, oldest first; None when none of them answered both questions."""
    both = [(each.at, each.answers.head_safe, each.answers.body_safe) for each in check_ins if _has_both(each)]
    if not both:
        return None
    first_at, last_at = both[0][0], both[-1][0]
    span_s = (last_at - first_at).total_seconds()
    marks = tuple(
        Mark(at, head, body, _x((at - first_at).total_seconds(), span_s), _y(head), _y(body)) for at, head, body in both
    )
    return Gap(marks, _line((m.x, m.head_y) for m in marks), _line((m.x, m.body_y) for m in marks))


def _has_both(check_in: CheckIn) -> bool:
    return check_in.answers is not None and check_in.answers.gap is not None


def _x(passed_s: float, span_s: float) -> float:
    share = passed_s / span_s if span_s else 0.5
    return round(GAP_EDGE + share * (GAP_WIDTH - 2 * GAP_EDGE), 1)


def _y(value: int) -> float:
    return round(GAP_EDGE + (1 - value / SCALE) * (GAP_HEIGHT - 2 * GAP_EDGE), 1)


def _line(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


@dataclass(frozen=True)
class Leaf:
    x: float
    y: float
    turn: float  # degrees
    size: float


@dataclass(frozen=True)
class Twig:
    stem: str  # a path
    leaves: tuple[Leaf, ...]
    width: int = TWIG_WIDTH
    height: int = TWIG_HEIGHT


def twig_of(moments: int) -> Twig | None:
    """A twig with one leaf per moment (to a limit the drawing can hold). None before the first one."""
    leaves = min(moments, MOST_LEAVES)
    if not leaves:
        return None
    length = min(TWIG_WIDTH - 24.0, 36 + 22 * leaves**0.75)
    size = max(0.55, 1.15 - leaves / 130)
    grown = tuple(_leaf(number, leaves, length, size) for number in range(leaves))
    return Twig(_stem(length), grown)


def _leaf(number: int, of: int, length: float, size: float) -> Leaf:
    """The last leaf sits at the tip, the others take turns above and below."""
    share = 1.0 if number == of - 1 else 0.12 + 0.86 * (number + 0.5) / of
    x, y, slope = _on_stem(share, length)
    if number == of - 1:
        return Leaf(round(x, 1), round(y, 1), round(slope), round(size, 2))
    lean = 38 + 26 * ((number * GOLDEN) % 1)
    turn = slope - lean if number % 2 == 0 else slope + lean
    return Leaf(round(x, 1), round(y, 1), round(turn), round(size * (0.85 + 0.3 * ((number * GOLDEN * 2) % 1)), 2))


def _on_stem(share: float, length: float) -> tuple[float, float, float]:
    """Place and direction (degrees) on a slow rising wave."""
    x = 8 + share * length
    angle = share * length / 52
    y = TWIG_HEIGHT * 0.62 - 9 * math.sin(angle) - 0.05 * share * length
    slope = math.degrees(math.atan(-9 * math.cos(angle) / 52 - 0.05))
    return x, y, slope


def _stem(length: float) -> str:
    points = [_on_stem(step / 40, length) for step in range(41)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in points)
