"""Who comes in and goes, who stands for what, what is handed on."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.words import Right

from . import vocabulary as v
from .answers import Heard, done, unclear
from .cursor import Cursor
from .leading import BECAUSE
from .scene import Scene

ADMIT = ("admit", "let in", "slipp inn", "slipp", "let")
IN = ("in", "inn")
RIGHTS = {
    **dict.fromkeys(("lead", "leading", "lede", "å lede", "phases", "faser"), Right.LEAD),
    **dict.fromkeys(("elements", "elementer", "add elements", "legge til"), Right.ELEMENTS),
    **dict.fromkeys(("figures", "move figures", "move", "figurer", "flytte figurer", "flytte", "move all figures",
                     "flytte alle figurer"), Right.FIGURES),
    **dict.fromkeys(("perceptions", "note perceptions", "fornemmelser", "skrive fornemmelser"), Right.PERCEPTIONS),
    **dict.fromkeys(("sentences", "offer sentences", "setninger", "tilby setninger"), Right.SENTENCES),
    **dict.fromkeys(("see labels", "see names", "labels", "se navn", "se navnene", "navn"), Right.SEES),
    **dict.fromkeys(("inside", "look through figures", "se gjennom figurer", "innenfra"), Right.INSIDE),
}  # fmt: skip


def coming_in(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Admit Iben', 'slipp inn Iben', 'let Iben in', 'send Iben out', 'Iben did not step out because …'."""
    if cursor.eat(*ADMIT) and (named := scene.seat(cursor)):
        cursor.eat(*IN)
        cursor.skip()
        if cursor.is_done:
            key = named.one
            said = _("%(who)s is let in.") % {"who": scene.names.seat(key)}
            return done(do.Admit(key), said) if key else scene.which_seat(named)
    return None


def out(cursor: Cursor, scene: Scene) -> Heard | None:
    verb = cursor.eat("send", "send ut", "send out", "show out")
    named = scene.seat(cursor) if verb else None
    if named is None or not (cursor.only("out", "ut", "away", "bort") or cursor.is_done):
        return None
    if not named.one:
        return scene.which_seat(named)
    who = scene.names.seat(named.one)
    if not named.sure:
        return unclear(_("Do you mean %(who)s? You could write the whole name.") % {"who": who})
    return done(do.Remove(named.one), _("%(who)s has left the constellation.") % {"who": who})


def waiving(cursor: Cursor, scene: Scene) -> Heard | None:
    named = scene.seat(cursor)
    if named is None or not cursor.eat(
        "did not step out", "does not step out", "could not step out", "trådte ikke ut", "trer ikke ut",
        "kunne ikke tre ut",
    ):  # fmt: skip
        return None
    if not named.one:
        return scene.which_seat(named)
    cursor.eat(*BECAUSE)
    why = cursor.rest()
    if len(why) < 3:
        return unclear(_("Why was that? You could write “… because …”. A few words are enough."))
    return done(do.Waive(named.one, why[:300]), _("Kept: why %(who)s did not step out here.")
                % {"who": scene.names.seat(named.one)})  # fmt: skip


def handing(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Let Ana move figures', 'la Ana flytte figurer', 'Ana may no longer move figures'."""
    cursor.eat("let", "la", "allow", "give", "gi")
    named = scene.seat(cursor)
    if named is None:
        return None
    given = not cursor.eat("may no longer", "no longer", "may not", "kan ikke lenger", "får ikke lenger", "ikke lenger")
    cursor.eat("may", "can", "kan", "får", "lov til å", "the right to", "to", "rett til å", "get to")
    word = cursor.eat(*RIGHTS)
    cursor.skip()
    if not word or not cursor.is_done:
        return None
    if not named.one:
        return scene.which_seat(named)
    who = {"who": scene.names.seat(named.one), "what": word}
    said = _("%(who)s now may: %(what)s.") if given else _("%(who)s no longer may: %(what)s.")
    return done(do.Grant(named.one, RIGHTS[word], given), said % who)


def standing_for(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Iben stands for Mother', 'Iben står for Mor', 'Iben stands for nobody'."""
    cursor.eat("let", "la", "assign")
    seat = scene.seat(cursor)
    if seat is None or not cursor.eat(
        "stands for", "stand for", "represents", "represent", "is", "står for", "stå for", "representerer",
        "representere", "er", "to", "is standing for",
    ):  # fmt: skip
        return None
    if cursor.only("nobody", "no one", "none", "ingen", "nothing"):
        return _assigned(scene, seat.one, "") if seat.one else scene.which_seat(seat)
    figure = scene.figure(cursor)
    cursor.skip()
    if figure is None or not cursor.is_done:
        return None
    if not seat.one:
        return scene.which_seat(seat)
    return _assigned(scene, seat.one, figure.one) if figure.one else scene.which(figure)


def _assigned(scene: Scene, seat: str, figure: str) -> Heard:
    who = scene.names.seat(seat)
    if not figure:
        return done(do.Assign(seat), _("%(who)s stands for nobody now.") % {"who": who})
    said = _("%(who)s now stands for %(figure)s.") % {"who": who, "figure": scene.names.figure(figure)}
    return done(do.Assign(seat, figure), said)


def on_the_floor(cursor: Cursor, scene: Scene) -> Heard | None:
    """'I stand at 4', 'plass 4': a numbered place in the room."""
    if not cursor.eat("i stand at", "stand at", "i stand on", "jeg står på", "stå på", "plass", "place", "anchor",
                      "anker", "number", "nummer"):  # fmt: skip
        return None
    cursor.eat("place", "plass", "anchor", "anker", "number", "nummer")
    n = v.whole(cursor, 0, 40)
    if n is None or not cursor.is_done:
        return None
    return done(do.StandAt(n), _("You stand at place %(n)d.") % {"n": n} if n else _("You stand at no numbered place."))
