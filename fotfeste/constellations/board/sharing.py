"""Deciding what is felt and said, and how everyone comes out of it."""

from . import commands as do
from . import events as ev
from .asked import NOTHING, UNKNOWN, Asked, Decided, Refusal
from .words import Answer, Presence, Role

# ---- what is felt and said -------------------------------------------------------------------------------------------


MOST_FELT = 300  # of one seat: far more than anybody says, and a view stays a view


def perceive(asked: Asked, command: do.Perceive) -> Decided:
    if command.figure not in asked.state.figures:
        return UNKNOWN
    said = (command.region, command.quality, command.intensity, command.impulse, command.words)
    if said == ("", "", None, "", ""):
        return Refusal("nothing_said")
    if sum(felt.seat == asked.seat for felt in asked.state.perceptions.values()) >= MOST_FELT:
        return Refusal("enough_said")
    return [ev.Perceived(asked.new_id(), asked.seat, command.figure, *said)]


def put_away(asked: Asked, command: do.PutAway) -> Decided:
    perception = asked.state.perceptions.get(command.perception)
    if perception is None:
        return UNKNOWN
    return NOTHING if perception.put_away == command.away else [ev.WasPutAway(command.perception, command.away)]


def offer(asked: Asked, command: do.Offer) -> Decided:
    seat = asked.state.seats.get(command.to)
    if seat is None or seat.presence != Presence.IN:
        return UNKNOWN
    if seat.role not in (Role.CLIENT, Role.REPRESENTATIVE):
        return Refusal("stands_for_nobody")
    return [ev.Offered(asked.new_id(), command.to, command.words)]


def reply(asked: Asked, command: do.Reply) -> Decided:
    sentence = asked.state.sentences[command.sentence]
    if command.answer == Answer.OFFERED or (command.answer == Answer.CHANGED and not command.own.strip()):
        return Refusal("nothing_said")
    if sentence.answer != Answer.OFFERED:
        return NOTHING
    own = command.own if command.answer == Answer.CHANGED else ""
    return [ev.Replied(command.sentence, command.answer, own)]


def tell(asked: Asked, command: do.Tell) -> Decided:
    if command.activation is None and command.safety is None:
        return Refusal("nothing_said")
    return [ev.ToldOf(command.activation, command.safety, asked.seat)]


def take_picture(asked: Asked, command: do.TakePicture) -> Decided:
    return [ev.PictureTaken(command.moment)]


# ---- out of the roles, and afterwards --------------------------------------------------------------------------------


def let_go(asked: Asked, command: do.LetGo) -> Decided:
    return [ev.LetGoOf(asked.seat, command.figure)]


def waive(asked: Asked, command: do.Waive) -> Decided:
    seat = asked.state.seats.get(command.seat)
    if seat is None:
        return UNKNOWN
    return [ev.Waived(command.seat, command.why)] if command.seat in asked.state.still_in_role else NOTHING


def keep_words(asked: Asked, command: do.KeepWords) -> Decided:
    return NOTHING if asked.state.kept == command.words else [ev.Kept(command.words, asked.seat)]


def set_issue(asked: Asked, command: do.SetIssue) -> Decided:
    return NOTHING if asked.state.issue == command.words else [ev.IssueSet(command.words)]
