"""Names and words in a picture: where they lie on the fewest others. Pure."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from fotfeste.constellations.board.enums import HEIGHT, RADIUS, WIDTH
from fotfeste.constellations.board.view_types import ViewFigure, value_or
from fotfeste.constellations.language.phrases import SHORT_KINDS

Box = tuple[float, float, float, float]  # left, top, right, bottom
INK, SOFT, PAPER, LINE = "#1e2b27", "#5b6862", "#fffefa", "#dcd8cd"
NAME_SIZE, SMALL_SIZE = 30, 24  # height of letters
LETTER_WIDTH = 0.5  # of the height: a letter, on average
HALO_STYLE = {
    "paint_order": "stroke",
    "stroke": PAPER,
    "stroke_width": 8,
    "stroke_linejoin": "round",
    "text_anchor": "middle",
}


def add_shape(parent: Element, tag: str, *, cls: str = "", **attributes: Any) -> Element:
    said = {name.replace("_", "-"): str(value) for name, value in attributes.items()}
    return SubElement(parent, tag, said | ({"class": cls} if cls else {}))


def add_text(parent: Element, tag: str, words: str, **attributes: Any) -> Element:
    element = add_shape(parent, tag, **attributes)
    element.text = "".join(letter for letter in words if letter.isprintable())  # XML knows no control characters
    return element


class LabelLayout:
    """Keeps what is taken: the bodies first, then every word that was placed."""

    def __init__(self, root: Element, figures: Sequence[ViewFigure]):
        self.root = root
        self.occupied = [_body_box(figure) for figure in figures]

    def place_word(self, words: str, at: tuple[float, float]) -> None:
        """A quiet word at a place of its own."""
        if words:
            self.occupied.append(_box_on_board(at, len(words) * SMALL_SIZE * LETTER_WIDTH, SMALL_SIZE * 1.2))
            add_text(
                self.root,
                "text",
                words,
                x=round(at[0]),
                y=round(at[1] + SMALL_SIZE / 3),
                font_size=SMALL_SIZE,
                fill=SOFT,
                cls="picture__word",
                **HALO_STYLE,
            )

    def place_name(self, name: str, figure: ViewFigure) -> None:
        """Under the figure, over it, to its right or to its left; what it is, in smaller letters."""
        kind = str(SHORT_KINDS.get(value_or(figure.kind, ""), ""))
        box = self._find_free_box(
            figure, max(len(name) * NAME_SIZE, len(kind) * SMALL_SIZE) * LETTER_WIDTH, 62 if kind else 34
        )
        self.occupied.append(box)
        middle, top = round((box[0] + box[2]) / 2), round(box[1])
        add_text(
            self.root,
            "text",
            name,
            x=middle,
            y=top + 28,
            font_size=NAME_SIZE,
            fill=INK,
            cls="picture__name",
            **HALO_STYLE,
        )
        if kind:
            add_text(
                self.root,
                "text",
                kind,
                x=middle,
                y=top + 57,
                font_size=SMALL_SIZE,
                fill=SOFT,
                cls="picture__word",
                **HALO_STYLE,
            )

    def _find_free_box(self, figure: ViewFigure, wide: float, high: float) -> Box:
        x, y = figure.at[:2]
        rim = RADIUS * figure.scale / 100 * (1.9 if figure.posture == "lying" else 1.5)
        ways = ((x, y + rim + high / 2), (x, y - rim - high / 2), (x + rim + wide / 2, y), (x - rim - wide / 2, y))
        boxes = [_box_on_board(at, wide, high) for at in ways]
        return min(boxes, key=lambda box: (sum(_overlap_area(box, other) for other in self.occupied), boxes.index(box)))


def _box_on_board(at: tuple[float, float], wide: float, high: float) -> Box:
    left = min(max(at[0] - wide / 2, 12), max(WIDTH - 12 - wide, 12))
    top = min(max(at[1] - high / 2, 6), HEIGHT - 10 - high)
    return (left, top, left + wide, top + high)


def _overlap_area(a: Box, b: Box) -> float:
    """How much of b lies under a."""
    return max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))


def _body_box(figure: ViewFigure) -> Box:
    x, y = figure.at[:2]
    half = RADIUS * figure.scale / 100
    return (x - half, y - half, x + half, y + half)
