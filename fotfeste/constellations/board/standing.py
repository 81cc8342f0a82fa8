"""Deciding what stands on the board: elements, figures, lines and zones."""

from . import commands as do
from . import events as ev
from .asked import FROZEN, NOT_ALLOWED, NOTHING, UNKNOWN, Asked, Decided, Refusal
from .rules import sees_meaning
from .state import Figure, State
from .words import (
    KINDS_OF_PARTS,
    LIGHT_KINDS,
    MOST_OF_INTENTION,
    NOT_ALONE,
    Kind,
    Method,
    Mode,
    Presence,
    Purpose,
    Role,
    Shape,
    Tone,
)

# ---- elements --------------------------------------------------------------------------------------------------------

SHAPES = {
    Kind.MISSING: Shape.OPEN,
    Kind.SECRET: Shape.OPEN,
    Kind.GOAL: Shape.SQUARE,
    Kind.EVENT: Shape.SQUARE,
    Kind.PLACE: Shape.SQUARE,
    Kind.RESOURCE: Shape.ROUND,
}


def tone_of(kind: Kind) -> Tone:
    """A quiet difference for those who know what it is. Who does not sees every figure in stone."""
    return {Kind.SELF: Tone.SPRUCE, Kind.RESOURCE: Tone.DAWN, Kind.PERSON: Tone.FJORD}.get(kind, Tone.STONE)


def add(asked: Asked, command: do.Add) -> Decided:
    state = asked.state
    most = min(state.most_elements, MOST_OF_INTENTION) if state.method == Method.INTENTION else state.most_elements
    if len(state.elements) >= most:
        return Refusal("enough_elements")
    if state.method == Method.PARTS and command.kind not in KINDS_OF_PARTS:
        return Refusal("kind_not_in_method")
    if state.mode == Mode.SOLO and command.kind in NOT_ALONE:
        return Refusal("not_alone")
    if state.method == Method.INTENTION and _leaves_no_room_for_self(state, command.kind, most):
        return Refusal("self_comes_first")
    shape, tone = SHAPES.get(command.kind, Shape.ROUND), command.tone or tone_of(command.kind)
    return [
        ev.Added(
            asked.new_id(),
            shape,
            tone,
            command.label,
            command.kind,
            command.masked,
            command.generation,
            command.living,
        )
    ]


def _leaves_no_room_for_self(state: State, kind: Kind, most: int) -> bool:
    """In the intention method one of the three is 'I'."""
    has_self = any(e.kind == Kind.SELF for e in state.elements.values())
    return kind != Kind.SELF and not has_self and len(state.elements) >= most - 1


def mask(asked: Asked, command: do.Mask) -> Decided:
    element = asked.state.elements.get(command.figure)
    if element is None:
        return UNKNOWN
    return NOTHING if element.masked == command.masked else [ev.Masked(command.figure, command.masked)]


def reveal(asked: Asked, command: do.Reveal) -> Decided:
    """Only by one who may know it: otherwise a right to name things would be a right to read them."""
    if not sees_meaning(asked.state, asked.seat):
        return NOT_ALLOWED
    element = asked.state.elements.get(command.figure)
    if element is None:
        return UNKNOWN
    return NOTHING if element.revealed else [ev.Revealed(command.figure)]


def take_away(asked: Asked, command: do.TakeAway) -> Decided:
    figure = asked.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    return FROZEN if asked.state.frozen and figure.on_board else [ev.TakenAway(command.figure)]


def assign(asked: Asked, command: do.Assign) -> Decided:
    state, seat = asked.state, asked.state.seats.get(command.seat)
    if seat is None or seat.presence != Presence.IN:
        return UNKNOWN
    if seat.role not in (Role.REPRESENTATIVE, Role.CLIENT):
        return Refusal("stands_for_nobody")
    if command.figure and command.figure not in state.figures:
        return UNKNOWN
    if command.figure and Purpose.TAKE_PART not in seat.agreed:
        return Refusal("has_not_said_yes")
    if command.figure and state.held_by.get(command.figure, command.seat) != command.seat:
        return Refusal("held_already")
    return NOTHING if seat.figure == command.figure else [ev.Assigned(command.seat, command.figure)]


# ---- figures, lines, zones -------------------------------------------------------------------------------------------


def move(asked: Asked, command: do.Move) -> Decided:
    figure = asked.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    if refused := _held_still(asked) or _not_yet(asked, command, figure):
        return refused
    moved = _moved(asked, command, figure)
    return NOTHING if _is_there(figure, moved) else [moved]


def _held_still(asked: Asked) -> Refusal | None:
    if asked.state.frozen:
        return FROZEN
    return Refusal("slowly") if asked.is_too_soon else None


def _not_yet(asked: Asked, command: do.Move, figure: Figure) -> Refusal | None:
    """A resource stands on the board before the first demanding element does.

    Who does not know what the figure is learns nothing of it from the answer.
    """
    if figure.on_board:
        return None
    if command.x is None or command.y is None or not sees_meaning(asked.state, asked.seat):
        return Refusal("place_first")
    is_light = asked.state.elements[command.figure].kind in LIGHT_KINDS
    return None if is_light or asked.state.has_resource else Refusal("resource_first")


def _moved(asked: Asked, command: do.Move, figure: Figure) -> ev.Moved:
    return ev.Moved(
        asked.seat,
        command.figure,
        figure.x if command.x is None else command.x,
        figure.y if command.y is None else command.y,
        figure.heading if command.heading is None else command.heading,
        figure.gaze if command.gaze is None else command.gaze,
        asked.now,
        command.path,
        not figure.on_board,
    )


def _is_there(figure: Figure, moved: ev.Moved) -> bool:
    place = (figure.x, figure.y, figure.heading, figure.gaze)
    return figure.on_board and place == (moved.x, moved.y, moved.heading, moved.gaze)


def lift(asked: Asked, command: do.Lift) -> Decided:
    figure = asked.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    if asked.state.frozen:
        return FROZEN
    return [ev.Lifted(command.figure)] if figure.on_board else NOTHING


def appear(asked: Asked, command: do.Appear) -> Decided:
    """Shape and tone belong to the meaning. Who may not see them cannot find them out by trying."""
    if (command.shape or command.tone) and not sees_meaning(asked.state, asked.seat):
        return NOT_ALLOWED
    figure = asked.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    if asked.state.frozen:
        return FROZEN
    now = ev.Appeared(
        command.figure,
        command.posture or figure.posture,
        command.shape or figure.shape,
        command.tone or figure.tone,
        command.scale or figure.scale,
    )
    same = (now.posture, now.shape, now.tone, now.scale) == (figure.posture, figure.shape, figure.tone, figure.scale)
    return NOTHING if same else [now]


def stand_at(asked: Asked, command: do.StandAt) -> Decided:
    if asked.state.mode not in (Mode.IN_ROOM, Mode.HYBRID):
        return Refusal("not_in_a_room")
    same = asked.state.seats[asked.seat].anchor == command.anchor
    return NOTHING if same else [ev.StoodAt(asked.seat, command.anchor)]


def show_rows(asked: Asked, command: do.ShowRows) -> Decided:
    return NOTHING if asked.state.rows_shown == command.on else [ev.RowsShown(command.on)]


MOST_MARKS = 40


def draw(asked: Asked, command: do.Draw) -> Decided:
    state = asked.state
    if command.start not in state.figures or command.end not in state.figures or command.start == command.end:
        return UNKNOWN
    if len(state.lines) >= MOST_MARKS:
        return Refusal("enough_marks")
    return [ev.Drawn(asked.new_id(), command.start, command.end, command.words)]


def mark(asked: Asked, command: do.Mark) -> Decided:
    if len(asked.state.zones) >= MOST_MARKS:
        return Refusal("enough_marks")
    return [ev.MarkedZone(asked.new_id(), command.x, command.y, command.radius, command.words)]


def erase(asked: Asked, command: do.Erase) -> Decided:
    known = command.mark in asked.state.lines or command.mark in asked.state.zones
    return [ev.Erased(command.mark)] if known else UNKNOWN
