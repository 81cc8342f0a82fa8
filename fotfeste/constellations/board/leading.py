"""Deciding who leads and who is here: signals, phases, seats, what is handed on."""

from . import commands as do
from . import events as ev
from .asked import FROZEN, NOT_ALLOWED, NOTHING, UNKNOWN, Asked, Decided, Refusal
from .rules import HERE, UNDER_WAY
from .state import State
from .words import ORDER, SLOW_S, Phase, Presence, Purpose, Role, Signal

P = Phase
STOPPED_SINCE = Refusal("stopped_since")
NEEDS_NO_CONSENT = (P.SCREENING, P.DEROLING, P.AFTERCARE, P.CLOSED)  # before anything, and on the way out

# ---- signals, stopping, going on -------------------------------------------------------------------------------------


def send(asked: Asked, command: do.Send) -> Decided:
    """A stop is always taken, also a second one: nobody has to wonder whether it counted."""
    said: list[ev.Event] = [ev.Signalled(asked.seat, command.signal)]
    if command.signal == Signal.SLOWER and asked.state.slow_s < SLOW_S:
        said.append(ev.Slowed(SLOW_S))
    return said


def resume(asked: Asked, command: do.Resume) -> Decided:
    state = asked.state
    if command.seen < max(state.stopped_at, state.paused_at):
        return STOPPED_SINCE
    if state.phase == P.GROUNDING:
        return _cannot_go_back(state) or [ev.Resumed(state.before)]
    return [ev.Resumed(state.phase)] if state.frozen else NOTHING


def _cannot_go_back(state: State) -> Refusal | None:
    if waits_for_client(state):
        return Refusal("client_has_not_agreed")
    return None if state.before in NEEDS_NO_CONSENT or _client_takes_part(state) else Refusal("no_consent")


def waits_for_client(state: State) -> bool:
    """Whether the client stopped, and has not said yes to going on."""
    stopper = state.seats.get(state.stopped_by)
    return stopper is not None and stopper.role == Role.CLIENT and not state.client_agrees


def agree(asked: Asked, command: do.Agree) -> Decided:
    return NOTHING if asked.state.client_agrees == command.yes else [ev.Agreed(command.yes)]


def set_phase(asked: Asked, command: do.SetPhase) -> Decided:
    state, to = asked.state, command.to
    if to == state.phase:
        return NOTHING
    if state.phase == P.GROUNDING and to == P.CLOSING and command.seen < state.stopped_at:
        return STOPPED_SINCE
    return _cannot_go(state, to) or [ev.PhaseSet(to)]


def _cannot_go(state: State, to: Phase) -> Refusal | None:
    if to not in _onward(state):
        return Refusal("phase_not_next")
    if to not in NEEDS_NO_CONSENT and not _client_takes_part(state):
        return Refusal("no_consent")
    if to in (P.SENSING, P.MOVING) and state.deep_closed:
        return Refusal("deep_closed")
    if state.phase == P.GROUNDING and to == P.CLOSING and waits_for_client(state):
        return Refusal("client_has_not_agreed")
    if to == P.CLOSED and state.still_in_role:
        return Refusal("still_in_role")
    return None


def _onward(state: State) -> tuple[Phase, ...]:
    """The next phase; back to an earlier one while the picture lives; and from anywhere in it to an early ending."""
    if state.phase == P.GROUNDING:
        return (P.CLOSING, P.DEROLING) if state.before in UNDER_WAY else (P.DEROLING,)
    place = ORDER.index(state.phase)
    after = ORDER[place + 1 : place + 2]
    if state.phase in (P.SCREENING, P.DEROLING, P.AFTERCARE, P.CLOSED):
        return (*after, P.AFTERCARE) if state.phase == P.SCREENING else after
    return (*ORDER[1:place], *after, P.CLOSING, P.DEROLING)


def _client_takes_part(state: State) -> bool:
    clients = state.seats_of(Role.CLIENT, Role.ALONE)
    return bool(clients) and all(Purpose.TAKE_PART in state.seats[key].agreed for key in clients)


def propose_phase(asked: Asked, command: do.ProposePhase) -> Decided:
    return NOTHING if asked.state.proposal == command.to else [ev.PhaseProposed(command.to)]


def freeze(asked: Asked, command: do.Freeze) -> Decided:
    """It lifts what it laid. A pause or a stop is ended by Resume alone, which knows what its sender has seen."""
    if not command.on and (asked.state.paused_at or asked.state.phase == P.GROUNDING):
        return FROZEN
    return NOTHING if asked.state.frozen == command.on else [ev.Frozen(command.on)]


def slow(asked: Asked, command: do.Slow) -> Decided:
    return NOTHING if asked.state.slow_s == command.seconds else [ev.Slowed(command.seconds)]


def open_deep(asked: Asked, command: do.OpenDeep) -> Decided:
    return [ev.DeepOpened(command.reason)] if asked.state.deep_closed else NOTHING


# ---- seats -----------------------------------------------------------------------------------------------------------


def step_out(asked: Asked, command: do.StepOut) -> Decided:
    here = asked.state.seats[asked.seat].presence == Presence.STEPPED_OUT
    return NOTHING if here else [ev.PresenceSet(asked.seat, Presence.STEPPED_OUT)]


def come_back(asked: Asked, command: do.ComeBack) -> Decided:
    here = asked.state.seats[asked.seat].presence == Presence.IN
    return NOTHING if here else [ev.PresenceSet(asked.seat, Presence.IN)]


def leave(asked: Asked, command: do.Leave) -> Decided:
    """Nobody works on with a client's people when the client is gone: her leaving is a stop."""
    seat = asked.state.seats[asked.seat]
    if seat.role == Role.FACILITATOR and asked.state.phase != P.CLOSED:
        return Refusal("facilitator_stays")  # a group is never left without the one who holds it
    gone = ev.PresenceSet(asked.seat, Presence.LEFT)
    stops = seat.role == Role.CLIENT and seat.was_in and asked.state.phase in UNDER_WAY
    return [gone, ev.Signalled(asked.seat, Signal.STOP)] if stops else [gone]


def admit(asked: Asked, command: do.Admit) -> Decided:
    seat = asked.state.seats.get(command.seat)
    if seat is None or seat.presence in (Presence.LEFT, Presence.REMOVED):
        return UNKNOWN
    return [ev.PresenceSet(command.seat, Presence.IN)] if seat.presence == Presence.LOBBY else NOTHING


def remove(asked: Asked, command: do.Remove) -> Decided:
    """A guest leaves for good. The client and whoever holds the group are not removed by anyone."""
    seat = asked.state.seats.get(command.seat)
    if seat is None:
        return UNKNOWN
    if seat.role in (Role.FACILITATOR, Role.CLIENT, Role.ALONE):
        return NOT_ALLOWED
    return NOTHING if seat.presence == Presence.REMOVED else [ev.PresenceSet(command.seat, Presence.REMOVED)]


GRANTABLE = {
    Role.COHOST: frozenset({"lead", "elements", "figures", "perceptions", "sentences", "sees"}),
    Role.CLIENT: frozenset({"figures"}),
    Role.OBSERVER: frozenset({"inside"}),
}


def grant(asked: Asked, command: do.Grant) -> Decided:
    seat = asked.state.seats.get(command.seat)
    if seat is None or seat.presence not in HERE:
        return UNKNOWN
    if command.right not in GRANTABLE.get(seat.role, frozenset()):
        return Refusal("not_grantable")
    if (command.right in seat.granted) == command.given:
        return NOTHING
    return [ev.Granted(command.seat, command.right, command.given)]


def consent(asked: Asked, command: do.Consent) -> Decided:
    """A client who takes back the yes to take part stops the board with it; anyone else steps out of the role."""
    seat = asked.state.seats[asked.seat]
    if (command.purpose in seat.agreed) == command.given:
        return NOTHING
    said: list[ev.Event] = [ev.Consented(asked.seat, command.purpose, command.given)]
    if command.purpose != Purpose.TAKE_PART or command.given:
        return said
    if seat.role in (Role.CLIENT, Role.ALONE):
        return [*said, ev.Signalled(asked.seat, Signal.STOP)] if asked.state.phase in UNDER_WAY else said
    return [*said, ev.PresenceSet(asked.seat, Presence.STEPPED_OUT)] if seat.figure else said


def take_back_words(asked: Asked, command: do.TakeBackWords) -> Decided:
    return [ev.WordsTakenBack(asked.seat)]
