import hand as hand_mod
from shapely import affinity
from shapely.geometry import LineString, Point, box
from shapely.ops import unary_union
from hand import *

S = (-1, 1)
FLOOR = 110


def floor(f, a=14, b=106, y=FLOOR):
    f.thing([(a, y), (b, y)])


def arc(cx, cy, r, a0, a1, ry=None):
    t = np.radians(np.linspace(a0, a1, 40))
    return LineString(np.stack([cx + r * np.cos(t), cy + (ry or r) * np.sin(t)], 1))


def wave(x0, x1, y, h, n):
    x = np.linspace(x0, x1, 160)
    return LineString(np.stack([x, y - h * np.sin((x - x0) / (x1 - x0) * n * 2 * np.pi)], 1))


# ---- whole, from the front
def front_torso(cx=60, top=26.5, w=1.0):
    rows = [(0, 3.0), (2.4, 4.6), (4.6, 9.4), (7.4, 11.4), (13, 10.4), (21, 8.5), (25, 8.3), (31, 9.9), (36, 10.4), (40, 6)]
    return profile([(top + y, hw * w) for y, hw in rows], cx)


def neck(cx=60, y=20, to=29, lean=0):
    return limb([(cx + lean, y), (cx, to)], [3.0, 3.3])


def leg_front(s, cx=60, hip=62, knee=85, ankle=105.5, spread=6.4):
    leg = limb([(cx + s * 5.3, hip), (cx + s * 6.0, hip + 11), (cx + s * spread, knee), (cx + s * spread, knee + 8), (cx + s * spread, ankle)], [5.1, 4.3, 3.4, 3.4, 2.1])
    x = cx + s * spread
    foot = blob([(x - s * 1.7, ankle - 1.6), (x + s * 1.9, ankle - 1.6), (x + s * 5.0, FLOOR - 1.8), (x + s * 4.0, FLOOR - .2), (x - s * .8, FLOOR - .2), (x - s * 2.3, FLOOR - 1.8)])
    return unary_union([leg, foot])


def hand_at(x, y, tx, ty, r=2.2):
    return limb([(x, y), (tx, ty)], [r, 1.7])


def standing():
    f = Figure()
    floor(f, 34, 86)
    arms = [limb([(60 + s * 10.2, 34), (60 + s * 15.2, 49), (60 + s * 17.0, 62)], [3.2, 2.5, 1.8]) for s in S]
    hands = [hand_at(60 + s * 17.1, 63, 60 + s * 16.6, 68.5) for s in S]
    f.body(front_torso(), neck(), *[leg_front(s) for s in S], *arms, *hands, skin=1.3)
    f.body(head_front((60, 15)), skin=0)
    return f


def legs_seated_front(f, cx=60, y=64, wide=10.5):
    for s in S:
        thigh = limb([(cx + s * 6, y - 1), (cx + s * wide, y + 7.5)], [6.0, 5.2])
        shin = limb([(cx + s * wide, y + 7.5), (cx + s * (wide + .3), y + 24), (cx + s * (wide - .2), y + 40)], [4.9, 3.7, 2.3])
        x = cx + s * (wide - .2)
        foot = blob([(x - 2.0, y + 39), (x + 2.0, y + 39), (x + s * 1.6 + 2.6, FLOOR - 1.8), (x + s * 1.6 + 1.6, FLOOR - .2), (x + s * 1.0 - 2.2, FLOOR - .2), (x + s * 1.0 - 2.9, FLOOR - 1.8)])
        f.body(thigh, shin, foot, skin=1.2, seam=box(cx - 9.6, y - 8, cx + 9.6, y + 5))


def chair_front(f, cx=60):
    for s in S:
        f.thing([(cx + s * 19, 70), (cx + s * 20, FLOOR)])
    for s in S:
        f.thing([(cx + s * 19.4, 70), (cx + s * 12, 70)])
    floor(f, cx - 34, cx + 34)


def seated_front(arms=True):
    f = Figure()
    chair_front(f)
    f.body(front_torso(), neck(), skin=1.2)
    legs_seated_front(f)
    return f


def sitting_front():
    f = seated_front()
    for s in S:
        arm = limb([(60 + s * 10.0, 34.5), (60 + s * 15.2, 50), (60 + s * 10.2, 63.5)], [3.2, 2.6, 1.9])
        hand = hand_at(60 + s * 10.1, 64, 60 + s * 9.2, 70)
        f.body(arm, hand, seam=Point(60 + s * 8.6, 33).buffer(5.6), skin=1)
    f.body(head_front((60, 15)), skin=0)
    return f


def arms_up():
    f = seated_front()
    for s in S:
        arm = limb([(60 + s * 9.8, 34), (60 + s * 19.5, 22.5), (60 + s * 23.5, 9)], [3.3, 2.6, 1.9])
        f.body(arm, hand_at(60 + s * 23.6, 8.2, 60 + s * 24.2, 3.6), seam=Point(60 + s * 8, 34).buffer(6), skin=1.4)
    f.body(head_front((60, 16)), skin=0)
    return f


def side_bend():
    f = Figure()
    chair_front(f)
    a = 15
    bent = affinity.rotate(front_torso(), a, origin=(60, 63))
    low = profile([(56, 9.2), (60, 10.2), (63.5, 10.6), (67.5, 7)])
    f.body(bent, low, limb([(60.4, 60), (61.6, 50)], [9.6, 8.7]), limb([(68.5, 30), (71.8, 23)], [3.3, 3.0]), skin=6)
    legs_seated_front(f)
    f.body(head_front((73.6, 18.2), a), skin=0)
    up = limb([(60.2, 33.2), (60.6, 17.4), (75.5, 6.4)], [3.4, 2.7, 1.9], soft=.6)
    f.body(up, hand_at(76.2, 6.1, 81.8, 5.4), seam=Point(61.5, 33.5).buffer(6), skin=1.2)
    down = limb([(78.6, 38.6), (85, 52), (82.5, 65)], [3.2, 2.5, 1.9])
    f.body(down, hand_at(82.5, 65.6, 82, 71), seam=Point(76.6, 37.2).buffer(5.6), skin=1)
    return f


def twisting():
    f = seated_front()
    a = limb([(50.4, 34.5), (47.5, 50), (62, 62.5)], [3.2, 2.6, 1.9])
    f.body(a, hand_at(62.4, 62.8, 68.5, 65.6), seam=Point(51.8, 33).buffer(5.6), skin=1.2)
    b = limb([(69.6, 34.5), (78, 48), (79, 62.5)], [3.2, 2.5, 1.9])
    f.body(b, hand_at(79, 63, 79.2, 68.6), seam=Point(68.4, 33).buffer(5.6), skin=1.2)
    f.body(head_turned((61, 15)), skin=0)
    return f


# ---- sitting, from the side
def chair_side(f, back=30):
    f.thing([(33, 66), (64, 66)])
    f.thing([(31.5, back), (33, 66), (31, FLOOR)], soft=.12)
    f.thing([(63, 66), (64.5, FLOOR)])
    floor(f)


def legs_side(f, *trunk, knee=(73, 60), ankle=(71.5, 103.5), hip=(48, 59), skin=1.8):
    leg = limb([hip, knee, (knee[0] - .6, 82), ankle], [6.8, 4.6, 4.0, 2.4], soft=.26)
    foot = blob([(ankle[0] - 2.4, ankle[1] - .5), (ankle[0] + 2.2, ankle[1] - .5), (ankle[0] + 7, FLOOR - 3.6), (ankle[0] + 9.6, FLOOR - 1.6), (ankle[0] + 8.6, FLOOR - .3), (ankle[0] - 2, FLOOR - .3), (ankle[0] - 3, FLOOR - 2)])
    return f.body(leg, foot, *trunk, skin=skin)


def sitting():
    f = Figure()
    chair_side(f)
    trunk = limb([(47, 58.5), (44.6, 48), (45.4, 39), (48, 31.5)], [7.4, 6.3, 7.0, 5.2])
    legs_side(f, trunk, limb([(48.5, 31), (51, 22)], [3.5, 3.0]))
    f.body(limb([(48.2, 35), (49.2, 49.5), (63.5, 54)], [3.4, 2.7, 2.0]), hand_at(64, 54.1, 70, 54.8), seam=Point(48, 34.5).buffer(5.2), skin=1)
    f.body(head_side((53.2, 14.8)), skin=0)
    return f


def back_round():
    f = Figure()
    chair_side(f)
    trunk = limb([(48.5, 58.5), (42.6, 49.5), (43.2, 39.5), (50.5, 32.5)], [7.4, 6.3, 6.6, 5.0], soft=.5)
    legs_side(f, trunk, limb([(51, 32), (58, 26.5)], [3.5, 3.0]))
    f.body(limb([(50.5, 36.5), (54.5, 50), (65, 54)], [3.4, 2.7, 2.0]), hand_at(65.5, 54.1, 71.4, 55), seam=Point(50, 35.8).buffer(5.2), skin=1)
    f.body(head_side((62.5, 21.5), 34), skin=0)
    return f


def back_lift():
    f = Figure()
    chair_side(f)
    trunk = limb([(47.5, 58.5), (47.8, 48.5), (49.4, 39.5), (48.4, 31.5)], [7.4, 6.0, 7.0, 5.2], soft=.5)
    legs_side(f, trunk, limb([(48.5, 31), (49.4, 22)], [3.5, 3.0]))
    f.body(limb([(47.4, 35), (45.5, 49.5), (58.5, 54.4)], [3.4, 2.7, 2.0]), hand_at(59, 54.5, 65, 54.8), seam=Point(47.6, 34.5).buffer(5.2), skin=1)
    f.body(head_side((51.2, 14.6), -9), skin=0)
    return f


def leaning_back():
    f = Figure()
    chair_side(f, 24)
    trunk = limb([(46, 58.5), (41.6, 48), (40.6, 39), (42.4, 31.5)], [7.4, 6.3, 7.0, 5.2])
    legs_side(f, trunk, limb([(42.8, 31), (44.4, 22)], [3.5, 3.0]), hip=(47, 59))
    f.body(limb([(43.2, 35), (45, 49.5), (59, 54)], [3.4, 2.7, 2.0]), hand_at(59.5, 54.1, 65.5, 54.6), seam=Point(43.2, 34.5).buffer(5.2), skin=1)
    f.body(head_side((46.4, 14.6), -4), skin=0)
    return f


# ---- standing, from the side
def leg_side(hip, knee, ankle, toe=1, flat=True, lift=0):
    leg = limb([hip, knee, ankle], [6.0, 4.2, 2.4], soft=.3)
    a = ankle
    if flat:
        foot = blob([(a[0] - 2.4, a[1] - .5), (a[0] + 2.2, a[1] - .5), (a[0] + 7, FLOOR - 3.4), (a[0] + 9.4, FLOOR - 1.6), (a[0] + 8.4, FLOOR - .3), (a[0] - 2, FLOOR - .3), (a[0] - 3, FLOOR - 2)])
    else:
        foot = limb([a, (a[0] + 4.6, a[1] + 4.2), (a[0] + 7.2, a[1] + 4.6)], [2.3, 2.0, 1.6])
    return unary_union([leg, foot])


def pushing_wall():
    f = Figure()
    f.thing([(102, 6), (102, FLOOR)])
    floor(f, 10, 102)
    f.body(leg_side((46, 61), (37, 82), (23.5, 103.5)), skin=0)
    arm2 = limb([(62, 38.5), (79, 41), (94, 36)], [3.2, 2.5, 1.9])
    trunk = limb([(48, 60), (51.2, 50), (56, 41), (61, 34)], [7.0, 6.1, 6.9, 5.2])
    f.body(leg_side((49, 60.5), (67, 79), (62, 103.5)), trunk, limb([(61.6, 33.5), (66, 25)], [3.5, 3.0]), skin=2, seam=box(36, 48, 60, 68))
    f.body(limb([(61, 37.5), (75, 46), (93, 39.5)], [3.4, 2.7, 2.0]), limb([(93.5, 39.5), (97.6, 36), (98.6, 31.5)], [2.2, 2.0, 1.5]), seam=Point(60.4, 36.6).buffer(5.2), skin=1.2)
    f.body(head_side((69.6, 18.2), 10), skin=0)
    return f


def leaning_wall():
    f = Figure()
    f.thing([(36, 6), (36, FLOOR)])
    floor(f, 36, 108)
    trunk = limb([(47.5, 61), (45, 50.5), (44.6, 41), (46.4, 33.5)], [7.2, 6.1, 7.0, 5.2])
    f.body(leg_side((49, 62), (57.5, 84), (60, 103.5)), trunk, limb([(46.8, 33), (48.2, 24)], [3.5, 3.0]), skin=2)
    f.body(limb([(46.8, 37), (48.6, 51), (55, 63)], [3.4, 2.6, 1.9]), hand_at(55.4, 63.8, 58, 68.6), seam=Point(46.8, 36.5).buffer(5.2), skin=1)
    f.body(head_side((50.4, 16.6)), skin=0)
    return f


def walking():
    f = Figure()
    floor(f, 18, 102)
    back_arm = limb([(57, 37), (66, 50), (75.5, 58)], [3.0, 2.4, 1.8])
    f.body(back_arm, hand_at(76, 58.6, 79.4, 62), skin=1)
    f.body(leg_side((56, 62), (52, 84), (37, 100.5), flat=False), skin=1)
    trunk = limb([(56.5, 61), (55.5, 50.5), (56, 41), (58, 33.5)], [6.8, 5.9, 6.8, 5.1])
    f.body(leg_side((58, 62), (68, 83), (72, 103.8)), trunk, limb([(58.4, 33), (60.6, 24)], [3.5, 3.0]), skin=2, seam=box(46, 54, 64, 70))
    f.body(limb([(57.4, 37), (50, 51), (46, 62.5)], [3.3, 2.6, 1.9]), hand_at(45.8, 63.4, 46.4, 68.4), seam=Point(57.6, 36.5).buffer(5.2), skin=1.2)
    f.body(head_side((62.8, 16.6)), skin=0)
    return f


def looking_up():
    f = Figure()
    floor(f, 34, 86)
    trunk = limb([(57, 61), (56.2, 50.5), (56.4, 41), (57, 33.5)], [6.8, 5.9, 6.9, 5.1])
    f.body(leg_side((57.5, 62), (58.5, 84), (56.5, 103.5)), trunk, limb([(57, 33), (57.6, 24)], [3.5, 3.0]), skin=2)
    f.body(limb([(56.4, 37), (54.4, 51), (58, 63.5)], [3.3, 2.6, 1.9]), hand_at(58.2, 64.2, 60.2, 69), seam=Point(56.6, 36.5).buffer(5.2), skin=1.2)
    f.body(head_side((59.2, 16.4), -22), skin=0)
    f.curve(ellipse(94, 17, 7, 7).exterior)
    for deg in (20, 75, 130, 185):
        c, d = math.cos(math.radians(deg)), math.sin(math.radians(deg))
        f.thing([(94 + c * 12, 17 + d * 12), (94 + c * 15.5, 17 + d * 15.5)])
    return f


def lying():
    f = Figure()
    floor(f, 6, 114, 92)
    f.body(blob([(12, 90.6), (13, 85.4), (20, 83.6), (30, 84.6), (36, 86.6), (38, 90.6), (25, 91.4)]), skin=0, soft=False)
    trunk = limb([(69, 82), (58, 83.4), (48, 81), (40.5, 83.6)], [7.0, 6.2, 7.4, 5.2])
    leg = limb([(69.5, 82.5), (89, 59), (100, 87)], [6.6, 4.4, 2.5], soft=.25)
    foot = blob([(97.6, 86), (102.2, 86), (108.4, 88.2), (111, 90), (110, 91.2), (99, 91.2), (97.2, 89.6)])
    f.body(leg, foot, trunk, limb([(40.4, 83.2), (32.5, 81)], [3.5, 3.0]), skin=2)
    f.body(head_side((25.4, 76.6), -86), skin=0)
    f.body(limb([(44.6, 83.6), (56.5, 88.2), (68.5, 88.6)], [3.2, 2.5, 1.9], soft=.5), hand_at(69, 88.7, 74.6, 89), seam=Point(44.4, 83).buffer(5.4), skin=1)
    return f


# ---- nearer: head and trunk
def near(f, turn=None):
    """Shoulders and chest at one and three quarter size, cut at the hips by the frame."""
    torso = profile([(37, 5.4), (41.5, 7.4), (46, 16), (51, 21.5), (62, 19.6), (78, 16.0), (88, 15.4), (100, 18.6), (116, 19.4), (126, 19)])
    f.body(torso, limb([(60, 30), (60, 43)], [5.5, 6.0]), skin=2)


def near_head(f, turned=None):
    if turned:
        f.body(head_turned((60, 22), 0, 1.75, left=turned == "left"), skin=0)
    else:
        f.body(head_front((60, 22), 0, 1.75), skin=0)


def cut(f):
    """The frame ends the drawing softly."""
    f.limit = unary_union([box(4, 0, 116, 101), ellipse(60, 100, 56, 13)])
    return f


def near_arm(s, elbow, wrist, fingers):
    arm = limb([(60 + s * 17.6, 54), elbow, wrist], [5.8, 4.6, 3.3])
    return unary_union([arm, limb([wrist, fingers], [3.7, 2.8])])


def shoulder(s, r=10):
    return Point(60 + s * 15, 53).buffer(r)


def looking_around():
    f = Figure()
    torso = affinity.translate(profile([(37, 5.4), (41.5, 7.4), (46, 16), (51, 21.5), (62, 19.6), (78, 16.0), (88, 15.4), (100, 18.6), (116, 19.4), (126, 19)]), -16, 0)
    f.body(torso, limb([(46, 30), (44, 43)], [5.3, 6.0]), skin=2)
    for s in S:
        arm = affinity.translate(near_arm(s, (60 + s * 27.5, 80), (60 + s * 28, 106), (60 + s * 28, 120)), -16, 0)
        f.body(arm, seam=affinity.translate(shoulder(s), -16, 0), skin=1.5)
    f.body(head_side((48.5, 22), -4, 1.75), skin=0)
    window(f, 84, 12, 112, 50)
    f.limit = unary_union([box(4, 0, 116, 101), ellipse(44, 100, 40, 12)])
    return f


def window(f, x0, y0, x1, y1):
    f.thing([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], soft=.06)
    f.thing([((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)])
    f.thing([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)])
    f.thing([(x0 - 3, y1 + 4), (x1 + 3, y1 + 4)])


def hand_chest():
    f = Figure()
    near(f)
    f.body(near_arm(1, (87, 82), (87, 106), (86, 116)), seam=shoulder(1), skin=1.5)
    arm = limb([(42.4, 54), (33, 80), (52, 71.5)], [5.8, 4.7, 3.4])
    palm = blob([(51, 68), (57, 64.6), (64.5, 62.2), (70.6, 62.4), (71.6, 64.6), (68, 67.6), (65, 72.2), (58, 75.4), (52.6, 75)])
    f.body(arm, palm, seam=shoulder(-1), skin=1.5)
    near_head(f)
    return cut(f)


def hugging():
    f = Figure()
    near(f)
    b = limb([(77.6, 54), (85, 80), (56, 76)], [5.8, 4.8, 3.4])
    f.body(b, limb([(56, 76), (41, 69)], [3.8, 3.0]), seam=shoulder(1, 19), skin=1.5)
    a = limb([(42.4, 54), (34, 81), (64, 69)], [5.8, 4.8, 3.4])
    f.body(a, limb([(64, 69), (78.5, 61)], [3.8, 3.0]), seam=shoulder(-1, 12), skin=1.5)
    near_head(f)
    return cut(f)


def cup():
    f = Figure()
    near(f)
    for s in S:
        f.body(limb([(60 + s * 17.6, 54), (60 + s * 27.5, 84), (60 + s * 13, 87)], [5.8, 4.8, 3.5]), seam=unary_union([shoulder(s, 17), Point(60 + s * 16, 71).buffer(8)]), skin=1.5)
    bowl = blob([(48.6, 61.5), (54, 60.8), (66, 60.8), (71.4, 61.5), (70.8, 76), (68, 88), (63.5, 90.6), (56.5, 90.6), (52, 88), (49.2, 76)])
    f.body(bowl, skin=0)
    f.fine.append('<path d="M49.6 65C55 67.6 65 67.6 70.4 65"/>')
    for s in S:
        hand = limb([(60 + s * 15.5, 87.4), (60 + s * 12.2, 84.6), (60 + s * 6.2, 74.5)], [3.7, 4.2, 2.9], soft=.5)
        f.body(hand, skin=0, seam=Point(60 + s * 17.2, 87).buffer(4.4))
    near_head(f)
    return cut(f)


def arms_wide():
    f = Figure()
    near(f)
    for s in S:
        f.body(limb([(60 + s * 17, 54), (60 + s * 38, 66), (60 + s * 50, 49)], [5.8, 4.6, 3.2]), limb([(60 + s * 50, 49), (60 + s * 53, 39)], [3.6, 2.6]), seam=shoulder(s), skin=2)
    near_head(f)
    return cut(f)


def hands_lap():
    f = Figure()
    near(f)
    for s in S:
        f.body(limb([(60 + s * 17.6, 54), (60 + s * 28, 82), (60 + s * 10, 98)], [5.8, 4.7, 3.4]), limb([(60 + s * 10, 98), (60 - s * 2, 101 - s)], [3.8, 3.0]), seam=shoulder(s), skin=1.5)
    near_head(f)
    return cut(f)


def sound():
    f = Figure()
    torso = profile([(66, 7.4), (72, 9.6), (77, 20), (84, 31), (98, 34), (128, 35)])
    f.body(torso, limb([(60, 54), (60, 72)], [7.4, 8]), skin=3)
    for s in S:
        f.body(blob([(60 + s * 14, 36.5), (60 + s * 17.4, 35), (60 + s * 18.6, 39.5), (60 + s * 16.6, 46.5), (60 + s * 14, 47)]), skin=0)
    f.body(head_front((60, 40), 0, 2.45), skin=0)
    for s in S:
        for r in (26, 35, 44):
            a = 22 - (r - 26) * .12
            f.curve(arc(60, 40, r, -a, a) if s > 0 else arc(60, 40, r, 180 - a, 180 + a))
    return cut(f)


def horizon():
    f = Figure()
    f.body(limb([(60, 52), (60, 66)], [6.4, 7]), blob([(60, 63), (70, 67), (84, 73), (91, 86), (94, 104), (95, 128), (25, 128), (26, 104), (29, 86), (36, 73), (50, 67)]), skin=3)
    f.body(blob(place([(0, -8.1), (4.2, -7), (6.2, -3.4), (6.2, .6), (5.0, 4.6), (2.4, 6.9), (-2.4, 6.9), (-5.0, 4.6), (-6.2, .6), (-6.2, -3.4), (-4.2, -7)], (60, 44), 0, 2.0)), skin=0)
    f.curve(wave(6, 114, 46, 2.6, 1.5))
    f.curve(arc(88, 44, 11, 186, 350))
    return cut(f)


def feet_floor():
    f = Figure()
    floor(f, 8, 112, 104)
    for x in (62, 40):
        leg = limb([(x - 1, -14), (x + 1, 24), (x - 1, 62), (x, 91)], [11.4, 10.8, 8.2, 5.2])
        foot = blob([(x - 5.4, 88), (x + 4.6, 86), (x + 13, 93), (x + 25, 97), (x + 31, 100.4), (x + 29, 103.4), (x + 12, 103.4), (x - 4, 103.4), (x - 8, 101), (x - 7.6, 95)])
        f.body(leg, foot, skin=4)
    return cut(f)


def breath_wave():
    f = Figure()
    d = "M8 72C20 72 22 40 34 40S56 72 66 72 78 40 88 40 104 60 112 68"
    f.fine.append(f'<path class="soft" fill="currentColor" fill-opacity=".10" stroke="none" d="{d}V92H8Z"/>')
    f.fine.append(f'<path d="{d}"/><path d="M8 92H112" stroke-opacity=".45"/>')
    return f


def big(shape, around=60):
    """The whole figure again, large enough to point at."""
    return affinity.scale(affinity.translate(shape, 100 - 60, 8 - 6.9), 3.92, 3.92, origin=(100, 8))


def band(y0, y1, bow=0.0):
    x = np.linspace(20, 100, 80)
    up = [(a, y0 + bow * (a - 60) ** 2) for a in x]
    down = [(a, y1 + bow * (a - 60) ** 2) for a in x[::-1]]
    return Polygon(up + down)


def whole_body():
    arms = [limb([(60 + s * 9.4, 34), (60 + s * 15.8, 48), (60 + s * 19.6, 59.4)], [3.3, 2.6, 1.75]) for s in S]
    hands = [unary_union([blob([(60 + s * 18.2, 59.4), (60 + s * 21.4, 59.4), (60 + s * 22.6, 63.4), (60 + s * 22.4, 67.6), (60 + s * 20.9, 70.4), (60 + s * 19.2, 68.8), (60 + s * 18.6, 64)]), limb([(60 + s * 19.2, 61.4), (60 + s * 17.4, 65)], [1.2, .8])]) for s in S]
    torso = fillet(unary_union([front_torso(), limb([(60, 20), (60, 29)], [2.9, 3.1])]), 4)
    legs = [limb([(60 + s * 5.4, 61), (60 + s * 6.1, 73), (60 + s * 6.6, 84), (60 + s * 6.9, 92), (60 + s * 6.8, 105)], [5.0, 4.2, 3.3, 3.4, 2.0]) for s in S]
    feet = [blob([(60 + s * 5.1, 103), (60 + s * 8.5, 103), (60 + s * 11.4, 107.8), (60 + s * 10.6, 109.6), (60 + s * 6.2, 109.6), (60 + s * 4.8, 107.6)]) for s in S]
    return head_front((60, 16.1), 0, .88), torso, arms, hands, legs, feet


def outline_of(torso, arms, hands, legs, feet):
    """One skin over all, its bumps stroked down."""
    upper = fillet(unary_union([torso, *arms]), 1.6).buffer(-1.5, 24).buffer(1.5, 24)
    lower = fillet(unary_union([torso, *legs]), .9).buffer(-1.5, 24).buffer(1.5, 24)
    return fillet(unary_union([upper, lower, *hands, *feet, torso]), 1.0)


def regions(back):
    head, torso, arms, hands, legs, feet = whole_body()
    skin = outline_of(torso, arms, hands, legs, feet).difference(head)
    hand = unary_union(hands).buffer(.3).intersection(skin)
    foot = unary_union(feet).buffer(.3).intersection(skin)
    shoulders = unary_union([ellipse(60 + s * 10, 33.4, 5.4, 6) for s in S]).intersection(skin)
    sides = unary_union([limb([(60 + s * 14, 36), (60 + s * 17, 48.5), (60 + s * 20, 64)], [4.4, 5, 5]) for s in S])
    arm = skin.intersection(sides).difference(unary_union([shoulders, hand, band(66, 120)]))
    throat = skin.intersection(band(18, 28.6, .004)).intersection(box(53, 18, 67, 32))
    body = skin.difference(unary_union([shoulders, hand, arm, throat]))
    bow = -.005 if back else .006
    levels = [25, 44, 56, 66.5] if back else [25, 42.5, 55, 65.5]
    trunk = [body.intersection(band(a, b, bow)) for a, b in zip(levels, levels[1:])]
    out = {"head": head}
    if not back:
        face = head.intersection(ellipse(60, 18.4, 4.7, 5.6))
        out = {"head": head.difference(face), "face": face}
    out["neck" if back else "throat"] = throat
    out["shoulders"] = shoulders
    out.update(zip(("back-upper", "back-lower", "hips") if back else ("chest", "belly", "hips"), trunk))
    out |= {"arms": arm, "hands": hand, "legs": body.intersection(band(levels[-1], 112, bow)).difference(foot), "feet": foot}
    return {name: big(shape.buffer(-.3).buffer(.1)) for name, shape in out.items()}


def body_svg(back):
    from hand import _closed, _path, _polygons
    head, torso, arms, hands, legs, feet = whole_body()
    f = Figure(200, 420, 3)
    f.body(big(outline_of(torso, arms, hands, legs, feet)), skin=0)
    f.body(big(head), skin=0)
    rows = []
    for name, shape in regions(back).items():
        d = "".join(_closed(p) for p in _polygons(shape))
        rows.append(f'<path data-region="{name}" d="{d}"/>')
    if back:
        f.fine.append('<path stroke-opacity=".4" d="M100 110C99 150 101 185 100 214"/><path stroke-opacity=".4" d="M78 118C80 128 84 134 89 137M122 118C120 128 116 134 111 137"/>')
    else:
        f.fine.append('<path stroke-opacity=".4" d="M76 104C83 101 90 103 95 108M124 104C117 101 110 103 105 108"/><path stroke-opacity=".4" d="M99.6 189L100.4 189"/>')
    hand_mod.EASE = 2.6
    rows = []
    for name, shape in regions(back).items():
        rows.append(f'<path data-region="{name}" d="{"".join(_closed(p) for p in _polygons(shape))}"/>')
    svg = f.svg()
    hand_mod.EASE = .9
    at = svg.index("\n  <path d=")
    group = '\n  <g class="regions" fill="currentColor" fill-opacity="0" stroke="none">\n    ' + "\n    ".join(rows) + "\n  </g>"
    return svg[:at] + group + svg[at:].replace('<path d=', '<path pointer-events="none" d=', 1).replace('<path stroke-op', '<path pointer-events="none" stroke-op')


class _Drawn:
    def __init__(self, text): self.text = text
    def svg(self): return self.text


def body_front(): return _Drawn(body_svg(False))
def body_back(): return _Drawn(body_svg(True))


NAMES = ("standing sitting_front sitting back_round back_lift leaning_back arms_up side_bend twisting pushing_wall leaning_wall walking "
         "looking_up lying looking_around hand_chest hugging cup arms_wide hands_lap sound horizon feet_floor breath_wave body_front body_back").split()
ALL = {k: globals()[k] for k in NAMES}
