"""Heads, hands, legs and chairs that several postures share."""

import math

import numpy as np
from figure import FLOOR, Figure
from hand import SIDES, Shape, Spot, blob, limb, place, points, profile
from shapely.geometry import Point, box
from shapely.ops import unary_union

_SIDE = points(
    "0,-8 3.9,-7 6,-3.9 6.15,-1.6 6.35,-0.4 7.3,1.5 6.3,2.2 6.1,3.7 5.5,5.3 4.2,6.9 2.2,7.1 -0.5,6.2 -3.8,4.6 "
    "-5.9,1.6 -6.5,-2.1 -4.2,-6.5"
)
_TURNED = points(
    "0.2,-8.1 4.2,-6.9 6.1,-3.4 6,-0.8 6.5,1.4 5.8,4.3 4.2,6.9 1.8,7.8 -1.4,6.9 -4.6,4.2 -6.2,0.2 -6.1,-3.8 -3.9,-7.1"
)
_FRONT = [
    (6.15 * math.cos(t) * (1 - 0.10 * max(0, math.sin(t)) ** 2), 8.1 * math.sin(t))
    for t in np.linspace(0, 2 * math.pi, 24, endpoint=False)
]
_TORSO = points("0,3 2.4,4.6 4.6,9.4 7.4,11.4 13,10.4 21,8.5 25,8.3 31,9.9 36,10.4 40,6")  # y, half width


def head_side(origin: Spot, turn: float = 0, scale: float = 1) -> Shape:
    """A head in profile, looking right: only a hint of nose and chin."""
    return blob(place(_SIDE, origin, turn, scale))


def head_front(origin: Spot, turn: float = 0, scale: float = 1) -> Shape:
    return blob(place(_FRONT, origin, turn, scale))


def head_turned(origin: Spot, turn: float = 0, scale: float = 1) -> Shape:
    """Three quarters: the face a little towards the right."""
    return blob(place(_TURNED, origin, turn, scale))


def front_torso() -> Shape:
    return profile([(26.5 + y, w) for y, w in _TORSO])


def hand_at(x: float, y: float, tip_x: float, tip_y: float) -> Shape:
    return limb([(x, y), (tip_x, tip_y)], [2.2, 1.7])


def joint(x: float, y: float, r: float) -> Shape:
    """Where an arm grows out of the trunk, and no line is drawn between them."""
    return Point(x, y).buffer(r)


def leg_front(s: int) -> Shape:
    leg = limb(points("5.3,62 6,73 6.4,85 6.4,93 6.4,105.5", 60, s), [5.1, 4.3, 3.4, 3.4, 2.1])
    foot = blob(points("-1.7,103.9 1.9,103.9 5,108.2 4,109.8 -0.8,109.8 -2.3,108.2", 60 + s * 6.4, s))
    return unary_union([leg, foot])


def leg_seated_front(s: int) -> list[Shape]:
    thigh = limb(points("6,63 10.5,71.5", 60, s), [6.0, 5.2])
    shin = limb(points("10.5,71.5 10.8,88 10.3,104", 60, s), [4.9, 3.7, 2.3])
    ankle, toes = 60 + s * 10.3, 60 + s * 10.3 + s * 1.6
    sole = 60 + s * 10.3 + s * 1.0
    foot = [(ankle - 2.0, 103), (ankle + 2.0, 103), (toes + 2.6, 108.2), (toes + 1.6, 109.8)]
    return [thigh, shin, blob([*foot, (sole - 2.2, 109.8), (sole - 2.9, 108.2)])]


def seated_front(f: Figure) -> None:
    """Both legs, seen from the front, over whatever trunk is drawn already."""
    for s in SIDES:
        f.body(*leg_seated_front(s), skin=1.2, seam=box(50.4, 56, 69.6, 69))


def chair_front(f: Figure) -> None:
    for s in SIDES:
        f.thing([(60 + s * 19, 70), (60 + s * 20, FLOOR)])
    for s in SIDES:
        f.thing([(60 + s * 19.4, 70), (60 + s * 12, 70)])
    f.floor(26, 94)


def chair_side(f: Figure, back: float = 30) -> None:
    f.thing([(33, 66), (64, 66)])
    f.thing([(31.5, back), (33, 66), (31, FLOOR)], soft=0.12)
    f.thing([(63, 66), (64.5, FLOOR)])
    f.floor()


def legs_side(f: Figure, *trunk: Shape, hip: Spot = (48, 59)) -> None:
    """Sitting, seen from the side: the legs, and the trunk that grows out of them."""
    leg = limb([hip, (73, 60), (72.4, 82), (71.5, 103.5)], [6.8, 4.6, 4.0, 2.4], soft=0.26)
    foot = blob(points("-2.4,103 2.2,103 7,106.4 9.6,108.4 8.6,109.7 -2,109.7 -3,108", 71.5))
    f.body(leg, foot, *trunk, skin=1.8)


def leg_side(hip: Spot, knee: Spot, ankle: Spot, flat: bool = True) -> Shape:
    leg = limb([hip, knee, ankle], [6.0, 4.2, 2.4], soft=0.3)
    x, y = ankle
    if not flat:
        return unary_union([leg, limb([ankle, (x + 4.6, y + 4.2), (x + 7.2, y + 4.6)], [2.3, 2.0, 1.6])])
    sole = points("7,106.6 9.4,108.4 8.4,109.7 -2,109.7 -3,108", x)
    return unary_union([leg, blob([(x - 2.4, y - 0.5), (x + 2.2, y - 0.5), *sole])])
