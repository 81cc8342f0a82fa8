"""Reading where something goes and which way it turns: 'two steps left of Me, facing away'."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fotfeste.constellations.board.enums import HEIGHT, STEP, WIDTH, Posture
from fotfeste.constellations.board.geometry import (
    Place,
    bearing,
    clamp_to_board,
    distance,
    find_free_place,
    place_beside,
)

from . import vocabulary as v
from .context import LineContext, NameMatch
from .cursor import Cursor
from .facing import Facing, read_facing
from .line_result import LineResult, unclear_result
from .phrase_tables import PHRASES

DEFAULT_STEPS_APART, DEFAULT_STEPS_BESIDE, MIN_STEPS_APART = 1.5, 1.3, 1.2  # steps, where none are named
phrases = PHRASES.places


@dataclass
class MoveRequest:
    """What a line asks of one figure, as far as it has been read."""

    figure: str
    place: Place | None = None
    beside: str = ""  # whom the place was counted from
    facing: Facing | None = None
    posture: Posture | None = None
    problem: LineResult | None = None

    @property
    def is_empty(self) -> bool:
        return self.place is None and self.facing is None and self.posture is None


class MoveReader:
    """Reads the rest of a line for one figure."""

    def __init__(self, cursor: Cursor, context: LineContext, figure: str):
        self.cursor, self.context, self.request = cursor, context, MoveRequest(figure)

    def read(self) -> MoveRequest:
        """Everything up to the end of the line; `trouble` when something of it is not clear."""
        self.cursor.skip()
        while not self.cursor.is_done and not self.request.problem:
            before = self.cursor.at
            if not self._read_clause() and not self.request.problem:
                rest = self.cursor.rest()
                self.request.problem = unclear_result(_("This part was not clear: “%(words)s”.") % {"words": rest})
            self.cursor.skip()
            if self.cursor.at == before:
                break
        return self.request

    def _read_clause(self) -> bool:
        """Until it has a place, 'towards' is a way to go; after that, a way to face."""
        if self.request.place is None:
            return (
                self._read_posture() or self._read_destination() or (not self.request.problem and self._read_facing())
            )
        return self._read_posture() or self._read_facing() or (not self.request.problem and self._read_destination())

    def _read_posture(self) -> bool:
        if word := self.cursor.eat(*v.POSTURES):
            self.request.posture = v.POSTURES[word]
        return bool(word)

    def _read_facing(self) -> bool:
        facing = read_facing(self.cursor, self.context, bare=self.request.place is not None)
        if isinstance(facing, LineResult):
            self.request.problem = facing
        elif facing:
            self.request.facing = facing
        return isinstance(facing, Facing)

    # ---- where

    def _read_destination(self) -> bool:
        so_many = self._read_steps()
        return (
            self._read_closer(so_many) or self._read_beside(so_many) or self._read_between()
            or self._read_board_place(so_many) or self._read_from_or_to(so_many) or self._read_own_direction(so_many)
        )  # fmt: skip  # tried in this order

    def _read_steps(self) -> float | None:
        start = self.cursor.at
        if self.cursor.eat(*v.LITTLE):
            self.cursor.eat(*v.STEPS)
            return 0.5
        is_in_digits = not self.cursor.is_done and self.cursor.tokens[start].folded[:1].isdigit()
        found = v.read_number(
            self.cursor
        )  # the Norwegian two is the English "to": in words it counts with its steps only
        if found is not None and found > 0 and (self.cursor.eat(*v.STEPS) or is_in_digits):
            return min(found, 20.0)
        self.cursor.at = start
        return None

    def _read_other_figure(self) -> str:
        """The figure named here; '' when none is, or when it is not clear which (then there is trouble)."""
        start = self.cursor.at
        named = self.context.match_figure(self.cursor)
        if named is None:
            return ""
        key = self._resolve_name(named)
        if not key or key == self.request.figure:
            self.cursor.at = start
            return ""
        if not self.context.figures[key].on_board:
            self.request.problem = unclear_result(
                _("%(who)s does not stand on the board yet.") % {"who": self.context.names.capitalized_figure(key)}
            )
            return ""
        return key

    def _resolve_name(self, named: NameMatch) -> str:
        if not named.key:
            self.request.problem = self.context.ask_which_figure(named)
        return named.key

    def _read_beside(self, so_many: float | None) -> bool:
        start = self.cursor.at
        word = self.cursor.eat(*v.BESIDE_ANOTHER, *v.BESIDE)
        other = self._read_other_figure() if word else ""
        if not other:
            self.cursor.at = start
            return False
        self.request.beside = other
        at, heading = self._place_of(other)
        plain = DEFAULT_STEPS_APART if word in v.BESIDE_ANOTHER else DEFAULT_STEPS_BESIDE
        way = v.BESIDE_ANOTHER.get(word, 90)
        self._set_free_place(place_beside(at, heading, way, so_many if so_many is not None else plain))
        return True

    def _read_between(self) -> bool:
        start = self.cursor.at
        if self.cursor.eat(*phrases.between):
            a = self._read_other_figure()
            self.cursor.skip()
            b = self._read_other_figure() if a else ""
            if a and b:
                (ax, ay), (bx, by) = self._place_of(a)[0], self._place_of(b)[0]
                self._set_free_place(((ax + bx) / 2, (ay + by) / 2))
                return True
        self.cursor.at = start
        return False

    def _read_board_place(self, so_many: float | None) -> bool:
        start = self.cursor.at
        if so_many is None:
            self.cursor.eat(*phrases.all_the_way)
            self.cursor.eat(*v.BEFORE_PLACES)
            if not (word := self.cursor.eat(*v.PLACES)):
                self.cursor.at = start
                word = self.cursor.eat(*v.PLACES)
            if word:
                self.cursor.eat(*v.AFTER_PLACES)
                self._set_free_place((v.PLACES[word][0] * WIDTH, v.PLACES[word][1] * HEIGHT))
                return True
        self.cursor.at = start
        return False

    def _read_closer(self, so_many: float | None) -> bool:
        start = self.cursor.at
        if self.cursor.eat(*phrases.closer_to) and (other := self._read_other_figure()):
            self._move_along_line(other, -(self._read_steps() or so_many or 1.0))
            return True
        self.cursor.at = start
        return False

    def _read_from_or_to(self, so_many: float | None) -> bool:
        start = self.cursor.at
        word = self.cursor.eat(*phrases.away_from, *phrases.toward)
        other = self._read_other_figure() if word else ""
        if not other:
            self.cursor.at = start
            return False
        if word in phrases.plainly_from and so_many is not None:
            self._move_to_distance(other, so_many)
        elif word in phrases.away_from:
            self._move_along_line(other, so_many or 1.0)
        elif word in phrases.right_up_to and so_many is None:
            self._move_to_distance(other, DEFAULT_STEPS_BESIDE)
        else:
            self._move_along_line(other, -(so_many or 1.0))
        return True

    def _read_own_direction(self, so_many: float | None) -> bool:
        word = self.cursor.eat(*v.OWN_WAYS, *v.BOARD_WAYS)
        if not word:
            if so_many is not None and not self.request.problem:
                self.request.problem = unclear_result(
                    _("Which way? You could write “ahead”, “left” or “towards” somebody.")
                )
            return False
        here = self._current_place()
        if here is None:
            return False
        at, heading = here
        turned, way = (heading, v.OWN_WAYS[word]) if word in v.OWN_WAYS else (0.0, v.BOARD_WAYS[word])
        self._set_free_place(place_beside(at, turned, way, so_many or 1.0))
        return True

    # ---- geometry

    def _place_of(self, key: str) -> tuple[Place, float]:
        x, y, heading, _gaze = self.context.figures[key].at
        return (x, y), heading

    def _current_place(self) -> tuple[Place, float] | None:
        if self.request.place is not None:
            return self.request.place, self._place_of(self.request.figure)[1]
        if self.context.figures[self.request.figure].on_board:
            return self._place_of(self.request.figure)
        self.request.problem = self._ask_for_place()
        return None

    def _ask_for_place(self) -> LineResult:
        said = _("%(who)s has no place yet. Where does it go? You could write “in the middle”, or beside somebody.")
        return unclear_result(said % {"who": self.context.names.capitalized_figure(self.request.figure)})

    def _move_along_line(self, other: str, more_steps: float) -> None:
        """Further from or closer to another, on the line between them; never on top of it."""
        here = self._current_place()
        if here:
            away = max(distance(here[0], self._place_of(other)[0]) / STEP + more_steps, MIN_STEPS_APART)
            self._move_to_distance(other, away)

    def _move_to_distance(self, other: str, so_many: float) -> None:
        here = self._current_place()
        if here:
            at = self._place_of(other)[0]
            self._set_free_place(place_beside(at, bearing(at, here[0]), 0, so_many))

    def _set_free_place(self, wanted: Place) -> None:
        """The nearest free place: a typed word puts nobody on top of another."""
        figures = self.context.figures
        taken = [self._place_of(key)[0] for key in figures if figures[key].on_board and key != self.request.figure]
        self.request.place = find_free_place(clamp_to_board(*wanted), taken)
