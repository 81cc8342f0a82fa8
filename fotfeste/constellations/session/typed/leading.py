"""Holding a constellation by words: phases and pace."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.words import ORDER, Phase
from fotfeste.constellations.session.names import phase as phase_name

from . import vocabulary as v
from .answers import Heard, done, unclear
from .cursor import Cursor
from .scene import Scene

NEXT = ("next", "neste", "videre", "next phase", "neste fase", "go to the next phase", "on to the next", "begin",
        "start", "begynn", "gå til neste")  # fmt: skip
PREVIOUS = ("previous", "previous phase", "forrige", "forrige fase", "one phase back", "en fase tilbake")
TO = ("to", "go to", "on to", "over to", "til", "gå til", "over til", "videre til", "phase", "fase", "let us go to",
      "propose", "foreslå", "jeg foreslår", "i propose")  # fmt: skip
BECAUSE = ("because", "fordi", "for", ":", "since", "siden")


def phases(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Next', 'til sansing'. Counted from the phase the page showed: what changed meanwhile is not passed by."""
    way = 1 if cursor.only(*NEXT) else -1 if cursor.only(*PREVIOUS) else 0
    to = _beside(scene, way) if way else _named(cursor)
    if isinstance(to, Heard) or to is None:
        return to
    if scene.phase_seen and scene.phase_seen != scene.view["phase"] and way:
        said = _("The phase changed meanwhile: it is %(phase)s now. You can write it once more.")
        return unclear(said % {"phase": phase_name(scene.view["phase"])})
    if scene.may("setphase") or not scene.may("proposephase"):
        return done(do.SetPhase(to, scene.seen), _("The phase is now: %(phase)s.") % {"phase": phase_name(to)})
    return done(do.ProposePhase(to), _("You proposed: %(phase)s. The facilitator decides.") % {"phase": phase_name(to)})


def _named(cursor: Cursor) -> Phase | None:
    cursor.eat(*TO)
    start = cursor.at
    word = cursor.eat(*v.PHASES)
    if word and cursor.is_done:
        return v.PHASES[word]
    cursor.at = start
    return None


def _beside(scene: Scene, way: int) -> Phase | Heard:
    now = scene.view["phase"]
    if now == Phase.GROUNDING:
        return unclear(_("Everything rests. You could write “go on”, or “to closing”."))
    place = ORDER.index(Phase(now)) + way
    return ORDER[place] if 0 < place < len(ORDER) else unclear(_("There is no phase in that direction."))


def pace(cursor: Cursor, scene: Scene) -> Heard | None:
    if cursor.only("freeze", "let everything rest", "hold everything still", "frys", "la alt hvile", "hold alt i ro"):
        return done(do.Freeze(True), _("Everything rests. Nothing can be moved."))
    if cursor.only("unfreeze", "thaw", "tin opp", "let things move again", "la alt bevege seg igjen", "slipp opp"):
        return done(do.Freeze(False), _("Figures can be moved again."))
    if cursor.only("normal pace", "usual pace", "vanlig tempo", "no slow mode"):
        return done(do.Slow(0), _("The pace is as usual again."))
    so_long = v.whole(cursor, 0, 60) if cursor.eat("slow", "sakte", "tempo") else None
    if so_long is not None and (cursor.only("seconds", "second", "sekunder", "sekund", "s") or cursor.is_done):
        return done(do.Slow(so_long), _("At least %(n)d seconds between two moves.") % {"n": so_long})
    return None


def deep(cursor: Cursor, scene: Scene) -> Heard | None:
    """Sensing and moving are opened again after a hard time, with a reason."""
    if not cursor.eat("open sensing", "open sensing and moving", "åpne sansing", "åpne sansing og bevegelse"):
        return None
    cursor.eat(*BECAUSE)
    reason = cursor.rest()
    if len(reason) < 3:
        return unclear(_("What is the reason? You could write “open sensing because …”."))
    return done(do.OpenDeep(reason[:600]), _("Sensing and moving are open. The reason is kept."))
