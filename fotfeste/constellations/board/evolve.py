"""From an event to the next state. Pure, total: an event that names what is gone changes nothing but the count."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from . import events as ev
from . import led
from .state import Element, Figure, Line, Perception, Picture, Sentence, State, Told, Zone
from .tables import changed, without


def evolve(state: State, event: ev.Event) -> State:
    return _EVOLVE[type(event)](state, event, state.seq + 1)


def fold(events: Iterable[ev.Event], state: State | None = None) -> State:
    """Where these lead, from an empty board or from `state`."""
    state = state or State()
    for event in events:
        state = _EVOLVE[type(event)](state, event, state.seq + 1)
    return state


# ---- elements and figures -------------------------------------------------------------------------------------------


def _added(state: State, e: ev.Added, seq: int) -> State:
    element = Element(e.label, e.kind, e.masked, e.generation, e.living)
    figure = Figure(shape=e.shape, tone=e.tone)
    elements, figures = {**state.elements, e.figure: element}, {**state.figures, e.figure: figure}
    return replace(state, seq=seq, elements=elements, figures=figures)


def _masked(state: State, e: ev.Masked, seq: int) -> State:
    return replace(state, seq=seq, elements=changed(state.elements, e.figure, masked=e.masked))


def _revealed(state: State, e: ev.Revealed, seq: int) -> State:
    return replace(state, seq=seq, elements=changed(state.elements, e.figure, revealed=True))


def _taken_away(state: State, e: ev.TakenAway, seq: int) -> State:
    """Lines to it go with it. Who stood for it stands for nothing, and still owes stepping out of it."""
    seats = {k: replace(s, figure="") if s.figure == e.figure else s for k, s in state.seats.items()}
    lines = {k: line for k, line in state.lines.items() if e.figure not in (line.start, line.end)}
    perceptions = {k: each for k, each in state.perceptions.items() if each.figure != e.figure}
    return replace(
        state,
        seq=seq,
        seats=seats,
        lines=lines,
        perceptions=perceptions,
        elements=without(state.elements, e.figure),
        figures=without(state.figures, e.figure),
    )


def _moved(state: State, e: ev.Moved, seq: int) -> State:
    figure = state.figures.get(e.figure)
    if figure is None:
        return replace(state, seq=seq)
    there = replace(figure, x=e.x, y=e.y, heading=e.heading, gaze=e.gaze, on_board=True)
    seats = changed(state.seats, e.seat, moved_at=e.at)
    return replace(state, seq=seq, figures={**state.figures, e.figure: there}, seats=seats)


def _lifted(state: State, e: ev.Lifted, seq: int) -> State:
    return replace(state, seq=seq, figures=changed(state.figures, e.figure, on_board=False))


def _appeared(state: State, e: ev.Appeared, seq: int) -> State:
    look = {"posture": e.posture, "shape": e.shape, "tone": e.tone, "scale": e.scale}
    return replace(state, seq=seq, figures=changed(state.figures, e.figure, **look))


def _rows_shown(state: State, e: ev.RowsShown, seq: int) -> State:
    return replace(state, seq=seq, rows_shown=e.on)


def _drawn(state: State, e: ev.Drawn, seq: int) -> State:
    if e.start not in state.figures or e.end not in state.figures:
        return replace(state, seq=seq)
    return replace(state, seq=seq, lines={**state.lines, e.mark: Line(e.start, e.end, e.words)})


def _marked(state: State, e: ev.MarkedZone, seq: int) -> State:
    return replace(state, seq=seq, zones={**state.zones, e.mark: Zone(e.x, e.y, e.radius, e.words)})


def _erased(state: State, e: ev.Erased, seq: int) -> State:
    return replace(state, seq=seq, lines=without(state.lines, e.mark), zones=without(state.zones, e.mark))


# ---- what is felt and said ------------------------------------------------------------------------------------------


def _perceived(state: State, e: ev.Perceived, seq: int) -> State:
    felt = Perception(e.seat, e.figure, seq, e.region, e.quality, e.intensity, e.impulse, e.words)
    return replace(state, seq=seq, perceptions={**state.perceptions, e.perception: felt})


def _put_away(state: State, e: ev.WasPutAway, seq: int) -> State:
    return replace(state, seq=seq, perceptions=changed(state.perceptions, e.perception, put_away=e.away))


def _offered(state: State, e: ev.Offered, seq: int) -> State:
    return replace(state, seq=seq, sentences={**state.sentences, e.sentence: Sentence(e.to, e.words)})


def _replied(state: State, e: ev.Replied, seq: int) -> State:
    return replace(state, seq=seq, sentences=changed(state.sentences, e.sentence, answer=e.answer, own=e.own))


def _told(state: State, e: ev.ToldOf, seq: int) -> State:
    return replace(state, seq=seq, told=(*state.told, Told(seq, e.activation, e.safety, e.seat)))


def _picture(state: State, e: ev.PictureTaken, seq: int) -> State:
    return replace(state, seq=seq, pictures=(*state.pictures, Picture(e.moment, seq)))


def _kept(state: State, e: ev.Kept, seq: int) -> State:
    return replace(state, seq=seq, kept=e.words, kept_by=e.seat)


def _words_taken_back(state: State, e: ev.WordsTakenBack, seq: int) -> State:
    """As if the sealed parts of what this seat said had been erased, which they have been (see OWN_WORDS)."""
    blank = {"region": "", "quality": "", "intensity": None, "impulse": "", "words": ""}
    perceptions = {k: replace(p, **blank) if p.seat == e.seat else p for k, p in state.perceptions.items()}
    sentences = {k: replace(s, own="") if s.to == e.seat else s for k, s in state.sentences.items()}
    told = tuple(Told(t.at_seq, seat=t.seat) if t.seat == e.seat else t for t in state.told)
    kept = "" if state.kept_by == e.seat else state.kept
    return replace(state, seq=seq, perceptions=perceptions, sentences=sentences, told=told, kept=kept)


# Events whose sealed part is the acting seat's own words, and goes when they are taken back.
OWN_WORDS: tuple[type[ev.Event], ...] = (ev.Perceived, ev.Replied, ev.ToldOf, ev.Kept)

_EVOLVE: dict[type[ev.Event], Callable[[State, Any, int], State]] = {
    ev.Began: led.began,
    ev.Seated: led.seated,
    ev.PresenceSet: led.presence,
    ev.Granted: led.granted,
    ev.PhaseSet: led.phase_set,
    ev.PhaseProposed: led.phase_proposed,
    ev.Signalled: led.signalled,
    ev.Agreed: led.agreed,
    ev.Resumed: led.resumed,
    ev.Frozen: led.frozen,
    ev.Slowed: led.slowed,
    ev.DeepOpened: led.deep_opened,
    ev.IssueSet: led.issue_set,
    ev.Added: _added,
    ev.Masked: _masked,
    ev.Revealed: _revealed,
    ev.TakenAway: _taken_away,
    ev.Assigned: led.assigned,
    ev.Moved: _moved,
    ev.Lifted: _lifted,
    ev.Appeared: _appeared,
    ev.StoodAt: led.stood_at,
    ev.RowsShown: _rows_shown,
    ev.Drawn: _drawn,
    ev.MarkedZone: _marked,
    ev.Erased: _erased,
    ev.Perceived: _perceived,
    ev.WasPutAway: _put_away,
    ev.Offered: _offered,
    ev.Replied: _replied,
    ev.ToldOf: _told,
    ev.PictureTaken: _picture,
    ev.LetGoOf: led.let_go,
    ev.Waived: led.waived,
    ev.Kept: _kept,
    ev.Consented: led.consented,
    ev.WordsTakenBack: _words_taken_back,
}
