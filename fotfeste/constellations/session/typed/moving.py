"""Figures: placing, moving, turning, looking, postures, off the board."""

from django.utils.translation import gettext as _

from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.geometry import Place, bearing, turn

from . import vocabulary as v
from .answers import Heard, done, unclear
from .cursor import Cursor
from .facing import FACES, Facing, heading_of, read_facing
from .places import Going, Way
from .scene import Scene

PLACE = ("place", "put", "set", "position", "stand", "plasser", "sett", "still", "stå", "plassere")
MOVE = ("move", "bring", "shift", "let", "flytt", "beveg", "la", "før", "skyv", "walk", "go", "gå", "step", "steg")
GOES = ("goes", "moves", "walks", "steps", "stands", "is placed", "moves over", "går", "flytter seg", "flytter meg",
        "beveger seg", "beveger meg", "står", "stiller seg", "stiller meg", "plasseres", "move", "go", "walk", "step",
        "flytte seg", "gå", "bevege seg", "trer", "tar")  # fmt: skip
TURN = ("turn", "rotate", "snu", "drei", "vend", "vri")
TURNS = ("turns", "turn", "rotates", "snur seg", "snur meg", "snur", "dreier seg", "vender seg",
         "snu seg", "vender meg", "dreier meg")  # fmt: skip
LOOKS = ("looks at", "looks towards", "looks", "look at", "look towards", "look", "ser på", "ser mot", "ser", "se på",
         "se mot", "se", "vender blikket mot", "vender hodet mot", "snur hodet mot",
         "turns the head towards")  # fmt: skip
QUARTER = ("a quarter turn", "a quarter", "quarter", "en kvart omgang", "en kvart", "kvart")
AROUND = ("around", "right around", "half a turn", "halfway round", "a half turn", "rundt", "helt rundt", "halvt rundt",
          "en halv omgang", "en halv")  # fmt: skip
DEGREES = ("degrees", "degree", "grader", "grad")
OFF = ("off the board", "off", "from the board", "av brettet", "av tavla", "ned fra brettet", "fra brettet",
       "bort fra brettet",
       "ut av brettet")  # fmt: skip


def place(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Place Mother two steps left of Me', 'flytt Far nærmere Mor', 'three steps ahead', 'Mor setter seg'."""
    verb = cursor.eat(*PLACE, *MOVE)
    named = scene.figure(cursor)
    if named and not named.one:
        return scene.which(named)
    if named is None and not verb and not _starts_a_way(cursor):
        return None
    figure = named.one if named else scene.names.mine or _the_only(scene)
    said = cursor.eat(*GOES) if named else ""
    if not figure:
        return unclear(_("Which figure do you mean? You could begin with its name.")) if verb or not named else None
    going = Way(cursor, scene, figure).read()
    if going.is_empty and not verb and not said:
        return None  # a sentence about the figure that is something else
    if going.trouble:
        return going.trouble
    return _gone(scene, going)


def _the_only(scene: Scene) -> str:
    """Who is alone on the board needs no name."""
    return next(iter(scene.figures)) if len(scene.figures) == 1 else ""


def _starts_a_way(cursor: Cursor) -> bool:
    """Whether the line begins with what can only be a way to go: 'three steps ahead', 'nærmere Mor'."""
    start = cursor.at
    found = bool(
        cursor.eat("closer to", "closer", "nearer", "nærmere", *v.OF_ITSELF)
        or ((v.number(cursor) is not None or cursor.eat(*v.LITTLE)) and cursor.eat(*v.STEPS, *v.OF_ITSELF))
    )
    cursor.at = start
    return found


def _gone(scene: Scene, going: Going) -> Heard:
    figure = scene.figures[going.figure]
    stays = going.place is None and (going.facing is not None or going.is_empty)
    if going.is_empty or (stays and not figure["on_board"]):
        return unclear(_where(scene, going.figure))
    commands: list[Command] = []
    if going.place is not None or going.facing is not None:
        commands.append(_move(scene, going))
    if going.posture:
        commands.append(do.Appear(going.figure, posture=going.posture))
    return Heard(tuple(commands), about=going.figure)


def _move(scene: Scene, going: Going) -> do.Move:
    x, y, _heading, gaze = scene.figures[going.figure]["at"]
    place: Place = going.place or (x, y)
    to = heading_of(going.facing, scene, going.figure, place, going.beside) if going.facing else None
    straight = 0 if to is not None and gaze else None
    if going.place is None:
        return do.Move(going.figure, heading=to, gaze=straight)
    return do.Move(going.figure, round(place[0]), round(place[1]), to, straight)


def _where(scene: Scene, figure: str) -> str:
    said = _("Where does %(who)s go? You could write “in the middle”, or “two steps left of” somebody.")
    return said % {"who": scene.names.figure(figure)}


# ---- turning -----------------------------------------------------------------------------------------------------


def turning(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Turn Father towards Mother', 'snu Far en kvart til høyre', 'Mor snur seg bort'."""
    verb = cursor.eat(*TURN)
    named = scene.figure(cursor)
    if not verb and not (named and cursor.eat(*TURNS)):
        return None
    if named and not named.one:
        return scene.which(named)
    figure = named.one if named else scene.names.mine or _the_only(scene)
    if not figure:
        return unclear(_("Which figure do you mean? You could begin with its name."))
    if not scene.figures[figure]["on_board"]:
        return unclear(_where(scene, figure))
    return _turned(cursor, scene, figure)


def _turned(cursor: Cursor, scene: Scene, figure: str) -> Heard:
    x, y, heading, gaze = scene.figures[figure]["at"]
    facing = _how_far(cursor, heading) or _to_whom(cursor, scene)
    cursor.skip()
    if isinstance(facing, Heard):
        return facing
    to = heading_of(facing, scene, figure, (x, y)) if facing else None
    if to is None or not cursor.is_done:
        return unclear(_("Which way does it turn? You could write “to the left”, “around” or “towards” somebody."))
    straight = 0 if gaze and facing and facing.other else None
    return done(do.Move(figure, heading=to, gaze=straight), "", figure)


def _how_far(cursor: Cursor, heading: int) -> Facing | None:
    """A turn counted from where it faces now."""
    start = cursor.at
    so_far = _degrees(cursor)
    word = cursor.eat("to the left", "left", "til venstre", "mot venstre", "venstre", "to the right", "right",
                      "til høyre", "mot høyre", "høyre")  # fmt: skip
    if so_far is None:
        so_far = _degrees(cursor)
    if not word and so_far != 180:
        cursor.at = start
        return None
    by = 90 if so_far is None else so_far
    return Facing(heading=(heading + (-by if "left" in word or "venstre" in word else by)) % 360)


def _degrees(cursor: Cursor) -> int | None:
    if cursor.eat(*QUARTER):
        return 90
    if cursor.eat(*AROUND):
        return 180
    if cursor.eat(*v.LITTLE):
        return 30
    start = cursor.at
    found = v.number(cursor)
    if found is not None and cursor.eat(*DEGREES):
        return round(found) % 360
    cursor.at = start
    return None


def _to_whom(cursor: Cursor, scene: Scene) -> Facing | Heard | None:
    start = cursor.at
    cursor.eat("to")
    if facing := read_facing(cursor, scene):
        return facing
    cursor.at = start
    if cursor.eat("to", "to face", "til", *FACES):
        named = scene.figure(cursor)
        if named and not named.one:
            return scene.which(named)
        if named and scene.figures[named.one]["on_board"]:
            return Facing(other=named.one)
    cursor.at = start
    return None


def looking(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Father looks at Mother': the head turns, the body stays."""
    cursor.eat("let", "la")
    named = scene.figure(cursor)
    if named is None or not cursor.eat(*LOOKS):
        return None
    if not named.one:
        return scene.which(named)
    figure = named.one
    if cursor.only("ahead", "straight ahead", "rett fram", "rett frem", "fram", "framover"):
        return done(do.Move(figure, gaze=0), "", figure)
    if cursor.only("left", "to the left", "til venstre", "mot venstre"):
        return done(do.Move(figure, gaze=-60), "", figure)
    if cursor.only("right", "to the right", "til høyre", "mot høyre"):
        return done(do.Move(figure, gaze=60), "", figure)
    return _at_whom(cursor, scene, figure)


def _at_whom(cursor: Cursor, scene: Scene, figure: str) -> Heard | None:
    named = scene.figure(cursor)
    cursor.skip()
    if named is None or not cursor.is_done:
        return None
    if not named.one:
        return scene.which(named)
    if named.one == figure or not scene.figures[named.one]["on_board"] or not scene.figures[figure]["on_board"]:
        return unclear(_("Both have to stand on the board for that."))
    (x, y, heading, _gaze), other = scene.figures[figure]["at"], scene.figures[named.one]["at"]
    gaze = round(turn(heading, bearing((x, y), (other[0], other[1]))))
    if abs(gaze) > 90:
        said = _("The head does not turn that far. You could turn all of %(who)s towards %(other)s.")
        return unclear(said % {"who": scene.names.figure(figure), "other": scene.names.figure(named.one)})
    return done(do.Move(figure, gaze=gaze), "", figure)


# ---- off the board -----------------------------------------------------------------------------------------------


def lifting(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Take Father off the board', 'ta Far av brettet': it stays in the constellation."""
    verb = cursor.eat("take", "lift", "move", "ta", "løft", "flytt", "take off", "lift off", "ta av", "remove", "fjern")
    named = scene.figure(cursor) if verb else None
    if named is None:
        return None
    if not cursor.only(*OFF) and not (cursor.is_done and verb in ("lift", "løft", "take off", "lift off", "ta av")):
        return None
    if not named.one:
        return scene.which(named)
    said = _("%(who)s is off the board, and still part of the constellation.")
    return done(do.Lift(named.one), said % {"who": scene.names.Figure(named.one)})
