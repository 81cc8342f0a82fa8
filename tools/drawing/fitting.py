"""Schneider's curve fitting: a run of points as few cubic Bézier curves (Graphics Gems, 1990)."""

import numpy as np
from hand import Floats

Bezier = list[Floats]


def unit(v: Floats) -> Floats:
    n = np.linalg.norm(v)
    return v / n if n else v


def fit(pts: Floats, start: Floats, end: Floats, err: float) -> list[Bezier]:
    """Curves through the points, leaving along `start` and arriving against `end`, off by less than `err`."""
    if len(pts) == 2:
        d = np.linalg.norm(pts[1] - pts[0]) / 3
        return [[pts[0], pts[0] + start * d, pts[1] + end * d, pts[1]]]
    u = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(pts, axis=0), axis=1))])
    u /= u[-1]
    for _ in range(6):
        bezier = _generate(pts, u, start, end)
        worst, split = _worst(pts, bezier, u)
        if worst < err**2:
            return [bezier]
        u = _newton(bezier, pts, u)
    split = min(max(split, 1), len(pts) - 2)
    middle = unit(pts[split - 1] - pts[split + 1])
    return fit(pts[: split + 1], start, middle, err) + fit(pts[split:], -middle, end, err)


def _generate(pts: Floats, u: Floats, start: Floats, end: Floats) -> Bezier:
    b0, b1, b2, b3 = (1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u**2 * (1 - u), u**3
    a1, a2 = start[None] * b1[:, None], end[None] * b2[:, None]
    c = np.array([[np.sum(a1 * a1), np.sum(a1 * a2)], [np.sum(a1 * a2), np.sum(a2 * a2)]])
    rest = pts - (pts[0][None] * (b0 + b1)[:, None] + pts[-1][None] * (b2 + b3)[:, None])
    x = np.array([np.sum(a1 * rest), np.sum(a2 * rest)])
    length = np.linalg.norm(pts[0] - pts[-1])
    left, right = np.linalg.solve(c, x) if abs(np.linalg.det(c)) > 1e-9 else (0, 0)
    if min(left, right) < 1e-3 * length or max(left, right) > 3 * length + 3:
        left = right = length / 3
    return [pts[0], pts[0] + start * left, pts[-1] + end * right, pts[-1]]


def _at(b: Bezier, along: Floats) -> Floats:
    u = along[:, None]
    return (1 - u) ** 3 * b[0] + 3 * u * (1 - u) ** 2 * b[1] + 3 * u**2 * (1 - u) * b[2] + u**3 * b[3]


def _worst(pts: Floats, bezier: Bezier, u: Floats) -> tuple[float, int]:
    d = np.sum((_at(bezier, u) - pts) ** 2, axis=1)
    i = int(np.argmax(d))
    return d[i], i


def _newton(b: Bezier, pts: Floats, u: Floats) -> Floats:
    """Each point a step nearer to its foot on the curve."""
    q1 = [3 * (b[i + 1] - b[i]) for i in range(3)]
    q2 = [2 * (q1[i + 1] - q1[i]) for i in range(2)]
    p = _at(b, u) - pts
    uu = u[:, None]
    d1 = (1 - uu) ** 2 * q1[0] + 2 * uu * (1 - uu) * q1[1] + uu**2 * q1[2]
    d2 = (1 - uu) * q2[0] + uu * q2[1]
    den = np.sum(d1 * d1, axis=1) + np.sum(p * d2, axis=1)
    out = np.where(np.abs(den) > 1e-9, u - np.sum(p * d1, axis=1) / np.where(den == 0, 1, den), u)
    return np.clip(out, 0, 1)
