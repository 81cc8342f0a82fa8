"""Deciding what is felt and said, and how everyone comes out of it."""

from . import commands as do
from . import events as ev
from .command_context import NO_EVENTS, UNKNOWN, CommandContext, Decision, Refusal
from .enums import Answer, Presence, Role

# ---- what is felt and said -------------------------------------------------------------------------------------------


MAX_PERCEPTIONS = 300  # of one seat: far more than anybody says, and a view stays a view


def add_perception(context: CommandContext, command: do.Perceive) -> Decision:
    """What is noticed in the place of a figure; it says something, and is the asking seat's."""
    if command.figure not in context.state.figures:
        return UNKNOWN
    said = (command.region, command.quality, command.intensity, command.impulse, command.words)
    if said == ("", "", None, "", ""):
        return Refusal("nothing_said")
    if sum(felt.seat == context.seat for felt in context.state.perceptions.values()) >= MAX_PERCEPTIONS:
        return Refusal("enough_said")
    return [ev.Perceived(context.new_id(), context.seat, command.figure, *said)]


def put_away_perception(context: CommandContext, command: do.PutAway) -> Decision:
    """Put a perception out of sight, or bring it back."""
    perception = context.state.perceptions.get(command.perception)
    if perception is None:
        return UNKNOWN
    return NO_EVENTS if perception.put_away == command.away else [ev.WasPutAway(command.perception, command.away)]


def offer_sentence(context: CommandContext, command: do.Offer) -> Decision:
    """A sentence for one who is in and may stand for a figure."""
    seat = context.state.seats.get(command.to)
    if seat is None or seat.presence != Presence.IN:
        return UNKNOWN
    if seat.role not in (Role.CLIENT, Role.REPRESENTATIVE):
        return Refusal("stands_for_nobody")
    return [ev.Offered(context.new_id(), command.to, command.words)]


def reply_to_sentence(context: CommandContext, command: do.Reply) -> Decision:
    """Say, change or leave an offered sentence, once; a changed one has words of its own."""
    sentence = context.state.sentences[command.sentence]
    if command.answer == Answer.OFFERED or (command.answer == Answer.CHANGED and not command.own.strip()):
        return Refusal("nothing_said")
    if sentence.answer != Answer.OFFERED:
        return NO_EVENTS
    own = command.own if command.answer == Answer.CHANGED else ""
    return [ev.Replied(command.sentence, command.answer, own)]


def report_activation_and_safety(context: CommandContext, command: do.Tell) -> Decision:
    """The client's own touch: activation, safety or both."""
    if command.activation is None and command.safety is None:
        return Refusal("nothing_said")
    return [ev.ToldOf(command.activation, command.safety, context.seat)]


def take_picture(context: CommandContext, command: do.TakePicture) -> Decision:
    """Keep this moment under a name; a replay finds it by its place in the log."""
    return [ev.PictureTaken(command.moment)]


# ---- out of the roles, and afterwards --------------------------------------------------------------------------------


def step_out_of_role(context: CommandContext, command: do.LetGo) -> Decision:
    """Step out of one role that was taken on."""
    return [ev.LetGoOf(context.seat, command.figure)]


def waive_stepping_out(context: CommandContext, command: do.Waive) -> Decision:
    """Say why a seat that still owes it does not step out of its role."""
    seat = context.state.seats.get(command.seat)
    if seat is None:
        return UNKNOWN
    return [ev.Waived(command.seat, command.why)] if command.seat in context.state.still_in_role else NO_EVENTS


def keep_client_words(context: CommandContext, command: do.KeepWords) -> Decision:
    """What the client wants to keep; the last words stand."""
    return NO_EVENTS if context.state.kept == command.words else [ev.Kept(command.words, context.seat)]


def set_issue(context: CommandContext, command: do.SetIssue) -> Decision:
    """What it is about; the last words stand."""
    return NO_EVENTS if context.state.issue == command.words else [ev.IssueSet(command.words)]
