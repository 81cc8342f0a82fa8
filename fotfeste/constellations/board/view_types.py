"""What one seat may see of a board, as it is sent: the only shapes in which anything leaves the board.

A field that is UNSET is not told to this seat, and is not sent. Its name alone would tell that there is something.
"""

from typing import Literal, NamedTuple, TypeAlias, TypeVar

from msgspec import UNSET, Struct, UnsetType

from .enums import Answer, Kind, Living, Method, Mode, Moment, Phase, Posture, Presence, Role, Shape, Signal, Tone

T = TypeVar("T")


class At(NamedTuple):
    """Where a figure stands and looks: all that a move changes. Units and degrees as in `state.Figure`."""

    x: int
    y: int
    heading: int
    gaze: int


class ViewSelf(Struct, frozen=True, kw_only=True):
    """The seat that looks."""

    seat: str
    role: str  # a Role, or the wall's
    name: str = ""
    presence: Presence
    figure: str = ""
    owes: tuple[str, ...] = ()
    agreed: list[str] = []
    granted: list[str] = []
    anchor: int = 0
    may: list[str]
    moves: Literal["any", "own", ""] = ""
    inside: Literal["any", "own", ""] = ""
    replays: bool = False


class WallSelf(ViewSelf, frozen=True, omit_defaults=True):
    """A projector: nobody sits there, so there is nothing to say of it."""


class ViewSeat(Struct, frozen=True):
    id: str
    role: Role
    name: str
    presence: Presence
    figure: str | UnsetType = UNSET  # for who may know who stands for whom; the rest for whoever leads
    owes: tuple[str, ...] | UnsetType = UNSET
    granted: list[str] | UnsetType = UNSET
    agreed: list[str] | UnsetType = UNSET
    anchor: int | UnsetType = UNSET


class ViewFigure(Struct, frozen=True):
    at: At
    scale: int
    posture: Posture
    shape: Shape
    tone: Tone
    on_board: bool
    mine: bool
    label: str
    kind: Kind | UnsetType = UNSET  # what it means: for who may know
    generation: int | UnsetType = UNSET
    living: Living | UnsetType = UNSET
    masked: str | UnsetType = UNSET  # what others may know: for who sees every meaning
    revealed: bool | UnsetType = UNSET


class ViewLine(Struct, frozen=True):
    start: str
    end: str
    words: str


class ViewZone(Struct, frozen=True):
    x: int
    y: int
    radius: int
    words: str


class ViewPerception(Struct, frozen=True):
    id: str
    figure: str
    mine: bool
    at_seq: int
    region: str
    quality: str
    intensity: int | None
    impulse: str
    words: str
    put_away: bool


class ViewSentence(Struct, frozen=True):
    id: str
    to: str
    mine: bool
    words: str
    answer: Answer


class ViewPicture(Struct, frozen=True):
    moment: Moment
    at_seq: int


class ViewSelfReport(Struct, frozen=True):
    at_seq: int
    activation: int | None
    safety: int | None


class BoardView(Struct, frozen=True):
    """For a seat that is let in, and for the wall."""

    seq: int
    phase: Phase
    before: Phase
    mode: Mode
    method: Method
    blind: int
    frozen: bool
    slow_s: float
    rows_shown: bool
    signal: Signal
    signal_at: int
    proposal: str
    waits_for_client: bool
    deep_closed: bool
    issue: str
    me: ViewSelf
    seats: list[ViewSeat]
    figures: dict[str, ViewFigure]
    lines: dict[str, ViewLine]
    zones: dict[str, ViewZone]
    perceptions: list[ViewPerception]
    sentences: list[ViewSentence]
    pictures: list[ViewPicture]
    told: list[ViewSelfReport]
    kept: str
    waived: dict[str, str]


class OutsideSelf(Struct, frozen=True):
    seat: str
    role: str
    presence: Presence
    name: str


class OutsideView(Struct, frozen=True):
    """For a seat that is not let in: that it waits, or has gone, and nothing of the board."""

    seq: Literal[0]
    phase: Literal[""]
    me: OutsideSelf


SeatView: TypeAlias = BoardView | OutsideView


class MoveView(Struct, frozen=True):
    """That figures stand elsewhere, and nothing more."""

    seq: int
    moved: dict[str, At]


def value_or(value: T | UnsetType, otherwise: T) -> T:
    """What was told; `otherwise` where it is not told to this seat.

    >>> value_or(3, 0), value_or(UNSET, 0)
    (3, 0)
    """
    return otherwise if isinstance(value, UnsetType) else value
