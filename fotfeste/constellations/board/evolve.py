"""From an event to the next state. Pure, total: an event that names what is gone changes nothing but the count."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from . import events as ev
from .state import (
    Element,
    Figure,
    Line,
    Perception,
    Picture,
    Seat,
    Sentence,
    State,
    Told,
    Zone,
)
from .words import Phase, Presence, Purpose, Right, Role, Signal

T = TypeVar("T", bound=Struct)
V = TypeVar("V")


def evolve(state: State, event: ev.Event) -> State:
    return _EVOLVE[type(event)](state, event, state.seq + 1)


def fold(events: Iterable[ev.Event], state: State | None = None) -> State:
    """Where these lead, from an empty board or from `state`."""
    state = state or State()
    for event in events:
        state = _EVOLVE[type(event)](state, event, state.seq + 1)
    return state


def _changed(table: dict[str, T], key: str, **fields: Any) -> dict[str, T]:
    """The table with one entry changed; the same table when there is no such entry."""
    return {**table, key: replace(table[key], **fields)} if key in table else table


def _without(table: dict[str, V], key: str) -> dict[str, V]:
    return {each: value for each, value in table.items() if each != key}


def _began(state: State, e: ev.Began, seq: int) -> State:
    return State(
        seq=seq, mode=e.mode, method=e.method, blind=e.blind, most_elements=e.most_elements,
        most_representatives=e.most_representatives, deep_closed=e.deep_closed, issue=e.issue,
    )  # fmt: skip


# ---- seats ----------------------------------------------------------------------------------------------------------


def _seated(state: State, e: ev.Seated, seq: int) -> State:
    return replace(state, seq=seq, seats={**state.seats, e.seat: Seat(e.role, e.name, e.presence)})


def _presence(state: State, e: ev.PresenceSet, seq: int) -> State:
    """Out of the group is out of the role too; stepping out of it in words is still owed."""
    seat = state.seats.get(e.seat)
    figure = seat.figure if seat and e.presence == Presence.IN else ""
    return replace(state, seq=seq, seats=_changed(state.seats, e.seat, presence=e.presence, figure=figure))


def _granted(state: State, e: ev.Granted, seq: int) -> State:
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    granted = seat.granted | {e.right} if e.given else seat.granted - {e.right}
    return replace(state, seq=seq, seats=_changed(state.seats, e.seat, granted=frozenset(map(Right, granted))))


def _consented(state: State, e: ev.Consented, seq: int) -> State:
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    agreed = seat.agreed | {e.purpose} if e.given else seat.agreed - {e.purpose}
    return replace(state, seq=seq, seats=_changed(state.seats, e.seat, agreed=frozenset(map(Purpose, agreed))))


def _assigned(state: State, e: ev.Assigned, seq: int) -> State:
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    owes = seat.owes if not e.figure or e.figure in seat.owes else (*seat.owes, e.figure)
    waived = _without(state.waived, e.seat) if e.figure else state.waived
    return replace(state, seq=seq, seats=_changed(state.seats, e.seat, figure=e.figure, owes=owes), waived=waived)


def _let_go(state: State, e: ev.LetGoOf, seq: int) -> State:
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    owes = tuple(figure for figure in seat.owes if figure != e.figure)
    figure = "" if seat.figure == e.figure else seat.figure
    return replace(state, seq=seq, seats=_changed(state.seats, e.seat, figure=figure, owes=owes))


def _waived(state: State, e: ev.Waived, seq: int) -> State:
    return replace(state, seq=seq, waived={**state.waived, e.seat: e.why})


def _stood_at(state: State, e: ev.StoodAt, seq: int) -> State:
    return replace(state, seq=seq, seats=_changed(state.seats, e.seat, anchor=e.anchor))


# ---- phases and signals ---------------------------------------------------------------------------------------------


def _phase_set(state: State, e: ev.PhaseSet, seq: int) -> State:
    return replace(state, seq=seq, phase=e.to, proposal="", frozen=False, stopped_by="", client_agrees=False)


def _phase_proposed(state: State, e: ev.PhaseProposed, seq: int) -> State:
    return replace(state, seq=seq, proposal=e.to)


def _signalled(state: State, e: ev.Signalled, seq: int) -> State:
    said: dict[str, Any] = {"seq": seq, "signal": e.signal, "signal_at": seq}
    if e.signal == Signal.PAUSE:
        said["frozen"] = True
    if e.signal == Signal.STOP:
        said |= _stopped(state, e.seat, seq)
    return replace(state, **said)


def _stopped(state: State, seat: str, seq: int) -> dict[str, Any]:
    """A client's stop is not covered by somebody else's: going on still needs the client's yes."""
    before = state.before if state.phase == Phase.GROUNDING else state.phase
    holder = state.seats.get(state.stopped_by)
    by = state.stopped_by if holder and holder.role == Role.CLIENT else seat
    return {
        "phase": Phase.GROUNDING, "before": before, "frozen": True, "stopped_at": seq, "stopped_by": by,
        "client_agrees": False,
    }  # fmt: skip


def _agreed(state: State, e: ev.Agreed, seq: int) -> State:
    return replace(state, seq=seq, client_agrees=e.yes)


def _resumed(state: State, e: ev.Resumed, seq: int) -> State:
    return replace(
        state, seq=seq, phase=e.to, frozen=False, stopped_by="", client_agrees=False, signal=Signal.OK, signal_at=seq
    )


def _frozen(state: State, e: ev.Frozen, seq: int) -> State:
    return replace(state, seq=seq, frozen=e.on)


def _slowed(state: State, e: ev.Slowed, seq: int) -> State:
    return replace(state, seq=seq, slow_s=e.seconds)


def _deep_opened(state: State, e: ev.DeepOpened, seq: int) -> State:
    return replace(state, seq=seq, deep_closed=False)


def _issue_set(state: State, e: ev.IssueSet, seq: int) -> State:
    return replace(state, seq=seq, issue=e.words)


# ---- elements and figures -------------------------------------------------------------------------------------------


def _added(state: State, e: ev.Added, seq: int) -> State:
    element = Element(e.label, e.kind, e.masked, e.generation, e.living)
    figure = Figure(shape=e.shape, tone=e.tone)
    elements, figures = {**state.elements, e.figure: element}, {**state.figures, e.figure: figure}
    return replace(state, seq=seq, elements=elements, figures=figures)


def _masked(state: State, e: ev.Masked, seq: int) -> State:
    return replace(state, seq=seq, elements=_changed(state.elements, e.figure, masked=e.masked))


def _revealed(state: State, e: ev.Revealed, seq: int) -> State:
    return replace(state, seq=seq, elements=_changed(state.elements, e.figure, revealed=True))


def _taken_away(state: State, e: ev.TakenAway, seq: int) -> State:
    """Lines to it go with it. Who stood for it stands for nothing, and still owes stepping out of it."""
    seats = {k: replace(s, figure="") if s.figure == e.figure else s for k, s in state.seats.items()}
    lines = {k: line for k, line in state.lines.items() if e.figure not in (line.start, line.end)}
    perceptions = {k: each for k, each in state.perceptions.items() if each.figure != e.figure}
    return replace(
        state, seq=seq, seats=seats, lines=lines, perceptions=perceptions,
        elements=_without(state.elements, e.figure), figures=_without(state.figures, e.figure),
    )  # fmt: skip


def _moved(state: State, e: ev.Moved, seq: int) -> State:
    figure = state.figures.get(e.figure)
    if figure is None:
        return replace(state, seq=seq)
    there = replace(figure, x=e.x, y=e.y, heading=e.heading, gaze=e.gaze, on_board=True)
    seats = _changed(state.seats, e.seat, moved_at=e.at)
    return replace(state, seq=seq, figures={**state.figures, e.figure: there}, seats=seats)


def _lifted(state: State, e: ev.Lifted, seq: int) -> State:
    return replace(state, seq=seq, figures=_changed(state.figures, e.figure, on_board=False))


def _appeared(state: State, e: ev.Appeared, seq: int) -> State:
    look = {"posture": e.posture, "shape": e.shape, "tone": e.tone, "scale": e.scale}
    return replace(state, seq=seq, figures=_changed(state.figures, e.figure, **look))


def _rows_shown(state: State, e: ev.RowsShown, seq: int) -> State:
    return replace(state, seq=seq, rows_shown=e.on)


def _drawn(state: State, e: ev.Drawn, seq: int) -> State:
    return replace(state, seq=seq, lines={**state.lines, e.mark: Line(e.start, e.end, e.words)})


def _marked(state: State, e: ev.MarkedZone, seq: int) -> State:
    return replace(state, seq=seq, zones={**state.zones, e.mark: Zone(e.x, e.y, e.radius, e.words)})


def _erased(state: State, e: ev.Erased, seq: int) -> State:
    return replace(state, seq=seq, lines=_without(state.lines, e.mark), zones=_without(state.zones, e.mark))


# ---- what is felt and said ------------------------------------------------------------------------------------------


def _perceived(state: State, e: ev.Perceived, seq: int) -> State:
    felt = Perception(e.seat, e.figure, seq, e.region, e.quality, e.intensity, e.impulse, e.words)
    return replace(state, seq=seq, perceptions={**state.perceptions, e.perception: felt})


def _put_away(state: State, e: ev.WasPutAway, seq: int) -> State:
    return replace(state, seq=seq, perceptions=_changed(state.perceptions, e.perception, put_away=e.away))


def _offered(state: State, e: ev.Offered, seq: int) -> State:
    return replace(state, seq=seq, sentences={**state.sentences, e.sentence: Sentence(e.to, e.words)})


def _replied(state: State, e: ev.Replied, seq: int) -> State:
    return replace(state, seq=seq, sentences=_changed(state.sentences, e.sentence, answer=e.answer, own=e.own))


def _told(state: State, e: ev.ToldOf, seq: int) -> State:
    return replace(state, seq=seq, told=(*state.told, Told(seq, e.activation, e.safety)))


def _picture(state: State, e: ev.PictureTaken, seq: int) -> State:
    return replace(state, seq=seq, pictures=(*state.pictures, Picture(e.moment, seq)))


def _kept(state: State, e: ev.Kept, seq: int) -> State:
    return replace(state, seq=seq, kept=e.words)


def _words_taken_back(state: State, e: ev.WordsTakenBack, seq: int) -> State:
    """As if the sealed parts of what this seat said had been erased, which they have been (see `own_words`)."""
    blank = {"region": "", "quality": "", "intensity": None, "impulse": "", "words": ""}
    perceptions = {k: replace(p, **blank) if p.seat == e.seat else p for k, p in state.perceptions.items()}
    sentences = {k: replace(s, own="") if s.to == e.seat else s for k, s in state.sentences.items()}
    said: dict[str, Any] = {"seq": seq, "perceptions": perceptions, "sentences": sentences}
    if e.seat in state.seats_of(Role.CLIENT, Role.ALONE):
        said |= {"kept": "", "told": tuple(Told(told.at_seq) for told in state.told)}
    return replace(state, **said)


# Events whose sealed part is the acting seat's own words, and goes when they are taken back.
OWN_WORDS: tuple[type[ev.Event], ...] = (ev.Perceived, ev.Replied, ev.ToldOf, ev.Kept)

_EVOLVE: dict[type[ev.Event], Callable[[State, Any, int], State]] = {
    ev.Began: _began, ev.Seated: _seated, ev.PresenceSet: _presence, ev.Granted: _granted, ev.PhaseSet: _phase_set,
    ev.PhaseProposed: _phase_proposed, ev.Signalled: _signalled, ev.Agreed: _agreed, ev.Resumed: _resumed,
    ev.Frozen: _frozen, ev.Slowed: _slowed, ev.DeepOpened: _deep_opened, ev.IssueSet: _issue_set, ev.Added: _added,
    ev.Masked: _masked, ev.Revealed: _revealed, ev.TakenAway: _taken_away, ev.Assigned: _assigned, ev.Moved: _moved,
    ev.Lifted: _lifted, ev.Appeared: _appeared, ev.StoodAt: _stood_at, ev.RowsShown: _rows_shown, ev.Drawn: _drawn,
    ev.MarkedZone: _marked, ev.Erased: _erased, ev.Perceived: _perceived, ev.WasPutAway: _put_away,
    ev.Offered: _offered, ev.Replied: _replied, ev.ToldOf: _told, ev.PictureTaken: _picture, ev.LetGoOf: _let_go,
    ev.Waived: _waived, ev.Kept: _kept, ev.Consented: _consented, ev.WordsTakenBack: _words_taken_back,
}  # fmt: skip
