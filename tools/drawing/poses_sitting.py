"""Whole bodies on a chair, from the front and from the side."""

from figure import Figure
from hand import SIDES, limb, points, profile
from parts import (
    chair_front,
    chair_side,
    front_torso,
    hand_at,
    head_front,
    head_side,
    head_turned,
    joint,
    legs_side,
    seated_front,
)
from shapely import affinity


def _on_chair() -> Figure:
    f = Figure()
    chair_front(f)
    f.body(front_torso(), limb([(60, 20), (60, 29)], [3.0, 3.3]), skin=1.2)
    seated_front(f)
    return f


def sitting_front() -> Figure:
    f = _on_chair()
    for s in SIDES:
        arm = limb(points("10,34.5 15.2,50 10.2,63.5", 60, s), [3.2, 2.6, 1.9])
        hand = hand_at(60 + s * 10.1, 64, 60 + s * 9.2, 70)
        f.body(arm, hand, seam=joint(60 + s * 8.6, 33, 5.6), skin=1)
    f.body(head_front((60, 15)), skin=0)
    return f


def arms_up() -> Figure:
    f = _on_chair()
    for s in SIDES:
        arm = limb(points("9.8,34 19.5,22.5 23.5,9", 60, s), [3.3, 2.6, 1.9])
        hand = hand_at(60 + s * 23.6, 8.2, 60 + s * 24.2, 3.6)
        f.body(arm, hand, seam=joint(60 + s * 8, 34, 6), skin=1.4)
    f.body(head_front((60, 16)), skin=0)
    return f


def side_bend() -> Figure:
    f = Figure()
    chair_front(f)
    lean = 15
    bent = affinity.rotate(front_torso(), lean, origin=(60, 63))
    hips = profile([(56, 9.2), (60, 10.2), (63.5, 10.6), (67.5, 7)])
    waist = limb([(60.4, 60), (61.6, 50)], [9.6, 8.7])
    f.body(bent, hips, waist, limb([(68.5, 30), (71.8, 23)], [3.3, 3.0]), skin=6)
    seated_front(f)
    f.body(head_front((73.6, 18.2), lean), skin=0)
    up = limb([(60.2, 33.2), (60.6, 17.4), (75.5, 6.4)], [3.4, 2.7, 1.9], soft=0.6)
    f.body(up, hand_at(76.2, 6.1, 81.8, 5.4), seam=joint(61.5, 33.5, 6), skin=1.2)
    down = limb([(78.6, 38.6), (85, 52), (82.5, 65)], [3.2, 2.5, 1.9])
    f.body(down, hand_at(82.5, 65.6, 82, 71), seam=joint(76.6, 37.2, 5.6), skin=1)
    return f


def twisting() -> Figure:
    f = _on_chair()
    across = limb([(50.4, 34.5), (47.5, 50), (62, 62.5)], [3.2, 2.6, 1.9])
    f.body(across, hand_at(62.4, 62.8, 68.5, 65.6), seam=joint(51.8, 33, 5.6), skin=1.2)
    beside = limb([(69.6, 34.5), (78, 48), (79, 62.5)], [3.2, 2.5, 1.9])
    f.body(beside, hand_at(79, 63, 79.2, 68.6), seam=joint(68.4, 33, 5.6), skin=1.2)
    f.body(head_turned((61, 15)), skin=0)
    return f


def sitting() -> Figure:
    f = Figure()
    chair_side(f)
    trunk = limb([(47, 58.5), (44.6, 48), (45.4, 39), (48, 31.5)], [7.4, 6.3, 7.0, 5.2])
    legs_side(f, trunk, limb([(48.5, 31), (51, 22)], [3.5, 3.0]))
    arm = limb([(48.2, 35), (49.2, 49.5), (63.5, 54)], [3.4, 2.7, 2.0])
    f.body(arm, hand_at(64, 54.1, 70, 54.8), seam=joint(48, 34.5, 5.2), skin=1)
    f.body(head_side((53.2, 14.8)), skin=0)
    return f


def back_round() -> Figure:
    f = Figure()
    chair_side(f)
    trunk = limb([(48.5, 58.5), (42.6, 49.5), (43.2, 39.5), (50.5, 32.5)], [7.4, 6.3, 6.6, 5.0], soft=0.5)
    legs_side(f, trunk, limb([(51, 32), (58, 26.5)], [3.5, 3.0]))
    arm = limb([(50.5, 36.5), (54.5, 50), (65, 54)], [3.4, 2.7, 2.0])
    f.body(arm, hand_at(65.5, 54.1, 71.4, 55), seam=joint(50, 35.8, 5.2), skin=1)
    f.body(head_side((62.5, 21.5), 34), skin=0)
    return f


def back_lift() -> Figure:
    f = Figure()
    chair_side(f)
    trunk = limb([(47.5, 58.5), (47.8, 48.5), (49.4, 39.5), (48.4, 31.5)], [7.4, 6.0, 7.0, 5.2], soft=0.5)
    legs_side(f, trunk, limb([(48.5, 31), (49.4, 22)], [3.5, 3.0]))
    arm = limb([(47.4, 35), (45.5, 49.5), (58.5, 54.4)], [3.4, 2.7, 2.0])
    f.body(arm, hand_at(59, 54.5, 65, 54.8), seam=joint(47.6, 34.5, 5.2), skin=1)
    f.body(head_side((51.2, 14.6), -9), skin=0)
    return f


def leaning_back() -> Figure:
    f = Figure()
    chair_side(f, 24)
    trunk = limb([(46, 58.5), (41.6, 48), (40.6, 39), (42.4, 31.5)], [7.4, 6.3, 7.0, 5.2])
    legs_side(f, trunk, limb([(42.8, 31), (44.4, 22)], [3.5, 3.0]), hip=(47, 59))
    arm = limb([(43.2, 35), (45, 49.5), (59, 54)], [3.4, 2.7, 2.0])
    f.body(arm, hand_at(59.5, 54.1, 65.5, 54.6), seam=joint(43.2, 34.5, 5.2), skin=1)
    f.body(head_side((46.4, 14.6), -4), skin=0)
    return f


POSTURES = (sitting_front, sitting, back_round, back_lift, leaning_back, arms_up, side_bend, twisting)
