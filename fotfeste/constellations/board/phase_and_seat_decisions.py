"""Deciding who leads and who is here: signals, phases, seats, what is handed on."""

from . import commands as do
from . import events as ev
from .command_context import FROZEN, NO_EVENTS, NOT_ALLOWED, UNKNOWN, CommandContext, Decision, Refusal
from .enums import DEFAULT_SLOW_S, PHASE_ORDER, Phase, Presence, Purpose, Role, Signal
from .permissions import PRESENT, UNDER_WAY_PHASES
from .state import State

P = Phase
STOPPED_SINCE = Refusal("stopped_since")
PHASES_WITHOUT_CONSENT = (P.SCREENING, P.DEROLING, P.AFTERCARE, P.CLOSED)  # before anything, and on the way out

# ---- signals, stopping, going on -------------------------------------------------------------------------------------


def send_signal(context: CommandContext, command: do.Send) -> Decision:
    """A stop is always taken, also a second one: nobody has to wonder whether it counted."""
    said: list[ev.Event] = [ev.Signalled(context.seat, command.signal)]
    if command.signal == Signal.SLOWER and context.state.slow_s < DEFAULT_SLOW_S:
        said.append(ev.Slowed(DEFAULT_SLOW_S))
    return said


def resume_board(context: CommandContext, command: do.Resume) -> Decision:
    """Go on, by one who has seen the latest stop and pause; out of a stop only with the yeses that needs."""
    state = context.state
    if command.seen < max(state.stopped_at, state.paused_at):
        return STOPPED_SINCE
    if state.phase == P.GROUNDING:
        return _refuse_resume(state) or [ev.Resumed(state.before)]
    return [ev.Resumed(state.phase)] if state.frozen else NO_EVENTS


def _refuse_resume(state: State) -> Refusal | None:
    if is_waiting_for_client(state):
        return Refusal("client_has_not_agreed")
    return None if state.before in PHASES_WITHOUT_CONSENT or _client_takes_part(state) else Refusal("no_consent")


def is_waiting_for_client(state: State) -> bool:
    """Whether the client stopped, and has not said yes to going on."""
    stopper = state.seats.get(state.stopped_by)
    return stopper is not None and stopper.role == Role.CLIENT and not state.client_agrees


def agree_to_resume(context: CommandContext, command: do.Agree) -> Decision:
    """The client's yes or no to going on, which resumes nothing by itself."""
    return NO_EVENTS if context.state.client_agrees == command.yes else [ev.Agreed(command.yes)]


def set_phase(context: CommandContext, command: do.SetPhase) -> Decision:
    """Lead to another phase; out of a stop into closing only by one who has seen it."""
    state, to = context.state, command.to
    if to == state.phase:
        return NO_EVENTS
    if state.phase == P.GROUNDING and to == P.CLOSING and command.seen < state.stopped_at:
        return STOPPED_SINCE
    return _refuse_phase(state, to) or [ev.PhaseSet(to)]


def _refuse_phase(state: State, to: Phase) -> Refusal | None:
    if to not in _reachable_phases(state):
        return Refusal("phase_not_next")
    if to not in PHASES_WITHOUT_CONSENT and not _client_takes_part(state):
        return Refusal("no_consent")
    if to in (P.SENSING, P.MOVING) and state.deep_closed:
        return Refusal("deep_closed")
    if state.phase == P.GROUNDING and to == P.CLOSING and is_waiting_for_client(state):
        return Refusal("client_has_not_agreed")
    if to == P.CLOSED and state.still_in_role:
        return Refusal("still_in_role")
    return None


def _reachable_phases(state: State) -> tuple[Phase, ...]:
    """The next phase; back to an earlier one while the picture lives; and from anywhere in it to an early ending."""
    if state.phase == P.GROUNDING:
        return (P.CLOSING, P.DEROLING) if state.before in UNDER_WAY_PHASES else (P.DEROLING,)
    place = PHASE_ORDER.index(state.phase)
    after = PHASE_ORDER[place + 1 : place + 2]
    if state.phase in (P.SCREENING, P.DEROLING, P.AFTERCARE, P.CLOSED):
        return (*after, P.AFTERCARE) if state.phase == P.SCREENING else after
    return (*PHASE_ORDER[1:place], *after, P.CLOSING, P.DEROLING)


def _client_takes_part(state: State) -> bool:
    clients = state.seats_in_roles(Role.CLIENT, Role.ALONE)
    return bool(clients) and all(Purpose.TAKE_PART in state.seats[key].agreed for key in clients)


def propose_phase(context: CommandContext, command: do.ProposePhase) -> Decision:
    """What the client would like next; it moves nothing."""
    return NO_EVENTS if context.state.proposal == command.to else [ev.PhaseProposed(command.to)]


def freeze_board(context: CommandContext, command: do.Freeze) -> Decision:
    """It lifts what it laid. A pause or a stop is ended by Resume alone, which knows what its sender has seen."""
    if not command.on and (context.state.paused_at or context.state.phase == P.GROUNDING):
        return FROZEN
    return NO_EVENTS if context.state.frozen == command.on else [ev.Frozen(command.on)]


def set_slow_mode(context: CommandContext, command: do.Slow) -> Decision:
    """How many seconds lie between two moves of one seat."""
    return NO_EVENTS if context.state.slow_s == command.seconds else [ev.Slowed(command.seconds)]


def open_sensing_and_moving(context: CommandContext, command: do.OpenDeep) -> Decision:
    """Open sensing and moving after a hard time, with a reason that is kept."""
    return [ev.DeepOpened(command.reason)] if context.state.deep_closed else NO_EVENTS


# ---- seats -----------------------------------------------------------------------------------------------------------


def step_out_of_group(context: CommandContext, command: do.StepOut) -> Decision:
    """Out of the group for a while, and still here."""
    here = context.state.seats[context.seat].presence == Presence.STEPPED_OUT
    return NO_EVENTS if here else [ev.PresenceSet(context.seat, Presence.STEPPED_OUT)]


def come_back_to_group(context: CommandContext, command: do.ComeBack) -> Decision:
    """In again, without a role."""
    here = context.state.seats[context.seat].presence == Presence.IN
    return NO_EVENTS if here else [ev.PresenceSet(context.seat, Presence.IN)]


def leave_board(context: CommandContext, command: do.Leave) -> Decision:
    """Nobody works on with a client's people when the client is gone: her leaving is a stop."""
    seat = context.state.seats[context.seat]
    if seat.role == Role.FACILITATOR and context.state.phase != P.CLOSED:
        return Refusal("facilitator_stays")  # a group is never left without the one who holds it
    gone = ev.PresenceSet(context.seat, Presence.LEFT)
    stops = seat.role == Role.CLIENT and seat.was_in and context.state.phase in UNDER_WAY_PHASES
    return [gone, ev.Signalled(context.seat, Signal.STOP)] if stops else [gone]


def admit_from_lobby(context: CommandContext, command: do.Admit) -> Decision:
    """Let in one who waits in the lobby."""
    seat = context.state.seats.get(command.seat)
    if seat is None or seat.presence in (Presence.LEFT, Presence.REMOVED):
        return UNKNOWN
    return [ev.PresenceSet(command.seat, Presence.IN)] if seat.presence == Presence.LOBBY else NO_EVENTS


def remove_guest(context: CommandContext, command: do.Remove) -> Decision:
    """A guest leaves for good. The client and whoever holds the group are not removed by anyone."""
    seat = context.state.seats.get(command.seat)
    if seat is None:
        return UNKNOWN
    if seat.role in (Role.FACILITATOR, Role.CLIENT, Role.ALONE):
        return NOT_ALLOWED
    return NO_EVENTS if seat.presence == Presence.REMOVED else [ev.PresenceSet(command.seat, Presence.REMOVED)]


GRANTABLE_RIGHTS = {
    Role.COHOST: frozenset({"lead", "elements", "figures", "perceptions", "sentences", "sees"}),
    Role.CLIENT: frozenset({"figures"}),
    Role.OBSERVER: frozenset({"inside"}),
}


def grant_right(context: CommandContext, command: do.Grant) -> Decision:
    """Hand a right to a seat whose role may have it, or take it back."""
    seat = context.state.seats.get(command.seat)
    if seat is None or seat.presence not in PRESENT:
        return UNKNOWN
    if command.right not in GRANTABLE_RIGHTS.get(seat.role, frozenset()):
        return Refusal("not_grantable")
    if (command.right in seat.granted) == command.given:
        return NO_EVENTS
    return [ev.Granted(command.seat, command.right, command.given)]


def set_consent(context: CommandContext, command: do.Consent) -> Decision:
    """A client who takes back the yes to take part stops the board with it; anyone else steps out of the role."""
    seat = context.state.seats[context.seat]
    if (command.purpose in seat.agreed) == command.given:
        return NO_EVENTS
    said: list[ev.Event] = [ev.Consented(context.seat, command.purpose, command.given)]
    if command.purpose != Purpose.TAKE_PART or command.given:
        return said
    if seat.role in (Role.CLIENT, Role.ALONE):
        return [*said, ev.Signalled(context.seat, Signal.STOP)] if context.state.phase in UNDER_WAY_PHASES else said
    return [*said, ev.PresenceSet(context.seat, Presence.STEPPED_OUT)] if seat.figure else said


def take_back_words(context: CommandContext, command: do.TakeBackWords) -> Decision:
    """Everything this seat has said and noticed goes; the store erases the sealed part."""
    return [ev.WordsTakenBack(context.seat)]
