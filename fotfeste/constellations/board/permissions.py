"""Who may do what, when: one table, role × command × phase. What is not in it is not allowed.

`ANY` reaches every figure or seat, `OWN` only what is the asking seat's own. A `Right` in a cell means that it counts
once that right was handed to the seat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from . import commands as do
from .enums import Blind, Mode, Phase, Presence, Right, Role
from .state import Seat, State

P = Phase
ALL_PHASES = frozenset(Phase)
OPEN_PHASES = ALL_PHASES - {P.CLOSED}
LIVE_PHASES = OPEN_PHASES - {P.SCREENING}
NAMING_PHASES = frozenset({P.CHOOSING, P.PLACING})
SHAPING_PHASES = NAMING_PHASES | {P.SENSING, P.MOVING}
WORK_PHASES = SHAPING_PHASES | {P.CLOSING}
UNDER_WAY_PHASES = WORK_PHASES | {P.ARRIVING, P.INTENTION}
PERCEIVING_PHASES = frozenset({P.SENSING, P.MOVING, P.CLOSING})
ENDING_PHASES = frozenset({P.CLOSING, P.DEROLING, P.AFTERCARE})


@dataclass(frozen=True)
class Cell:
    """`phases` in which it holds; `own` only for one's own; `right` only when handed out; `modes` only in these."""

    phases: frozenset[Phase]
    own: bool = False
    right: Right | None = None
    modes: frozenset[Mode] | None = None


Row = dict[Role, tuple[Cell, ...]]
F, H, C, A, R, O = Role  # noqa: E741  # facilitator, cohost, client, alone, representative, observer
IN_ROOM_MODES = frozenset({Mode.IN_ROOM, Mode.HYBRID})


def make_row(**cells: Cell | tuple[Cell, ...]) -> Row:
    """A row of the table, by the roles' first letters."""
    roles = {"f": F, "h": H, "c": C, "a": A, "r": R, "o": O}
    return {roles[key]: cell if isinstance(cell, tuple) else (cell,) for key, cell in cells.items()}


def row_for_everyone(cell: Cell) -> Row:
    """The same cell for every role."""
    return {role: (cell,) for role in Role}


def row_for_leaders(phases: frozenset[Phase], right: Right = Right.LEAD) -> Row:
    """The facilitator, a co-host who was handed it, and a client by herself."""
    return make_row(f=Cell(phases), h=Cell(phases, right=right), a=Cell(phases))


def row_for_naming() -> Row:
    """What elements mean: whoever leads or was handed it, and the client while names are given."""
    return make_row(
        f=Cell(SHAPING_PHASES),
        h=Cell(SHAPING_PHASES, right=Right.ELEMENTS),
        c=Cell(NAMING_PHASES),
        a=Cell(SHAPING_PHASES),
    )


def row_for_placing(**more: Cell | tuple[Cell, ...]) -> Row:
    """Where figures stand: whoever leads or was handed it, the client while they are placed, and `more`."""
    later = Cell(WORK_PHASES, right=Right.FIGURES)
    return make_row(f=Cell(WORK_PHASES), h=later, a=Cell(WORK_PHASES), **{"c": (Cell(NAMING_PHASES), later), **more})


OWN_AT_WORK, OWN_MOVING = Cell(WORK_PHASES, own=True), Cell(frozenset({P.MOVING}), own=True)
OWN_FIGURES: dict[str, Cell | tuple[Cell, ...]] = {
    "c": (Cell(NAMING_PHASES), Cell(WORK_PHASES, right=Right.FIGURES), OWN_AT_WORK),
    "r": OWN_MOVING,
}
OWN_WHILE_PERCEIVING = Cell(PERCEIVING_PHASES, own=True)

PERMISSIONS: Final[dict[type[do.Command], Row]] = {
    do.Send: row_for_everyone(Cell(OPEN_PHASES)),
    do.StepOut: row_for_everyone(Cell(OPEN_PHASES, own=True)),
    do.ComeBack: row_for_everyone(Cell(OPEN_PHASES, own=True)),
    do.Leave: row_for_everyone(Cell(ALL_PHASES, own=True)),
    do.Resume: make_row(f=Cell(LIVE_PHASES), a=Cell(LIVE_PHASES)),
    do.Agree: make_row(c=Cell(frozenset({P.GROUNDING}))),
    do.SetPhase: make_row(
        f=Cell(OPEN_PHASES), h=Cell(OPEN_PHASES - {P.GROUNDING}, right=Right.LEAD), a=Cell(OPEN_PHASES)
    ),
    do.ProposePhase: make_row(c=Cell(LIVE_PHASES)),
    do.Admit: make_row(f=Cell(OPEN_PHASES), h=Cell(OPEN_PHASES, right=Right.LEAD)),
    do.Remove: make_row(f=Cell(ALL_PHASES)),
    do.Grant: make_row(f=Cell(OPEN_PHASES)),
    do.Freeze: make_row(f=Cell(LIVE_PHASES), h=Cell(LIVE_PHASES, right=Right.LEAD)),
    do.Slow: make_row(f=Cell(LIVE_PHASES), h=Cell(LIVE_PHASES, right=Right.LEAD), a=Cell(LIVE_PHASES)),
    do.OpenDeep: make_row(f=Cell(OPEN_PHASES)),
    do.SetIssue: make_row(f=Cell(OPEN_PHASES), c=Cell(OPEN_PHASES), a=Cell(OPEN_PHASES)),
    do.Add: row_for_naming(),
    do.Mask: row_for_naming(),
    do.Reveal: row_for_naming(),
    do.TakeAway: row_for_naming(),
    do.Assign: make_row(f=Cell(SHAPING_PHASES), h=Cell(SHAPING_PHASES, right=Right.ELEMENTS), c=Cell(NAMING_PHASES)),
    do.Move: row_for_placing(**OWN_FIGURES),
    do.Lift: row_for_placing(),
    do.Appear: row_for_placing(**OWN_FIGURES),
    do.StandAt: make_row(c=OWN_AT_WORK, r=Cell(frozenset({P.PLACING, P.SENSING, P.MOVING}), own=True)),
    do.ShowRows: row_for_placing(),
    do.Draw: row_for_placing(),
    do.Mark: row_for_placing(),
    do.Erase: row_for_placing(),
    do.Perceive: make_row(
        f=Cell(PERCEIVING_PHASES, modes=IN_ROOM_MODES),
        h=Cell(PERCEIVING_PHASES, right=Right.PERCEPTIONS, modes=IN_ROOM_MODES),
        c=OWN_WHILE_PERCEIVING,
        a=Cell(PERCEIVING_PHASES),
        r=OWN_WHILE_PERCEIVING,
    ),
    do.PutAway: make_row(f=Cell(LIVE_PHASES), c=Cell(LIVE_PHASES), a=Cell(LIVE_PHASES), r=Cell(LIVE_PHASES, own=True)),
    do.Offer: make_row(f=Cell(PERCEIVING_PHASES), h=Cell(PERCEIVING_PHASES, right=Right.SENTENCES)),
    do.Reply: make_row(c=OWN_WHILE_PERCEIVING, r=OWN_WHILE_PERCEIVING),
    do.Tell: make_row(c=Cell(OPEN_PHASES), a=Cell(OPEN_PHASES)),
    do.TakePicture: row_for_leaders(WORK_PHASES),
    do.LetGo: {role: (Cell(LIVE_PHASES, own=True),) for role in Role},
    do.Waive: make_row(f=Cell(frozenset({P.DEROLING, P.AFTERCARE}))),
    do.KeepWords: make_row(c=Cell(ENDING_PHASES), a=Cell(ENDING_PHASES)),
    do.Consent: row_for_everyone(Cell(ALL_PHASES, own=True)),
    do.TakeBackWords: row_for_everyone(Cell(ALL_PHASES, own=True)),
}

# Looking is decided by the same kind of table.
TRUE_LABELS: Final[Row] = make_row(
    f=Cell(ALL_PHASES), h=Cell(ALL_PHASES, right=Right.SEES), c=Cell(ALL_PHASES), a=Cell(ALL_PHASES)
)
INSIDE: Final[Row] = make_row(
    f=Cell(ALL_PHASES),
    h=Cell(ALL_PHASES),
    c=Cell(ALL_PHASES),
    a=Cell(ALL_PHASES),
    r=Cell(ALL_PHASES, own=True),
    o=Cell(ALL_PHASES, right=Right.INSIDE),
)
REPLAY: Final[Row] = make_row(f=Cell(ALL_PHASES), c=Cell(ALL_PHASES), a=Cell(ALL_PHASES), r=Cell(ALL_PHASES, own=True))

PRESENT = (Presence.IN, Presence.STEPPED_OUT)
# What one may do whatever else is so: from the lobby one may leave; one who left may still take back what is hers.
COMMANDS_FROM_OUTSIDE: Final = {
    Presence.LOBBY: (do.Leave,),
    Presence.LEFT: (do.Consent, do.TakeBackWords),
    Presence.REMOVED: (do.Consent, do.TakeBackWords),
    Presence.STEPPED_OUT: (
        do.Send,
        do.StepOut,
        do.ComeBack,
        do.Leave,
        do.LetGo,
        do.Consent,
        do.TakeBackWords,
        do.Tell,
        do.Agree,
        do.KeepWords,
    ),
}


def allows(state: State, key: str, command: do.Command) -> bool:
    """Whether this seat may do this now, as far as the table knows. `decide` then asks whether it makes sense."""
    seat = state.seats.get(key)
    if seat is None or not _presence_allows(seat, command):
        return False
    cells = PERMISSIONS.get(type(command), {}).get(seat.role, ())
    return any(
        state.phase in cell.phases and cell_applies(state, seat, cell) and (not cell.own or is_own(state, key, command))
        for cell in cells
    )


def _presence_allows(seat: Seat, command: do.Command) -> bool:
    return seat.presence == Presence.IN or isinstance(command, COMMANDS_FROM_OUTSIDE.get(seat.presence, ()))


def cell_applies(state: State, seat: Seat, cell: Cell) -> bool:
    """Whether a cell counts in this board's mode and with the rights this seat was handed."""
    if cell.modes is not None and state.mode not in cell.modes:
        return False
    return cell.right is None or cell.right in seat.granted


def is_own(state: State, key: str, command: do.Command) -> bool:
    """Whether what the command names is this seat's own. A command that names nothing is about the seat itself."""
    if isinstance(command, do.Reply):
        sentence = state.sentences.get(command.sentence)
        return sentence is not None and sentence.to == key
    if isinstance(command, do.PutAway):
        perception = state.perceptions.get(command.perception)
        return perception is not None and perception.seat == key
    if isinstance(command, do.LetGo):
        return command.figure in state.seats[key].owes
    figure = getattr(command, "figure", None)
    return figure is None or figure == state.seats[key].figure


def can_see(state: State, key: str, table: Row, *, of_own: bool = False) -> bool:
    """Whether a seat may look at this. `of_own` asks about what is the seat's own."""
    seat = state.seats.get(key)
    if seat is None or seat.presence not in PRESENT:
        return False
    return any(cell_applies(state, seat, cell) and (of_own or not cell.own) for cell in table.get(seat.role, ()))


def can_see_meaning(state: State, key: str) -> bool:
    """Whether a seat may know what every figure means."""
    seat = state.seats.get(key)
    is_here = seat is not None and seat.presence in PRESENT
    return is_here and (state.blind == Blind.OPEN or can_see(state, key, TRUE_LABELS))


def allowed_commands(state: State, key: str) -> list[str]:
    """Names of the commands whose cell is open for a seat now, whatever they would name: what its page offers."""
    seat = state.seats.get(key)
    if seat is None:
        return []
    return [kind.__name__.lower() for kind in _open_commands(state, seat)]


def _open_commands(state: State, seat: Seat) -> Iterable[type[do.Command]]:
    for kind, cells in PERMISSIONS.items():
        here = seat.presence == Presence.IN or kind in COMMANDS_FROM_OUTSIDE.get(seat.presence, ())
        if here and any(state.phase in c.phases and cell_applies(state, seat, c) for c in cells.get(seat.role, ())):
            yield kind


def command_reach(state: State, key: str, kind: type[do.Command]) -> Literal["any", "own", ""]:
    """How far this command reaches for a seat now: 'any', 'own' or ''."""
    seat = state.seats[key]
    if kind not in set(_open_commands(state, seat)):
        return ""
    cells = [c for c in PERMISSIONS[kind][seat.role] if state.phase in c.phases and cell_applies(state, seat, c)]
    return "any" if any(not cell.own for cell in cells) else "own"
