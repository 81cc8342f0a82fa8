"""The hand that draws Fotfeste's figures: soft bodies built from joints, drawn as contours with hidden lines left out."""

import math
from dataclasses import dataclass, field

import numpy as np
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.ops import linemerge, unary_union

STEP = 0.35


def _rounded(points, soft=0.42):
    """A centre line through joints, its corners rounded as flesh rounds a bone."""
    pts = [np.array(p, float) for p in points]
    if len(pts) == 2:
        return _sample(pts[0], (pts[0] + pts[1]) / 2, pts[1])
    out = [pts[0]]
    for before, at, after in zip(pts, pts[1:], pts[2:]):
        a = at + (before - at) * soft
        b = at + (after - at) * soft
        out += _line(out[-1], a)
        out += _sample(a, at, b)
    out += _line(out[-1], pts[-1])
    return out


def _line(a, b):
    n = max(2, int(np.linalg.norm(b - a) / STEP))
    return [a + (b - a) * t for t in np.linspace(0, 1, n)[1:]]


def _sample(a, c, b):
    n = max(4, int((np.linalg.norm(c - a) + np.linalg.norm(b - c)) / STEP))
    return [(1 - t) ** 2 * a + 2 * t * (1 - t) * c + t**2 * b for t in np.linspace(0, 1, n)]


def limb(points, radii, soft=0.42):
    """A tapering tube. One radius per joint."""
    line = _rounded(points, soft)
    joints = [np.array(p, float) for p in points]
    gaps = np.cumsum([0] + [np.linalg.norm(b - a) for a, b in zip(joints, joints[1:])])
    run = np.cumsum([0] + [np.linalg.norm(b - a) for a, b in zip(line, line[1:])])
    widths = np.interp(run / run[-1], gaps / gaps[-1], radii)
    discs = [Point(p).buffer(r, 24) for p, r in zip(line, widths)]
    hulls = [unary_union([a, b]).convex_hull for a, b in zip(discs, discs[1:])]
    return unary_union(hulls)


def blob(points):
    """A closed smooth shape through points."""
    pts = np.array(points, float)
    n = len(pts)
    out = []
    for i in range(n):
        p0, p1, p2, p3 = pts[i - 1], pts[i], pts[(i + 1) % n], pts[(i + 2) % n]
        for t in np.linspace(0, 1, 14, endpoint=False):
            out.append(0.5 * ((2 * p1) + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3))
    return Polygon(out).buffer(0)


def mirror(points, axis=60):
    return [(2 * axis - x, y) for x, y in points]


def profile(rows, axis=60):
    """A symmetric shape from (y, half width) rows, top to bottom."""
    right = [(axis + w, y) for y, w in rows]
    return blob(right + [(axis - w, y) for y, w in reversed(rows)])


def ellipse(cx, cy, rx, ry, turn=0):
    a = np.linspace(0, 2 * math.pi, 72, endpoint=False)
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return Polygon([(cx + rx * math.cos(t) * c - ry * math.sin(t) * s, cy + rx * math.cos(t) * s + ry * math.sin(t) * c) for t in a])


def place(shape_points, origin, turn=0, scale=1, flip=False):
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    out = []
    for x, y in shape_points:
        x = -x if flip else x
        out.append((origin[0] + scale * (x * c - y * s), origin[1] + scale * (x * s + y * c)))
    return out


_FACE = [(0, -8.0), (3.9, -7.0), (6.0, -3.9), (6.15, -1.6), (6.35, -0.4), (7.3, 1.5), (6.3, 2.2), (6.1, 3.7), (5.5, 5.3), (4.2, 6.9), (2.2, 7.1),
         (-0.5, 6.2), (-3.8, 4.6), (-5.9, 1.6), (-6.5, -2.1), (-4.2, -6.5)]


def head_side(origin, turn=0, scale=1, left=False):
    """A head in profile, looking right (or left): only a hint of nose and chin."""
    return blob(place(_FACE, origin, -turn if left else turn, scale, left))


def head_front(origin, turn=0, scale=1):
    shape = [(6.15 * math.cos(t) * (1 - .10 * max(0, math.sin(t)) ** 2), 8.1 * math.sin(t)) for t in np.linspace(0, 2 * math.pi, 24, endpoint=False)]
    return blob(place(shape, origin, turn, scale))


def head_turned(origin, turn=0, scale=1, left=False):
    """Three quarters: the face a little towards one side."""
    shape = [(0.2, -8.1), (4.2, -6.9), (6.1, -3.4), (6.0, -0.8), (6.5, 1.4), (5.8, 4.3), (4.2, 6.9), (1.8, 7.8), (-1.4, 6.9), (-4.6, 4.2), (-6.2, 0.2), (-6.1, -3.8), (-3.9, -7.1)]
    return blob(place(shape, origin, -turn if left else turn, scale, left))


def fillet(shape, r):
    """Skin over the joins: inner corners filled, nothing outer lost."""
    return shape.buffer(r, 24).buffer(-r, 24)


@dataclass
class Figure:
    width: float = 120
    height: float = 120
    stroke: float = 2.6
    parts: list = field(default_factory=list)  # (shape, seam or None, soft)
    things: list = field(default_factory=list)  # (line, behind)
    fine: list = field(default_factory=list)
    limit: object = None

    def body(self, *shapes, skin=2.2, seam=None, soft=True):
        """One part, in front of all before it. Lines are left out inside `seam`, where it grows from the others."""
        shape = fillet(unary_union(shapes), skin) if skin else unary_union(shapes)
        self.parts.append((shape, seam, soft))
        return shape

    def thing(self, points, soft=0.3, behind=True, closed=False):
        line = _rounded(points, soft) if len(points) > 2 else points
        self.things.append((LineString([tuple(p) for p in line]), behind))

    def curve(self, shape_line, behind=True):
        self.things.append((shape_line, behind))

    def lines(self):
        out = []
        for i, (shape, seam, _) in enumerate(self.parts):
            line = shape.boundary
            front = [s for s, _, _ in self.parts[i + 1 :]]
            if front:
                line = line.difference(unary_union(front))
            below = [s for s, _, _ in self.parts[:i]]
            if seam is not None and below:
                line = line.difference(seam.intersection(unary_union(below)))
            # what grows out of this part in front of it opens this part's contour too
            out += _strings(line)
        whole = unary_union([s for s, _, _ in self.parts]).buffer(self.stroke * 0.35) if self.parts else None
        for line, behind in self.things:
            out += _strings(line.difference(whole) if behind and whole is not None else line)
        if self.limit is not None:
            out = [piece for line in out for piece in _strings(line.intersection(self.limit))]
        return [line for line in out if line.length > self.stroke * 0.9]

    def svg(self):
        soft = unary_union([s for s, _, keep in self.parts if keep]) if self.parts else None
        paths = []
        if soft is not None and self.limit is not None:
            soft = soft.intersection(self.limit)
        if soft is not None and not soft.is_empty:
            d = "".join(_closed(p) for p in _polygons(soft))
            paths.append(f'<path class="soft" fill="currentColor" fill-opacity=".10" stroke="none" d="{d}"/>')
        d = "".join(_path(line) for line in self.lines())
        if d:
            paths.append(f'<path d="{d}"/>')
        paths += self.fine
        head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" fill="none" stroke="currentColor" '
                f'stroke-width="{self.stroke:g}" stroke-linecap="round" stroke-linejoin="round">')
        return head + "\n  " + "\n  ".join(paths) + "\n</svg>\n"


def _polygons(g):
    return [p for p in getattr(g, "geoms", [g]) if p.geom_type == "Polygon" and p.area > 1]


def _strings(g):
    if g.is_empty:
        return []
    if g.geom_type in ("LineString", "LinearRing"):
        return [g]
    g = [p for p in g.geoms if p.geom_type in ("LineString", "LinearRing", "MultiLineString")]
    merged = linemerge(unary_union(g)) if g else None
    if merged is None:
        return []
    return [merged] if merged.geom_type == "LineString" else list(merged.geoms)


def _closed(p):
    out = _path(p.exterior) + "Z"
    for hole in p.interiors:
        if Polygon(hole).area > 3:
            out += _path(hole) + "Z"
    return out


def _path(line):
    pts = _eased(line)
    keep = [0] + [i for i in range(1, len(pts)) if np.linalg.norm(pts[i] - pts[i - 1]) > 1e-6]
    pts = pts[keep]
    if len(pts) == 2:
        return f"M{_n(pts[0])}L{_n(pts[1])}"
    d = f"M{_n(pts[0])}"
    for run in _at_corners(pts):
        for b in _fit(run, _unit(run[1] - run[0]), _unit(run[-2] - run[-1]), 0.12):
            d += f"C{_n(b[1])} {_n(b[2])} {_n(b[3])}"
    return d


EASE = .9


def _eased(line):
    """Evened out as a hand would: resampled, then blurred along its own length. Ends stay where they are."""
    n = max(3, int(line.length / 0.4))
    pts = np.array([line.interpolate(t, normalized=True).coords[0] for t in np.linspace(0, 1, n)])
    if line.length < 8:
        return pts
    sigma = EASE
    k = np.exp(-0.5 * (np.arange(-18, 19) * 0.4 / sigma) ** 2)
    k /= k.sum()
    ring = np.linalg.norm(pts[0] - pts[-1]) < 1e-6
    pad = np.concatenate([pts[-19:-1], pts, pts[1:19]]) if ring else np.concatenate([2 * pts[0] - pts[18:0:-1], pts, 2 * pts[-1] - pts[-2:-20:-1]]) if n > 19 else None
    if pad is None:
        return pts
    return np.stack([np.convolve(pad[:, i], k, "valid") for i in (0, 1)], axis=1)


def _n(p):
    return f"{round(float(p[0]), 1):g} {round(float(p[1]), 1):g}"


def _unit(v):
    n = np.linalg.norm(v)
    return v / n if n else v


def _at_corners(pts):
    cut = [0]
    for i in range(1, len(pts) - 1):
        a, b = _unit(pts[i] - pts[i - 1]), _unit(pts[i + 1] - pts[i])
        if np.dot(a, b) < 0.5:
            cut.append(i)
    cut.append(len(pts) - 1)
    return [pts[a : b + 1] for a, b in zip(cut, cut[1:])]


def _fit(pts, t1, t2, err):
    """Schneider's curve fitting (Graphics Gems, 1990)."""
    if len(pts) == 2:
        d = np.linalg.norm(pts[1] - pts[0]) / 3
        return [[pts[0], pts[0] + t1 * d, pts[1] + t2 * d, pts[1]]]
    u = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(pts, axis=0), axis=1))])
    u /= u[-1]
    for _ in range(6):
        bez = _generate(pts, u, t1, t2)
        worst, split = _worst(pts, bez, u)
        if worst < err**2:
            return [bez]
        u = _newton(bez, pts, u)
    split = min(max(split, 1), len(pts) - 2)
    tc = _unit(pts[split - 1] - pts[split + 1])
    return _fit(pts[: split + 1], t1, tc, err) + _fit(pts[split:], -tc, t2, err)


def _generate(pts, u, t1, t2):
    b0, b1, b2, b3 = (1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u**2 * (1 - u), u**3
    a1, a2 = t1[None] * b1[:, None], t2[None] * b2[:, None]
    c = np.array([[np.sum(a1 * a1), np.sum(a1 * a2)], [np.sum(a1 * a2), np.sum(a2 * a2)]])
    tmp = pts - (pts[0][None] * (b0 + b1)[:, None] + pts[-1][None] * (b2 + b3)[:, None])
    x = np.array([np.sum(a1 * tmp), np.sum(a2 * tmp)])
    det = np.linalg.det(c)
    seg = np.linalg.norm(pts[0] - pts[-1])
    al, ar = (np.linalg.solve(c, x) if abs(det) > 1e-9 else (0, 0))
    if al < 1e-3 * seg or ar < 1e-3 * seg or al > 3 * seg + 3 or ar > 3 * seg + 3:
        al = ar = seg / 3
    return [pts[0], pts[0] + t1 * al, pts[-1] + t2 * ar, pts[-1]]


def _at(b, u):
    u = np.asarray(u)[:, None]
    return (1 - u) ** 3 * b[0] + 3 * u * (1 - u) ** 2 * b[1] + 3 * u**2 * (1 - u) * b[2] + u**3 * b[3]


def _worst(pts, bez, u):
    d = np.sum((_at(bez, u) - pts) ** 2, axis=1)
    i = int(np.argmax(d))
    return d[i], i


def _newton(b, pts, u):
    q1 = [3 * (b[i + 1] - b[i]) for i in range(3)]
    q2 = [2 * (q1[i + 1] - q1[i]) for i in range(2)]
    p = _at(b, u) - pts
    uu = u[:, None]
    d1 = (1 - uu) ** 2 * q1[0] + 2 * uu * (1 - uu) * q1[1] + uu**2 * q1[2]
    d2 = (1 - uu) * q2[0] + uu * q2[1]
    den = np.sum(d1 * d1, axis=1) + np.sum(p * d2, axis=1)
    out = np.where(np.abs(den) > 1e-9, u - np.sum(p * d1, axis=1) / np.where(den == 0, 1, den), u)
    return np.clip(out, 0, 1)
