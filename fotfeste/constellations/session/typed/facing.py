"""Reading which way something turns, and working out the heading once its place is known."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fotfeste.constellations.board.geometry import Place, bearing
from fotfeste.constellations.board.words import HEIGHT, WIDTH

from . import vocabulary as v
from .answers import Heard, unclear
from .cursor import Cursor
from .scene import Scene

MIDDLE: Place = (WIDTH / 2, HEIGHT / 2)
FACES = ("facing", "faces", "face", "facing towards", "turned towards", "turned to", "looking at", "looking towards",
         "vendt mot", "vender mot", "vendt", "vender seg mot", "med ansiktet mot", "med blikket mot", "ser mot", "mot",
         "towards", "toward", "som ser mot", "rettet mot")  # fmt: skip
BACKS = ("facing away from", "faces away from", "turned away from", "away from", "with its back to",
         "with her back to", "with his back to", "with the back to", "back to", "vendt bort fra", "vendt vekk fra",
         "med ryggen mot", "med ryggen til", "bort fra", "vekk fra", "ryggen mot")  # fmt: skip
AWAY_WHOLE = ("facing away", "faces away", "turned away", "looking away", "vendt bort", "vendt vekk", "bortvendt",
              "ser bort", "med ryggen til")  # fmt: skip
AWAY = (*AWAY_WHOLE, "away", "bort", "vekk")
INWARD = ("facing the middle", "face the middle", "facing in", "facing inwards", "vendt inn", "vendt innover",
          "vendt mot midten",
          "mot midten", "towards the middle", "inwards", "innover")  # fmt: skip
OUTWARD = ("facing out", "facing outwards", "vendt ut", "vendt utover", "outwards", "utover")
SAME_WAY = (
    "facing the same way as",
    "the same way as",
    "vendt samme vei som",
    "samme vei som",
    "like",
)


@dataclass(frozen=True)
class Facing:
    """A heading on the board, or something in relation to a figure or to everyone."""

    heading: int | None = None
    other: str = ""
    turned: int = 0  # added to the bearing of the other
    how: str = ""  # "in", "out", "away", "same" or ""


def read_facing(cursor: Cursor, scene: Scene, *, bare: bool = True) -> Facing | Heard | None:
    """The way to face that stands here; what is not clear about it; or None, with the cursor where it was.

    `bare`: whether 'away' by itself is a way to face here; where somebody goes, it could be a way to go.
    """
    start = cursor.at
    found = _of_the_room(cursor) or _of_another(cursor, scene, bare)
    if found is None:
        cursor.at = start
    return found


def _of_the_room(cursor: Cursor) -> Facing | None:
    start = cursor.at
    if cursor.eat(*INWARD):
        return Facing(how="in")
    if cursor.eat(*OUTWARD):
        return Facing(how="out")
    if cursor.eat(*FACES) and (word := cursor.eat(*v.TOWARDS)):
        return Facing(heading=v.TOWARDS[word])
    cursor.at = start
    return None


def _of_another(cursor: Cursor, scene: Scene, bare: bool) -> Facing | Heard | None:
    for phrases, turned, how in ((SAME_WAY, 0, "same"), (BACKS, 180, ""), (FACES, 0, "")):
        start = cursor.at
        if cursor.eat(*phrases):
            named = scene.figure(cursor)
            if named and not named.one:
                return scene.which(named)
            if named:
                return _towards(scene, named.one, turned, how)
        cursor.at = start
    return Facing(how="away") if cursor.eat(*(AWAY if bare else AWAY_WHOLE)) else None


def _towards(scene: Scene, other: str, turned: int, how: str) -> Facing | Heard:
    if not scene.figures[other]["on_board"]:
        return unclear(_("%(who)s does not stand on the board yet.") % {"who": scene.names.Figure(other)})
    return Facing(other=other, turned=turned, how=how)


def heading_of(facing: Facing, scene: Scene, figure: str, place: Place, beside: str = "") -> int | None:
    """The heading this comes to from that place; None when there is nobody to turn from, or it is the very place.

    `beside`: whom the place was counted from; 'away' is away from that one.
    """
    if facing.heading is not None:
        return facing.heading
    if facing.how in ("in", "out"):
        return _whole(bearing(place, MIDDLE) + (180 if facing.how == "out" else 0))
    if facing.how == "away":
        return _whole(bearing(place, _at(scene, beside)) + 180) if beside else _away(scene, figure, place)
    if facing.how == "same":
        return int(scene.figures[facing.other]["at"][2])
    if facing.other == figure:
        return None
    return _whole(bearing(place, _at(scene, facing.other)) + facing.turned)


def _away(scene: Scene, figure: str, place: Place) -> int | None:
    """With the back to where the others stand, taken together."""
    others = [_at(scene, key) for key, each in scene.figures.items() if each["on_board"] and key != figure]
    if not others:
        return None
    middle = (sum(x for x, _y in others) / len(others), sum(y for _x, y in others) / len(others))
    return _whole(bearing(place, middle) + 180)


def _at(scene: Scene, key: str) -> Place:
    return scene.figures[key]["at"][0], scene.figures[key]["at"][1]


def _whole(degrees: float) -> int:
    return round(degrees) % 360
