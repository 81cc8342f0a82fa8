"""Deciding what stands on the board: elements, figures, lines and zones."""

from . import commands as do
from . import events as ev
from .command_context import FROZEN, NO_EVENTS, NOT_ALLOWED, UNKNOWN, CommandContext, Decision, Refusal
from .enums import (
    KINDS_NOT_ALONE,
    KINDS_OF_PARTS,
    LIGHT_KINDS,
    MAX_INTENTION_ELEMENTS,
    Kind,
    Method,
    Mode,
    Presence,
    Purpose,
    Role,
    Shape,
    Tone,
)
from .permissions import can_see_meaning
from .state import Figure, State

# ---- elements --------------------------------------------------------------------------------------------------------

SHAPE_OF_KIND = {
    Kind.MISSING: Shape.OPEN,
    Kind.SECRET: Shape.OPEN,
    Kind.GOAL: Shape.SQUARE,
    Kind.EVENT: Shape.SQUARE,
    Kind.PLACE: Shape.SQUARE,
    Kind.RESOURCE: Shape.ROUND,
}


def choose_tone(kind: Kind) -> Tone:
    """A quiet difference for those who know what it is. Who does not sees every figure in stone."""
    return {Kind.SELF: Tone.SPRUCE, Kind.RESOURCE: Tone.DAWN, Kind.PERSON: Tone.FJORD}.get(kind, Tone.STONE)


def add_element(context: CommandContext, command: do.Add) -> Decision:
    """A new element with a random id, beside the board; as many as it was laid for, of kinds its method has."""
    state = context.state
    most = min(state.most_elements, MAX_INTENTION_ELEMENTS) if state.method == Method.INTENTION else state.most_elements
    if len(state.elements) >= most:
        return Refusal("enough_elements")
    if state.method == Method.PARTS and command.kind not in KINDS_OF_PARTS:
        return Refusal("kind_not_in_method")
    if state.mode == Mode.SOLO and command.kind in KINDS_NOT_ALONE:
        return Refusal("not_alone")
    if state.method == Method.INTENTION and _leaves_no_room_for_self(state, command.kind, most):
        return Refusal("self_comes_first")
    shape, tone = SHAPE_OF_KIND.get(command.kind, Shape.ROUND), command.tone or choose_tone(command.kind)
    return [
        ev.Added(
            context.new_id(),
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


def mask_element(context: CommandContext, command: do.Mask) -> Decision:
    """The name that is seen where the true one is not."""
    element = context.state.elements.get(command.figure)
    if element is None:
        return UNKNOWN
    return NO_EVENTS if element.masked == command.masked else [ev.Masked(command.figure, command.masked)]


def reveal_element(context: CommandContext, command: do.Reveal) -> Decision:
    """Only by one who may know it: otherwise a right to name things would be a right to read them."""
    if not can_see_meaning(context.state, context.seat):
        return NOT_ALLOWED
    element = context.state.elements.get(command.figure)
    if element is None:
        return UNKNOWN
    return NO_EVENTS if element.revealed else [ev.Revealed(command.figure)]


def remove_element(context: CommandContext, command: do.TakeAway) -> Decision:
    """An element with all that hangs on it; not from a board that is frozen."""
    figure = context.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    return FROZEN if context.state.frozen and figure.on_board else [ev.TakenAway(command.figure)]


def assign_seat_to_figure(context: CommandContext, command: do.Assign) -> Decision:
    """Let a seat that is in and has said yes stand for a figure nobody else holds, or for none."""
    state, seat = context.state, context.state.seats.get(command.seat)
    if seat is None or seat.presence != Presence.IN:
        return UNKNOWN
    if seat.role not in (Role.REPRESENTATIVE, Role.CLIENT):
        return Refusal("stands_for_nobody")
    if command.figure and command.figure not in state.figures:
        return UNKNOWN
    if command.figure and Purpose.TAKE_PART not in seat.agreed:
        return Refusal("has_not_said_yes")
    if command.figure and state.seat_of_figure.get(command.figure, command.seat) != command.seat:
        return Refusal("held_already")
    return NO_EVENTS if seat.figure == command.figure else [ev.Assigned(command.seat, command.figure)]


# ---- figures, lines, zones -------------------------------------------------------------------------------------------


def move_figure(context: CommandContext, command: do.Move) -> Decision:
    """A new place, direction or gaze; what is left out stays. Not while frozen or too soon; a resource comes first."""
    figure = context.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    if refused := _refuse_if_frozen_or_slow(context) or _refuse_first_placing(context, command, figure):
        return refused
    moved = _build_moved(context, command, figure)
    return NO_EVENTS if _is_unmoved(figure, moved) else [moved]


def _refuse_if_frozen_or_slow(context: CommandContext) -> Refusal | None:
    if context.state.frozen:
        return FROZEN
    return Refusal("slowly") if context.is_too_soon else None


def _refuse_first_placing(context: CommandContext, command: do.Move, figure: Figure) -> Refusal | None:
    """A resource stands on the board before the first demanding element does.

    Who does not know what the figure is learns nothing of it from the answer.
    """
    if figure.on_board:
        return None
    if command.x is None or command.y is None or not can_see_meaning(context.state, context.seat):
        return Refusal("place_first")
    is_light = context.state.elements[command.figure].kind in LIGHT_KINDS
    return None if is_light or context.state.has_resource else Refusal("resource_first")


def _build_moved(context: CommandContext, command: do.Move, figure: Figure) -> ev.Moved:
    return ev.Moved(
        context.seat,
        command.figure,
        figure.x if command.x is None else command.x,
        figure.y if command.y is None else command.y,
        figure.heading if command.heading is None else command.heading,
        figure.gaze if command.gaze is None else command.gaze,
        context.now,
        command.path,
        not figure.on_board,
    )


def _is_unmoved(figure: Figure, moved: ev.Moved) -> bool:
    place = (figure.x, figure.y, figure.heading, figure.gaze)
    return figure.on_board and place == (moved.x, moved.y, moved.heading, moved.gaze)


def lift_figure_off_board(context: CommandContext, command: do.Lift) -> Decision:
    """Take a figure off the board; it waits beside it."""
    figure = context.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    if context.state.frozen:
        return FROZEN
    return [ev.Lifted(command.figure)] if figure.on_board else NO_EVENTS


def change_appearance(context: CommandContext, command: do.Appear) -> Decision:
    """Shape and tone belong to the meaning. Who may not see them cannot find them out by trying."""
    if (command.shape or command.tone) and not can_see_meaning(context.state, context.seat):
        return NOT_ALLOWED
    figure = context.state.figures.get(command.figure)
    if figure is None:
        return UNKNOWN
    if context.state.frozen:
        return FROZEN
    now = ev.Appeared(
        command.figure,
        command.posture or figure.posture,
        command.shape or figure.shape,
        command.tone or figure.tone,
        command.scale or figure.scale,
    )
    same = (now.posture, now.shape, now.tone, now.scale) == (figure.posture, figure.shape, figure.tone, figure.scale)
    return NO_EVENTS if same else [now]


def stand_at_floor_place(context: CommandContext, command: do.StandAt) -> Decision:
    """The numbered place on the floor one stands at; only where people are in a room."""
    if context.state.mode not in (Mode.IN_ROOM, Mode.HYBRID):
        return Refusal("not_in_a_room")
    same = context.state.seats[context.seat].anchor == command.anchor
    return NO_EVENTS if same else [ev.StoodAt(context.seat, command.anchor)]


def show_generation_rows(context: CommandContext, command: do.ShowRows) -> Decision:
    """Show the rows of the generations, or hide them."""
    return NO_EVENTS if context.state.rows_shown == command.on else [ev.RowsShown(command.on)]


MAX_MARKS = 40


def draw_line(context: CommandContext, command: do.Draw) -> Decision:
    """A line between two figures, with a random id; at most so many."""
    state = context.state
    if command.start not in state.figures or command.end not in state.figures or command.start == command.end:
        return UNKNOWN
    if len(state.lines) >= MAX_MARKS:
        return Refusal("enough_marks")
    return [ev.Drawn(context.new_id(), command.start, command.end, command.words)]


def mark_zone(context: CommandContext, command: do.Mark) -> Decision:
    """A zone with a random id; at most so many."""
    if len(context.state.zones) >= MAX_MARKS:
        return Refusal("enough_marks")
    return [ev.MarkedZone(context.new_id(), command.x, command.y, command.radius, command.words)]


def erase_line_or_zone(context: CommandContext, command: do.Erase) -> Decision:
    """Take away one line or zone."""
    known = command.mark in context.state.lines or command.mark in context.state.zones
    return [ev.Erased(command.mark)] if known else UNKNOWN
