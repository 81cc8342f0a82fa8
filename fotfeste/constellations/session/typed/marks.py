"""Lines, zones and the rows of the generations."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.words import HEIGHT, WIDTH

from . import vocabulary as v
from .answers import Heard, done, unclear
from .cursor import Cursor
from .scene import Scene

LABEL = 60


def lines(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Line from Mother to Father: silence', 'strek fra Mor til Far'."""
    cursor.eat("draw", "tegn", "add")
    cursor.eat("a", "en", "et")
    if not cursor.eat("line", "strek", "linje"):
        return None
    cursor.eat("from", "fra", "between", "mellom")
    start = scene.figure(cursor)
    cursor.eat("to", "til", "and", "og")
    end = scene.figure(cursor) if start else None
    if start is None or end is None:
        return unclear(_("From where to where? You could write “line from … to …”."))
    if not start.one or not end.one:
        return scene.which(start if not start.one else end)
    words = cursor.rest()[:LABEL]
    said = _("There is a line from %(one)s to %(other)s.")
    both = {"one": scene.names.figure(start.one), "other": scene.names.figure(end.one)}
    return done(do.Draw(start.one, end.one, words), said % both)


def zones(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Zone around Mother: home', 'sone i midten: det trygge'."""
    cursor.eat("mark", "draw", "tegn", "merk")
    cursor.eat("a", "en", "et")
    if not cursor.eat("zone", "sone", "område", "area"):
        return None
    place = _around(cursor, scene)
    if isinstance(place, Heard):
        return place
    if place is None:
        return unclear(_("Where? You could write “zone around …” or “zone in the middle”."))
    words = cursor.rest()[:LABEL]
    return done(do.Mark(place[0], place[1], 160, words), _("There is a zone there now."))


def _around(cursor: Cursor, scene: Scene) -> tuple[int, int] | Heard | None:
    if cursor.eat("around", "rundt", "omkring"):
        named = scene.figure(cursor)
        if named and not named.one:
            return scene.which(named)
        if named and scene.figures[named.one]["on_board"]:
            x, y, *_rest = scene.figures[named.one]["at"]
            return x, y
        return None
    cursor.eat(*v.BEFORE_PLACES)
    word = cursor.eat(*v.PLACES)
    cursor.eat(*v.AFTER_PLACES)
    return (round(v.PLACES[word][0] * WIDTH), round(v.PLACES[word][1] * HEIGHT)) if word else None


def erasing(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Erase line from Mother to Father', 'visk ut sone 1'."""
    if not cursor.eat("erase", "wipe out", "visk ut", "fjern", "remove", "slett", "ta bort", "take away"):
        return None
    cursor.eat("the", "den", "a")
    if cursor.eat("line", "strek", "streken", "linje", "linjen"):
        return _erased(scene, "lines", _line(cursor, scene))
    if cursor.eat("zone", "sone", "sonen", "område", "området"):
        return _erased(scene, "zones", _numbered(cursor, scene.view.get("zones", {})))
    return None


def _line(cursor: Cursor, scene: Scene) -> list[str]:
    cursor.eat("from", "fra", "between", "mellom")
    start = scene.figure(cursor)
    cursor.eat("to", "til", "and", "og")
    end = scene.figure(cursor) if start else None
    lines = scene.view.get("lines", {})
    if start is None or end is None:
        return _numbered(cursor, lines)
    ends = ((set(start.keys), set(end.keys)), (set(end.keys), set(start.keys)))
    return [key for key, line in lines.items() if any(line["start"] in a and line["end"] in b for a, b in ends)]


def _numbered(cursor: Cursor, marks: dict[str, dict[str, str]]) -> list[str]:
    n = v.whole(cursor, 1, 99)
    if n is not None:
        return list(marks)[n - 1 : n]
    words = cursor.rest()
    return [key for key, mark in marks.items() if not words or mark["words"].casefold() == words.casefold()]


def _erased(scene: Scene, kind: str, found: list[str]) -> Heard:
    if len(found) == 1:
        return done(do.Erase(found[0]), _("It is erased."))
    if not scene.view.get(kind):
        return unclear(_("There is none of that here."))
    return unclear(_("Which one? You could write its number, as it stands in the description."))


def rows(cursor: Cursor, scene: Scene) -> Heard | None:
    what = ("generations", "rows", "the generations", "generasjoner", "generasjonene", "radene", "rader")
    if cursor.eat("show", "vis") and cursor.only(*what):
        return done(do.ShowRows(True), _("The rows of the generations are shown."))
    cursor.at = 0
    if cursor.eat("hide", "skjul") and cursor.only(*what):
        return done(do.ShowRows(False), _("The rows of the generations are hidden."))
    return None
