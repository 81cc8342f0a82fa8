"""From a command to what happens, or to a refusal. Pure: `now` (seconds since 1970) and `new_id` are arguments."""

from collections.abc import Callable
from typing import Any

from . import commands as do
from . import events as ev
from . import leading, sharing, standing
from .asked import NOT_ALLOWED, NOTHING, Asked, Decided, NewId, Refusal
from .rules import allows
from .state import State
from .words import HOUSE, Blind, Method, Mode, Phase, Presence, Role


def decide(state: State, actor: str, command: do.Command, *, now: float, new_id: NewId) -> Decided:
    """What happens when `actor` (a seat's id, or HOUSE) asks for this; `[]` when it is so already."""
    if isinstance(command, do.Begin | do.Knock):
        return _by_the_house(state, command) if actor == HOUSE else NOT_ALLOWED
    if not allows(state, actor, command):
        return NOT_ALLOWED
    return _DECIDE[type(command)](Asked(state, actor, now, new_id), command)


def _by_the_house(state: State, command: do.Begin | do.Knock) -> Decided:
    if isinstance(command, do.Begin):
        return [_began(command)] if state.seq == 0 else NOTHING
    if command.seat in state.seats:
        return NOTHING
    representatives = state.seats_of(Role.REPRESENTATIVE)
    if command.role == Role.REPRESENTATIVE and len(representatives) >= state.most_representatives:
        return Refusal("full")
    if state.phase == Phase.CLOSED:
        return Refusal("closed")
    presence = Presence.IN if command.admitted else Presence.LOBBY
    return [ev.Seated(command.seat, command.role, presence, command.name)]


def _began(command: do.Begin) -> ev.Began:
    """Alone it stays light: what goes deep is closed, and nobody is there to open it."""
    mode = Mode(command.mode)
    return ev.Began(
        mode,
        Method(command.method),
        Blind(command.blind),
        command.most_elements,
        command.most_representatives,
        command.deep_closed or mode == Mode.SOLO,
        command.issue,
    )


_DECIDE: dict[type[do.Command], Callable[[Asked, Any], Decided]] = {
    do.Send: leading.send,
    do.StepOut: leading.step_out,
    do.ComeBack: leading.come_back,
    do.Leave: leading.leave,
    do.Resume: leading.resume,
    do.Agree: leading.agree,
    do.SetPhase: leading.set_phase,
    do.ProposePhase: leading.propose_phase,
    do.Admit: leading.admit,
    do.Remove: leading.remove,
    do.Grant: leading.grant,
    do.Freeze: leading.freeze,
    do.Slow: leading.slow,
    do.OpenDeep: leading.open_deep,
    do.SetIssue: sharing.set_issue,
    do.Add: standing.add,
    do.Mask: standing.mask,
    do.Reveal: standing.reveal,
    do.TakeAway: standing.take_away,
    do.Assign: standing.assign,
    do.Move: standing.move,
    do.Lift: standing.lift,
    do.Appear: standing.appear,
    do.StandAt: standing.stand_at,
    do.ShowRows: standing.show_rows,
    do.Draw: standing.draw,
    do.Mark: standing.mark,
    do.Erase: standing.erase,
    do.Perceive: sharing.perceive,
    do.PutAway: sharing.put_away,
    do.Offer: sharing.offer,
    do.Reply: sharing.reply,
    do.Tell: sharing.tell,
    do.TakePicture: sharing.take_picture,
    do.LetGo: sharing.let_go,
    do.Waive: sharing.waive,
    do.KeepWords: sharing.keep_words,
    do.Consent: leading.consent,
    do.TakeBackWords: leading.take_back_words,
}
