"""Who comes in and goes, who stands for what, what is handed on."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result
from .phases_and_pace import BECAUSE
from .phrase_tables import PHRASES

phrases = PHRASES.seats


def read_admission(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Admit Iben', 'slipp inn Iben', 'let Iben in', 'send Iben out', 'Iben did not step out because …'."""
    if cursor.eat(*phrases.admit) and (named := context.match_seat(cursor)):
        cursor.eat(*phrases.inside)
        cursor.skip()
        if cursor.is_done:
            key = named.key
            said = _("%(who)s is let in.") % {"who": context.names.seat(key)}
            return command_result(do.Admit(key), said) if key else context.ask_which_seat(named)
    return None


def read_removal(cursor: Cursor, context: LineContext) -> LineResult | None:
    verb = cursor.eat(*phrases.send_out)
    named = context.match_seat(cursor) if verb else None
    if named is None or not (cursor.is_only(*phrases.out) or cursor.is_done):
        return None
    if not named.key:
        return context.ask_which_seat(named)
    who = context.names.seat(named.key)
    if not named.is_exact:
        return unclear_result(_("Do you mean %(who)s? You could write the whole name.") % {"who": who})
    return command_result(do.Remove(named.key), _("%(who)s has left the constellation.") % {"who": who})


def read_waiver(cursor: Cursor, context: LineContext) -> LineResult | None:
    named = context.match_seat(cursor)
    if named is None or not cursor.eat(*phrases.did_not_step_out):
        return None
    if not named.key:
        return context.ask_which_seat(named)
    cursor.eat(*BECAUSE)
    why = cursor.rest()
    if len(why) < 3:
        return unclear_result(_("Why was that? You could write “… because …”. A few words are enough."))
    return command_result(
        do.Waive(named.key, why[:300]),
        _("Kept: why %(who)s did not step out here.") % {"who": context.names.seat(named.key)},
    )


def read_grant(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Let Ana move figures', 'la Ana flytte figurer', 'Ana may no longer move figures'."""
    cursor.eat(*phrases.grant)
    named = context.match_seat(cursor)
    if named is None:
        return None
    given = not cursor.eat(*phrases.no_longer)
    cursor.eat(*phrases.may)
    word = cursor.eat(*v.RIGHTS)
    cursor.skip()
    if not word or not cursor.is_done:
        return None
    if not named.key:
        return context.ask_which_seat(named)
    who = {"who": context.names.seat(named.key), "what": word}
    said = _("%(who)s now may: %(what)s.") if given else _("%(who)s no longer may: %(what)s.")
    return command_result(do.Grant(named.key, v.RIGHTS[word], given), said % who)


def read_assignment(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Iben stands for Mother', 'Iben står for Mor', 'Iben stands for nobody'."""
    cursor.eat(*phrases.assign)
    seat = context.match_seat(cursor)
    if seat is None or not cursor.eat(*phrases.stands_for):
        return None
    if cursor.is_only(*phrases.nobody):
        return _assign_result(context, seat.key, "") if seat.key else context.ask_which_seat(seat)
    figure = context.match_figure(cursor)
    cursor.skip()
    if figure is None or not cursor.is_done:
        return None
    if not seat.key:
        return context.ask_which_seat(seat)
    return _assign_result(context, seat.key, figure.key) if figure.key else context.ask_which_figure(figure)


def _assign_result(context: LineContext, seat: str, figure: str) -> LineResult:
    who = context.names.seat(seat)
    if not figure:
        return command_result(do.Assign(seat), _("%(who)s stands for nobody now.") % {"who": who})
    said = _("%(who)s now stands for %(figure)s.") % {"who": who, "figure": context.names.figure(figure)}
    return command_result(do.Assign(seat, figure), said)


def read_floor_place(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'I stand at 4', 'plass 4': a numbered place in the room."""
    if not cursor.eat(*phrases.stand_at):
        return None
    cursor.eat(*phrases.floor_place)
    n = v.read_whole_number(cursor, 0, 40)
    if n is None or not cursor.is_done:
        return None
    return command_result(
        do.StandAt(n), _("You stand at place %(n)d.") % {"n": n} if n else _("You stand at no numbered place.")
    )
