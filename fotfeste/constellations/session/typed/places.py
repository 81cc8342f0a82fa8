"""Reading where something goes and which way it turns: 'two steps left of Me, facing away'."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fotfeste.constellations.board.geometry import Place, bearing, beside, clear_place, distance, onto_board
from fotfeste.constellations.board.words import HEIGHT, STEP, WIDTH, Posture

from . import vocabulary as v
from .answers import Heard, unclear
from .cursor import Cursor
from .facing import Facing, read_facing
from .scene import Named, Scene

APART, CLOSE, NEAREST = 1.5, 1.3, 1.2  # steps, where none are named
TOWARD = ("towards", "toward", "mot", "i retning av", "to", "bort til", "hen til", "til")
FROM = ("away from", "from", "bort fra", "vekk fra", "fra", "lenger fra", "further from", "further away from",
        "lenger unna", "lenger bort fra")  # fmt: skip
CLOSER = ("closer to", "nearer to", "nearer", "closer", "nærmere", "nærere")


@dataclass
class Going:
    """What a line asks of one figure, as far as it has been read."""

    figure: str
    place: Place | None = None
    beside: str = ""  # whom the place was counted from
    facing: Facing | None = None
    posture: Posture | None = None
    trouble: Heard | None = None

    @property
    def is_empty(self) -> bool:
        return self.place is None and self.facing is None and self.posture is None


class Way:
    """Reads the rest of a line for one figure."""

    def __init__(self, cursor: Cursor, scene: Scene, figure: str):
        self.cursor, self.scene, self.going = cursor, scene, Going(figure)

    def read(self) -> Going:
        """Everything up to the end of the line; `trouble` when something of it is not clear."""
        self.cursor.skip()
        while not self.cursor.is_done and not self.going.trouble:
            before = self.cursor.at
            if not self._clause() and not self.going.trouble:
                rest = self.cursor.rest()
                self.going.trouble = unclear(_("This part was not clear: “%(words)s”.") % {"words": rest})
            self.cursor.skip()
            if self.cursor.at == before:
                break
        return self.going

    def _clause(self) -> bool:
        """Until it has a place, 'towards' is a way to go; after that, a way to face."""
        if self.going.place is None:
            return self._posture() or self._goes() or (not self.going.trouble and self._faces())
        return self._posture() or self._faces() or (not self.going.trouble and self._goes())

    def _posture(self) -> bool:
        if word := self.cursor.eat(*v.POSTURES):
            self.going.posture = v.POSTURES[word]
        return bool(word)

    def _faces(self) -> bool:
        facing = read_facing(self.cursor, self.scene, bare=self.going.place is not None)
        if isinstance(facing, Heard):
            self.going.trouble = facing
        elif facing:
            self.going.facing = facing
        return isinstance(facing, Facing)

    # ---- where

    def _goes(self) -> bool:
        so_many = self._steps()
        return (
            self._closer(so_many) or self._beside(so_many) or self._between() or self._on_board(so_many)
            or self._from_or_to(so_many) or self._of_itself(so_many)
        )  # fmt: skip

    def _steps(self) -> float | None:
        start = self.cursor.at
        if self.cursor.eat(*v.LITTLE):
            self.cursor.eat(*v.STEPS)
            return 0.5
        is_in_digits = not self.cursor.is_done and self.cursor.tokens[start].folded[:1].isdigit()
        found = v.number(self.cursor)  # the Norwegian two is the English "to": in words it counts with its steps only
        if found is not None and found > 0 and (self.cursor.eat(*v.STEPS) or is_in_digits):
            return min(found, 20.0)
        self.cursor.at = start
        return None

    def _other(self) -> str:
        """The figure named here; '' when none is, or when it is not clear which (then there is trouble)."""
        start = self.cursor.at
        named = self.scene.figure(self.cursor)
        if named is None:
            return ""
        key = self._one(named)
        if not key or key == self.going.figure:
            self.cursor.at = start
            return ""
        if not self.scene.figures[key]["on_board"]:
            self.going.trouble = unclear(
                _("%(who)s does not stand on the board yet.") % {"who": self.scene.names.Figure(key)}
            )
            return ""
        return key

    def _one(self, named: Named) -> str:
        if not named.one:
            self.going.trouble = self.scene.which(named)
        return named.one

    def _beside(self, so_many: float | None) -> bool:
        start = self.cursor.at
        word = self.cursor.eat(*v.OF_SOMETHING, *v.BESIDE)
        other = self._other() if word else ""
        if not other:
            self.cursor.at = start
            return False
        self.going.beside = other
        at, heading = self._at(other)
        plain = APART if word in v.OF_SOMETHING else CLOSE
        way = v.OF_SOMETHING.get(word, 90)
        self._settle(beside(at, heading, way, so_many if so_many is not None else plain))
        return True

    def _between(self) -> bool:
        start = self.cursor.at
        if self.cursor.eat("between", "mellom", "midt mellom", "halfway between"):
            a = self._other()
            self.cursor.skip()
            b = self._other() if a else ""
            if a and b:
                (ax, ay), (bx, by) = self._at(a)[0], self._at(b)[0]
                self._settle(((ax + bx) / 2, (ay + by) / 2))
                return True
        self.cursor.at = start
        return False

    def _on_board(self, so_many: float | None) -> bool:
        start = self.cursor.at
        if so_many is None:
            self.cursor.eat("helt", "right", "all the way")
            self.cursor.eat(*v.BEFORE_PLACES)
            if not (word := self.cursor.eat(*v.PLACES)):
                self.cursor.at = start
                word = self.cursor.eat(*v.PLACES)
            if word:
                self.cursor.eat(*v.AFTER_PLACES)
                self._settle((v.PLACES[word][0] * WIDTH, v.PLACES[word][1] * HEIGHT))
                return True
        self.cursor.at = start
        return False

    def _closer(self, so_many: float | None) -> bool:
        start = self.cursor.at
        if self.cursor.eat(*CLOSER) and (other := self._other()):
            self._along(other, -(self._steps() or so_many or 1.0))
            return True
        self.cursor.at = start
        return False

    def _from_or_to(self, so_many: float | None) -> bool:
        start = self.cursor.at
        word = self.cursor.eat(*FROM, *TOWARD)
        other = self._other() if word else ""
        if not other:
            self.cursor.at = start
            return False
        if word in ("from", "fra") and so_many is not None:
            self._at_distance(other, so_many)
        elif word in FROM:
            self._along(other, so_many or 1.0)
        elif word in ("to", "til", "bort til", "hen til") and so_many is None:
            self._at_distance(other, CLOSE)
        else:
            self._along(other, -(so_many or 1.0))
        return True

    def _of_itself(self, so_many: float | None) -> bool:
        word = self.cursor.eat(*v.OF_ITSELF, *v.UP_DOWN)
        if not word:
            if so_many is not None and not self.going.trouble:
                self.going.trouble = unclear(_("Which way? You could write “ahead”, “left” or “towards” somebody."))
            return False
        here = self._here()
        if here is None:
            return False
        at, heading = here
        turned, way = (heading, v.OF_ITSELF[word]) if word in v.OF_ITSELF else (0.0, v.UP_DOWN[word])
        self._settle(beside(at, turned, way, so_many or 1.0))
        return True

    # ---- geometry

    def _at(self, key: str) -> tuple[Place, float]:
        x, y, heading, _gaze = self.scene.figures[key]["at"]
        return (x, y), heading

    def _here(self) -> tuple[Place, float] | None:
        if self.going.place is not None:
            return self.going.place, self._at(self.going.figure)[1]
        if self.scene.figures[self.going.figure]["on_board"]:
            return self._at(self.going.figure)
        self.going.trouble = self._not_there()
        return None

    def _not_there(self) -> Heard:
        said = _("%(who)s has no place yet. Where does it go? You could write “in the middle”, or beside somebody.")
        return unclear(said % {"who": self.scene.names.Figure(self.going.figure)})

    def _along(self, other: str, more_steps: float) -> None:
        """Further from or closer to another, on the line between them; never on top of it."""
        here = self._here()
        if here:
            away = max(distance(here[0], self._at(other)[0]) / STEP + more_steps, NEAREST)
            self._at_distance(other, away)

    def _at_distance(self, other: str, so_many: float) -> None:
        here = self._here()
        if here:
            at = self._at(other)[0]
            self._settle(beside(at, bearing(at, here[0]), 0, so_many))

    def _settle(self, wanted: Place) -> None:
        """The nearest free place: a typed word puts nobody on top of another."""
        figures = self.scene.figures
        taken = [self._at(key)[0] for key in figures if figures[key]["on_board"] and key != self.going.figure]
        self.going.place = clear_place(onto_board(*wanted), taken)
