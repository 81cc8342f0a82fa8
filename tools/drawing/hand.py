"""The hand that draws Fotfeste's figures: soft shapes built from joints, as flesh is built round bone."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

Shape: TypeAlias = BaseGeometry
Spot = tuple[float, float]
Outline = Sequence[Spot]
Floats = NDArray[np.float64]

SIDES = (-1, 1)
STEP = 0.35


def points(text: str, cx: float = 0, side: int = 1) -> list[Spot]:
    """Points written as in an SVG: "x,y x,y". With `cx` and `side`, x counts outwards from the middle of a body."""
    spots = (pair.split(",") for pair in text.split())
    return [(cx + side * float(x), float(y)) for x, y in spots]


def rounded(joints: Outline, soft: float = 0.42) -> list[Floats]:
    """A centre line through joints, its corners rounded as flesh rounds a bone."""
    pts: list[Floats] = [np.array(p, float) for p in joints]
    if len(pts) == 2:
        return _bend(pts[0], (pts[0] + pts[1]) / 2, pts[1])
    out = [pts[0]]
    for before, at, after in zip(pts, pts[1:], pts[2:], strict=False):
        a = at + (before - at) * soft
        b = at + (after - at) * soft
        out += _straight(out[-1], a)
        out += _bend(a, at, b)
    return out + _straight(out[-1], pts[-1])


def _straight(a: Floats, b: Floats) -> list[Floats]:
    n = max(2, int(np.linalg.norm(b - a) / STEP))
    return [a + (b - a) * t for t in np.linspace(0, 1, n)[1:]]


def _bend(a: Floats, c: Floats, b: Floats) -> list[Floats]:
    n = max(4, int((np.linalg.norm(c - a) + np.linalg.norm(b - c)) / STEP))
    return [(1 - t) ** 2 * a + 2 * t * (1 - t) * c + t**2 * b for t in np.linspace(0, 1, n)]


def _way(line: Sequence[Floats]) -> Floats:
    """How far along the line each point lies, from 0 to 1."""
    run = np.cumsum([0.0, *(float(np.linalg.norm(b - a)) for a, b in pairwise(line))])
    return np.asarray(run / run[-1])


def limb(joints: Outline, radii: Sequence[float], soft: float = 0.42) -> Shape:
    """A tapering tube. One radius per joint."""
    line = rounded(joints, soft)
    widths = np.interp(_way(line), _way([np.array(p, float) for p in joints]), radii)
    discs = [Point(p).buffer(r, 24) for p, r in zip(line, widths, strict=True)]
    return unary_union([unary_union([a, b]).convex_hull for a, b in pairwise(discs)])


def blob(outline: Outline) -> Shape:
    """A closed smooth shape through points (a Catmull-Rom spline)."""
    pts = np.array(outline, float)
    n = len(pts)
    out: list[Floats] = []
    for i in range(n):
        p0, p1, p2, p3 = pts[i - 1], pts[i], pts[(i + 1) % n], pts[(i + 2) % n]
        bow, turn = 2 * p0 - 5 * p1 + 4 * p2 - p3, 3 * p1 - p0 - 3 * p2 + p3
        out += [
            0.5 * ((2 * p1) + (p2 - p0) * t + bow * t**2 + turn * t**3) for t in np.linspace(0, 1, 14, endpoint=False)
        ]
    return Polygon(out).buffer(0)


def profile(rows: Sequence[tuple[float, float]], axis: float = 60) -> Shape:
    """A symmetric shape from (y, half width) rows, top to bottom."""
    right = [(axis + w, y) for y, w in rows]
    return blob(right + [(axis - w, y) for y, w in reversed(rows)])


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Shape:
    around = np.linspace(0, 2 * math.pi, 72, endpoint=False)
    return Polygon([(cx + rx * math.cos(t), cy + ry * math.sin(t)) for t in around])


def arc(cx: float, cy: float, r: float, start: float, end: float) -> Shape:
    t = np.radians(np.linspace(start, end, 40))
    return LineString(np.stack([cx + r * np.cos(t), cy + r * np.sin(t)], 1))


def wave(x0: float, x1: float, y: float, height: float, times: float) -> Shape:
    x = np.linspace(x0, x1, 160)
    return LineString(np.stack([x, y - height * np.sin((x - x0) / (x1 - x0) * times * 2 * np.pi)], 1))


def place(outline: Outline, origin: Spot, turn: float = 0, scale: float = 1, flip: bool = False) -> list[Spot]:
    """An outline drawn round (0, 0), turned (degrees), scaled and moved to where it belongs."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    facing = [(-x if flip else x, y) for x, y in outline]
    return [(origin[0] + scale * (x * c - y * s), origin[1] + scale * (x * s + y * c)) for x, y in facing]


def fillet(shape: Shape, r: float) -> Shape:
    """Skin over the joins: inner corners filled, nothing outer lost."""
    return shape.buffer(r, 24).buffer(-r, 24)
