"""What the engine is given, as it is stored and digested: numbers as they were told, and no bounds.

The engine's own records hold the bounds; a row must open whatever a later engine refuses to read.
"""

from typing import TypedDict


class StateDict(TypedDict):
    """The engine's `State`."""

    activation: int | None
    safety: int | None
    hrv_z: float | None


class ChosenDict(TypedDict):
    """The engine's `Chosen`."""

    family: str
    level: int
    minutes: float


class AfterDict(TypedDict):
    """The engine's `After`."""

    activation: int | None
    safety: int | None
    settled: bool | None
    recovery_min: float | None
    stopped_early: bool


class NextDayDict(TypedDict):
    """The engine's `NextDay`."""

    activation: int | None
    felt_worse: bool | None


class SessionDict(TypedDict):
    """The engine's `Session`; digests are made of it."""

    t_days: float
    state: StateDict
    offered: list[str]
    chosen: ChosenDict | None
    done_minutes: float | None
    after: AfterDict
    next_day: NextDayDict | None


class ItemDict(TypedDict):
    """The engine's `Item`."""

    id: str
    family: str
    level: int
    minutes: int | float
    direction: str


class LimitsDict(TypedDict):
    """The engine's `Limits`."""

    tier: str | None
    max_level: dict[str, int]
    max_minutes: float | None
    closed_families: list[str]
    paused: bool
    alpha_max: float | None
    with_therapist: bool
