"""Figures: placing, moving, turning, looking, postures, off the board."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.geometry import Place, bearing, shortest_turn

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .facing import Facing, read_facing, resolve_heading
from .line_result import LineResult, command_result, unclear_result
from .move_requests import MoveReader, MoveRequest
from .phrase_tables import PHRASES

phrases = PHRASES.movements


def read_placement(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Place Mother two steps left of Me', 'flytt Far nærmere Mor', 'three steps ahead', 'Mor setter seg'."""
    verb = cursor.eat(*phrases.place, *phrases.move)
    named = context.match_figure(cursor)
    if named and not named.key:
        return context.ask_which_figure(named)
    if named is None and not verb and not _starts_with_direction(cursor):
        return None
    figure = named.key if named else context.names.own_figure or _only_figure(context)
    said = cursor.eat(*phrases.goes) if named else ""
    if not figure:
        return (
            unclear_result(_("Which figure do you mean? You could begin with its name.")) if verb or not named else None
        )
    request = MoveReader(cursor, context, figure).read()
    if request.is_empty and not verb and not said:
        return None  # a sentence about the figure that is something else
    if request.problem:
        return request.problem
    return _move_result(context, request)


def _only_figure(context: LineContext) -> str:
    """Who is alone on the board needs no name."""
    return next(iter(context.figures)) if len(context.figures) == 1 else ""


def _starts_with_direction(cursor: Cursor) -> bool:
    """Whether the line begins with what can only be a way to go: 'three steps ahead', 'nærmere Mor'."""
    start = cursor.at
    found = bool(
        cursor.eat(*PHRASES.places.closer, *v.OWN_WAYS)
        or ((v.read_number(cursor) is not None or cursor.eat(*v.LITTLE)) and cursor.eat(*v.STEPS, *v.OWN_WAYS))
    )
    cursor.at = start
    return found


def _move_result(context: LineContext, request: MoveRequest) -> LineResult:
    figure = context.figures[request.figure]
    stays = request.place is None and (request.facing is not None or request.is_empty)
    if request.is_empty or (stays and not figure.on_board):
        return unclear_result(_ask_where(context, request.figure))
    commands: list[Command] = []
    if request.place is not None or request.facing is not None:
        commands.append(_move_command(context, request))
    if request.posture:
        commands.append(do.Appear(request.figure, posture=request.posture))
    return LineResult(tuple(commands), about=request.figure)


def _move_command(context: LineContext, request: MoveRequest) -> do.Move:
    x, y, _heading, gaze = context.figures[request.figure].at
    place: Place = request.place or (x, y)
    to = resolve_heading(request.facing, context, request.figure, place, request.beside) if request.facing else None
    straight = 0 if to is not None and gaze else None
    if request.place is None:
        return do.Move(request.figure, heading=to, gaze=straight)
    return do.Move(request.figure, round(place[0]), round(place[1]), to, straight)


def _ask_where(context: LineContext, figure: str) -> str:
    said = _("Where does %(who)s go? You could write “in the middle”, or “two steps left of” somebody.")
    return said % {"who": context.names.figure(figure)}


# ---- turning -----------------------------------------------------------------------------------------------------


def read_turn(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Turn Father towards Mother', 'snu Far en kvart til høyre', 'Mor snur seg bort'."""
    verb = cursor.eat(*phrases.turn)
    named = context.match_figure(cursor)
    if not verb and not (named and cursor.eat(*phrases.turns)):
        return None
    if named and not named.key:
        return context.ask_which_figure(named)
    figure = named.key if named else context.names.own_figure or _only_figure(context)
    if not figure:
        return unclear_result(_("Which figure do you mean? You could begin with its name."))
    if not context.figures[figure].on_board:
        return unclear_result(_ask_where(context, figure))
    return _turn_result(cursor, context, figure)


def _turn_result(cursor: Cursor, context: LineContext, figure: str) -> LineResult:
    x, y, heading, gaze = context.figures[figure].at
    facing = _read_relative_turn(cursor, heading) or _read_turn_target(cursor, context)
    cursor.skip()
    if isinstance(facing, LineResult):
        return facing
    to = resolve_heading(facing, context, figure, (x, y)) if facing else None
    if to is None or not cursor.is_done:
        return unclear_result(
            _("Which way does it turn? You could write “to the left”, “around” or “towards” somebody.")
        )
    straight = 0 if gaze and facing and facing.other else None
    return command_result(do.Move(figure, heading=to, gaze=straight), "", figure)


def _read_relative_turn(cursor: Cursor, heading: int) -> Facing | None:
    """A turn counted from where it faces now."""
    start = cursor.at
    so_far = _read_degrees(cursor)
    word = cursor.eat(*phrases.left, *phrases.right)
    if so_far is None:
        so_far = _read_degrees(cursor)
    if not word and so_far != 180:
        cursor.at = start
        return None
    by = 90 if so_far is None else so_far
    return Facing(heading=(heading + (-by if word in phrases.left else by)) % 360)


def _read_degrees(cursor: Cursor) -> int | None:
    if cursor.eat(*phrases.quarter):
        return 90
    if cursor.eat(*phrases.around):
        return 180
    if cursor.eat(*v.LITTLE):
        return 30
    start = cursor.at
    found = v.read_number(cursor)
    if found is not None and cursor.eat(*phrases.degrees):
        return round(found) % 360
    cursor.at = start
    return None


def _read_turn_target(cursor: Cursor, context: LineContext) -> Facing | LineResult | None:
    start = cursor.at
    cursor.eat(*phrases.turn_to)
    if facing := read_facing(cursor, context):
        return facing
    cursor.at = start
    if cursor.eat(*phrases.turn_to_figure, *PHRASES.facing.toward):
        named = context.match_figure(cursor)
        if named and not named.key:
            return context.ask_which_figure(named)
        if named and context.figures[named.key].on_board:
            return Facing(other=named.key)
    cursor.at = start
    return None


def read_gaze(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Father looks at Mother': the head turns, the body stays."""
    cursor.eat(*phrases.let)
    named = context.match_figure(cursor)
    if named is None or not cursor.eat(*phrases.looks):
        return None
    if not named.key:
        return context.ask_which_figure(named)
    figure = named.key
    if cursor.is_only(*phrases.look_ahead):
        return command_result(do.Move(figure, gaze=0), "", figure)
    if cursor.is_only(*phrases.look_left):
        return command_result(do.Move(figure, gaze=-60), "", figure)
    if cursor.is_only(*phrases.look_right):
        return command_result(do.Move(figure, gaze=60), "", figure)
    return _read_gaze_target(cursor, context, figure)


def _read_gaze_target(cursor: Cursor, context: LineContext, figure: str) -> LineResult | None:
    named = context.match_figure(cursor)
    cursor.skip()
    if named is None or not cursor.is_done:
        return None
    if not named.key:
        return context.ask_which_figure(named)
    if named.key == figure or not context.figures[named.key].on_board or not context.figures[figure].on_board:
        return unclear_result(_("Both have to stand on the board for that."))
    (x, y, heading, _gaze), other = context.figures[figure].at, context.figures[named.key].at
    gaze = round(shortest_turn(heading, bearing((x, y), (other[0], other[1]))))
    if abs(gaze) > 90:
        said = _("The head does not turn that far. You could turn all of %(who)s towards %(other)s.")
        return unclear_result(said % {"who": context.names.figure(figure), "other": context.names.figure(named.key)})
    return command_result(do.Move(figure, gaze=gaze), "", figure)


# ---- off the board -----------------------------------------------------------------------------------------------


def read_lift(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Take Father off the board', 'ta Far av brettet': it stays in the constellation."""
    verb = cursor.eat(*phrases.lift)
    named = context.match_figure(cursor) if verb else None
    if named is None:
        return None
    if not cursor.is_only(*phrases.off_the_board) and not (cursor.is_done and verb in phrases.lift_off):
        return None
    if not named.key:
        return context.ask_which_figure(named)
    said = _("%(who)s is off the board, and still part of the constellation.")
    return command_result(do.Lift(named.key), said % {"who": context.names.capitalized_figure(named.key)})
