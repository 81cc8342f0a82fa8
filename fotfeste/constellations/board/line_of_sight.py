"""What one figure sees of the others. One unit of the board stands for one centimetre.

It reads the figures of a projected view and nothing else, so it cannot tell what that seat may not see. Its twin is
static/js/board/line-of-sight.js; both are tested on tests/shared/board_sight.json.
"""

import math
from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from .enums import RADIUS, STEP
from .geometry import BESIDE, Place, bearing, shortest_turn
from .view_types import ViewFigure

TOPS: Final = {"standing": 170, "sitting": 125, "kneeling": 115, "lying": 40}
EYES = 0.93  # of the height
TOUCHING = 1.25  # of both radii together
NEAR_STEPS, SOME_STEPS = 2.5, 6.0
TOWARD = 45  # degrees to each side


class SeenFigure(Struct, frozen=True):
    """Another figure, as one figure sees it: `angle` in whole degrees from straight ahead, right positive."""

    id: str
    side: Literal["front", "left", "right", "behind"]
    near: Literal["touching", "near", "some_steps", "far"]
    facing: Literal["toward", "away", "left", "right"]  # as the one who looks sees it
    angle: int
    distance: float  # steps, to a tenth
    hidden_by: str | None  # an id


def visible_figures(figures: Mapping[str, ViewFigure], key: str) -> list[SeenFigure]:
    """Every other figure on the board, far to near; nothing for a figure that does not stand there."""
    me = figures.get(key)
    if me is None or not me.on_board:
        return []
    there = [other for other in figures if other != key and figures[other].on_board]
    there.sort(key=lambda other: (-_squared_distance(me, figures[other]), other))
    return [_describe_seen(figures, me, there, other) for other in there]


def _describe_seen(figures: Mapping[str, ViewFigure], me: ViewFigure, there: list[str], key: str) -> SeenFigure:
    other = figures[key]
    angle = _round_degrees(shortest_turn(_gaze_direction(me), bearing(_place(me), _place(other))))
    distance = math.sqrt(_squared_distance(me, other))
    return SeenFigure(
        id=key,
        side=_side(angle),
        near=_near(distance, _radius(me) + _radius(other)),
        facing=_facing(_round_degrees(shortest_turn(_gaze_direction(other), bearing(_place(other), _place(me))))),
        angle=angle,
        distance=math.floor(distance / STEP * 10 + 0.5) / 10,
        hidden_by=next((hider for hider in reversed(there) if _hides(me, figures[hider], other)), None),
    )


def _squared_distance(a: ViewFigure, b: ViewFigure) -> int:
    """Square of the distance: whole, so that it sorts the same everywhere."""
    return (a.at.x - b.at.x) ** 2 + (a.at.y - b.at.y) ** 2


def _place(figure: ViewFigure) -> Place:
    return figure.at.x, figure.at.y


def _gaze_direction(figure: ViewFigure) -> float:
    """Where its face points."""
    return figure.at.heading + figure.at.gaze


def _radius(figure: ViewFigure) -> float:
    return RADIUS * figure.scale / 100


def _height(figure: ViewFigure) -> float:
    return TOPS[figure.posture] * figure.scale / 100


def _round_degrees(angle: float) -> int:
    whole = math.floor(angle + 0.5)
    return 180 if whole == -180 else whole


def _side(angle: int) -> Literal["front", "left", "right", "behind"]:
    if abs(angle) <= BESIDE:
        return "front"
    if abs(angle) >= 180 - BESIDE:
        return "behind"
    return "left" if angle < 0 else "right"


def _near(distance: float, radii: float) -> Literal["touching", "near", "some_steps", "far"]:
    if distance <= TOUCHING * radii:
        return "touching"
    if distance <= NEAR_STEPS * STEP:
        return "near"
    return "some_steps" if distance <= SOME_STEPS * STEP else "far"


def _facing(angle: int) -> Literal["toward", "away", "left", "right"]:
    """`angle` is from its face to the one who looks."""
    if abs(angle) <= TOWARD:
        return "toward"
    if abs(angle) >= 180 - TOWARD:
        return "away"
    return "right" if angle > 0 else "left"


def _hides(me: ViewFigure, near: ViewFigure, far: ViewFigure) -> bool:
    """Whether `near` stands before the middle of `far`, and reaches as high."""
    close, away = _squared_distance(me, near), _squared_distance(me, far)
    if close == 0 or close >= away:
        return False
    off = abs(shortest_turn(bearing(_place(me), _place(near)), bearing(_place(me), _place(far))))
    if off > math.degrees(math.atan2(_radius(near), math.sqrt(close))):
        return False
    eyes = _height(me) * EYES
    return (_height(far) - eyes) / math.sqrt(away) <= (_height(near) - eyes) / math.sqrt(close)
