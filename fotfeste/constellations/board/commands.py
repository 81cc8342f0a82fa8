"""What a seat can ask of a board."""

from typing import Annotated, get_args

from msgspec import Meta

from .command_fields import Command as Command
from .command_fields import Gaze, Generation, Id, Label, Name, Path, Words
from .command_fields import Heading as Heading
from .command_fields import X as X
from .command_fields import Y as Y
from .enums import Answer, Kind, Living, Moment, Phase, Posture, Purpose, Right, Shape, Signal, Tone
from .setup_commands import Begin as Begin
from .setup_commands import Knock as Knock


class Send(Command, frozen=True):
    """A signal to everyone. `stop` halts the board for all; who sent it is not told."""

    signal: Signal


class StepOut(Command, frozen=True):
    """Out of every role, still here."""


class ComeBack(Command, frozen=True):
    pass


class Leave(Command, frozen=True):
    pass


class Resume(Command, frozen=True):
    """After a stop or a pause. `seen` is the latest seq the sender has seen: what it has not seen holds."""

    seen: int = 0


class Agree(Command, frozen=True):
    """The client's yes to going on after a stop of her own."""

    yes: bool = True


class SetPhase(Command, frozen=True):
    """`seen` as in Resume: it counts where a phase leads out of a stop and on."""

    to: Phase
    seen: int = 0


class ProposePhase(Command, frozen=True):
    to: Phase


class Admit(Command, frozen=True):
    seat: Id


class Remove(Command, frozen=True):
    seat: Id


class Grant(Command, frozen=True):
    seat: Id
    right: Right
    given: bool = True


class Freeze(Command, frozen=True):
    on: bool = True


class Slow(Command, frozen=True):
    """At least so many seconds between two moves of the same seat. 0 ends it."""

    seconds: Annotated[float, Meta(ge=0, le=60)]


class OpenDeep(Command, frozen=True):
    """Sensing and moving were closed after a hard time; the facilitator opens them, and says why."""

    reason: Annotated[str, Meta(min_length=3, max_length=600)]


class SetIssue(Command, frozen=True):
    words: Words


class Add(Command, frozen=True):
    label: Label
    kind: Kind
    masked: Name = ""
    generation: Generation = 0
    living: Living = Living.UNKNOWN
    tone: Tone | None = None  # none: a quiet one by its kind


class Mask(Command, frozen=True):
    figure: Id
    masked: Name


class Reveal(Command, frozen=True):
    figure: Id


class TakeAway(Command, frozen=True):
    """The element leaves the constellation."""

    figure: Id


class Assign(Command, frozen=True):
    """This seat stands for this figure; no figure means for none."""

    seat: Id
    figure: Annotated[str, Meta(max_length=40)] = ""


class Move(Command, frozen=True):
    """To a place, and perhaps turned. `path` is how the hand went, so that a replay shows hesitation."""

    figure: Id
    x: X | None = None
    y: Y | None = None
    heading: Heading | None = None
    gaze: Gaze | None = None
    path: Path = ()


class Lift(Command, frozen=True):
    """Off the board, still in the constellation."""

    figure: Id


class Appear(Command, frozen=True):
    figure: Id
    posture: Posture | None = None
    shape: Shape | None = None
    tone: Tone | None = None
    scale: Annotated[int, Meta(ge=50, le=150)] | None = None


class StandAt(Command, frozen=True):
    """In a room: this seat stands on that numbered place of the floor."""

    anchor: Annotated[int, Meta(ge=0, le=40)]


class ShowRows(Command, frozen=True):
    on: bool = True


class Draw(Command, frozen=True):
    start: Id
    end: Id
    words: Name = ""


class Mark(Command, frozen=True):
    x: X
    y: Y
    radius: Annotated[int, Meta(ge=40, le=500)]
    words: Name = ""


class Erase(Command, frozen=True):
    mark: Id  # a line or a zone


class Perceive(Command, frozen=True):
    """Offered as 'as a representative I notice …'. Everything but the figure may be left out."""

    figure: Id
    region: Annotated[str, Meta(max_length=30)] = ""
    quality: Name = ""
    intensity: Annotated[int, Meta(ge=0, le=10)] | None = None
    impulse: Name = ""
    words: Words = ""


class PutAway(Command, frozen=True):
    perception: Id
    away: bool = True


class Offer(Command, frozen=True):
    """A sentence someone may say, change or leave."""

    to: Id
    words: Annotated[str, Meta(min_length=1, max_length=300)]


class Reply(Command, frozen=True):
    sentence: Id
    answer: Answer
    own: Annotated[str, Meta(max_length=300)] = ""


class Tell(Command, frozen=True):
    """How much is in motion and how safe the body feels: one touch, to the facilitator alone."""

    activation: Annotated[int, Meta(ge=-5, le=5)] | None = None
    safety: Annotated[int, Meta(ge=0, le=10)] | None = None


class TakePicture(Command, frozen=True):
    moment: Moment


class LetGo(Command, frozen=True):
    """'I step out of this role and am myself again.' De-roling."""

    figure: Id


class Waive(Command, frozen=True):
    """Why this seat did not step out of its role here."""

    seat: Id
    why: Annotated[str, Meta(min_length=3, max_length=300)]


class KeepWords(Command, frozen=True):
    """What the client wants to keep from it."""

    words: Words


class Consent(Command, frozen=True):
    purpose: Purpose
    given: bool = True


class TakeBackWords(Command, frozen=True):
    """This seat's own words are taken out, now and from every replay."""


AnyCommand = (
    Send | StepOut | ComeBack | Leave | Resume | Agree | SetPhase | ProposePhase | Admit | Remove | Grant | Freeze
    | Slow | OpenDeep | SetIssue | Add | Mask | Reveal | TakeAway | Assign | Move | Lift | Appear | StandAt | ShowRows
    | Draw | Mark | Erase | Perceive | PutAway | Offer | Reply | Tell | TakePicture | LetGo | Waive | KeepWords
    | Consent | TakeBackWords
)  # fmt: skip  # one union, read in the order of the classes above
SEAT_COMMANDS: tuple[type[Command], ...] = get_args(AnyCommand)
