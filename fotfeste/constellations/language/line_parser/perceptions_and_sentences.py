"""What is noticed, offered, said, told and kept."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Answer

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result
from .phrase_tables import PHRASES

phrases = PHRASES.perceptions


def read_perception(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'I notice cold hands', 'Mor merker varme i brystet, styrke 6'."""
    if cursor.eat(*phrases.as_representative):
        cursor.eat(*phrases.notices)
        return _perceive_result(cursor, context, context.names.own_figure)
    start = cursor.at
    if cursor.eat(*PHRASES.names.subject) and cursor.eat(*phrases.notices):
        return _perceive_result(cursor, context, context.names.own_figure or _own_figure(context))
    cursor.at = start
    named = context.match_figure(cursor)
    if named is None or not cursor.eat(*phrases.notices):
        return None
    return _perceive_result(cursor, context, named.key) if named.key else context.ask_which_figure(named)


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
        if (
            cursor.eat(*phrases.strength)
            and (found := v.read_whole_number(cursor, 0, 10)) is not None
            and cursor.is_done
        ):
            return words[: cursor.tokens[at].start].strip(" ,;."), found
    return words, None


def read_offer(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Offer Iben: I see you'. To a figure means to whoever stands for it."""
    if not cursor.eat(*phrases.offer):
        return None
    cursor.eat(*phrases.offer_to)
    named = context.match_seat(cursor)
    keys = named.keys if named else ()
    if named is None and (figure := context.match_figure(cursor)):
        keys = tuple(k for k, seat in context.names.seats.items() if seat.figure in figure.keys)
        if not keys:
            return unclear_result(_("Nobody stands for that figure right now."))
    if not keys:
        return unclear_result(_("To whom? You could write “offer …: ” with a name, and then the sentence."))
    if len(keys) > 1:
        return unclear_result(_("To whom? There is more than one it could be. You could write the person's name."))
    cursor.eat(*phrases.the_sentence)
    words = cursor.rest()
    if not words:
        return unclear_result(_("Which sentence? You can write it after the name."))
    said = _("Offered to %(who)s, who may say it, change it or leave it.")
    return command_result(do.Offer(keys[0], words[:300]), said % {"who": context.names.seat(keys[0])})


def read_reply(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'I say it', 'jeg sier heller: …', 'nei takk'; with its number when several are offered."""
    open_ones = [s.id for s in context.view.sentences if s.mine and s.answer == "offered"]
    start = cursor.at
    if cursor.eat(*phrases.say) and (found := _read_choice(cursor, open_ones)) is not None:
        return _reply_result(open_ones, found, Answer.SPOKEN, _("You said it."))
    cursor.at = start
    if cursor.eat(*phrases.decline) and (found := _read_choice(cursor, open_ones)) is not None:
        return _reply_result(open_ones, found, Answer.DECLINED, _("You left it. That is just as good an answer."))
    cursor.at = start
    if open_ones and cursor.eat(*phrases.change) and (own := cursor.rest()):
        return _reply_result(open_ones, [], Answer.CHANGED, _("You said it in your own words."), own[:300])
    return None


def _read_choice(cursor: Cursor, open_ones: list[str]) -> list[str] | None:
    """The one named by its number; [] when no number is there; None when there is something else."""
    cursor.eat(*phrases.number)
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
    away = bool(cursor.eat(*phrases.put_away))
    back = not away and bool(cursor.eat(*phrases.bring_back))
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
        if cursor.eat(*phrases.activation):
            found, key = v.read_whole_number(cursor, -5, 5), "activation"
        elif cursor.eat(*phrases.safety):
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
    cursor.eat(*phrases.take_picture)
    cursor.eat(*phrases.article)
    word = cursor.eat(*v.MOMENTS)
    if not word or not cursor.is_done:
        return None
    return command_result(do.TakePicture(v.MOMENTS[word]), _("Kept, as this moment of the board."))


def read_keep_words(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'I keep: my feet on the ground', 'jeg tar med meg: …'."""
    if not cursor.eat(*phrases.keep_words):
        return None
    words = cursor.rest()
    return command_result(do.KeepWords(words[:600]), _("Kept. Only you see it.")) if words else None
