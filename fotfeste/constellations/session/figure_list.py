"""What stands on the board, in words, as far as a view tells: label, where, facing, who stands for it."""

from typing import Any, TypeAlias

import msgspec
from django.utils.translation import gettext as _

from fotfeste.constellations.board import BoardView
from fotfeste.constellations.board.enums import HEIGHT, WIDTH, Living, Posture
from fotfeste.constellations.board.line_of_sight import visible_figures
from fotfeste.constellations.board.view_types import ViewFigure, ViewSeat, value_or
from fotfeste.constellations.language import phrases
from fotfeste.constellations.language.custom_element_labels import direction_labels, place_labels

Row: TypeAlias = dict[str, Any]
STRAIGHT_AHEAD_DEG = 15  # degrees to each side that count as facing someone, as on the board itself
LIST_ROW_HEIGHT = 200  # units: what counts as the same height in the list


def list_figures(view: BoardView) -> list[Row]:
    """Every figure of this view, those on the board from the top left on, then those that wait beside it."""
    holders = {figure: seat for seat in view.seats if (figure := value_or(seat.figure, ""))}
    shown = [_build_figure(view, key, holders.get(key)) for key in view.figures]
    return sorted(
        shown, key=lambda each: (not each["on_board"], each["at"][1] // LIST_ROW_HEIGHT, each["at"][0], each["id"])
    )


def _build_figure(view: BoardView, key: str, holder: ViewSeat | None) -> Row:
    figure = view.figures[key]
    return {
        **msgspec.to_builtins(figure),
        "id": key,
        "called": figure_label(view, key),
        "held_by": holder.name if holder else "",
        "where": _place_label(figure) if figure.on_board else "",
        "facing": _facing_label(view, key) if figure.on_board else "",
        "facts": _figure_facts(figure),
    }


def figure_label(view: BoardView, key: str) -> str:
    """Its label, if this seat may read one."""
    figure = view.figures.get(key)
    return (figure.label if figure else "") or _("a figure")


def _place_label(figure: ViewFigure) -> str:
    return place_labels()[3 * min(2, 3 * figure.at.y // HEIGHT) + min(2, 3 * figure.at.x // WIDTH)]


def _facing_label(view: BoardView, key: str) -> str:
    """Whom it has straight ahead; else which way it is turned."""
    ahead = [each for each in visible_figures(view.figures, key) if abs(each.angle) <= STRAIGHT_AHEAD_DEG]
    if ahead:
        nearest = min(ahead, key=lambda each: each.distance)
        return _("facing {figure}").format(figure=figure_label(view, nearest.id))
    return _("facing {way}").format(way=direction_labels()[round(_gaze_direction(view.figures[key]) / 45) % 8])


def _gaze_direction(figure: ViewFigure) -> int:
    return (figure.at.heading + figure.at.gaze) % 360


def _figure_facts(figure: ViewFigure) -> list[str]:
    """What the client has said it is, and how it stands. A living person who stands upright needs no such line."""
    said = [
        str(phrases.SHORT_KINDS.get(value_or(figure.kind, ""), "")),
        str(phrases.LIVING[Living.DEAD]) if figure.living == Living.DEAD else "",
        str(phrases.GENERATIONS[row]) if (row := value_or(figure.generation, 0)) else "",
        str(phrases.POSTURES[figure.posture]) if figure.posture != Posture.STANDING else "",
    ]
    return [each for each in said if each and each != figure.label]
