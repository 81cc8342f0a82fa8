"""Questions: what one sees, where someone stands, who is here, what can be written."""

from django.utils.translation import gettext as _

from fotfeste.constellations.language import describe

from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, answer_result, unclear_result
from .phrase_tables import PHRASES

phrases = PHRASES.questions


def answer_question(cursor: Cursor, context: LineContext) -> LineResult | None:
    if scene_help := _read_help(cursor, context):
        return scene_help
    if cursor.is_only(*phrases.describe):
        return answer_result(" ".join(describe.describe_board(context.view)))
    if cursor.is_only(*phrases.who_is_here):
        return answer_result(" ".join(describe.describe_people(context.view)))
    if cursor.is_only(*phrases.which_phase):
        return answer_result(" ".join(describe.describe_phase(context.view)))
    return _read_where(cursor, context) or _read_sight(cursor, context)


def _read_help(cursor: Cursor, context: LineContext) -> LineResult | None:
    if not cursor.is_only(*phrases.help):
        return None
    said = _("You could write, for example: %(examples)s. Numbers for urgent help stand at the top of the page.")
    return answer_result(said % {"examples": ", ".join(describe.list_examples(context.view))})


def _read_where(cursor: Cursor, context: LineContext) -> LineResult | None:
    start = cursor.at
    word = cursor.eat(*phrases.where)
    named = context.match_figure(cursor) if word else None
    cursor.eat(*phrases.stands)
    if named is None or not cursor.is_done:
        cursor.at = start
        return None
    return (
        answer_result(describe.describe_figure(context.view, named.key))
        if named.key
        else context.ask_which_figure(named)
    )


def _read_sight(cursor: Cursor, context: LineContext) -> LineResult | None:
    """As far as this seat may look through the eyes of a figure."""
    start = cursor.at
    named = context.match_figure(cursor) if cursor.eat(*phrases.what_sees) else None
    if named is None:
        cursor.at = start
        is_me = cursor.is_only(*phrases.what_do_i_see)
        return (
            unclear_result(_("You stand for no figure right now. You could ask what somebody else sees."))
            if is_me
            else None
        )
    while cursor.eat(*phrases.has_seen):
        pass
    if not cursor.is_done:
        cursor.at = start
        return None
    if not named.key:
        return context.ask_which_figure(named)
    if not describe.can_look_through(context.view, named.key):
        return unclear_result(_("You may look through the eyes of your own figure."))
    return answer_result(" ".join(describe.describe_figure_sight(context.view, named.key)))
