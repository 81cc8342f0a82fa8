"""Lines, zones and the rows of the generations."""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import HEIGHT, WIDTH
from fotfeste.constellations.board.view_types import ViewLine, ViewZone

from . import vocabulary as v
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result
from .phrase_tables import PHRASES

phrases = PHRASES.marks
MAX_LABEL_LENGTH = 60
Marks: TypeAlias = Mapping[str, ViewLine] | Mapping[str, ViewZone]


def read_line(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Line from Mother to Father: silence', 'strek fra Mor til Far'."""
    cursor.eat(*phrases.draw)
    cursor.eat(*phrases.article)
    if not cursor.eat(*phrases.line):
        return None
    cursor.eat(*phrases.from_figure)
    start = context.match_figure(cursor)
    cursor.eat(*phrases.to_figure)
    end = context.match_figure(cursor) if start else None
    if start is None or end is None:
        return unclear_result(_("From where to where? You could write “line from … to …”."))
    if not start.key or not end.key:
        return context.ask_which_figure(start if not start.key else end)
    words = cursor.rest()[:MAX_LABEL_LENGTH]
    said = _("There is a line from %(one)s to %(other)s.")
    both = {"one": context.names.figure(start.key), "other": context.names.figure(end.key)}
    return command_result(do.Draw(start.key, end.key, words), said % both)


def read_zone(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Zone around Mother: home', 'sone i midten: det trygge'."""
    cursor.eat(*phrases.mark)
    cursor.eat(*phrases.article)
    if not cursor.eat(*phrases.zone):
        return None
    place = _read_zone_place(cursor, context)
    if isinstance(place, LineResult):
        return place
    if place is None:
        return unclear_result(_("Where? You could write “zone around …” or “zone in the middle”."))
    words = cursor.rest()[:MAX_LABEL_LENGTH]
    return command_result(do.Mark(place[0], place[1], 160, words), _("There is a zone there now."))


def _read_zone_place(cursor: Cursor, context: LineContext) -> tuple[int, int] | LineResult | None:
    if cursor.eat(*phrases.around):
        named = context.match_figure(cursor)
        if named and not named.key:
            return context.ask_which_figure(named)
        if named and context.figures[named.key].on_board:
            x, y, *_rest = context.figures[named.key].at
            return x, y
        return None
    cursor.eat(*v.BEFORE_PLACES)
    word = cursor.eat(*v.PLACES)
    cursor.eat(*v.AFTER_PLACES)
    return (round(v.PLACES[word][0] * WIDTH), round(v.PLACES[word][1] * HEIGHT)) if word else None


def read_erase(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Erase line from Mother to Father', 'visk ut sone 1'."""
    if not cursor.eat(*phrases.erase):
        return None
    cursor.eat(*phrases.article_of_mark)
    if cursor.eat(*phrases.the_line):
        return _erase_result(context.view.lines, _find_lines(cursor, context))
    if cursor.eat(*phrases.the_zone):
        return _erase_result(context.view.zones, _find_marks(cursor, context.view.zones))
    return None


def _find_lines(cursor: Cursor, context: LineContext) -> list[str]:
    cursor.eat(*phrases.from_figure)
    start = context.match_figure(cursor)
    cursor.eat(*phrases.to_figure)
    end = context.match_figure(cursor) if start else None
    lines = context.view.lines
    if start is None or end is None:
        return _find_marks(cursor, lines)
    ends = ((set(start.keys), set(end.keys)), (set(end.keys), set(start.keys)))
    return [key for key, line in lines.items() if any(line.start in a and line.end in b for a, b in ends)]


def _find_marks(cursor: Cursor, marks: Marks) -> list[str]:
    n = v.read_whole_number(cursor, 1, 99)
    if n is not None:
        return list(marks)[n - 1 : n]
    words = cursor.rest()
    return [key for key, mark in marks.items() if not words or mark.words.casefold() == words.casefold()]


def _erase_result(marks: Marks, found: list[str]) -> LineResult:
    if len(found) == 1:
        return command_result(do.Erase(found[0]), _("It is erased."))
    if not marks:
        return unclear_result(_("There is none of that here."))
    return unclear_result(_("Which one? You could write its number, as it stands in the description."))


def read_rows(cursor: Cursor, context: LineContext) -> LineResult | None:
    if cursor.eat(*phrases.show) and cursor.is_only(*phrases.generations):
        return command_result(do.ShowRows(True), _("The rows of the generations are shown."))
    cursor.at = 0
    if cursor.eat(*phrases.hide) and cursor.is_only(*phrases.generations):
        return command_result(do.ShowRows(False), _("The rows of the generations are hidden."))
    return None
