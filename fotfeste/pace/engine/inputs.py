"""What goes into the engine. Units stand in the names; None is 'not told' wherever it is legal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .validation import (
    PaceInputError,
    Record,
    as_float,
    as_tuple,
    check_bool,
    check_integer,
    check_number,
    check_record,
    check_text,
)

FAMILIES = ("orienting", "breath", "mindfulness", "yoga", "movement", "parts", "constellation")
DEEP_FAMILIES = ("parts", "constellation")
DIRECTIONS = ("settles", "lifts", "either")
TIERS = ("tender", "steady", "robust")
MAX_MINUTES = 1440.0
MAX_DAYS = 1e6


def _coerce_floats(record: Record, *names: str) -> None:
    for name in names:
        object.__setattr__(record, name, as_float(getattr(record, name)))


@dataclass(frozen=True)
class State(Record):
    """How it is now: activation −5 (shutdown) … 0 (calm) … +5 (overwhelm), safety 0…10, variability as own z-score."""

    activation: float | None = None
    safety: float | None = None
    hrv_z: float | None = None

    def __post_init__(self) -> None:
        _coerce_floats(self, "activation", "safety", "hrv_z")

    def check(self) -> None:
        check_number("state.activation", self.activation, -5, 5, none=True)
        check_number("state.safety", self.safety, 0, 10, none=True)
        check_number("state.hrv_z", self.hrv_z, -1e3, 1e3, none=True)


@dataclass(frozen=True)
class Chosen(Record):
    """What the client went for. A part that is not known is None and counts as the least it can have been."""

    family: str | None = None
    level: int | None = None
    minutes: float | None = None

    def __post_init__(self) -> None:
        _coerce_floats(self, "minutes")

    def check(self) -> None:
        check_text("chosen.family", self.family, FAMILIES, none=True)
        check_integer("chosen.level", self.level, 0, 5, none=True)
        check_number("chosen.minutes", self.minutes, 0, MAX_MINUTES, none=True)


@dataclass(frozen=True)
class After(Record):
    """The report right after: activation −5…5, safety 0…10, whether it settled, minutes until rest, stopped early."""

    activation: float | None = None
    safety: float | None = None
    settled: bool | None = None
    recovery_min: float | None = None
    stopped_early: bool = False

    def __post_init__(self) -> None:
        _coerce_floats(self, "activation", "safety", "recovery_min")

    def check(self) -> None:
        check_number("after.activation", self.activation, -5, 5, none=True)
        check_number("after.safety", self.safety, 0, 10, none=True)
        check_bool("after.settled", self.settled, none=True)
        check_number("after.recovery_min", self.recovery_min, 0, 1e5, none=True)
        check_bool("after.stopped_early", self.stopped_early)


@dataclass(frozen=True)
class NextDay(Record):
    """The answer the day after. An unanswered question is `NextDay()`; a question never put is no NextDay at all."""

    activation: float | None = None
    felt_worse: bool | None = None

    def __post_init__(self) -> None:
        _coerce_floats(self, "activation")

    def check(self) -> None:
        check_number("next_day.activation", self.activation, -5, 5, none=True)
        check_bool("next_day.felt_worse", self.felt_worse, none=True)


@dataclass(frozen=True)
class Session(Record):
    """One time: when (days from any fixed zero), how it was before, what was chosen and done, how it was after.

    `chosen=None` is grounding. "Not today" without a report is no session and is not passed in.
    """

    t_days: float
    state: State = field(default_factory=State)
    offered: Sequence[str] = ()
    chosen: Chosen | None = None
    done_minutes: float | None = None
    after: After = field(default_factory=After)
    next_day: NextDay | None = None
    NESTED: ClassVar[Mapping[str, type[Record]]] = {
        "state": State,
        "chosen": Chosen,
        "after": After,
        "next_day": NextDay,
    }

    def __post_init__(self) -> None:
        _coerce_floats(self, "t_days", "done_minutes")
        object.__setattr__(self, "offered", as_tuple(self.offered))
        object.__setattr__(self, "state", State() if self.state is None else self.state)
        object.__setattr__(self, "after", After() if self.after is None else self.after)

    def check(self) -> None:
        check_number("session.t_days", self.t_days, -MAX_DAYS, MAX_DAYS)
        check_record("session.state", self.state, State)
        _check_texts("session.offered", self.offered)
        check_record("session.chosen", self.chosen, Chosen, none=True)
        check_number("session.done_minutes", self.done_minutes, 0, MAX_MINUTES, none=True)
        check_record("session.after", self.after, After)
        check_record("session.next_day", self.next_day, NextDay, none=True)


@dataclass(frozen=True)
class Item(Record):
    """One entry of the therapist's menu. Level 1…5; minutes above 0; direction is where it leads the nervous system."""

    id: str
    family: str
    level: int
    minutes: float
    direction: str = "either"

    def __post_init__(self) -> None:
        _coerce_floats(self, "minutes")

    def check(self) -> None:
        check_text("item.id", self.id)
        if self.id == "grounding":
            raise PaceInputError("item.id: 'grounding' is in every answer and never part of the menu.")
        check_text("item.family", self.family, FAMILIES)
        check_integer("item.level", self.level, 1, 5)
        check_number("item.minutes", self.minutes, 0.1, MAX_MINUTES)
        check_text("item.direction", self.direction, DIRECTIONS)


@dataclass(frozen=True)
class Limits(Record):
    """What the therapist has set. A family not named in `max_level` and `max_minutes=None` mean: no ceiling set."""

    tier: str | None = None
    max_level: Mapping[str, int] = field(default_factory=dict)
    max_minutes: float | None = None
    closed_families: Sequence[str] = ()
    paused: bool = False
    alpha_max: float | None = None
    with_therapist: bool = False

    def __post_init__(self) -> None:
        _coerce_floats(self, "max_minutes", "alpha_max")
        levels: Any = self.max_level
        if levels is None or isinstance(levels, Mapping):
            object.__setattr__(self, "max_level", dict(levels or {}))
        object.__setattr__(self, "closed_families", as_tuple(self.closed_families))

    def check(self) -> None:
        check_text("limits.tier", self.tier, TIERS, none=True)
        if not isinstance(self.max_level, Mapping):
            raise PaceInputError(f"limits.max_level: expected a dictionary, got {self.max_level!r}.")
        _check_texts("limits.max_level", tuple(self.max_level), FAMILIES)
        for family, level in self.max_level.items():
            check_integer(f"limits.max_level.{family}", level, 0, 5, none=True)
        check_number("limits.max_minutes", self.max_minutes, 0, MAX_MINUTES, none=True)
        _check_texts("limits.closed_families", self.closed_families, FAMILIES)
        check_bool("limits.paused", self.paused)
        check_number("limits.alpha_max", self.alpha_max, 0, 1, none=True)
        check_bool("limits.with_therapist", self.with_therapist)


@dataclass(frozen=True)
class Prior(Record):
    """What is believed before the first report: mean capacity per tier (log-load), and its drift (per √day)."""

    tier_means: Mapping[str, float] = field(default_factory=dict)
    drift_sd: float | None = None

    def __post_init__(self) -> None:
        _coerce_floats(self, "drift_sd")
        means: Any = self.tier_means
        if means is None or isinstance(means, Mapping):
            object.__setattr__(self, "tier_means", {key: as_float(value) for key, value in (means or {}).items()})

    def check(self) -> None:
        if not isinstance(self.tier_means, Mapping):
            raise PaceInputError(f"prior.tier_means: expected a dictionary, got {self.tier_means!r}.")
        _check_texts("prior.tier_means", tuple(self.tier_means), TIERS)
        for tier, mean in self.tier_means.items():
            check_number(f"prior.tier_means.{tier}", mean, -20, 20, none=True)
        check_number("prior.drift_sd", self.drift_sd, 0, 5, none=True)


def _check_texts(name: str, values: Any, known: tuple[str, ...] = ()) -> None:
    if not isinstance(values, tuple):
        raise PaceInputError(f"{name}: expected a list, got {values!r}.")
    for value in values:
        check_text(name, value, known)
