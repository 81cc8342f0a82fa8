"""From contours to SVG paths: lines joined, evened out as a hand would, and fitted with few curves."""

from itertools import pairwise

import numpy as np
from fitting import fit, unit
from hand import Floats, Shape
from shapely.geometry import Polygon
from shapely.ops import linemerge, unary_union

REACH = 18  # samples the hand looks to either side when it evens out a line
SAMPLE = 0.4


def polygons(shape: Shape) -> list[Shape]:
    return [p for p in getattr(shape, "geoms", [shape]) if p.geom_type == "Polygon" and p.area > 1]


def strings(shape: Shape) -> list[Shape]:
    """The lines in a shape, joined wherever they meet."""
    if shape.is_empty:
        return []
    if shape.geom_type in ("LineString", "LinearRing"):
        return [shape]
    lines = [p for p in shape.geoms if p.geom_type in ("LineString", "LinearRing", "MultiLineString")]
    if not lines:
        return []
    merged = linemerge(unary_union(lines))
    return [merged] if merged.geom_type == "LineString" else list(merged.geoms)


def closed_path(polygon: Shape, ease: float) -> str:
    holes = [hole for hole in polygon.interiors if Polygon(hole).area > 3]
    return "".join(path(ring, ease) + "Z" for ring in [polygon.exterior, *holes])


def path(line: Shape, ease: float) -> str:
    pts = _eased(line, ease)
    keep = [0] + [i for i in range(1, len(pts)) if np.linalg.norm(pts[i] - pts[i - 1]) > 1e-6]
    pts = pts[keep]
    if len(pts) == 2:
        return f"M{_n(pts[0])}L{_n(pts[1])}"
    d = f"M{_n(pts[0])}"
    for run in _at_corners(pts):
        for b in fit(run, unit(run[1] - run[0]), unit(run[-2] - run[-1]), 0.12):
            d += f"C{_n(b[1])} {_n(b[2])} {_n(b[3])}"
    return d


def _eased(line: Shape, ease: float) -> Floats:
    """Evened out as a hand would: resampled, then blurred along its own length. Ends stay where they are."""
    n = max(3, int(line.length / SAMPLE))
    pts = np.array([line.interpolate(t, normalized=True).coords[0] for t in np.linspace(0, 1, n)])
    if line.length < 8:  # long enough that the padding below always finds its samples
        return pts
    k = np.exp(-0.5 * (np.arange(-REACH, REACH + 1) * SAMPLE / ease) ** 2)
    k /= k.sum()
    pad = _padded(pts)
    return np.stack([np.convolve(pad[:, i], k, "valid") for i in (0, 1)], axis=1)


def _padded(pts: Floats) -> Floats:
    """A ring goes on round itself; an open line is mirrored through its ends."""
    if np.linalg.norm(pts[0] - pts[-1]) < 1e-6:
        return np.concatenate([pts[-REACH - 1 : -1], pts, pts[1 : REACH + 1]])
    return np.concatenate([2 * pts[0] - pts[REACH:0:-1], pts, 2 * pts[-1] - pts[-2 : -REACH - 2 : -1]])


def _n(p: Floats) -> str:
    return f"{round(float(p[0]), 1):g} {round(float(p[1]), 1):g}"


def _at_corners(pts: Floats) -> list[Floats]:
    """Cut where the line turns sharply, so that a corner stays a corner."""
    turns = [i for i in range(1, len(pts) - 1) if np.dot(unit(pts[i] - pts[i - 1]), unit(pts[i + 1] - pts[i])) < 0.5]
    return [pts[a : b + 1] for a, b in pairwise([0, *turns, len(pts) - 1])]
