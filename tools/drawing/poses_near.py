"""Nearer: head and trunk at one and three quarter size, cut at the hips by the frame."""

from figure import Figure
from hand import SIDES, Shape, Spot, blob, ellipse, limb, points, profile
from parts import head_front, head_side, joint
from shapely import affinity
from shapely.geometry import box
from shapely.ops import unary_union

TORSO = profile(
    points("37,5.4 41.5,7.4 46,16 51,21.5 62,19.6 78,16 88,15.4 100,18.6 116,19.4 126,19"),  # y, half width
)


def _trunk() -> Figure:
    f = Figure()
    f.body(TORSO, limb([(60, 30), (60, 43)], [5.5, 6.0]), skin=2)
    return f


def _with_head(f: Figure) -> Figure:
    f.body(head_front((60, 22), 0, 1.75), skin=0)
    return cut(f)


def cut(f: Figure) -> Figure:
    """The frame ends the drawing softly."""
    f.limit = unary_union([box(4, 0, 116, 101), ellipse(60, 100, 56, 13)])
    return f


def _arm(s: int, elbow: Spot, wrist: Spot, fingers: Spot) -> Shape:
    arm = limb([(60 + s * 17.6, 54), elbow, wrist], [5.8, 4.6, 3.3])
    return unary_union([arm, limb([wrist, fingers], [3.7, 2.8])])


def _shoulder(s: int, r: float = 10) -> Shape:
    return joint(60 + s * 15, 53, r)


def looking_around() -> Figure:
    f = Figure()
    f.body(affinity.translate(TORSO, -16, 0), limb([(46, 30), (44, 43)], [5.3, 6.0]), skin=2)
    for s in SIDES:
        arm = _arm(s, (60 + s * 27.5, 80), (60 + s * 28, 106), (60 + s * 28, 120))
        f.body(affinity.translate(arm, -16, 0), seam=affinity.translate(_shoulder(s), -16, 0), skin=1.5)
    f.body(head_side((48.5, 22), -4, 1.75), skin=0)
    _window(f, 84, 12, 112, 50)
    f.limit = unary_union([box(4, 0, 116, 101), ellipse(44, 100, 40, 12)])
    return f


def _window(f: Figure, x0: float, y0: float, x1: float, y1: float) -> None:
    f.thing([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], soft=0.06)
    f.thing([((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)])
    f.thing([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)])
    f.thing([(x0 - 3, y1 + 4), (x1 + 3, y1 + 4)])


def hand_chest() -> Figure:
    f = _trunk()
    f.body(_arm(1, (87, 82), (87, 106), (86, 116)), seam=_shoulder(1), skin=1.5)
    arm = limb([(42.4, 54), (33, 80), (52, 71.5)], [5.8, 4.7, 3.4])
    palm = blob(points("51,68 57,64.6 64.5,62.2 70.6,62.4 71.6,64.6 68,67.6 65,72.2 58,75.4 52.6,75"))
    f.body(arm, palm, seam=_shoulder(-1), skin=1.5)
    return _with_head(f)


def hugging() -> Figure:
    f = _trunk()
    under = limb([(77.6, 54), (85, 80), (56, 76)], [5.8, 4.8, 3.4])
    f.body(under, limb([(56, 76), (41, 69)], [3.8, 3.0]), seam=_shoulder(1, 19), skin=1.5)
    over = limb([(42.4, 54), (34, 81), (64, 69)], [5.8, 4.8, 3.4])
    f.body(over, limb([(64, 69), (78.5, 61)], [3.8, 3.0]), seam=_shoulder(-1, 12), skin=1.5)
    return _with_head(f)


def cup() -> Figure:
    f = _trunk()
    for s in SIDES:
        arm = limb(points("17.6,54 27.5,84 13,87", 60, s), [5.8, 4.8, 3.5])
        f.body(arm, seam=unary_union([_shoulder(s, 17), joint(60 + s * 16, 71, 8)]), skin=1.5)
    bowl = "48.6,61.5 54,60.8 66,60.8 71.4,61.5 70.8,76 68,88 63.5,90.6 56.5,90.6 52,88 49.2,76"
    f.body(blob(points(bowl)), skin=0)
    f.fine.append('<path d="M49.6 65C55 67.6 65 67.6 70.4 65"/>')
    for s in SIDES:
        hand = limb(points("15.5,87.4 12.2,84.6 6.2,74.5", 60, s), [3.7, 4.2, 2.9], soft=0.5)
        f.body(hand, skin=0, seam=joint(60 + s * 17.2, 87, 4.4))
    return _with_head(f)


def arms_wide() -> Figure:
    f = _trunk()
    for s in SIDES:
        arm = limb(points("17,54 38,66 50,49", 60, s), [5.8, 4.6, 3.2])
        f.body(arm, limb(points("50,49 53,39", 60, s), [3.6, 2.6]), seam=_shoulder(s), skin=2)
    return _with_head(f)


def hands_lap() -> Figure:
    f = _trunk()
    for s in SIDES:
        arm = limb(points("17.6,54 28,82 10,98", 60, s), [5.8, 4.7, 3.4])
        hand = limb([(60 + s * 10, 98), (60 - s * 2, 101 - s)], [3.8, 3.0])  # one hand rests in the other
        f.body(arm, hand, seam=_shoulder(s), skin=1.5)
    return _with_head(f)


POSTURES = (looking_around, hand_chest, hugging, cup, arms_wide, hands_lap)
