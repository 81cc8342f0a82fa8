"""A picture of one moment, from one seat's view: SVG that stands by itself. Pure.

It names no file, font or address outside itself, and ElementTree escapes every word in it. Colours are attributes, so
that a page may put its own over them.
"""

from xml.etree.ElementTree import Element, tostring

from django.utils.translation import gettext as _

from fotfeste.constellations.board import BoardView
from fotfeste.constellations.board.enums import HEIGHT, RADIUS, STEP, WIDTH
from fotfeste.constellations.board.geometry import distance
from fotfeste.constellations.board.view_types import At, ViewFigure, value_or
from fotfeste.constellations.language import describe
from fotfeste.constellations.language.display_names import Names
from fotfeste.constellations.language.phrases import GENERATIONS
from fotfeste.constellations.replay.picture_labels import LINE, PAPER, SOFT, LabelLayout, add_shape, add_text

TONE_COLOURS = {
    "stone": ("#d9d3c5", "#8f8a7c"),
    "spruce": ("#c4d4ca", "#6f8a7d"),
    "fjord": ("#c5d5dd", "#6f8894"),
    "dawn": ("#f0d8c3", "#a58468"),
}
OWN_COLOURS = ("#2f5d4e", "#1e2b27")
ROUND_PATH = f"M{-RADIUS} 0a{RADIUS} {RADIUS} 0 1 1 {2 * RADIUS} 0a{RADIUS} {RADIUS} 0 1 1 {-2 * RADIUS} 0Z"
SQUARE_PATH = "M-39 -22a17 17 0 0 1 17 -17h44a17 17 0 0 1 17 17v44a17 17 0 0 1 -17 17h-44a17 17 0 0 1 -17 -17Z"
LYING_PATH = "M-34 -26a34 34 0 0 1 68 0v92a22 22 0 0 1 -22 22h-24a22 22 0 0 1 -22 -22Z"
POSTURE_PATHS = {"sitting": "M-47 31A56 56 0 0 0 47 31", "kneeling": "M-19 48v17M19 48v17", "lying": "M-18 4H18"}
GAZE_PATH = "M0 -27L10.5 -9.5A14 14 0 1 1 -10.5 -9.5Z"
FONT = "Ysabeau Office Variable, Ysabeau Office, Candara, Noto Sans, sans-serif"


def draw_picture(view: BoardView, *, title: str = "") -> str:
    """The whole board as a string. `<title>` and `<desc>` say in words what is drawn."""
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "width": str(WIDTH),
            "class": "picture",
            "height": str(HEIGHT),
            "role": "img",
            "font-family": FONT,
            "aria-labelledby": "picture-title picture-desc",
        },
    )
    add_text(root, "title", title or _("The board, seen from above"), id="picture-title")
    add_text(root, "desc", " ".join(describe.describe_board(view)), id="picture-desc")
    frame = {"x": 1, "y": 1, "width": WIDTH - 2, "height": HEIGHT - 2, "rx": 24}
    add_shape(root, "rect", **frame, fill=PAPER, stroke=LINE, stroke_width=2, cls="picture__paper")
    if view.rows_shown:
        _draw_rows(root, view)
    there = {key: figure for key, figure in view.figures.items() if figure.on_board}
    labels = LabelLayout(root, [*there.values()])
    _draw_zones(root, view, labels)
    _draw_lines(root, view, labels)
    for figure in there.values():
        _draw_figure(root, figure)
    for key, figure in there.items():
        labels.place_name(Names(view).figure(key), figure)
    return tostring(root, encoding="unicode")


def _draw_figure(root: Element, figure: ViewFigure) -> None:
    x, y, heading, gaze = figure.at
    fill, edge = OWN_COLOURS if figure.mine else TONE_COLOURS[figure.tone]
    lies, is_open = figure.posture == "lying", figure.shape == "open"
    place = add_shape(root, "g", transform=f"translate({x} {y})", cls=f"picture__figure picture__figure--{figure.tone}")
    scale = figure.scale / 100
    body = add_shape(
        place,
        "g",
        transform=f"rotate({heading}) scale({scale})",
        fill=PAPER if is_open else fill,
        stroke=edge,
        stroke_width=3,
        stroke_linejoin="round",
    )
    if behind := POSTURE_PATHS.get(figure.posture):
        add_shape(body, "path", d=behind, fill="none", stroke_width=6, stroke_linecap="round")
    tip = -80 if lies else -66
    add_shape(body, "path", d=f"M-19 {tip + 30}L-4 {tip + 3}Q0 {tip - 2} 4 {tip + 3}L19 {tip + 30}Z")
    dashes = {"stroke_dasharray": "8 8"} if is_open else {}
    add_shape(body, "path", d=LYING_PATH if lies else SQUARE_PATH if figure.shape == "square" else ROUND_PATH, **dashes)
    head = -26 if lies else 0
    add_shape(
        body,
        "path",
        d=GAZE_PATH,
        transform=f"translate(0 {head}) rotate({gaze})",
        stroke="none",
        fill=PAPER if figure.mine else edge,
    )


def _draw_lines(root: Element, view: BoardView, labels: LabelLayout) -> None:
    for line in view.lines.values():
        start, end = view.figures[line.start], view.figures[line.end]
        if start.on_board and end.on_board:
            _draw_line(root, start.at, end.at, line.words, labels)


def _draw_line(root: Element, a: At, b: At, words: str, labels: LabelLayout) -> None:
    long = distance(a[:2], b[:2])
    if long <= 2 * RADIUS:
        return
    ux, uy = (b.x - a.x) / long * RADIUS * 1.2, (b.y - a.y) / long * RADIUS * 1.2
    add_shape(
        root,
        "path",
        d=f"M{a.x + ux:.0f} {a.y + uy:.0f}L{b.x - ux:.0f} {b.y - uy:.0f}",
        stroke=SOFT,
        fill="none",
        stroke_width=4,
        stroke_dasharray="0.1 12",
        stroke_linecap="round",
    )
    labels.place_word(words, ((a.x + b.x) / 2, (a.y + b.y) / 2))


def _draw_zones(root: Element, view: BoardView, labels: LabelLayout) -> None:
    look = {"fill": "#e3ecf0", "fill_opacity": 0.6, "stroke": "#aebfc8"}
    for zone in view.zones.values():
        add_shape(root, "circle", cx=zone.x, cy=zone.y, r=zone.radius, **look, cls="picture__zone")
        labels.place_word(zone.words, (zone.x, zone.y - zone.radius + 26))


def _draw_rows(root: Element, view: BoardView) -> None:
    """From the oldest generation to the youngest, at least from the grandparents' to one's own: as on the board."""
    given = [value_or(figure.generation, 0) for figure in view.figures.values()]
    known = range(max(2, *given, 0), min(0, *given, 0) - 1, -1)
    high = HEIGHT / len(known)
    for n, row in enumerate(known):
        if n:
            add_shape(
                root,
                "path",
                d=f"M{STEP // 2} {n * high:.0f}H{WIDTH - STEP // 2}",
                stroke=LINE,
                stroke_width=3,
                stroke_dasharray="0.1 12",
                stroke_linecap="round",
            )
        add_text(root, "text", str(GENERATIONS[row]), x=STEP // 2, y=round(n * high + 40), font_size=24, fill=SOFT)
