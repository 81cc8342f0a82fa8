"""The words a board is described in: roles, phases, kinds. Values are what is stored and sent; pages translate them."""

from enum import IntEnum, StrEnum

WIDTH, HEIGHT = 1200, 1000  # the board, in units
STEP = 80  # what "one step" is, in units
RADIUS = 44  # of a figure drawn at scale 100
HOUSE = "house"  # the actor of what no seat does: planning, and a guest's knock


class Role(StrEnum):
    FACILITATOR = "facilitator"
    COHOST = "cohost"
    CLIENT = "client"
    ALONE = "alone"  # a client by herself: her own facilitator, as far as that is safe
    REPRESENTATIVE = "representative"
    OBSERVER = "observer"


class Presence(StrEnum):
    """Where a seat stands to the group."""

    LOBBY = "lobby"
    IN = "in"
    STEPPED_OUT = "stepped_out"  # still here, out of every role, may come back
    LEFT = "left"
    REMOVED = "removed"


class Phase(StrEnum):
    SCREENING = "screening"
    ARRIVING = "arriving"
    INTENTION = "intention"
    CHOOSING = "choosing"
    PLACING = "placing"
    SENSING = "sensing"
    MOVING = "moving"
    CLOSING = "closing"
    DEROLING = "deroling"
    AFTERCARE = "aftercare"
    CLOSED = "closed"
    GROUNDING = "grounding"  # after a stop


class Mode(StrEnum):
    SOLO = "solo"
    PAIR = "pair"
    GROUP = "group"
    IN_ROOM = "in_room"
    HYBRID = "hybrid"


class Method(StrEnum):
    CLASSIC = "classic"
    INTENTION = "intention"
    PARTS = "parts"


class Blind(IntEnum):
    """What representatives and observers do not see of what a figure means. An element that was revealed is seen."""

    OPEN = 0
    MASKED = 1  # a masked label stands for the true one
    UNNAMED = 2  # no label at all, and only one's own figure is known
    UNHEARD = 3  # nor what others perceive and say


class Kind(StrEnum):
    SELF = "self"
    PERSON = "person"
    PART = "part"
    SYMPTOM = "symptom"
    FEELING = "feeling"
    GOAL = "goal"
    RESOURCE = "resource"
    EVENT = "event"
    PLACE = "place"
    SECRET = "secret"  # noqa: S105  # a secret, or the unknown; no password
    GROUP = "group"
    MISSING = "missing"


class Living(StrEnum):
    LIVING = "living"
    DEAD = "dead"
    UNKNOWN = "unknown"


class Posture(StrEnum):
    STANDING = "standing"
    SITTING = "sitting"
    KNEELING = "kneeling"
    LYING = "lying"


class Shape(StrEnum):
    ROUND = "round"
    SQUARE = "square"
    OPEN = "open"  # an outline: what is missing, or not known


class Tone(StrEnum):
    """A quiet colour the client chooses. It never carries meaning by itself."""

    STONE = "stone"
    SPRUCE = "spruce"
    FJORD = "fjord"
    DAWN = "dawn"


class Signal(StrEnum):
    OK = "ok"
    SLOWER = "slower"
    PAUSE = "pause"
    STOP = "stop"


class Right(StrEnum):
    """What a facilitator may hand on, and take back."""

    LEAD = "lead"  # phases, pictures, admitting
    ELEMENTS = "elements"  # add, mask, reveal, remove, assign
    FIGURES = "figures"  # move any figure, lines and zones
    PERCEPTIONS = "perceptions"
    SENTENCES = "sentences"
    SEES = "sees"  # true labels and the issue
    INSIDE = "inside"  # through the eyes of a figure


class Purpose(StrEnum):
    """What each seat is asked about, by itself."""

    TAKE_PART = "take_part"
    RECORD = "record"  # the constellation may be looked at again


class Moment(StrEnum):
    """Which picture a snapshot is."""

    FIRST = "first"
    TURNING = "turning"
    CLOSING = "closing"


class Answer(StrEnum):
    OFFERED = "offered"
    SPOKEN = "spoken"
    CHANGED = "changed"
    DECLINED = "declined"


PHASE_ORDER = (
    Phase.SCREENING,
    Phase.ARRIVING,
    Phase.INTENTION,
    Phase.CHOOSING,
    Phase.PLACING,
    Phase.SENSING,
    Phase.MOVING,
    Phase.CLOSING,
    Phase.DEROLING,
    Phase.AFTERCARE,
    Phase.CLOSED,
)
# What asks nothing of a body that is still in alarm. Everything else comes after a resource stands on the board.
LIGHT_KINDS = frozenset({Kind.SELF, Kind.RESOURCE, Kind.GOAL, Kind.PLACE})
KINDS_OF_PARTS = frozenset({Kind.SELF, Kind.PART, Kind.FEELING, Kind.SYMPTOM, Kind.GOAL, Kind.RESOURCE, Kind.PLACE})
# Not met by oneself: someone is there when these come in.
KINDS_NOT_ALONE = frozenset({Kind.PART, Kind.EVENT, Kind.SECRET})
MAX_INTENTION_ELEMENTS = 3
DEFAULT_MAX_ELEMENTS, MAX_ELEMENTS = 12, 40
DEFAULT_MAX_REPRESENTATIVES, MAX_REPRESENTATIVES = 12, 40
MAX_GENERATION = 4  # rows above and below one's own
DEFAULT_SLOW_S = 5.0
