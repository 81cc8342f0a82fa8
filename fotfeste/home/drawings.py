"""The two quiet drawings of Spor, as plain geometry. Nothing in them is good or bad, and nothing is counted out.

*The gap*: each check-in that answered both questions is a ring (the head) and a dot (the body) on one thin line.
*The twig*: one leaf for every moment of safety kept so far. Leaves are only ever added.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from fotfeste.body.models import CheckIn

GAP_WIDTH, GAP_HEIGHT, GAP_EDGE = 320, 116, 10
SCALE, RING, DOT = 10, 4.5, 3.5
TWIG_WIDTH, STEM_HEIGHT, STEM_STEP = 320, 76, 46
LEAVES_ON_A_STEM, MAX_STEMS = 28, 3
# A leaf that lies to the right of its stalk: two curves, there and back, each told from where it begins.
LEAF = (((4, -6), (12, -7), (18, -2)), ((-5, 5), (-13, 6), (-18, 2)))
DAWN_EVERY = 3  # each third leaf has the warmer colour
GOLDEN = 0.618_034


@dataclass(frozen=True)
class Mark:
    at: datetime
    head: int
    body: int
    x: float
    head_y: float
    body_y: float

    @property
    def description(self) -> str:
        """The same in words, for who reads rather than looks."""
        return _("the head %(head)s, the body %(body)s") % {"head": self.head, "body": self.body}


@dataclass(frozen=True)
class Gap:
    """`head_line` and `body_line` are points for a polyline, through the marks in order.

    The rest are paths, one for all marks together: a month is drawn in five elements, however much was answered.
    """

    marks: tuple[Mark, ...]
    head_line: str
    body_line: str
    between: str
    rings: str
    dots: str
    width: int = GAP_WIDTH
    height: int = GAP_HEIGHT


def draw_safety_gap(check_ins: Sequence[CheckIn]) -> Gap | None:
    """The drawing for these check-ins, oldest first; None when none of them answered both questions."""
    both = [(each.at, each.answers.head_safe, each.answers.body_safe) for each in check_ins if _has_both(each)]
    if not both:
        return None
    first_at, last_at = both[0][0], both[-1][0]
    span_s = (last_at - first_at).total_seconds()
    marks = tuple(
        Mark(at, head, body, _x_at((at - first_at).total_seconds(), span_s), _y_at(head), _y_at(body))
        for at, head, body in both
    )
    return Gap(
        marks,
        head_line=_line_path((m.x, m.head_y) for m in marks),
        body_line=_line_path((m.x, m.body_y) for m in marks),
        between="".join(f"M{m.x} {m.head_y}V{m.body_y}" for m in marks),
        rings="".join(_circle_path(m.x, m.head_y, RING) for m in marks),
        dots="".join(_circle_path(m.x, m.body_y, DOT) for m in marks),
    )


def _has_both(check_in: CheckIn) -> bool:
    return check_in.answers is not None and check_in.answers.safety_gap is not None


def _x_at(passed_s: float, span_s: float) -> float:
    share = passed_s / span_s if span_s else 0.5
    return round(GAP_EDGE + share * (GAP_WIDTH - 2 * GAP_EDGE), 1)


def _y_at(value: int) -> float:
    return round(GAP_EDGE + (1 - value / SCALE) * (GAP_HEIGHT - 2 * GAP_EDGE), 1)


def _circle_path(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y}a{r} {r} 0 1 0 {2 * r:g} 0a{r} {r} 0 1 0-{2 * r:g} 0z"


def _line_path(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


@dataclass(frozen=True)
class Leaf:
    x: float
    y: float
    turn: float  # degrees
    size: float

    @property
    def path(self) -> str:
        """The leaf where it sits: turned and sized here, so that all leaves together are one element of the page."""
        cos, sin = (self.size * turned(math.radians(self.turn)) for turned in (math.cos, math.sin))
        there, back = (" ".join(f"{x * cos - y * sin:.1f} {x * sin + y * cos:.1f}" for x, y in curve) for curve in LEAF)
        return f"M{self.x} {self.y}c{there}c{back}z"


@dataclass(frozen=True)
class Twig:
    """One or more stems, the oldest lowest, drawn in one picture."""

    stems: tuple[str, ...]  # paths
    leaves: tuple[Leaf, ...]
    height: float
    spruce: str  # a path with most of the leaves
    dawn: str  # and one with the others
    width: int = TWIG_WIDTH


def draw_moments_twig(moments: int) -> Twig | None:
    """One leaf per moment, until the picture is full; a full stem is followed by another. None before the first one."""
    leaves = min(moments, MAX_STEMS * LEAVES_ON_A_STEM)
    return _draw_stems(leaves) if leaves else None


@lru_cache(maxsize=MAX_STEMS * LEAVES_ON_A_STEM)  # the same number of leaves is the same twig, whoever kept them
def _draw_stems(leaves: int) -> Twig:
    counts = [min(LEAVES_ON_A_STEM, leaves - stem_count) for stem_count in range(0, leaves, LEAVES_ON_A_STEM)]
    height = STEM_HEIGHT + STEM_STEP * (len(counts) - 1)
    stems = [_Stem(place, count, height - STEM_HEIGHT * 0.42 - STEM_STEP * place) for place, count in enumerate(counts)]
    leaves_on_stem = tuple(stem.leaf(number) for stem in stems for number in range(stem.leaves))
    dawn = leaves_on_stem[DAWN_EVERY - 1 :: DAWN_EVERY]
    spruce = [leaf for number, leaf in enumerate(leaves_on_stem, 1) if number % DAWN_EVERY]
    return Twig(
        tuple(stem.path() for stem in stems), leaves_on_stem, height, _join_leaf_paths(spruce), _join_leaf_paths(dawn)
    )


def _join_leaf_paths(leaves: Iterable[Leaf]) -> str:
    return "".join(leaf.path for leaf in leaves)


@dataclass(frozen=True)
class _Stem:
    place: int
    leaves: int
    root_y: float

    @property
    def length(self) -> float:
        return min(TWIG_WIDTH - 36.0, 36 + 22 * math.pow(self.leaves, 0.75)) - 14 * self.place

    def at(self, share: float) -> tuple[float, float, float]:
        """Place and direction (degrees) on a slow rising wave; no two stems swing alike."""
        passed, phase = share * self.length, 0.55 * self.place
        angle = passed / 52 + phase
        y = self.root_y - 9 * (math.sin(angle) - math.sin(phase)) - 0.04 * passed
        return 8 + 5 * self.place + passed, y, math.degrees(math.atan(-9 * math.cos(angle) / 52 - 0.04))

    def path(self) -> str:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in (self.at(step / 40) for step in range(41)))

    def leaf(self, number: int) -> Leaf:
        """The last leaf sits at the tip, the others take turns above and below."""
        if number == self.leaves - 1:
            x, y, slope = self.at(1.0)
            return Leaf(round(x, 1), round(y, 1), round(slope), 1.1)
        x, y, slope = self.at(0.12 + 0.86 * (number + 0.5) / self.leaves)
        varied = (number * GOLDEN) % 1
        turn = slope + (38 + 26 * varied) * (-1 if number % 2 == 0 else 1)
        return Leaf(round(x, 1), round(y, 1), round(turn), round(0.8 + 0.35 * ((varied * 2) % 1), 2))
