"""Reading which way something turns, and working out the heading once its place is known."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fotfeste.constellations.board.enums import HEIGHT, WIDTH
from fotfeste.constellations.board.geometry import Place, bearing

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, unclear_result
from .phrase_tables import PHRASES

MIDDLE: Place = (WIDTH / 2, HEIGHT / 2)
phrases = PHRASES.facing


@dataclass(frozen=True)
class Facing:
    """A heading on the board, or something in relation to a figure or to everyone."""

    heading: int | None = None
    other: str = ""
    turned: int = 0  # added to the bearing of the other
    how: str = ""  # "in", "out", "away", "same" or ""


def read_facing(cursor: Cursor, context: LineContext, *, bare: bool = True) -> Facing | LineResult | None:
    """The way to face that stands here; what is not clear about it; or None, with the cursor where it was.

    `bare`: whether 'away' by itself is a way to face here; where somebody goes, it could be a way to go.
    """
    start = cursor.at
    found = _read_board_facing(cursor) or _read_figure_facing(cursor, context, bare)
    if found is None:
        cursor.at = start
    return found


def _read_board_facing(cursor: Cursor) -> Facing | None:
    start = cursor.at
    if cursor.eat(*phrases.inward):
        return Facing(how="in")
    if cursor.eat(*phrases.outward):
        return Facing(how="out")
    if cursor.eat(*phrases.toward) and (word := cursor.eat(*v.BOARD_HEADINGS)):
        return Facing(heading=v.BOARD_HEADINGS[word])
    cursor.at = start
    return None


def _read_figure_facing(cursor: Cursor, context: LineContext, bare: bool) -> Facing | LineResult | None:
    for ways, turned, how in ((phrases.same_way, 0, "same"), (phrases.back_to, 180, ""), (phrases.toward, 0, "")):
        start = cursor.at
        if cursor.eat(*ways):
            named = context.match_figure(cursor)
            if named and not named.key:
                return context.ask_which_figure(named)
            if named:
                return _facing_figure(context, named.key, turned, how)
        cursor.at = start
    return Facing(how="away") if cursor.eat(*phrases.away, *(phrases.just_away if bare else ())) else None


def _facing_figure(context: LineContext, other: str, turned: int, how: str) -> Facing | LineResult:
    if not context.figures[other].on_board:
        return unclear_result(
            _("%(who)s does not stand on the board yet.") % {"who": context.names.capitalized_figure(other)}
        )
    return Facing(other=other, turned=turned, how=how)


def resolve_heading(facing: Facing, context: LineContext, figure: str, place: Place, beside: str = "") -> int | None:
    """The heading this comes to from that place; None when there is nobody to turn from, or it is the very place.

    `beside`: whom the place was counted from; 'away' is away from that one.
    """
    if facing.heading is not None:
        return facing.heading
    if facing.how in ("in", "out"):
        return _normalize_degrees(bearing(place, MIDDLE) + (180 if facing.how == "out" else 0))
    if facing.how == "away":
        return (
            _normalize_degrees(bearing(place, _place_of(context, beside)) + 180)
            if beside
            else _heading_away_from_all(context, figure, place)
        )
    if facing.how == "same":
        return int(context.figures[facing.other].at[2])
    if facing.other == figure:
        return None
    return _normalize_degrees(bearing(place, _place_of(context, facing.other)) + facing.turned)


def _heading_away_from_all(context: LineContext, figure: str, place: Place) -> int | None:
    """With the back to where the others stand, taken together."""
    others = [_place_of(context, key) for key, each in context.figures.items() if each.on_board and key != figure]
    if not others:
        return None
    middle = (sum(x for x, _y in others) / len(others), sum(y for _x, y in others) / len(others))
    return _normalize_degrees(bearing(place, middle) + 180)


def _place_of(context: LineContext, key: str) -> Place:
    return context.figures[key].at[0], context.figures[key].at[1]


def _normalize_degrees(degrees: float) -> int:
    return round(degrees) % 360
