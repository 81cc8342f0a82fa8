"""Whole bodies, standing, walking and lying."""

import math

from figure import FLOOR, Figure
from hand import SIDES, blob, ellipse, limb, points
from parts import front_torso, hand_at, head_front, head_side, joint, leg_front, leg_side
from shapely.geometry import box


def standing() -> Figure:
    f = Figure()
    f.floor(34, 86)
    arms = [limb(points("10.2,34 15.2,49 17,62", 60, s), [3.2, 2.5, 1.8]) for s in SIDES]
    hands = [hand_at(60 + s * 17.1, 63, 60 + s * 16.6, 68.5) for s in SIDES]
    neck = limb([(60, 20), (60, 29)], [3.0, 3.3])
    f.body(front_torso(), neck, *[leg_front(s) for s in SIDES], *arms, *hands, skin=1.3)
    f.body(head_front((60, 15)), skin=0)
    return f


def pushing_wall() -> Figure:
    f = Figure()
    f.thing([(102, 6), (102, FLOOR)])
    f.floor(10, 102)
    f.body(leg_side((46, 61), (37, 82), (23.5, 103.5)), skin=0)
    trunk = limb([(48, 60), (51.2, 50), (56, 41), (61, 34)], [7.0, 6.1, 6.9, 5.2])
    neck = limb([(61.6, 33.5), (66, 25)], [3.5, 3.0])
    f.body(leg_side((49, 60.5), (67, 79), (62, 103.5)), trunk, neck, skin=2, seam=box(36, 48, 60, 68))
    arm = limb([(61, 37.5), (75, 46), (93, 39.5)], [3.4, 2.7, 2.0])
    palm = limb([(93.5, 39.5), (97.6, 36), (98.6, 31.5)], [2.2, 2.0, 1.5])
    f.body(arm, palm, seam=joint(60.4, 36.6, 5.2), skin=1.2)
    f.body(head_side((69.6, 18.2), 10), skin=0)
    return f


def leaning_wall() -> Figure:
    f = Figure()
    f.thing([(36, 6), (36, FLOOR)])
    f.floor(36, 108)
    trunk = limb([(47.5, 61), (45, 50.5), (44.6, 41), (46.4, 33.5)], [7.2, 6.1, 7.0, 5.2])
    neck = limb([(46.8, 33), (48.2, 24)], [3.5, 3.0])
    f.body(leg_side((49, 62), (57.5, 84), (60, 103.5)), trunk, neck, skin=2)
    arm = limb([(46.8, 37), (48.6, 51), (55, 63)], [3.4, 2.6, 1.9])
    f.body(arm, hand_at(55.4, 63.8, 58, 68.6), seam=joint(46.8, 36.5, 5.2), skin=1)
    f.body(head_side((50.4, 16.6)), skin=0)
    return f


def walking() -> Figure:
    f = Figure()
    f.floor(18, 102)
    far_arm = limb([(57, 37), (66, 50), (75.5, 58)], [3.0, 2.4, 1.8])
    f.body(far_arm, hand_at(76, 58.6, 79.4, 62), skin=1)
    f.body(leg_side((56, 62), (52, 84), (37, 100.5), flat=False), skin=1)
    trunk = limb([(56.5, 61), (55.5, 50.5), (56, 41), (58, 33.5)], [6.8, 5.9, 6.8, 5.1])
    neck = limb([(58.4, 33), (60.6, 24)], [3.5, 3.0])
    f.body(leg_side((58, 62), (68, 83), (72, 103.8)), trunk, neck, skin=2, seam=box(46, 54, 64, 70))
    near_arm = limb([(57.4, 37), (50, 51), (46, 62.5)], [3.3, 2.6, 1.9])
    f.body(near_arm, hand_at(45.8, 63.4, 46.4, 68.4), seam=joint(57.6, 36.5, 5.2), skin=1.2)
    f.body(head_side((62.8, 16.6)), skin=0)
    return f


def looking_up() -> Figure:
    f = Figure()
    f.floor(34, 86)
    trunk = limb([(57, 61), (56.2, 50.5), (56.4, 41), (57, 33.5)], [6.8, 5.9, 6.9, 5.1])
    neck = limb([(57, 33), (57.6, 24)], [3.5, 3.0])
    f.body(leg_side((57.5, 62), (58.5, 84), (56.5, 103.5)), trunk, neck, skin=2)
    arm = limb([(56.4, 37), (54.4, 51), (58, 63.5)], [3.3, 2.6, 1.9])
    f.body(arm, hand_at(58.2, 64.2, 60.2, 69), seam=joint(56.6, 36.5, 5.2), skin=1.2)
    f.body(head_side((59.2, 16.4), -22), skin=0)
    _sun(f)
    return f


def _sun(f: Figure) -> None:
    f.curve(ellipse(94, 17, 7, 7).exterior)
    for deg in (20, 75, 130, 185):
        c, d = math.cos(math.radians(deg)), math.sin(math.radians(deg))
        f.thing([(94 + c * 12, 17 + d * 12), (94 + c * 15.5, 17 + d * 15.5)])


def lying() -> Figure:
    f = Figure()
    f.floor(6, 114, 92)
    pillow = blob(points("12,90.6 13,85.4 20,83.6 30,84.6 36,86.6 38,90.6 25,91.4"))
    f.body(pillow, skin=0, tinted=False)
    trunk = limb([(69, 82), (58, 83.4), (48, 81), (40.5, 83.6)], [7.0, 6.2, 7.4, 5.2])
    leg = limb([(69.5, 82.5), (89, 59), (100, 87)], [6.6, 4.4, 2.5], soft=0.25)
    foot = blob(points("97.6,86 102.2,86 108.4,88.2 111,90 110,91.2 99,91.2 97.2,89.6"))
    f.body(leg, foot, trunk, limb([(40.4, 83.2), (32.5, 81)], [3.5, 3.0]), skin=2)
    f.body(head_side((25.4, 76.6), -86), skin=0)
    arm = limb([(44.6, 83.6), (56.5, 88.2), (68.5, 88.6)], [3.2, 2.5, 1.9], soft=0.5)
    f.body(arm, hand_at(69, 88.7, 74.6, 89), seam=joint(44.4, 83, 5.4), skin=1)
    return f


POSTURES = (standing, pushing_wall, leaning_wall, walking, looking_up, lying)
