"""Close drawings of one thing to notice: a sound, the horizon, the feet, the breath."""

from figure import Figure, tinted
from hand import SIDES, arc, blob, limb, place, points, profile, wave
from parts import head_front
from poses_near import cut


def sound() -> Figure:
    f = Figure()
    torso = profile([(66, 7.4), (72, 9.6), (77, 20), (84, 31), (98, 34), (128, 35)])
    f.body(torso, limb([(60, 54), (60, 72)], [7.4, 8]), skin=3)
    for s in SIDES:
        f.body(blob(points("14,36.5 17.4,35 18.6,39.5 16.6,46.5 14,47", 60, s)), skin=0)
    f.body(head_front((60, 40), 0, 2.45), skin=0)
    for middle in (180, 0):
        for r in (26, 35, 44):
            wide = 22 - (r - 26) * 0.12
            f.curve(arc(60, 40, r, middle - wide, middle + wide))
    return cut(f)


def horizon() -> Figure:
    f = Figure()
    back = blob(points("60,63 70,67 84,73 91,86 94,104 95,128 25,128 26,104 29,86 36,73 50,67"))
    f.body(limb([(60, 52), (60, 66)], [6.4, 7]), back, skin=3)
    hair = "0,-8.1 4.2,-7 6.2,-3.4 6.2,.6 5,4.6 2.4,6.9 -2.4,6.9 -5,4.6 -6.2,.6 -6.2,-3.4 -4.2,-7"
    f.body(blob(place(points(hair), (60, 44), 0, 2.0)), skin=0)
    f.curve(wave(6, 114, 46, 2.6, 1.5))
    f.curve(arc(88, 44, 11, 186, 350))
    return cut(f)


def feet_floor() -> Figure:
    f = Figure()
    f.floor(8, 112, 104)
    foot = "-5.4,88 4.6,86 13,93 25,97 31,100.4 29,103.4 12,103.4 -4,103.4 -8,101 -7.6,95"
    for x in (62, 40):
        leg = limb(points("-1,-14 1,24 -1,62 0,91", x), [11.4, 10.8, 8.2, 5.2])
        f.body(leg, blob(points(foot, x)), skin=4)
    return cut(f)


def breath_wave() -> Figure:
    f = Figure()
    d = "M8 72C20 72 22 40 34 40S56 72 66 72 78 40 88 40 104 60 112 68"
    f.fine.append(tinted(f"{d}V92H8Z"))
    f.fine.append(f'<path d="{d}"/><path d="M8 92H112" stroke-opacity=".45"/>')
    return f


POSTURES = (sound, horizon, feet_floor, breath_wave)
