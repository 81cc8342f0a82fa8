"""What is noticed, offered, said, told and kept."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Answer

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result

NOTICES = (
    "notices",
    "notice",
    "feels",
    "feel",
    "senses",
    "sense",
    "merker",
    "merker at",
    "kjenner",
    "kjenner at",
    "føler",
    "sanser",
    "perceives",
    "perceive",
    "notices that",
    "notice that",
)
AS_ONE = ("as a representative i", "som representant merker jeg", "som representant kjenner jeg")
OFFER = ("offer", "tilby", "gi setningen", "offer the sentence", "tilby setningen")
SAY = ("i say it", "say it", "jeg sier det", "si det", "i say that", "spoken", "jeg sier den", "si den", "sagt")
CHANGE = (
    "i say instead",
    "i would rather say",
    "jeg sier heller",
    "jeg sier i stedet",
    "heller",
    "instead",
    "i say",
    "jeg sier",
)
DECLINE = (
    "no thank you",
    "no thanks",
    "decline",
    "i leave it",
    "leave it",
    "nei takk",
    "jeg lar den ligge",
    "la den ligge",
    "ikke denne",
    "not this one",
)
STRENGTH = ("strength", "intensity", "styrke", "intensitet")


def read_perception(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'I notice cold hands', 'Mor merker varme i brystet, styrke 6'."""
    if cursor.eat(*AS_ONE):
        cursor.eat(*NOTICES)
        return _perceive_result(cursor, context, context.names.mine)
    start = cursor.at
    if cursor.eat("i", "jeg") and cursor.eat(*NOTICES):
        return _perceive_result(cursor, context, context.names.mine or _own_figure(context))
    cursor.at = start
    named = context.figure(cursor)
    if named is None or not cursor.eat(*NOTICES):
        return None
    return _perceive_result(cursor, context, named.one) if named.one else context.ask_which_figure(named)


def _own_figure(context: LineContext) -> str:
    """A client alone notices for herself; anyone who reports for others says for whom."""
    return context.names.self_figure if context.me.role in ("client", "alone") else ""


def _perceive_result(cursor: Cursor, context: LineContext, figure: str) -> LineResult:
    if not figure:
        return unclear_result(_("Whose body is it? You could begin with the name of the figure."))
    words, intensity = _split_intensity(cursor.rest())
    if not words and intensity is None:
        return unclear_result(
            _("What is there to notice? A few words are enough, and “not very much” is an answer too.")
        )
    said = _("Kept, as what %(who)s notices.") % {"who": context.names.figure(figure)}
    return command_result(do.Perceive(figure, intensity=intensity, words=words[:600]), said)


def _split_intensity(words: str) -> tuple[str, int | None]:
    """'…, strength 6' at the end is a number of its own."""
    cursor = Cursor(words)
    for at in range(len(cursor.tokens)):
        cursor.at = at
        if cursor.eat(*STRENGTH) and (found := v.read_whole_number(cursor, 0, 10)) is not None and cursor.is_done:
            return words[: cursor.tokens[at].start].strip(" ,;."), found
    return words, None


def read_offer(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Offer Iben: I see you'. To a figure means to whoever stands for it."""
    if not cursor.eat(*OFFER):
        return None
    cursor.eat("to", "til")
    named = context.seat(cursor)
    keys = named.keys if named else ()
    if named is None and (figure := context.figure(cursor)):
        keys = tuple(k for k, seat in context.names.seats.items() if seat.figure in figure.keys)
        if not keys:
            return unclear_result(_("Nobody stands for that figure right now."))
    if not keys:
        return unclear_result(_("To whom? You could write “offer …: ” with a name, and then the sentence."))
    if len(keys) > 1:
        return unclear_result(_("To whom? There is more than one it could be. You could write the person's name."))
    cursor.eat("the sentence", "setningen")
    words = cursor.rest()
    if not words:
        return unclear_result(_("Which sentence? You can write it after the name."))
    said = _("Offered to %(who)s, who may say it, change it or leave it.")
    return command_result(do.Offer(keys[0], words[:300]), said % {"who": context.names.seat(keys[0])})


def read_reply(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'I say it', 'jeg sier heller: …', 'nei takk'; with its number when several are offered."""
    open_ones = [s.id for s in context.view.sentences if s.mine and s.answer == "offered"]
    start = cursor.at
    if cursor.eat(*SAY) and (found := _read_choice(cursor, open_ones)) is not None:
        return _reply_result(open_ones, found, Answer.SPOKEN, _("You said it."))
    cursor.at = start
    if cursor.eat(*DECLINE) and (found := _read_choice(cursor, open_ones)) is not None:
        return _reply_result(open_ones, found, Answer.DECLINED, _("You left it. That is just as good an answer."))
    cursor.at = start
    if open_ones and cursor.eat(*CHANGE) and (own := cursor.rest()):
        return _reply_result(open_ones, [], Answer.CHANGED, _("You said it in your own words."), own[:300])
    return None


def _read_choice(cursor: Cursor, open_ones: list[str]) -> list[str] | None:
    """The one named by its number; [] when no number is there; None when there is something else."""
    cursor.eat("number", "nummer")
    n = v.read_whole_number(cursor, 1, 99)
    cursor.skip()
    return None if not cursor.is_done else [] if n is None else open_ones[n - 1 : n]


def _reply_result(open_ones: list[str], meant: list[str], answer: Answer, say: str, own: str = "") -> LineResult:
    meant = meant or (open_ones if len(open_ones) == 1 else [])
    if meant:
        return command_result(do.Reply(meant[0], answer, own), say)
    if not open_ones:
        return unclear_result(_("No sentence is offered to you right now."))
    return unclear_result(_("Which of the sentences? You could write its number with it."))


def read_put_away(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Put away 2', 'legg bort 2', 'bring back 2': a perception by its number in the description."""
    away = bool(cursor.eat("put away", "put away number", "legg bort", "legg bort nummer"))
    back = not away and bool(cursor.eat("bring back", "take out again", "ta fram", "hent fram"))
    felt = context.view.perceptions
    n = v.read_whole_number(cursor, 1, 999) if away or back else None
    if n is None or not cursor.is_done:
        return None
    if n > len(felt):
        return unclear_result(_("There is nothing with that number."))
    return command_result(do.PutAway(felt[n - 1].id, away), _("Put away.") if away else _("It is here again."))


def read_self_report(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Activation 3', 'trygghet 6': one touch, to the facilitator alone."""
    said: dict[str, int] = {}
    for _each in range(2):
        cursor.skip()
        if cursor.eat("activation", "aktivering", "in motion", "i gang"):
            found, key = v.read_whole_number(cursor, -5, 5), "activation"
        elif cursor.eat("safety", "trygghet", "safe", "trygg"):
            found, key = v.read_whole_number(cursor, 0, 10), "safety"
        else:
            break
        if found is None:
            return unclear_result(_("Activation is a number from -5 to 5, safety one from 0 to 10."))
        said[key] = found
    if not said or not cursor.is_done:
        return None
    return command_result(do.Tell(**said), _("Told, to whoever leads and to nobody else."))


def read_take_picture(cursor: Cursor, context: LineContext) -> LineResult | None:
    cursor.eat("take", "keep", "ta", "ta vare på", "behold", "this is the", "dette er", "mark", "merk")
    cursor.eat("the", "a", "et", "en")
    word = cursor.eat(*v.MOMENTS)
    if not word or not cursor.is_done:
        return None
    return command_result(do.TakePicture(v.MOMENTS[word]), _("Kept, as this moment of the board."))


def read_keep_words(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'I keep: my feet on the ground', 'jeg tar med meg: …'."""
    if not cursor.eat(
        "i keep",
        "i take with me",
        "jeg tar med meg",
        "jeg tar vare på",
        "jeg beholder",
        "i want to keep",
        "jeg vil ta vare på",
    ):
        return None
    words = cursor.rest()
    return command_result(do.KeepWords(words[:600]), _("Kept. Only you see it.")) if words else None
