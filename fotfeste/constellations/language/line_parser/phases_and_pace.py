"""Holding a constellation by words: phases and pace."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Phase
from fotfeste.constellations.language.display_names import phase_name as phase_name

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result
from .phrase_tables import PHRASES

phrases = PHRASES.phases
BECAUSE = (":", *phrases.because)


def read_phase(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Next', 'til sansing'. Counted from the phase the page showed: what changed meanwhile is not passed by."""
    way = 1 if cursor.is_only(*phrases.next) else -1 if cursor.is_only(*phrases.previous) else 0
    to = _adjacent_phase(context, way) if way else _read_phase_name(cursor)
    if isinstance(to, LineResult) or to is None:
        return to
    if context.phase_seen and context.phase_seen != context.view.phase and way:
        said = _("The phase changed meanwhile: it is %(phase)s now. You can write it once more.")
        return unclear_result(said % {"phase": phase_name(context.view.phase)})
    if context.may("setphase") or not context.may("proposephase"):
        return command_result(
            do.SetPhase(to, context.seen), _("The phase is now: %(phase)s.") % {"phase": phase_name(to)}
        )
    return command_result(
        do.ProposePhase(to), _("You proposed: %(phase)s. The facilitator decides.") % {"phase": phase_name(to)}
    )


def _read_phase_name(cursor: Cursor) -> Phase | None:
    cursor.eat(*phrases.to)
    start = cursor.at
    word = cursor.eat(*v.PHASES)
    if word and cursor.is_done:
        return v.PHASES[word]
    cursor.at = start
    return None


def _adjacent_phase(context: LineContext, way: int) -> Phase | LineResult:
    now = context.view.phase
    if now == Phase.GROUNDING:
        return unclear_result(_("Everything rests. You could write “go on”, or “to closing”."))
    place = PHASE_ORDER.index(Phase(now)) + way
    return (
        PHASE_ORDER[place]
        if 0 < place < len(PHASE_ORDER)
        else unclear_result(_("There is no phase in that direction."))
    )


def read_pace(cursor: Cursor, context: LineContext) -> LineResult | None:
    if cursor.is_only(*phrases.freeze):
        return command_result(do.Freeze(True), _("Everything rests. Nothing can be moved."))
    if cursor.is_only(*phrases.unfreeze):
        return command_result(do.Freeze(False), _("Figures can be moved again."))
    if cursor.is_only(*phrases.normal_pace):
        return command_result(do.Slow(0), _("The pace is as usual again."))
    so_long = v.read_whole_number(cursor, 0, 60) if cursor.eat(*phrases.slow) else None
    if so_long is not None and (cursor.is_only(*phrases.seconds) or cursor.is_done):
        return command_result(do.Slow(so_long), _("At least %(n)d seconds between two moves.") % {"n": so_long})
    return None


def read_open_deep(cursor: Cursor, context: LineContext) -> LineResult | None:
    """Sensing and moving are opened again after a hard time, with a reason."""
    if not cursor.eat(*phrases.open_deep):
        return None
    cursor.eat(*BECAUSE)
    reason = cursor.rest()
    if len(reason) < 3:
        return unclear_result(_("What is the reason? You could write “open sensing because …”."))
    return command_result(do.OpenDeep(reason[:600]), _("Sensing and moving are open. The reason is kept."))
