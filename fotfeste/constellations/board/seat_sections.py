"""One seat's look at a board: what it may know of who is here, what stands there, what is felt and said."""

from typing import Literal

from msgspec.structs import replace

from . import commands as do
from . import permissions
from .enums import Answer, Blind, Presence, Right, Role, Shape, Tone
from .state import Element, Figure, Perception, Seat, Sentence, State
from .view_types import (
    At,
    ViewFigure,
    ViewLine,
    ViewPerception,
    ViewSeat,
    ViewSelf,
    ViewSelfReport,
    ViewSentence,
    ViewZone,
    WallSelf,
)

WALL = "wall"  # a projector on the wall of a room: a seat nobody sits in
GONE_PRESENCES = (Presence.LEFT, Presence.REMOVED)


def place_of(figure: Figure) -> At:
    """x, y, heading, gaze: all that a move changes."""
    return At(figure.x, figure.y, figure.heading, figure.gaze)


class SeatSections:
    """One seat's rights, worked out once for one look."""

    def __init__(self, state: State, key: str):
        self.state, self.key = state, key
        self.seat = state.seats.get(key) or Seat(Role.OBSERVER, presence=Presence.IN)
        self.blind = Blind.UNNAMED if key == WALL and state.blind else state.blind
        self.sees_meaning = permissions.can_see_meaning(state, key)
        # By role or right, whatever the blind level.
        self.holds_meaning = permissions.can_see(state, key, permissions.TRUE_LABELS)
        self.leads = self.seat.role in (Role.FACILITATOR, Role.ALONE)
        self.can_lead = self.leads or Right.LEAD in self.seat.granted
        self.is_client = self.seat.role in (Role.CLIENT, Role.ALONE)
        self.sees_rows = self.sees_meaning or (key == WALL and not state.blind)
        # Who assigns has to know who stands for whom: it could be found out by trying.
        self.knows_names = self.sees_meaning or self.blind <= Blind.MASKED or Right.ELEMENTS in self.seat.granted

    def me(self) -> ViewSelf:
        """The seat itself: what it is, what it may, how far it reaches. A wall is nobody."""
        if self.key == WALL:
            return WallSelf(seat=WALL, role=WALL, presence=Presence.IN, may=[])
        return ViewSelf(
            seat=self.key,
            role=self.seat.role,
            name=self.seat.name,
            presence=self.seat.presence,
            figure=self.seat.figure,
            owes=self.seat.owes,
            agreed=sorted(self.seat.agreed),
            granted=sorted(self.seat.granted),
            anchor=self.seat.anchor,
            may=sorted(permissions.allowed_commands(self.state, self.key)),
            moves=permissions.command_reach(self.state, self.key, do.Move),
            inside=self._inside_reach(),
            replays=self.may_replay(),
        )

    def _inside_reach(self) -> Literal["any", "own", ""]:
        if permissions.can_see(self.state, self.key, permissions.INSIDE):
            return "any"
        return "own" if permissions.can_see(self.state, self.key, permissions.INSIDE, of_own=True) else ""

    def may_replay(self) -> bool:
        """Recording for replay is off until each seat that took part has said yes."""
        took_part = [seat for seat in self.state.seats.values() if seat.was_in]
        everyone = all("record" in seat.agreed for seat in took_part)
        return everyone and permissions.can_see(self.state, self.key, permissions.REPLAY, of_own=True)

    # ---- who is here

    def seats(self) -> list[ViewSeat]:
        """The lobby is shown to those who may let in. Order is that of arrival, which the room can see anyway."""
        here = [
            (key, seat)
            for key, seat in self.state.seats.items()
            if seat.presence not in GONE_PRESENCES
            and (seat.presence != Presence.LOBBY or self.can_lead)
            and self.key != WALL
        ]
        return [self._seat(key, seat) for key, seat in here] + self._seats_left_in_role()

    def _seats_left_in_role(self) -> list[ViewSeat]:
        """Who left in a role: whoever leads has to say something about it."""
        if not self.leads:
            return []
        return [
            self._seat(key, seat)
            for key, seat in self.state.seats.items()
            if seat.presence in GONE_PRESENCES and seat.owes and key not in self.state.waived
        ]

    def _seat(self, key: str, seat: Seat) -> ViewSeat:
        shown = ViewSeat(key, seat.role, seat.name, seat.presence)
        if key == self.key or self.knows_names:
            shown = replace(shown, figure=seat.figure if self._is_figure_visible(seat.figure) else "")
        if self.leads:
            return replace(
                shown,
                owes=seat.owes,
                granted=sorted(seat.granted),
                agreed=sorted(seat.agreed),
                anchor=seat.anchor,
            )
        return shown

    # ---- what stands there

    def figures(self) -> dict[str, ViewFigure]:
        """By their random ids, in the order of those: nothing tells which was added first."""
        return {key: shown for key in sorted(self.state.figures) if (shown := self._figure(key)) is not None}

    def _figure(self, key: str) -> ViewFigure | None:
        if not self._is_figure_visible(key):
            return None
        figure, element = self.state.figures[key], self.state.elements[key]
        known = self.sees_meaning or element.revealed
        shown = ViewFigure(
            at=place_of(figure),
            scale=figure.scale,
            posture=figure.posture,
            shape=figure.shape if known else Shape.ROUND,
            tone=figure.tone if known else Tone.STONE,
            on_board=figure.on_board,
            mine=bool(self.seat.figure) and key == self.seat.figure,
            label=self._label(element, known),
        )
        return self._with_meaning(shown, element) if known else shown

    def _is_figure_visible(self, key: str) -> bool:
        """Whether this eye knows of the figure. What waits beside the board is a thought of the client's yet."""
        figure = self.state.figures.get(key)
        return figure is not None and (figure.on_board or self.sees_meaning or key == self.seat.figure)

    def _label(self, element: Element, known: bool) -> str:
        if known:
            return element.label
        return element.masked if self.blind <= Blind.MASKED else ""

    def _with_meaning(self, shown: ViewFigure, element: Element) -> ViewFigure:
        shown = replace(shown, kind=element.kind, generation=element.generation, living=element.living)
        return replace(shown, masked=element.masked, revealed=element.revealed) if self.sees_meaning else shown

    def lines(self) -> dict[str, ViewLine]:
        """By their random ids; only between figures this seat knows of, and with words for who sees meaning."""
        return {
            key: ViewLine(line.start, line.end, line.words if self.sees_meaning else "")
            for key, line in sorted(self.state.lines.items())
            if all(self._is_figure_visible(end) for end in (line.start, line.end))
        }

    def zones(self) -> dict[str, ViewZone]:
        """By their random ids; with words for who sees meaning."""
        return {
            key: ViewZone(zone.x, zone.y, zone.radius, zone.words if self.sees_meaning else "")
            for key, zone in sorted(self.state.zones.items())
        }

    # ---- what is felt and said

    def _can_hear(self, seat: str) -> bool:
        return self.sees_meaning or seat == self.key or (self.blind < Blind.UNHEARD and self.key != WALL)

    def perceptions(self) -> list[ViewPerception]:
        """What was put away is out of sight for all but whose it is, the client and whoever leads."""
        heard = [(k, p) for k, p in self.state.perceptions.items() if self._can_hear(p.seat)]
        return [self._perception(k, p) for k, p in heard if not p.put_away or self.holds_meaning or p.seat == self.key]

    def _perception(self, key: str, felt: Perception) -> ViewPerception:
        known = self.knows_names or felt.seat == self.key
        return ViewPerception(
            id=key,
            figure=felt.figure if known and self._is_figure_visible(felt.figure) else "",
            mine=felt.seat == self.key,
            at_seq=felt.at_seq,
            region=felt.region,
            quality=felt.quality,
            intensity=felt.intensity,
            impulse=felt.impulse,
            words=felt.words,
            put_away=felt.put_away,
        )

    def sentences(self) -> list[ViewSentence]:
        """Offered ones are seen by whoever leads and by the one they are offered to; spoken ones by all who hear."""
        return [
            self._sentence(key, sentence) for key, sentence in self.state.sentences.items() if self._can_read(sentence)
        ]

    def _can_read(self, sentence: Sentence) -> bool:
        if sentence.to == self.key or self.leads or Right.SENTENCES in self.seat.granted:
            return True
        return sentence.answer in (Answer.SPOKEN, Answer.CHANGED) and self._can_hear(sentence.to)

    def _sentence(self, key: str, sentence: Sentence) -> ViewSentence:
        mine = sentence.to == self.key
        return ViewSentence(
            id=key,
            to=sentence.to if mine or self.knows_names else "",
            mine=mine,
            words=sentence.own if sentence.answer == Answer.CHANGED else sentence.words,
            answer=sentence.answer,
        )

    def self_reports(self) -> list[ViewSelfReport]:
        """A client's own, and all of them for whoever leads."""
        return [
            ViewSelfReport(told.at_seq, told.activation, told.safety)
            for told in self.state.told
            if self.leads or told.seat == self.key
        ]
