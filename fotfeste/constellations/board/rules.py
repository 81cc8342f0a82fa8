"""Who may do what, when: one table, role × command × phase. What is not in it is not allowed.

`ANY` reaches every figure or seat, `OWN` only what is the asking seat's own. A `Right` in a cell means that it counts
once that right was handed to the seat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from . import commands as do
from .state import Seat, State
from .words import Blind, Mode, Phase, Presence, Right, Role

P = Phase
EVER = frozenset(Phase)
OPEN = EVER - {P.CLOSED}
LIVE = OPEN - {P.SCREENING}
NAMING = frozenset({P.CHOOSING, P.PLACING})
SHAPING = NAMING | {P.SENSING, P.MOVING}
WORK = SHAPING | {P.CLOSING}
UNDER_WAY = WORK | {P.ARRIVING, P.INTENTION}
FELT = frozenset({P.SENSING, P.MOVING, P.CLOSING})
ENDING = frozenset({P.CLOSING, P.DEROLING, P.AFTERCARE})


@dataclass(frozen=True)
class Cell:
    """`phases` in which it holds; `own` only for one's own; `right` only when handed out; `modes` only in these."""

    phases: frozenset[Phase]
    own: bool = False
    right: Right | None = None
    modes: frozenset[Mode] | None = None


Row = dict[Role, tuple[Cell, ...]]
F, H, C, A, R, O = Role  # noqa: E741  # facilitator, cohost, client, alone, representative, observer
IN_A_ROOM = frozenset({Mode.IN_ROOM, Mode.HYBRID})


def row(**cells: Cell | tuple[Cell, ...]) -> Row:
    roles = {"f": F, "h": H, "c": C, "a": A, "r": R, "o": O}
    return {roles[key]: cell if isinstance(cell, tuple) else (cell,) for key, cell in cells.items()}


def everyone(cell: Cell) -> Row:
    return {role: (cell,) for role in Role}


def leads(phases: frozenset[Phase], right: Right = Right.LEAD) -> Row:
    """The facilitator, a co-host who was handed it, and a client by herself."""
    return row(f=Cell(phases), h=Cell(phases, right=right), a=Cell(phases))


def naming() -> Row:
    return row(f=Cell(SHAPING), h=Cell(SHAPING, right=Right.ELEMENTS), c=Cell(NAMING), a=Cell(SHAPING))


def placing(**more: Cell | tuple[Cell, ...]) -> Row:
    later = Cell(WORK, right=Right.FIGURES)
    return row(f=Cell(WORK), h=later, a=Cell(WORK), **{"c": (Cell(NAMING), later), **more})


OWN_AT_WORK, OWN_MOVING = Cell(WORK, own=True), Cell(frozenset({P.MOVING}), own=True)
OWN_FIGURES: dict[str, Cell | tuple[Cell, ...]] = {
    "c": (Cell(NAMING), Cell(WORK, right=Right.FIGURES), OWN_AT_WORK),
    "r": OWN_MOVING,
}
HELD = Cell(FELT, own=True)

TABLE: Final[dict[type[do.Command], Row]] = {
    do.Send: everyone(Cell(OPEN)),
    do.StepOut: everyone(Cell(OPEN, own=True)),
    do.ComeBack: everyone(Cell(OPEN, own=True)),
    do.Leave: everyone(Cell(EVER, own=True)),
    do.Resume: row(f=Cell(LIVE), a=Cell(LIVE)),
    do.Agree: row(c=Cell(frozenset({P.GROUNDING}))),
    do.SetPhase: row(f=Cell(OPEN), h=Cell(OPEN - {P.GROUNDING}, right=Right.LEAD), a=Cell(OPEN)),
    do.ProposePhase: row(c=Cell(LIVE)),
    do.Admit: row(f=Cell(OPEN), h=Cell(OPEN, right=Right.LEAD)),
    do.Remove: row(f=Cell(EVER)),
    do.Grant: row(f=Cell(OPEN)),
    do.Freeze: row(f=Cell(LIVE), h=Cell(LIVE, right=Right.LEAD)),
    do.Slow: row(f=Cell(LIVE), h=Cell(LIVE, right=Right.LEAD), a=Cell(LIVE)),
    do.OpenDeep: row(f=Cell(OPEN)),
    do.SetIssue: row(f=Cell(OPEN), c=Cell(OPEN), a=Cell(OPEN)),
    do.Add: naming(),
    do.Mask: naming(),
    do.Reveal: naming(),
    do.TakeAway: naming(),
    do.Assign: row(f=Cell(SHAPING), h=Cell(SHAPING, right=Right.ELEMENTS), c=Cell(NAMING)),
    do.Move: placing(**OWN_FIGURES),
    do.Lift: placing(),
    do.Appear: placing(**OWN_FIGURES),
    do.StandAt: row(c=OWN_AT_WORK, r=Cell(frozenset({P.PLACING, P.SENSING, P.MOVING}), own=True)),
    do.ShowRows: placing(),
    do.Draw: placing(),
    do.Mark: placing(),
    do.Erase: placing(),
    do.Perceive: row(
        f=Cell(FELT, modes=IN_A_ROOM),
        h=Cell(FELT, right=Right.PERCEPTIONS, modes=IN_A_ROOM),
        c=HELD,
        a=Cell(FELT),
        r=HELD,
    ),
    do.PutAway: row(f=Cell(LIVE), c=Cell(LIVE), a=Cell(LIVE), r=Cell(LIVE, own=True)),
    do.Offer: row(f=Cell(FELT), h=Cell(FELT, right=Right.SENTENCES)),
    do.Reply: row(c=HELD, r=HELD),
    do.Tell: row(c=Cell(OPEN), a=Cell(OPEN)),
    do.TakePicture: leads(WORK),
    do.LetGo: {role: (Cell(LIVE, own=True),) for role in Role},
    do.Waive: row(f=Cell(frozenset({P.DEROLING, P.AFTERCARE}))),
    do.KeepWords: row(c=Cell(ENDING), a=Cell(ENDING)),
    do.Consent: everyone(Cell(EVER, own=True)),
    do.TakeBackWords: everyone(Cell(EVER, own=True)),
}

# Looking is decided by the same kind of table.
TRUE_LABELS: Final[Row] = row(f=Cell(EVER), h=Cell(EVER, right=Right.SEES), c=Cell(EVER), a=Cell(EVER))
INSIDE: Final[Row] = row(
    f=Cell(EVER), h=Cell(EVER), c=Cell(EVER), a=Cell(EVER), r=Cell(EVER, own=True), o=Cell(EVER, right=Right.INSIDE)
)
REPLAY: Final[Row] = row(f=Cell(EVER), c=Cell(EVER), a=Cell(EVER), r=Cell(EVER, own=True))

HERE = (Presence.IN, Presence.STEPPED_OUT)
# What one may do whatever else is so: from the lobby one may leave; one who left may still take back what is hers.
FROM_OUTSIDE: Final = {
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
    if seat is None or not _is_in_a_position(seat, command):
        return False
    cells = TABLE.get(type(command), {}).get(seat.role, ())
    return any(
        state.phase in cell.phases and holds(state, seat, cell) and (not cell.own or is_own(state, key, command))
        for cell in cells
    )


def _is_in_a_position(seat: Seat, command: do.Command) -> bool:
    return seat.presence == Presence.IN or isinstance(command, FROM_OUTSIDE.get(seat.presence, ()))


def holds(state: State, seat: Seat, cell: Cell) -> bool:
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


def sees(state: State, key: str, table: Row, *, of_own: bool = False) -> bool:
    """Whether a seat may look at this. `of_own` asks about what is the seat's own."""
    seat = state.seats.get(key)
    if seat is None or seat.presence not in HERE:
        return False
    return any(holds(state, seat, cell) and (of_own or not cell.own) for cell in table.get(seat.role, ()))


def sees_meaning(state: State, key: str) -> bool:
    """Whether a seat may know what every figure means."""
    seat = state.seats.get(key)
    is_here = seat is not None and seat.presence in HERE
    return is_here and (state.blind == Blind.OPEN or sees(state, key, TRUE_LABELS))


def may(state: State, key: str) -> list[str]:
    """Names of the commands whose cell is open for a seat now, whatever they would name: what its page offers."""
    seat = state.seats.get(key)
    if seat is None:
        return []
    return [kind.__name__.lower() for kind in _open(state, seat)]


def _open(state: State, seat: Seat) -> Iterable[type[do.Command]]:
    for kind, cells in TABLE.items():
        here = seat.presence == Presence.IN or kind in FROM_OUTSIDE.get(seat.presence, ())
        if here and any(state.phase in c.phases and holds(state, seat, c) for c in cells.get(seat.role, ())):
            yield kind


def reach(state: State, key: str, kind: type[do.Command]) -> str:
    """How far this command reaches for a seat now: 'any', 'own' or ''."""
    seat = state.seats[key]
    if kind not in set(_open(state, seat)):
        return ""
    cells = [c for c in TABLE[kind][seat.role] if state.phase in c.phases and holds(state, seat, c)]
    return "any" if any(not cell.own for cell in cells) else "own"
