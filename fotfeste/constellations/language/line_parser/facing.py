"""Reading which way something turns, and working out the heading once its place is known."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fotfeste.constellations.board.enums import HEIGHT, WIDTH
from fotfeste.constellations.board.geometry import Place, bearing

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, unclear_result

MIDDLE: Place = (WIDTH / 2, HEIGHT / 2)
FACES = (
    "facing",
    "faces",
    "face",
    "facing towards",
    "turned towards",
    "turned to",
    "looking at",
    "looking towards",
    "vendt mot",
    "vender mot",
    "vendt",
    "vender seg mot",
    "med ansiktet mot",
    "med blikket mot",
    "ser mot",
    "mot",
    "towards",
    "toward",
    "som ser mot",
    "rettet mot",
)
BACKS = (
    "facing away from",
    "faces away from",
    "turned away from",
    "away from",
    "with its back to",
    "with her back to",
    "with his back to",
    "with the back to",
    "back to",
    "vendt bort fra",
    "vendt vekk fra",
    "med ryggen mot",
    "med ryggen til",
    "bort fra",
    "vekk fra",
    "ryggen mot",
)
AWAY_WHOLE = (
    "facing away",
    "faces away",
    "turned away",
    "looking away",
    "vendt bort",
    "vendt vekk",
    "bortvendt",
    "ser bort",
    "med ryggen til",
)
AWAY = (*AWAY_WHOLE, "away", "bort", "vekk")
INWARD = (
    "facing the middle",
    "face the middle",
    "facing in",
    "facing inwards",
    "vendt inn",
    "vendt innover",
    "vendt mot midten",
    "mot midten",
    "towards the middle",
    "inwards",
    "innover",
)
OUTWARD = ("facing out", "facing outwards", "vendt ut", "vendt utover", "outwards", "utover")
SAME_WAY = (
    "facing the same way as",
    "the same way as",
    "vendt samme vei som",
    "samme vei som",
    "like",
)


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
    if cursor.eat(*INWARD):
        return Facing(how="in")
    if cursor.eat(*OUTWARD):
        return Facing(how="out")
    if cursor.eat(*FACES) and (word := cursor.eat(*v.BOARD_HEADINGS)):
        return Facing(heading=v.BOARD_HEADINGS[word])
    cursor.at = start
    return None


def _read_figure_facing(cursor: Cursor, context: LineContext, bare: bool) -> Facing | LineResult | None:
    for phrases, turned, how in ((SAME_WAY, 0, "same"), (BACKS, 180, ""), (FACES, 0, "")):
        start = cursor.at
        if cursor.eat(*phrases):
            named = context.figure(cursor)
            if named and not named.one:
                return context.ask_which_figure(named)
            if named:
                return _facing_figure(context, named.one, turned, how)
        cursor.at = start
    return Facing(how="away") if cursor.eat(*(AWAY if bare else AWAY_WHOLE)) else None


def _facing_figure(context: LineContext, other: str, turned: int, how: str) -> Facing | LineResult:
    if not context.figures[other].on_board:
        return unclear_result(_("%(who)s does not stand on the board yet.") % {"who": context.names.Figure(other)})
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
