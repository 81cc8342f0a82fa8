"""Stopping, pausing, going on; stepping out; the yes and no of one's own. These come before any other reading."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Purpose, Signal

from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result

STOP = ("stop", "stopp", "stop now", "stopp nå", "halt", "stopp her", "stop here", "jeg vil stoppe", "i want to stop")
PAUSE = ("pause", "take a pause", "ta en pause", "en pause", "a pause", "jeg trenger en pause", "i need a pause")
SLOWER = (
    "slower",
    "saktere",
    "langsommere",
    "more slowly",
    "slow down",
    "go slower",
    "litt saktere",
    "a little slower",
    "roligere",
)
ALL_WELL = ("ok", "okay", "okei", "all is well", "det er greit", "greit", "i am all right", "jeg har det greit", "fine")
GO_ON = ("go on", "resume", "continue", "fortsett", "gå videre", "vi fortsetter", "we go on", "carry on", "fortsette")
YES = ("yes", "ja", "yes we can go on", "ja det er greit", "ja gjerne", "ja fortsett", "yes go on")
NO = ("no", "nei", "not yet", "ikke ennå", "nei ikke ennå", "no not yet")
OUT = (
    "step out",
    "i step out",
    "step aside",
    "i step aside",
    "tre ut",
    "jeg trer ut",
    "trer ut",
    "jeg trer til side",
    "tre til side",
)
OF_ROLE = (
    "step out of my role",
    "step out of the role",
    "step out of role",
    "i step out of my role",
    "i step out of the role",
    "step out of the role of",
    "step out of the role as",
    "i step out of the role of",
    "i am myself again",
    "tre ut av rollen",
    "jeg trer ut av rollen",
    "trer ut av rollen",
    "tre ut av rollen som",
    "jeg trer ut av rollen som",
    "tre ut av rollen min",
    "jeg er meg selv igjen",
    "step out of being",
    "step out of",
    "let go of",
    "gi slipp på",
    "legg fra meg rollen",
    "legg fra meg rollen som",
    "slipp rollen",
    "slipp rollen som",
)
BACK = ("come back", "i am back", "i come back", "jeg er tilbake", "kom tilbake", "jeg kommer tilbake")
LEAVE = ("leave", "i leave", "forlat", "jeg går", "dra", "jeg drar", "go home")
LEAVE_SURE = (
    "leave the constellation",
    "i leave the constellation",
    "forlat konstellasjonen",
    "jeg forlater konstellasjonen",
)
TAKE_BACK = ("take back my words", "i take back my words", "ta tilbake ordene mine", "jeg tar tilbake ordene mine")


def read_signal(cursor: Cursor, context: LineContext) -> LineResult | None:
    """A stop is a stop, whatever a figure may be called."""
    if cursor.only(*STOP):
        return command_result(
            do.Send(Signal.STOP), _("Stopped. Everything rests now. That is a whole ending, if you want it to be.")
        )
    if cursor.only(*PAUSE):
        return command_result(do.Send(Signal.PAUSE), _("Pause. Everything rests until someone goes on."))
    if cursor.only(*SLOWER):
        return command_result(do.Send(Signal.SLOWER), _("Slower: everyone has been told."))
    if cursor.only(*ALL_WELL):
        return command_result(do.Send(Signal.OK), _("Everyone can see that it is all right."))
    return None


def read_resume(cursor: Cursor, context: LineContext) -> LineResult | None:
    if cursor.only(*GO_ON):
        return _resume_result(context)
    if context.may("agree") and cursor.only(*YES):
        return command_result(do.Agree(True), _("You said yes to going on. The facilitator decides when."))
    if context.may("agree") and cursor.only(*NO):
        return command_result(do.Agree(False), _("You said not yet. It rests for as long as you need."))
    return None


def _resume_result(context: LineContext) -> LineResult:
    if context.may("agree") and not context.may("resume"):
        return command_result(do.Agree(True), _("You said yes to going on. The facilitator decides when."))
    return command_result(do.Resume(context.seen), _("It goes on."))


def read_stepping_out(cursor: Cursor, context: LineContext) -> LineResult | None:
    if cursor.only(*BACK):
        return command_result(do.ComeBack(), _("You are back."))
    if cursor.only(*OUT):
        is_ending = context.view.phase in ("deroling", "aftercare") and bool(context.me.owes)
        return _read_role_exit(cursor, context) if is_ending else _step_out_result()
    if cursor.eat(*OF_ROLE):
        return _read_role_exit(cursor, context)
    if cursor.only(*LEAVE_SURE):
        return command_result(do.Leave(), _("You have left the constellation. You can close this page."))
    if cursor.only(*LEAVE):
        said = _("Leaving cannot be undone from here. If that is what you want, write “leave the constellation”.")
        return unclear_result(said)
    return None


def _step_out_result() -> LineResult:
    return command_result(do.StepOut(), _("You have stepped out, and are still here. “I am back” takes you in again."))


def _read_role_exit(cursor: Cursor, context: LineContext) -> LineResult:
    named = context.figure(cursor)
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
    if cursor.only(*TAKE_BACK):
        return command_result(do.TakeBackWords(), _("What you said is taken out, here and from every looking back."))
    for purpose, given, phrases, say in _consent_phrases():
        if cursor.only(*phrases):
            return command_result(do.Consent(purpose, given), say)
    return None


def _consent_phrases() -> tuple[tuple[Purpose, bool, tuple[str, ...], str], ...]:
    part, record = Purpose.TAKE_PART, Purpose.RECORD
    taking_part = (
        "yes to taking part", "i take part", "i want to take part",
        "ja til å være med", "jeg er med", "jeg vil være med",
    )  # fmt: skip  # a line for each language
    leaving = (
        "no to taking part", "i do not want to take part",
        "nei til å være med", "jeg vil ikke være med", "jeg vil ikke være med lenger",
    )  # fmt: skip  # a line for each language
    looking_back = (
        "yes to recording",
        "yes to looking back",
        "i agree to recording",
        "ja til opptak",
        "ja til å se tilbake",
    )
    keeping_nothing = ("no to recording", "no to looking back", "nei til opptak", "nei til å se tilbake")
    return (
        (part, True, taking_part, _("You said yes to taking part.")),
        (part, False, leaving, _("You said no to taking part. That needs no reason.")),
        (record, True, looking_back, _("You said yes to looking back at this later.")),
        (record, False, keeping_nothing, _("You said no to looking back. Nothing is kept for that.")),
    )
