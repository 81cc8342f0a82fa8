"""From an event to the next state. Pure, total: an event that names what is gone changes nothing but the count."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from . import events as ev
from . import evolve_phase_and_seat_events
from .immutable_updates import change_entry, drop_entry
from .state import Element, Figure, Line, Perception, Picture, SelfReport, Sentence, State, Zone


def evolve(state: State, event: ev.Event) -> State:
    """The state after one event; the one given stays as it was. Each event counts one, whatever it changes."""
    return _EVOLVE[type(event)](state, event, state.seq + 1)


def fold(events: Iterable[ev.Event], state: State | None = None) -> State:
    """Where these lead, from an empty board or from `state`."""
    state = state or State()
    for event in events:
        state = _EVOLVE[type(event)](state, event, state.seq + 1)
    return state


# ---- elements and figures -------------------------------------------------------------------------------------------


def _apply_added(state: State, e: ev.Added, seq: int) -> State:
    element = Element(e.label, e.kind, e.masked, e.generation, e.living)
    figure = Figure(shape=e.shape, tone=e.tone)
    elements, figures = {**state.elements, e.figure: element}, {**state.figures, e.figure: figure}
    return replace(state, seq=seq, elements=elements, figures=figures)


def _apply_masked(state: State, e: ev.Masked, seq: int) -> State:
    return replace(state, seq=seq, elements=change_entry(state.elements, e.figure, masked=e.masked))


def _apply_revealed(state: State, e: ev.Revealed, seq: int) -> State:
    return replace(state, seq=seq, elements=change_entry(state.elements, e.figure, revealed=True))


def _apply_taken_away(state: State, e: ev.TakenAway, seq: int) -> State:
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
        elements=drop_entry(state.elements, e.figure),
        figures=drop_entry(state.figures, e.figure),
    )


def _apply_moved(state: State, e: ev.Moved, seq: int) -> State:
    figure = state.figures.get(e.figure)
    if figure is None:
        return replace(state, seq=seq)
    there = replace(figure, x=e.x, y=e.y, heading=e.heading, gaze=e.gaze, on_board=True)
    seats = change_entry(state.seats, e.seat, moved_at=e.at)
    return replace(state, seq=seq, figures={**state.figures, e.figure: there}, seats=seats)


def _apply_lifted(state: State, e: ev.Lifted, seq: int) -> State:
    return replace(state, seq=seq, figures=change_entry(state.figures, e.figure, on_board=False))


def _apply_appeared(state: State, e: ev.Appeared, seq: int) -> State:
    look = {"posture": e.posture, "shape": e.shape, "tone": e.tone, "scale": e.scale}
    return replace(state, seq=seq, figures=change_entry(state.figures, e.figure, **look))


def _apply_rows_shown(state: State, e: ev.RowsShown, seq: int) -> State:
    return replace(state, seq=seq, rows_shown=e.on)


def _apply_drawn(state: State, e: ev.Drawn, seq: int) -> State:
    if e.start not in state.figures or e.end not in state.figures:
        return replace(state, seq=seq)
    return replace(state, seq=seq, lines={**state.lines, e.mark: Line(e.start, e.end, e.words)})


def _apply_marked(state: State, e: ev.MarkedZone, seq: int) -> State:
    return replace(state, seq=seq, zones={**state.zones, e.mark: Zone(e.x, e.y, e.radius, e.words)})


def _apply_erased(state: State, e: ev.Erased, seq: int) -> State:
    return replace(state, seq=seq, lines=drop_entry(state.lines, e.mark), zones=drop_entry(state.zones, e.mark))


# ---- what is felt and said ------------------------------------------------------------------------------------------


def _apply_perceived(state: State, e: ev.Perceived, seq: int) -> State:
    felt = Perception(e.seat, e.figure, seq, e.region, e.quality, e.intensity, e.impulse, e.words)
    return replace(state, seq=seq, perceptions={**state.perceptions, e.perception: felt})


def _apply_put_away(state: State, e: ev.WasPutAway, seq: int) -> State:
    return replace(state, seq=seq, perceptions=change_entry(state.perceptions, e.perception, put_away=e.away))


def _apply_offered(state: State, e: ev.Offered, seq: int) -> State:
    return replace(state, seq=seq, sentences={**state.sentences, e.sentence: Sentence(e.to, e.words)})


def _apply_replied(state: State, e: ev.Replied, seq: int) -> State:
    return replace(state, seq=seq, sentences=change_entry(state.sentences, e.sentence, answer=e.answer, own=e.own))


def _apply_told(state: State, e: ev.ToldOf, seq: int) -> State:
    return replace(state, seq=seq, told=(*state.told, SelfReport(seq, e.activation, e.safety, e.seat)))


def _apply_picture_taken(state: State, e: ev.PictureTaken, seq: int) -> State:
    return replace(state, seq=seq, pictures=(*state.pictures, Picture(e.moment, seq)))


def _apply_kept(state: State, e: ev.Kept, seq: int) -> State:
    return replace(state, seq=seq, kept=e.words, kept_by=e.seat)


def _apply_words_taken_back(state: State, e: ev.WordsTakenBack, seq: int) -> State:
    """As if the sealed parts of what this seat said had been erased, which they have been (see OWN_WORD_EVENTS)."""
    blank = {"region": "", "quality": "", "intensity": None, "impulse": "", "words": ""}
    perceptions = {k: replace(p, **blank) if p.seat == e.seat else p for k, p in state.perceptions.items()}
    sentences = {k: replace(s, own="") if s.to == e.seat else s for k, s in state.sentences.items()}
    told = tuple(SelfReport(t.at_seq, seat=t.seat) if t.seat == e.seat else t for t in state.told)
    kept = "" if state.kept_by == e.seat else state.kept
    return replace(state, seq=seq, perceptions=perceptions, sentences=sentences, told=told, kept=kept)


# Events whose sealed part is the acting seat's own words, and goes when they are taken back.
OWN_WORD_EVENTS: tuple[type[ev.Event], ...] = (ev.Perceived, ev.Replied, ev.ToldOf, ev.Kept)

_EVOLVE: dict[type[ev.Event], Callable[[State, Any, int], State]] = {
    ev.Began: evolve_phase_and_seat_events.apply_began,
    ev.Seated: evolve_phase_and_seat_events.apply_seated,
    ev.PresenceSet: evolve_phase_and_seat_events.apply_presence,
    ev.Granted: evolve_phase_and_seat_events.apply_granted,
    ev.PhaseSet: evolve_phase_and_seat_events.apply_phase_set,
    ev.PhaseProposed: evolve_phase_and_seat_events.apply_phase_proposed,
    ev.Signalled: evolve_phase_and_seat_events.apply_signalled,
    ev.Agreed: evolve_phase_and_seat_events.apply_agreed,
    ev.Resumed: evolve_phase_and_seat_events.apply_resumed,
    ev.Frozen: evolve_phase_and_seat_events.apply_frozen,
    ev.Slowed: evolve_phase_and_seat_events.apply_slowed,
    ev.DeepOpened: evolve_phase_and_seat_events.apply_sensing_and_moving_opened,
    ev.IssueSet: evolve_phase_and_seat_events.apply_issue_set,
    ev.Added: _apply_added,
    ev.Masked: _apply_masked,
    ev.Revealed: _apply_revealed,
    ev.TakenAway: _apply_taken_away,
    ev.Assigned: evolve_phase_and_seat_events.apply_assigned,
    ev.Moved: _apply_moved,
    ev.Lifted: _apply_lifted,
    ev.Appeared: _apply_appeared,
    ev.StoodAt: evolve_phase_and_seat_events.apply_stood_at,
    ev.RowsShown: _apply_rows_shown,
    ev.Drawn: _apply_drawn,
    ev.MarkedZone: _apply_marked,
    ev.Erased: _apply_erased,
    ev.Perceived: _apply_perceived,
    ev.WasPutAway: _apply_put_away,
    ev.Offered: _apply_offered,
    ev.Replied: _apply_replied,
    ev.ToldOf: _apply_told,
    ev.PictureTaken: _apply_picture_taken,
    ev.LetGoOf: evolve_phase_and_seat_events.apply_stepped_out_of_role,
    ev.Waived: evolve_phase_and_seat_events.apply_stepping_out_waived,
    ev.Kept: _apply_kept,
    ev.Consented: evolve_phase_and_seat_events.apply_consented,
    ev.WordsTakenBack: _apply_words_taken_back,
}
