"""What happened on a board. Facts only, versioned; what carries words or meaning is named in `SEALED`.

An event is stored in two parts: what may lie in clear (ids, places, phases) and what is sealed under the client's key
and can be erased by itself. Erased fields come back as their defaults, so a board still folds without them.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

import msgspec
from msgspec import Struct

from .words import (
    MOST_ELEMENTS,
    MOST_REPRESENTATIVES,
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
    Purpose,
    Right,
    Role,
    Shape,
    Signal,
    Tone,
)


class Event(Struct, frozen=True, omit_defaults=True):
    V: ClassVar[int] = 1
    SEALED: ClassVar[tuple[str, ...]] = ()


class Began(Event, frozen=True):
    SEALED: ClassVar = ("issue",)
    mode: Mode
    method: Method
    blind: Blind = Blind.OPEN
    most_elements: int = MOST_ELEMENTS
    most_representatives: int = MOST_REPRESENTATIVES
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
    SEALED: ClassVar = ("label", "kind", "masked", "generation", "living")
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
    """Where it stands now. `seat` and `at` serve slow mode; `path` serves the replay."""

    seat: str
    figure: str
    x: int
    y: int
    heading: int
    gaze: int = 0
    at: float = 0.0
    path: tuple[tuple[int, int, int], ...] = ()


class Lifted(Event, frozen=True):
    figure: str


class Appeared(Event, frozen=True):
    figure: str
    posture: Posture
    shape: Shape
    tone: Tone
    scale: int


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


class Consented(Event, frozen=True):
    seat: str
    purpose: Purpose
    given: bool = True


class WordsTakenBack(Event, frozen=True):
    seat: str


KINDS: Final[dict[str, type[Event]]] = {kind.__name__: kind for kind in Event.__subclasses__()}
Plain = dict[str, Any]
Upcaster = Callable[[Plain], Plain]
# (kind, version it was written in): how it is read as the next version. A kind never changes without one.
UPCASTERS: dict[tuple[str, int], Upcaster] = {}


class UnknownEvent(ValueError):
    """An event of a kind or version this release does not know: written by a later one."""


def parts(event: Event) -> tuple[Plain, Plain]:
    """What may lie in clear, and what is sealed."""
    whole = msgspec.to_builtins(event)
    return {k: v for k, v in whole.items() if k not in event.SEALED}, {
        k: v for k, v in whole.items() if k in event.SEALED
    }


def read(kind: str, v: int, clear: Plain, sealed: Plain | None, upcasters: Mapping[Any, Upcaster] = UPCASTERS) -> Event:
    """An event as it was stored, in its present shape. Raises UnknownEvent."""
    found = KINDS.get(kind)
    if found is None or v > found.V:
        raise UnknownEvent(f"{kind} version {v}")
    whole = {**clear, **(sealed or {})}
    for version in range(v, found.V):
        whole = upcasters[kind, version](whole)
    return msgspec.convert(whole, found)
