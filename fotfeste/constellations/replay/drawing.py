"""A picture of one moment, from one seat's view: SVG that stands by itself. Pure.

It names no file, font or address outside itself, and ElementTree escapes every word in it. Colours are attributes, so
that a page may put its own over them.
"""

from typing import Any
from xml.etree.ElementTree import Element, tostring

from django.utils.translation import gettext as _

from fotfeste.constellations.board.geometry import distance
from fotfeste.constellations.board.words import HEIGHT, RADIUS, STEP, WIDTH
from fotfeste.constellations.replay.letters import LINE, PAPER, SOFT, Letters, shape, text
from fotfeste.constellations.session import telling
from fotfeste.constellations.session.names import Names
from fotfeste.constellations.session.phrases import GENERATIONS

View = dict[str, Any]
FILLS = {"stone": ("#d9d3c5", "#8f8a7c"), "spruce": ("#c4d4ca", "#6f8a7d"), "fjord": ("#c5d5dd", "#6f8894"),
         "dawn": ("#f0d8c3", "#a58468")}  # fmt: skip
MINE = ("#2f5d4e", "#1e2b27")
ROUND = f"M{-RADIUS} 0a{RADIUS} {RADIUS} 0 1 1 {2 * RADIUS} 0a{RADIUS} {RADIUS} 0 1 1 {-2 * RADIUS} 0Z"
SQUARE = "M-39 -22a17 17 0 0 1 17 -17h44a17 17 0 0 1 17 17v44a17 17 0 0 1 -17 17h-44a17 17 0 0 1 -17 -17Z"
LONG = "M-34 -26a34 34 0 0 1 68 0v92a22 22 0 0 1 -22 22h-24a22 22 0 0 1 -22 -22Z"
BEHIND = {"sitting": "M-47 31A56 56 0 0 0 47 31", "kneeling": "M-19 48v17M19 48v17", "lying": "M-18 4H18"}
GAZE = "M0 -27L10.5 -9.5A14 14 0 1 1 -10.5 -9.5Z"
FONT = "Ysabeau Office Variable, Ysabeau Office, Candara, Noto Sans, sans-serif"


def picture(view: View, *, title: str = "") -> str:
    """The whole board as a string. `<title>` and `<desc>` say in words what is drawn."""
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": str(WIDTH),
        "class": "picture", "height": str(HEIGHT), "role": "img", "font-family": FONT,
        "aria-labelledby": "picture-title picture-desc",
    })  # fmt: skip
    text(root, "title", title or _("The board, seen from above"), id="picture-title")
    text(root, "desc", " ".join(telling.board(view)), id="picture-desc")
    frame = {"x": 1, "y": 1, "width": WIDTH - 2, "height": HEIGHT - 2, "rx": 24}
    shape(root, "rect", **frame, fill=PAPER, stroke=LINE, stroke_width=2, cls="picture__paper")
    if view["rows_shown"]:
        _rows(root, view)
    there = {key: figure for key, figure in view["figures"].items() if figure["on_board"]}
    letters = Letters(root, [*there.values()])
    _zones(root, view, letters)
    _lines(root, view, letters)
    for figure in there.values():
        _figure(root, figure)
    for key, figure in there.items():
        letters.name(Names(view).figure(key), figure)
    return tostring(root, encoding="unicode")


def _figure(root: Element, figure: View) -> None:
    x, y, heading, gaze = figure["at"]
    fill, edge = MINE if figure["mine"] else FILLS[figure["tone"]]
    lies, is_open = figure["posture"] == "lying", figure["shape"] == "open"
    place = shape(root, "g", transform=f"translate({x} {y})", cls=f"picture__figure picture__figure--{figure['tone']}")
    scale = figure["scale"] / 100
    body = shape(place, "g", transform=f"rotate({heading}) scale({scale})", fill=PAPER if is_open else fill,
                  stroke=edge, stroke_width=3, stroke_linejoin="round")  # fmt: skip
    if behind := BEHIND.get(figure["posture"]):
        shape(body, "path", d=behind, fill="none", stroke_width=6, stroke_linecap="round")
    tip = -80 if lies else -66
    shape(body, "path", d=f"M-19 {tip + 30}L-4 {tip + 3}Q0 {tip - 2} 4 {tip + 3}L19 {tip + 30}Z")
    dashes = {"stroke_dasharray": "8 8"} if is_open else {}
    shape(body, "path", d=LONG if lies else SQUARE if figure["shape"] == "square" else ROUND, **dashes)
    head = -26 if lies else 0
    shape(body, "path", d=GAZE, transform=f"translate(0 {head}) rotate({gaze})", stroke="none",
           fill=PAPER if figure["mine"] else edge)  # fmt: skip


def _lines(root: Element, view: View, letters: Letters) -> None:
    for line in view["lines"].values():
        ends = [view["figures"][line[end]] for end in ("start", "end")]
        if all(end["on_board"] for end in ends):
            _line(root, ends[0]["at"], ends[1]["at"], line["words"], letters)


def _line(root: Element, a: list[int], b: list[int], words: str, letters: Letters) -> None:
    long = distance((a[0], a[1]), (b[0], b[1]))
    if long <= 2 * RADIUS:
        return
    ux, uy = (b[0] - a[0]) / long * RADIUS * 1.2, (b[1] - a[1]) / long * RADIUS * 1.2
    shape(root, "path", d=f"M{a[0] + ux:.0f} {a[1] + uy:.0f}L{b[0] - ux:.0f} {b[1] - uy:.0f}", stroke=SOFT,
           fill="none", stroke_width=4, stroke_dasharray="0.1 12", stroke_linecap="round")  # fmt: skip
    letters.word(words, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))


def _zones(root: Element, view: View, letters: Letters) -> None:
    look = {"fill": "#e3ecf0", "fill_opacity": 0.6, "stroke": "#aebfc8"}
    for zone in view["zones"].values():
        shape(root, "circle", cx=zone["x"], cy=zone["y"], r=zone["radius"], **look, cls="picture__zone")
        letters.word(zone["words"], (zone["x"], zone["y"] - zone["radius"] + 26))


def _rows(root: Element, view: View) -> None:
    """From the oldest generation to the youngest, at least from the grandparents' to one's own: as on the board."""
    given = [figure.get("generation", 0) for figure in view["figures"].values()]
    known = range(max(2, *given, 0), min(0, *given, 0) - 1, -1)
    high = HEIGHT / len(known)
    for n, row in enumerate(known):
        if n:
            shape(root, "path", d=f"M{STEP // 2} {n * high:.0f}H{WIDTH - STEP // 2}", stroke=LINE, stroke_width=3,
                   stroke_dasharray="0.1 12", stroke_linecap="round")  # fmt: skip
        text(root, "text", str(GENERATIONS[row]), x=STEP // 2, y=round(n * high + 40), font_size=24, fill=SOFT)
