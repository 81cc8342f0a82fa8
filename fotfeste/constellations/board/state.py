"""A board at one moment. Every struct is frozen: `evolve` makes the next one.

What an element means (`Element`) is kept apart from how it stands there (`Figure`); they share one random id.
"""

from msgspec import Struct

from .enums import (
    DEFAULT_MAX_ELEMENTS,
    DEFAULT_MAX_REPRESENTATIVES,
    Answer,
    Blind,
    Kind,
    Living,
    Method,
    Mode,
    Moment,
    Phase,
    Posture,
    Presence,
    Role,
    Shape,
    Signal,
    Tone,
)


class Element(Struct, frozen=True):
    """Confidential: what stands there. `generation` counts rows from one's own; 1 is the parents', -1 the next."""

    label: str
    kind: Kind
    masked: str = ""
    generation: int = 0
    living: Living = Living.UNKNOWN
    revealed: bool = False


class Figure(Struct, frozen=True):
    """Appearance. `x`, `y` in units from the top left; `heading` in degrees clockwise, 0 up; `gaze` turns the head."""

    x: int = 0
    y: int = 0
    heading: int = 0
    gaze: int = 0
    scale: int = 100
    posture: Posture = Posture.STANDING
    shape: Shape = Shape.ROUND
    tone: Tone = Tone.STONE
    on_board: bool = False


class Seat(Struct, frozen=True):
    role: Role
    name: str = ""
    presence: Presence = Presence.LOBBY
    figure: str = ""  # the figure this seat stands for, or none
    owes: tuple[str, ...] = ()  # figures it has stood for and not yet stepped out of
    granted: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    moved_at: float = 0.0  # seconds since 1970, for slow mode
    anchor: int = 0  # the numbered place on the floor it stands on, or none
    was_in: bool = False  # has been let in: who only waited in the lobby took no part


class Line(Struct, frozen=True):
    start: str
    end: str
    words: str = ""


class Zone(Struct, frozen=True):
    x: int
    y: int
    radius: int
    words: str = ""


class Perception(Struct, frozen=True):
    seat: str
    figure: str
    at_seq: int
    region: str = ""
    quality: str = ""
    intensity: int | None = None
    impulse: str = ""
    words: str = ""
    put_away: bool = False


class Sentence(Struct, frozen=True):
    to: str  # a seat
    words: str
    answer: Answer = Answer.OFFERED
    own: str = ""  # her own wording, when she changed it


class Picture(Struct, frozen=True):
    moment: Moment
    at_seq: int


class SelfReport(Struct, frozen=True):
    """The client's own touch: activation −5 to 5, safety 0 to 10; either may be missing."""

    at_seq: int
    activation: int | None = None
    safety: int | None = None
    seat: str = ""


class State(Struct, frozen=True):
    seq: int = 0
    mode: Mode = Mode.PAIR
    method: Method = Method.CLASSIC
    blind: Blind = Blind.OPEN
    most_elements: int = DEFAULT_MAX_ELEMENTS
    most_representatives: int = DEFAULT_MAX_REPRESENTATIVES
    deep_closed: bool = False
    phase: Phase = Phase.SCREENING
    before: Phase = Phase.ARRIVING  # where a stop came from
    stopped_at: int = 0  # seq of the latest stop
    paused_at: int = 0  # seq of the pause that holds now, or none
    stopped_by: str = ""
    client_agrees: bool = False  # to go on, after a stop of her own
    frozen: bool = False
    slow_s: float = 0.0
    issue: str = ""
    proposal: str = ""
    rows_shown: bool = False
    signal: Signal = Signal.OK
    signal_at: int = 0
    kept: str = ""  # what the client wants to keep
    kept_by: str = ""
    seats: dict[str, Seat] = {}
    elements: dict[str, Element] = {}
    figures: dict[str, Figure] = {}
    lines: dict[str, Line] = {}
    zones: dict[str, Zone] = {}
    perceptions: dict[str, Perception] = {}
    sentences: dict[str, Sentence] = {}
    pictures: tuple[Picture, ...] = ()
    told: tuple[SelfReport, ...] = ()
    waived: dict[str, str] = {}  # seat: why it did not step out of its role

    def seats_in_roles(self, *roles: Role) -> list[str]:
        """Ids of the seats in these roles that are still here."""
        gone = (Presence.LEFT, Presence.REMOVED)
        return [key for key, seat in self.seats.items() if seat.role in roles and seat.presence not in gone]

    @property
    def seat_of_figure(self) -> dict[str, str]:
        """Figure to the seat that stands for it now."""
        return {seat.figure: key for key, seat in self.seats.items() if seat.figure}

    @property
    def has_resource(self) -> bool:
        """Whether something that gives support stands on the board."""
        return any(e.kind == Kind.RESOURCE and self.figures[key].on_board for key, e in self.elements.items())

    @property
    def still_in_role(self) -> list[str]:
        """Seats that owe stepping out of a role, and of which nobody has said why not."""
        return [key for key, seat in self.seats.items() if seat.owes and key not in self.waived]
