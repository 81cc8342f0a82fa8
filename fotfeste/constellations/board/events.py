"""What happened on a board. Facts only, versioned; what carries words or meaning is named in `SEALED`."""

from typing import ClassVar

from .enums import (  # isort: skip
    DEFAULT_MAX_ELEMENTS, DEFAULT_MAX_REPRESENTATIVES,
    Answer, Blind, Kind, Living, Method, Mode, Moment, Phase, Posture, Presence,
    Purpose, Right, Role, Shape, Signal, Tone,
)  # fmt: skip  # the vocabulary of all events, read together
from .event_serialization import KINDS as KINDS
from .event_serialization import UPCASTERS as UPCASTERS
from .event_serialization import Event as Event
from .event_serialization import EventFields as EventFields
from .event_serialization import UnknownEvent as UnknownEvent
from .event_serialization import read_event as read_event
from .event_serialization import split_sealed as split_sealed


class Began(Event, frozen=True):
    SEALED: ClassVar = ("issue",)
    mode: Mode
    method: Method
    blind: Blind = Blind.OPEN
    most_elements: int = DEFAULT_MAX_ELEMENTS
    most_representatives: int = DEFAULT_MAX_REPRESENTATIVES
    deep_closed: bool = False
    issue: str = ""


class Seated(Event, frozen=True):
    SEALED: ClassVar = ("name",)
    seat: str
    role: Role
    presence: Presence
    name: str = ""


class PresenceSet(Event, frozen=True):
    seat: str
    presence: Presence


class Granted(Event, frozen=True):
    seat: str
    right: Right
    given: bool = True


class PhaseSet(Event, frozen=True):
    to: Phase


class PhaseProposed(Event, frozen=True):
    to: Phase


class Signalled(Event, frozen=True):
    seat: str
    signal: Signal


class Agreed(Event, frozen=True):
    yes: bool = True


class Resumed(Event, frozen=True):
    to: Phase


class Frozen(Event, frozen=True):
    on: bool = True


class Slowed(Event, frozen=True):
    seconds: float = 0.0


class DeepOpened(Event, frozen=True):
    SEALED: ClassVar = ("reason",)
    reason: str = ""


class IssueSet(Event, frozen=True):
    SEALED: ClassVar = ("words",)
    words: str = ""


class Added(Event, frozen=True):
    SEALED: ClassVar = ("label", "kind", "masked", "generation", "living", "shape", "tone")  # a shape tells the kind
    figure: str
    shape: Shape = Shape.ROUND
    tone: Tone = Tone.STONE
    label: str = ""
    kind: Kind = Kind.SECRET
    masked: str = ""
    generation: int = 0
    living: Living = Living.UNKNOWN


class Masked(Event, frozen=True):
    SEALED: ClassVar = ("masked",)
    figure: str
    masked: str = ""


class Revealed(Event, frozen=True):
    figure: str


class TakenAway(Event, frozen=True):
    figure: str


class Assigned(Event, frozen=True):
    seat: str
    figure: str = ""


class Moved(Event, frozen=True):
    """Where it stands now. `seat` and `at` serve slow mode; `path` serves the replay; `placed`: not there before."""

    seat: str
    figure: str
    x: int
    y: int
    heading: int
    gaze: int = 0
    at: float = 0.0
    path: tuple[tuple[int, int, int], ...] = ()
    placed: bool = False


class Lifted(Event, frozen=True):
    figure: str


class Appeared(Event, frozen=True):
    SEALED: ClassVar = ("shape", "tone")
    figure: str
    posture: Posture = Posture.STANDING
    shape: Shape = Shape.ROUND
    tone: Tone = Tone.STONE
    scale: int = 100


class StoodAt(Event, frozen=True):
    seat: str
    anchor: int


class RowsShown(Event, frozen=True):
    on: bool = True


class Drawn(Event, frozen=True):
    SEALED: ClassVar = ("words",)
    mark: str
    start: str
    end: str
    words: str = ""


class MarkedZone(Event, frozen=True):
    SEALED: ClassVar = ("words",)
    mark: str
    x: int
    y: int
    radius: int
    words: str = ""


class Erased(Event, frozen=True):
    mark: str


class Perceived(Event, frozen=True):
    SEALED: ClassVar = ("region", "quality", "intensity", "impulse", "words")
    perception: str
    seat: str
    figure: str
    region: str = ""
    quality: str = ""
    intensity: int | None = None
    impulse: str = ""
    words: str = ""


class WasPutAway(Event, frozen=True):
    perception: str
    away: bool = True


class Offered(Event, frozen=True):
    SEALED: ClassVar = ("words",)
    sentence: str
    to: str
    words: str = ""


class Replied(Event, frozen=True):
    SEALED: ClassVar = ("own",)
    sentence: str
    answer: Answer
    own: str = ""


class ToldOf(Event, frozen=True):
    SEALED: ClassVar = ("activation", "safety")
    activation: int | None = None
    safety: int | None = None
    seat: str = ""


class PictureTaken(Event, frozen=True):
    moment: Moment


class LetGoOf(Event, frozen=True):
    seat: str
    figure: str


class Waived(Event, frozen=True):
    SEALED: ClassVar = ("why",)
    seat: str
    why: str = ""


class Kept(Event, frozen=True):
    SEALED: ClassVar = ("words",)
    words: str = ""
    seat: str = ""


class Consented(Event, frozen=True):
    seat: str
    purpose: Purpose
    given: bool = True


class WordsTakenBack(Event, frozen=True):
    seat: str


KINDS.update({kind.__name__: kind for kind in Event.__subclasses__()})
