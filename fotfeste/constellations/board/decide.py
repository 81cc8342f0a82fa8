"""From a command to what happens, or to a refusal. Pure: `now` (seconds since 1970) and `new_id` are arguments."""

from collections.abc import Callable
from typing import Any

from . import commands as do
from . import events as ev
from . import figure_decisions, leader_decisions, sharing_decisions
from .command_context import NO_EVENTS, NOT_ALLOWED, CommandContext, Decision, NewId, Refusal
from .enums import HOUSE, Blind, Method, Mode, Phase, Presence, Role
from .rules import allows
from .state import State


def decide(state: State, actor: str, command: do.Command, *, now: float, new_id: NewId) -> Decision:
    """What happens when `actor` (a seat's id, or HOUSE) asks for this; `[]` when it is so already."""
    if isinstance(command, do.Begin | do.Knock):
        return _decide_for_house(state, command) if actor == HOUSE else NOT_ALLOWED
    if not allows(state, actor, command):
        return NOT_ALLOWED
    return _DECIDE[type(command)](CommandContext(state, actor, now, new_id), command)


def _decide_for_house(state: State, command: do.Begin | do.Knock) -> Decision:
    if isinstance(command, do.Begin):
        return [_build_began(command)] if state.seq == 0 else NO_EVENTS
    if command.seat in state.seats:
        return NO_EVENTS
    representatives = state.seats_in_roles(Role.REPRESENTATIVE)
    if command.role == Role.REPRESENTATIVE and len(representatives) >= state.most_representatives:
        return Refusal("full")
    if state.phase == Phase.CLOSED:
        return Refusal("closed")
    presence = Presence.IN if command.admitted else Presence.LOBBY
    return [ev.Seated(command.seat, command.role, presence, command.name)]


def _build_began(command: do.Begin) -> ev.Began:
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


_DECIDE: dict[type[do.Command], Callable[[CommandContext, Any], Decision]] = {
    do.Send: leader_decisions.send,
    do.StepOut: leader_decisions.step_out,
    do.ComeBack: leader_decisions.come_back,
    do.Leave: leader_decisions.leave,
    do.Resume: leader_decisions.resume,
    do.Agree: leader_decisions.agree,
    do.SetPhase: leader_decisions.set_phase,
    do.ProposePhase: leader_decisions.propose_phase,
    do.Admit: leader_decisions.admit,
    do.Remove: leader_decisions.remove,
    do.Grant: leader_decisions.grant,
    do.Freeze: leader_decisions.freeze,
    do.Slow: leader_decisions.slow,
    do.OpenDeep: leader_decisions.open_deep,
    do.SetIssue: sharing_decisions.set_issue,
    do.Add: figure_decisions.add,
    do.Mask: figure_decisions.mask,
    do.Reveal: figure_decisions.reveal,
    do.TakeAway: figure_decisions.take_away,
    do.Assign: figure_decisions.assign,
    do.Move: figure_decisions.move,
    do.Lift: figure_decisions.lift,
    do.Appear: figure_decisions.appear,
    do.StandAt: figure_decisions.stand_at,
    do.ShowRows: figure_decisions.show_rows,
    do.Draw: figure_decisions.draw,
    do.Mark: figure_decisions.mark,
    do.Erase: figure_decisions.erase,
    do.Perceive: sharing_decisions.perceive,
    do.PutAway: sharing_decisions.put_away,
    do.Offer: sharing_decisions.offer,
    do.Reply: sharing_decisions.reply,
    do.Tell: sharing_decisions.tell,
    do.TakePicture: sharing_decisions.take_picture,
    do.LetGo: sharing_decisions.let_go,
    do.Waive: sharing_decisions.waive,
    do.KeepWords: sharing_decisions.keep_words,
    do.Consent: leader_decisions.consent,
    do.TakeBackWords: leader_decisions.take_back_words,
}
