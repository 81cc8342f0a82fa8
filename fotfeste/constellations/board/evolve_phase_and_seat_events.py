"""What becomes of a board when someone leads, comes, goes or signals: the first half of `evolve`."""

from msgspec.structs import replace

from . import events as ev
from .enums import Phase, Presence, Purpose, Right, Role, Signal
from .immutable_updates import change_entry, drop_entry
from .state import Seat, State


def apply_began(state: State, e: ev.Began, seq: int) -> State:
    """An empty board with what was planned. What was there before is gone."""
    return State(
        seq=seq,
        mode=e.mode,
        method=e.method,
        blind=e.blind,
        most_elements=e.most_elements,
        most_representatives=e.most_representatives,
        deep_closed=e.deep_closed,
        issue=e.issue,
    )


# ---- seats ----------------------------------------------------------------------------------------------------------


def apply_seated(state: State, e: ev.Seated, seq: int) -> State:
    """A new seat; one let in at once has been in."""
    seat = Seat(e.role, e.name, e.presence, was_in=e.presence == Presence.IN)
    return replace(state, seq=seq, seats={**state.seats, e.seat: seat})


def apply_presence(state: State, e: ev.PresenceSet, seq: int) -> State:
    """Out of the group is out of the role too; stepping out of it in words is still owed."""
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    is_in = e.presence == Presence.IN
    now = {"presence": e.presence, "figure": seat.figure if is_in else "", "was_in": is_in or seat.was_in}
    return replace(state, seq=seq, seats=change_entry(state.seats, e.seat, **now))


def apply_granted(state: State, e: ev.Granted, seq: int) -> State:
    """A right is handed to a seat, or taken back."""
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    granted = seat.granted | {e.right} if e.given else seat.granted - {e.right}
    return replace(state, seq=seq, seats=change_entry(state.seats, e.seat, granted=frozenset(map(Right, granted))))


def apply_consented(state: State, e: ev.Consented, seq: int) -> State:
    """A yes of a seat to one purpose, or its end."""
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    agreed = seat.agreed | {e.purpose} if e.given else seat.agreed - {e.purpose}
    return replace(state, seq=seq, seats=change_entry(state.seats, e.seat, agreed=frozenset(map(Purpose, agreed))))


def apply_assigned(state: State, e: ev.Assigned, seq: int) -> State:
    """A seat stands for a figure, and owes stepping out of it; why an earlier one was waived no longer counts."""
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    owes = seat.owes if not e.figure or e.figure in seat.owes else (*seat.owes, e.figure)
    waived = drop_entry(state.waived, e.seat) if e.figure else state.waived
    return replace(state, seq=seq, seats=change_entry(state.seats, e.seat, figure=e.figure, owes=owes), waived=waived)


def apply_stepped_out_of_role(state: State, e: ev.LetGoOf, seq: int) -> State:
    """A seat has stepped out of one role, and owes that one no more."""
    seat = state.seats.get(e.seat) or Seat(Role.OBSERVER)
    owes = tuple(figure for figure in seat.owes if figure != e.figure)
    figure = "" if seat.figure == e.figure else seat.figure
    return replace(state, seq=seq, seats=change_entry(state.seats, e.seat, figure=figure, owes=owes))


def apply_stepping_out_waived(state: State, e: ev.Waived, seq: int) -> State:
    """Why a seat does not step out of its role is known."""
    waived = {**state.waived, e.seat: e.why} if e.seat in state.seats else state.waived
    return replace(state, seq=seq, waived=waived)


def apply_stood_at(state: State, e: ev.StoodAt, seq: int) -> State:
    """A seat stands at a numbered place on the floor."""
    return replace(state, seq=seq, seats=change_entry(state.seats, e.seat, anchor=e.anchor))


# ---- phases and signals ---------------------------------------------------------------------------------------------


def apply_phase_set(state: State, e: ev.PhaseSet, seq: int) -> State:
    """A pause or a freeze holds on into the next phase. Out of a stop, the phase itself is what lifts it."""
    state = _without_freeze(state) if state.phase == Phase.GROUNDING else state
    return replace(state, seq=seq, phase=e.to, proposal="", stopped_by="", client_agrees=False)


def _without_freeze(state: State) -> State:
    return replace(state, frozen=False, paused_at=0)


def apply_phase_proposed(state: State, e: ev.PhaseProposed, seq: int) -> State:
    """What the client proposes; the phase stays."""
    return replace(state, seq=seq, proposal=e.to)


def apply_signalled(state: State, e: ev.Signalled, seq: int) -> State:
    """Every signal is shown; a pause freezes the board, a stop leads to grounding as well."""
    state = replace(state, seq=seq, signal=e.signal, signal_at=seq)
    if e.signal == Signal.PAUSE:
        return replace(state, frozen=True, paused_at=seq)
    return _with_stop(state, e.seat) if e.signal == Signal.STOP else state


def _with_stop(state: State, seat: str) -> State:
    """A client's stop is not covered by somebody else's: going on still needs the client's yes."""
    before = state.before if state.phase == Phase.GROUNDING else state.phase
    holder = state.seats.get(state.stopped_by)
    by = state.stopped_by if holder and holder.role == Role.CLIENT else seat
    return replace(
        state,
        phase=Phase.GROUNDING,
        before=before,
        frozen=True,
        stopped_at=state.seq,
        stopped_by=by,
        client_agrees=False,
    )


def apply_agreed(state: State, e: ev.Agreed, seq: int) -> State:
    """The client's yes or no to going on after a stop of hers."""
    return replace(state, seq=seq, client_agrees=e.yes)


def apply_resumed(state: State, e: ev.Resumed, seq: int) -> State:
    """On again in that phase: nothing is frozen, and no yes is left over for the next stop."""
    calm = _without_freeze(state)
    return replace(calm, seq=seq, phase=e.to, stopped_by="", client_agrees=False, signal=Signal.OK, signal_at=seq)


def apply_frozen(state: State, e: ev.Frozen, seq: int) -> State:
    """A freeze that who leads lays or lifts; a pause is no such freeze."""
    return replace(state, seq=seq, frozen=e.on)


def apply_slowed(state: State, e: ev.Slowed, seq: int) -> State:
    """Seconds between two moves of one seat."""
    return replace(state, seq=seq, slow_s=e.seconds)


def apply_sensing_and_moving_opened(state: State, e: ev.DeepOpened, seq: int) -> State:
    """Sensing and moving are open."""
    return replace(state, seq=seq, deep_closed=False)


def apply_issue_set(state: State, e: ev.IssueSet, seq: int) -> State:
    """What it is about, in the words given last."""
    return replace(state, seq=seq, issue=e.words)
