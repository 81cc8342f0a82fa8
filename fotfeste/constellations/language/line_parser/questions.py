"""Questions: what one sees, where someone stands, who is here, what can be written."""

from django.utils.translation import gettext as _

from fotfeste.constellations.language import describe

from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, answer_result, unclear_result

SEE = ("what does", "what do", "what can", "hva ser", "hva kan")
HELP = ("help", "hjelp", "what can i write", "hva kan jeg skrive", "examples", "eksempler", "?")
WHOLE = (
    "describe",
    "describe everything",
    "describe the board",
    "how does it look",
    "beskriv",
    "beskriv alt",
    "beskriv brettet",
    "beskriv tavla",
    "hvordan ser det ut",
    "fortell",
    "read everything",
    "les alt",
    "what is on the board",
    "hva står på brettet",
    "hva er på brettet",
)
HERE = ("who is here", "who is in the room", "hvem er her", "hvem er i rommet", "hvem er med")
NOW = (
    "what phase is it",
    "which phase is it",
    "where are we",
    "hvilken fase er det",
    "hvor er vi",
    "what is happening",
    "hva skjer",
)
HAS_SEEN = ("see", "sees", "se", "ser", "now", "nå")


def read_question(cursor: Cursor, context: LineContext) -> LineResult | None:
    if scene_help := _read_help(cursor, context):
        return scene_help
    if cursor.only(*WHOLE):
        return answer_result(" ".join(describe.board(context.view)))
    if cursor.only(*HERE):
        return answer_result(" ".join(describe.people(context.view)))
    if cursor.only(*NOW):
        return answer_result(" ".join(describe.phase_status(context.view)))
    return _read_where(cursor, context) or _read_sight(cursor, context)


def _read_help(cursor: Cursor, context: LineContext) -> LineResult | None:
    if not cursor.only(*HELP):
        return None
    said = _("You could write, for example: %(examples)s. Numbers for urgent help stand at the top of the page.")
    return answer_result(said % {"examples": ", ".join(describe.examples(context.view))})


def _read_where(cursor: Cursor, context: LineContext) -> LineResult | None:
    start = cursor.at
    word = cursor.eat("where is", "where does", "where am", "where", "hvor er", "hvor står", "hvor")
    named = context.figure(cursor) if word else None
    cursor.eat("stand", "standing", "now", "nå")
    if named is None or not cursor.is_done:
        cursor.at = start
        return None
    return (
        answer_result(describe.figure_sentence(context.view, named.one))
        if named.one
        else context.ask_which_figure(named)
    )


def _read_sight(cursor: Cursor, context: LineContext) -> LineResult | None:
    """As far as this seat may look through the eyes of a figure."""
    start = cursor.at
    named = context.figure(cursor) if cursor.eat(*SEE) else None
    if named is None:
        cursor.at = start
        is_me = cursor.only("what do i see", "what can i see", "hva ser jeg", "hva kan jeg se")
        return (
            unclear_result(_("You stand for no figure right now. You could ask what somebody else sees."))
            if is_me
            else None
        )
    while cursor.eat(*HAS_SEEN):
        pass
    if not cursor.is_done:
        cursor.at = start
        return None
    if not named.one:
        return context.ask_which_figure(named)
    if not describe.can_look_through(context.view, named.one):
        return unclear_result(_("You may look through the eyes of your own figure."))
    return answer_result(" ".join(describe.figure_sight(context.view, named.one)))
