"""Questions: what one sees, where someone stands, who is here, what can be written."""

from django.utils.translation import gettext as _

from fotfeste.constellations.session import telling

from .answers import Heard, told, unclear
from .cursor import Cursor
from .scene import Scene

SEE = ("what does", "what do", "what can", "hva ser", "hva kan")
HELP = ("help", "hjelp", "what can i write", "hva kan jeg skrive", "examples", "eksempler", "?")
WHOLE = ("describe", "describe everything", "describe the board", "how does it look", "beskriv", "beskriv alt",
         "beskriv brettet", "beskriv tavla", "hvordan ser det ut", "fortell", "read everything", "les alt",
         "what is on the board",
         "hva står på brettet", "hva er på brettet")  # fmt: skip
HERE = ("who is here", "who is in the room", "hvem er her", "hvem er i rommet", "hvem er med")
NOW = ("what phase is it", "which phase is it", "where are we", "hvilken fase er det", "hvor er vi",
       "what is happening", "hva skjer")  # fmt: skip
HAS_SEEN = ("see", "sees", "se", "ser", "now", "nå")


def questions(cursor: Cursor, scene: Scene) -> Heard | None:
    if scene_help := _help(cursor, scene):
        return scene_help
    if cursor.only(*WHOLE):
        return told(" ".join(telling.board(scene.view)))
    if cursor.only(*HERE):
        return told(" ".join(telling.people(scene.view)))
    if cursor.only(*NOW):
        return told(" ".join(telling.now(scene.view)))
    return _where(cursor, scene) or _sees(cursor, scene)


def _help(cursor: Cursor, scene: Scene) -> Heard | None:
    if not cursor.only(*HELP):
        return None
    said = _("You could write, for example: %(examples)s. Numbers for urgent help stand at the top of the page.")
    return told(said % {"examples": ", ".join(telling.examples(scene.view))})


def _where(cursor: Cursor, scene: Scene) -> Heard | None:
    start = cursor.at
    word = cursor.eat("where is", "where does", "where am", "where", "hvor er", "hvor står", "hvor")
    named = scene.figure(cursor) if word else None
    cursor.eat("stand", "standing", "now", "nå")
    if named is None or not cursor.is_done:
        cursor.at = start
        return None
    return told(telling.of_figure(scene.view, named.one)) if named.one else scene.which(named)


def _sees(cursor: Cursor, scene: Scene) -> Heard | None:
    """As far as this seat may look through the eyes of a figure."""
    start = cursor.at
    named = scene.figure(cursor) if cursor.eat(*SEE) else None
    if named is None:
        cursor.at = start
        is_me = cursor.only("what do i see", "what can i see", "hva ser jeg", "hva kan jeg se")
        return (
            unclear(_("You stand for no figure right now. You could ask what somebody else sees.")) if is_me else None
        )
    while cursor.eat(*HAS_SEEN):
        pass
    if not cursor.is_done:
        cursor.at = start
        return None
    if not named.one:
        return scene.which(named)
    if not telling.may_look(scene.view, named.one):
        return unclear(_("You may look through the eyes of your own figure."))
    return told(" ".join(telling.sees(scene.view, named.one)))
