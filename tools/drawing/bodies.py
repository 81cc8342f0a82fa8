"""The whole body, large enough to point at: front and back, each with its regions."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from figure import Figure
from hand import SIDES, Shape, blob, ellipse, fillet, limb, points
from parts import front_torso, head_front
from shapely import affinity
from shapely.geometry import Polygon, box
from shapely.ops import unary_union
from strokes import closed_path, polygons

FRONT_LINES = (
    '<path stroke-opacity=".4" d="M76 104C83 101 90 103 95 108M124 104C117 101 110 103 105 108"/>'
    '<path stroke-opacity=".4" d="M99.6 189L100.4 189"/>'
)
BACK_LINES = (
    '<path stroke-opacity=".4" d="M100 110C99 150 101 185 100 214"/>'
    '<path stroke-opacity=".4" d="M78 118C80 128 84 134 89 137M122 118C120 128 116 134 111 137"/>'
)


@dataclass
class Body(Figure):
    regions: dict[str, Shape] = field(default_factory=dict)

    def svg(self) -> str:
        """The regions lie under the lines, and only the regions can be touched."""
        rows = "\n    ".join(f'<path data-region="{name}" d="{self._d(s)}"/>' for name, s in self.regions.items())
        group = f'\n  <g class="regions" fill="currentColor" fill-opacity="0" stroke="none">\n    {rows}\n  </g>'
        drawn = super().svg()
        at = drawn.index("\n  <path d=")
        lines = drawn[at:].replace("<path ", '<path pointer-events="none" ')
        return drawn[:at] + group + lines

    def _d(self, shape: Shape) -> str:
        return "".join(closed_path(p, self.ease) for p in polygons(shape))


def big(shape: Shape) -> Shape:
    return affinity.scale(affinity.translate(shape, 100 - 60, 8 - 6.9), 3.92, 3.92, origin=(100, 8))


def band(y0: float, y1: float, bow: float = 0.0) -> Shape:
    """Across the body from y0 to y1, its edges bowed as a waistband is."""
    x = np.linspace(20, 100, 80)
    upper = [(a, y0 + bow * (a - 60) ** 2) for a in x]
    return Polygon(upper + [(a, y1 + bow * (a - 60) ** 2) for a in x[::-1]])


HEAD = head_front((60, 16.1), 0, 0.88)


def _torso() -> Shape:
    return fillet(unary_union([front_torso(), limb([(60, 20), (60, 29)], [2.9, 3.1])]), 4)


def _hand(s: int) -> Shape:
    palm = blob(points("18.2,59.4 21.4,59.4 22.6,63.4 22.4,67.6 20.9,70.4 19.2,68.8 18.6,64", 60, s))
    return unary_union([palm, limb(points("19.2,61.4 17.4,65", 60, s), [1.2, 0.8])])


def _foot(s: int) -> Shape:
    return blob(points("5.1,103 8.5,103 11.4,107.8 10.6,109.6 6.2,109.6 4.8,107.6", 60, s))


def _outline() -> Shape:
    """One skin over all, its bumps stroked down."""
    torso = _torso()
    arms = [limb(points("9.4,34 15.8,48 19.6,59.4", 60, s), [3.3, 2.6, 1.75]) for s in SIDES]
    legs = [limb(points("5.4,61 6.1,73 6.6,84 6.9,92 6.8,105", 60, s), [5.0, 4.2, 3.3, 3.4, 2.0]) for s in SIDES]
    upper = fillet(unary_union([torso, *arms]), 1.6).buffer(-1.5, 24).buffer(1.5, 24)
    lower = fillet(unary_union([torso, *legs]), 0.9).buffer(-1.5, 24).buffer(1.5, 24)
    ends = [part(s) for part in (_hand, _foot) for s in SIDES]
    return fillet(unary_union([upper, lower, *ends, torso]), 1.0)


def _head_regions(back: bool) -> dict[str, Shape]:
    if back:
        return {"head": HEAD}
    face = HEAD.intersection(ellipse(60, 18.4, 4.7, 5.6))
    return {"head": HEAD.difference(face), "face": face}


def _limb_regions(skin: Shape) -> dict[str, Shape]:
    hands, feet = (unary_union([part(s) for s in SIDES]).buffer(0.3).intersection(skin) for part in (_hand, _foot))
    shoulders = unary_union([ellipse(60 + s * 10, 33.4, 5.4, 6) for s in SIDES]).intersection(skin)
    sides = unary_union([limb(points("14,36 17,48.5 20,64", 60, s), [4.4, 5, 5]) for s in SIDES])
    arms = skin.intersection(sides).difference(unary_union([shoulders, hands, band(66, 120)]))
    return {"shoulders": shoulders, "arms": arms, "hands": hands, "feet": feet}


def regions(back: bool) -> dict[str, Shape]:
    """Every place a person can point at, in the order of the drawing, a hair's breadth apart."""
    skin = _outline().difference(HEAD)
    limbs = _limb_regions(skin)
    throat = skin.intersection(band(18, 28.6, 0.004)).intersection(box(53, 18, 67, 32))
    rest = skin.difference(unary_union([limbs["shoulders"], limbs["hands"], limbs["arms"], throat]))
    bow, levels = (-0.005, [25, 44, 56, 66.5]) if back else (0.006, [25, 42.5, 55, 65.5])
    trunk = [rest.intersection(band(a, b, bow)) for a, b in pairwise(levels)]
    legs = rest.intersection(band(levels[-1], 112, bow)).difference(limbs["feet"])
    names = ("back-upper", "back-lower", "hips") if back else ("chest", "belly", "hips")
    out = _head_regions(back) | {"neck" if back else "throat": throat, "shoulders": limbs["shoulders"]}
    out |= dict(zip(names, trunk, strict=True))
    out |= {"arms": limbs["arms"], "hands": limbs["hands"], "legs": legs, "feet": limbs["feet"]}
    return {name: big(shape.buffer(-0.3).buffer(0.1)) for name, shape in out.items()}


def _body(back: bool) -> Figure:
    f = Body(200, 420, 3, ease=2.6, regions=regions(back))
    f.body(big(_outline()), skin=0)
    f.body(big(HEAD), skin=0)
    f.fine.append(BACK_LINES if back else FRONT_LINES)
    return f


def body_front() -> Figure:
    return _body(back=False)


def body_back() -> Figure:
    return _body(back=True)


POSTURES = (body_front, body_back)
