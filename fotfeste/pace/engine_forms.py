"""What the engine is given, as it is stored and digested: numbers as they were told, and no bounds.

The engine's own records hold the bounds; a row must open whatever a later engine refuses to read.
"""

from typing import TypedDict


class StateForm(TypedDict):
    """The engine's `State`."""

    activation: int | None
    safety: int | None
    hrv_z: float | None


class ChosenForm(TypedDict):
    """The engine's `Chosen`."""

    family: str
    level: int
    minutes: float


class AfterForm(TypedDict):
    """The engine's `After`."""

    activation: int | None
    safety: int | None
    settled: bool | None
    recovery_min: float | None
    stopped_early: bool


class NextDayForm(TypedDict):
    """The engine's `NextDay`."""

    activation: int | None
    felt_worse: bool | None


class SessionForm(TypedDict):
    """The engine's `Session`; digests are made of it."""

    t_days: float
    state: StateForm
    offered: list[str]
    chosen: ChosenForm | None
    done_minutes: float | None
    after: AfterForm
    next_day: NextDayForm | None


class ItemForm(TypedDict):
    """The engine's `Item`."""

    id: str
    family: str
    level: int
    minutes: int | float
    direction: str


class LimitsForm(TypedDict):
    """The engine's `Limits`."""

    tier: str | None
    max_level: dict[str, int]
    max_minutes: float | None
    closed_families: list[str]
    paused: bool
    alpha_max: float | None
    with_therapist: bool
