"""What goes into the engine. Units stand in the names; None is 'not told' wherever it is legal."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta, field

from .validation import PaceInputError, Record, one_of_pattern

FAMILIES = ("orienting", "breath", "mindfulness", "yoga", "movement", "parts", "constellation")
DEEP_FAMILIES = ("parts", "constellation")
DIRECTIONS = ("settles", "lifts", "either")
TIERS = ("tender", "steady", "robust")
MAX_MINUTES = 1440.0
MAX_DAYS = 1e6

Family = Annotated[str, Meta(pattern=one_of_pattern(FAMILIES))]
Direction = Annotated[str, Meta(pattern=one_of_pattern(DIRECTIONS))]
Tier = Annotated[str, Meta(pattern=one_of_pattern(TIERS))]
Text = Annotated[str, Meta(min_length=1)]
Activation = Annotated[float, Meta(ge=-5, le=5)]  # −5 shutdown, 0 calm, +5 overwhelm
Safety = Annotated[float, Meta(ge=0, le=10)]
OwnZ = Annotated[float, Meta(ge=-1e3, le=1e3)]
Level = Annotated[int, Meta(ge=1, le=5)]
LevelOrNone = Annotated[int, Meta(ge=0, le=5)]  # 0: none at all
Minutes = Annotated[float, Meta(ge=0, le=MAX_MINUTES)]
SomeMinutes = Annotated[float, Meta(ge=0.1, le=MAX_MINUTES)]
RestMinutes = Annotated[float, Meta(ge=0, le=1e5)]
Days = Annotated[float, Meta(ge=-MAX_DAYS, le=MAX_DAYS)]
Share = Annotated[float, Meta(ge=0, le=1)]
LogLoad = Annotated[float, Meta(ge=-20, le=20)]
DriftSd = Annotated[float, Meta(ge=0, le=5)]


class State(Record, frozen=True):
    """How it is now: activation −5 (shutdown) … 0 (calm) … +5 (overwhelm), safety 0…10, variability as own z-score."""

    activation: Activation | None = None
    safety: Safety | None = None
    hrv_z: OwnZ | None = None


class Chosen(Record, frozen=True):
    """What the client went for. A part that is not known is None and counts as the least it can have been."""

    family: Family | None = None
    level: LevelOrNone | None = None
    minutes: Minutes | None = None


class After(Record, frozen=True):
    """The report right after: activation −5…5, safety 0…10, whether it settled, minutes until rest, stopped early."""

    activation: Activation | None = None
    safety: Safety | None = None
    settled: bool | None = None
    recovery_min: RestMinutes | None = None
    stopped_early: bool = False


class NextDay(Record, frozen=True):
    """The answer the day after. An unanswered question is `NextDay()`; a question never put is no NextDay at all."""

    activation: Activation | None = None
    felt_worse: bool | None = None


class Session(Record, frozen=True):
    """One time: when (days from any fixed zero), how it was before, what was chosen and done, how it was after.

    `chosen=None` is grounding. "Not today" without a report is no session and is not passed in.
    """

    t_days: Days
    state: State = field(default_factory=State)
    offered: Sequence[Text] = ()
    chosen: Chosen | None = None
    done_minutes: Minutes | None = None
    after: After = field(default_factory=After)
    next_day: NextDay | None = None


class Item(Record, frozen=True):
    """One entry of the therapist's menu. Level 1…5; minutes above 0; direction is where it leads the nervous system."""

    id: Text
    family: Family
    level: Level
    minutes: SomeMinutes
    direction: Direction = "either"

    def __post_init__(self) -> None:
        """Also refuses the one id that is never part of a menu."""
        super().__post_init__()
        if self.id == "grounding":
            raise PaceInputError("Item.id: 'grounding' is in every answer and never part of the menu.")


class Limits(Record, frozen=True):
    """What the therapist has set. A family not named in `max_level` and `max_minutes=None` mean: no ceiling set."""

    tier: Tier | None = None
    max_level: Mapping[Family, LevelOrNone | None] = field(default_factory=dict)
    max_minutes: Minutes | None = None
    closed_families: Sequence[Family] = ()
    paused: bool = False
    alpha_max: Share | None = None
    with_therapist: bool = False


class Prior(Record, frozen=True):
    """What is believed before the first report: mean capacity per tier (log-load), and its drift (per √day)."""

    tier_means: Mapping[Tier, LogLoad | None] = field(default_factory=dict)
    drift_sd: DriftSd | None = None
