"""Stopping, pausing, going on; stepping out; the yes and no of one's own. These come before any other reading."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Purpose, Signal

from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result
from .phrase_tables import PHRASES

phrases = PHRASES.signals


def read_signal(cursor: Cursor, context: LineContext) -> LineResult | None:
    """A stop is a stop, whatever a figure may be called."""
    if cursor.is_only(*phrases.stop):
        return command_result(
            do.Send(Signal.STOP), _("Stopped. Everything rests now. That is a whole ending, if you want it to be.")
        )
    if cursor.is_only(*phrases.pause):
        return command_result(do.Send(Signal.PAUSE), _("Pause. Everything rests until someone goes on."))
    if cursor.is_only(*phrases.slower):
        return command_result(do.Send(Signal.SLOWER), _("Slower: everyone has been told."))
    if cursor.is_only(*phrases.all_well):
        return command_result(do.Send(Signal.OK), _("Everyone can see that it is all right."))
    return None


def read_resume(cursor: Cursor, context: LineContext) -> LineResult | None:
    if cursor.is_only(*phrases.go_on):
        return _resume_result(context)
    if context.may("agree") and cursor.is_only(*phrases.yes):
        return command_result(do.Agree(True), _("You said yes to going on. The facilitator decides when."))
    if context.may("agree") and cursor.is_only(*phrases.no):
        return command_result(do.Agree(False), _("You said not yet. It rests for as long as you need."))
    return None


def _resume_result(context: LineContext) -> LineResult:
    if context.may("agree") and not context.may("resume"):
        return command_result(do.Agree(True), _("You said yes to going on. The facilitator decides when."))
    return command_result(do.Resume(context.seen), _("It goes on."))


def read_stepping_out(cursor: Cursor, context: LineContext) -> LineResult | None:
    if cursor.is_only(*phrases.come_back):
        return command_result(do.ComeBack(), _("You are back."))
    if cursor.is_only(*phrases.step_out):
        is_ending = context.view.phase in ("deroling", "aftercare") and bool(context.me.owes)
        return _read_role_exit(cursor, context) if is_ending else _step_out_result()
    if cursor.eat(*phrases.step_out_of_role):
        return _read_role_exit(cursor, context)
    if cursor.is_only(*phrases.leave_constellation):
        return command_result(do.Leave(), _("You have left the constellation. You can close this page."))
    if cursor.is_only(*phrases.leave):
        said = _("Leaving cannot be undone from here. If that is what you want, write “leave the constellation”.")
        return unclear_result(said)
    return None


def _step_out_result() -> LineResult:
    return command_result(do.StepOut(), _("You have stepped out, and are still here. “I am back” takes you in again."))


def _read_role_exit(cursor: Cursor, context: LineContext) -> LineResult:
    named = context.match_figure(cursor)
    cursor.skip()
    if not cursor.is_done:
        return unclear_result(_("That role was not found here. You can leave its name out."))
    meant = [key for key in context.me.owes if named is None or key in named.keys]
    if not meant:
        return unclear_result(_("There is no role to step out of right now."))
    if len(meant) > 1 and named is None and context.me.figure in meant:
        meant = [context.me.figure]
    return command_result(
        do.LetGo(meant[0]),
        _("You have stepped out of the role of %(who)s. You are yourself again.")
        % {"who": context.names.figure(meant[0])},
    )


def read_consent(cursor: Cursor, context: LineContext) -> LineResult | None:
    """Yes or no to taking part, and to being looked at again; one's own words back."""
    if cursor.is_only(*phrases.take_back_words):
        return command_result(do.TakeBackWords(), _("What you said is taken out, here and from every looking back."))
    for purpose, given, answer, say in _consent_phrases():
        if cursor.is_only(*answer):
            return command_result(do.Consent(purpose, given), say)
    return None


def _consent_phrases() -> tuple[tuple[Purpose, bool, tuple[str, ...], str], ...]:
    part, record = Purpose.TAKE_PART, Purpose.RECORD
    return (
        (part, True, phrases.yes_to_taking_part, _("You said yes to taking part.")),
        (part, False, phrases.no_to_taking_part, _("You said no to taking part. That needs no reason.")),
        (record, True, phrases.yes_to_looking_back, _("You said yes to looking back at this later.")),
        (record, False, phrases.no_to_looking_back, _("You said no to looking back. Nothing is kept for that.")),
    )
