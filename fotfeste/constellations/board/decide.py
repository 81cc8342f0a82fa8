"""From a command to what happens, or to a refusal. Pure: `now` (seconds since 1970) and `new_id` are arguments."""

from collections.abc import Callable
from typing import Any

from . import commands as do
from . import events as ev
from . import figure_decisions, perception_and_sentence_decisions, phase_and_seat_decisions
from .command_context import NO_EVENTS, NOT_ALLOWED, CommandContext, Decision, NewId, Refusal
from .enums import HOUSE, Blind, Method, Mode, Phase, Presence, Role
from .permissions import allows
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
    do.Send: phase_and_seat_decisions.send_signal,
    do.StepOut: phase_and_seat_decisions.step_out_of_group,
    do.ComeBack: phase_and_seat_decisions.come_back_to_group,
    do.Leave: phase_and_seat_decisions.leave_board,
    do.Resume: phase_and_seat_decisions.resume_board,
    do.Agree: phase_and_seat_decisions.agree_to_resume,
    do.SetPhase: phase_and_seat_decisions.set_phase,
    do.ProposePhase: phase_and_seat_decisions.propose_phase,
    do.Admit: phase_and_seat_decisions.admit_from_lobby,
    do.Remove: phase_and_seat_decisions.remove_guest,
    do.Grant: phase_and_seat_decisions.grant_right,
    do.Freeze: phase_and_seat_decisions.freeze_board,
    do.Slow: phase_and_seat_decisions.set_slow_mode,
    do.OpenDeep: phase_and_seat_decisions.open_sensing_and_moving,
    do.SetIssue: perception_and_sentence_decisions.set_issue,
    do.Add: figure_decisions.add_element,
    do.Mask: figure_decisions.mask_element,
    do.Reveal: figure_decisions.reveal_element,
    do.TakeAway: figure_decisions.remove_element,
    do.Assign: figure_decisions.assign_seat_to_figure,
    do.Move: figure_decisions.move_figure,
    do.Lift: figure_decisions.lift_figure_off_board,
    do.Appear: figure_decisions.change_appearance,
    do.StandAt: figure_decisions.stand_at_floor_place,
    do.ShowRows: figure_decisions.show_generation_rows,
    do.Draw: figure_decisions.draw_line,
    do.Mark: figure_decisions.mark_zone,
    do.Erase: figure_decisions.erase_line_or_zone,
    do.Perceive: perception_and_sentence_decisions.add_perception,
    do.PutAway: perception_and_sentence_decisions.put_away_perception,
    do.Offer: perception_and_sentence_decisions.offer_sentence,
    do.Reply: perception_and_sentence_decisions.reply_to_sentence,
    do.Tell: perception_and_sentence_decisions.report_activation_and_safety,
    do.TakePicture: perception_and_sentence_decisions.take_picture,
    do.LetGo: perception_and_sentence_decisions.step_out_of_role,
    do.Waive: perception_and_sentence_decisions.waive_stepping_out,
    do.KeepWords: perception_and_sentence_decisions.keep_client_words,
    do.Consent: phase_and_seat_decisions.set_consent,
    do.TakeBackWords: phase_and_seat_decisions.take_back_words,
}
