"""How today is, against what is usual for this client: rules R2 (missing state), R4, R5 and R7.

What is not told is completed with a day just inside where anything is still offered, so it can never give more than
an honest report of a bad day. Over-activation and shutdown weigh the same: only the distance from calm counts.
"""

from dataclasses import dataclass

from .types import State

UNTOLD_STRAIN = 4.4
UNTOLD_SAFETY = 1.1
CLOSED_STRAIN = 4.5
CLOSED_SAFETY = 1.0
CLEARLY_WORSE = 1.5
USUAL_WEIGHT = 0.15
CALM = 0.0
FULL_SAFETY = 10.0
DEMAND_PER_STRAIN_SQUARED = 0.12
DEMAND_PER_UNSAFE = 0.15
DEMAND_PER_LOW_VARIABILITY = 0.2
SAFE_ENOUGH = 6.0
LOW_VARIABILITY = -1.0
LOWEST_VARIABILITY = 3.0


@dataclass(frozen=True)
class Day:
    """Today, completed. `strain` |activation| 0…5, `safety` 0…10, `low_hrv` 0…3 below the own z = −1, `lean` signed."""

    strain: float
    safety: float
    low_hrv: float
    lean: float
    untold: bool


@dataclass(frozen=True)
class Usual:
    """This client's usual strain and safety before sessions: plain averages at first, then slow ones."""

    strain: float = 1.5
    safety: float = 6.0
    known: int = 0


def read_day(state: State) -> Day:
    """Completes what was not told. With activation or safety untold, variability counts as low whatever it is (R7)."""
    untold = state.activation is None or state.safety is None
    return Day(
        strain=UNTOLD_STRAIN if state.activation is None else abs(state.activation),
        safety=UNTOLD_SAFETY if state.safety is None else state.safety,
        low_hrv=LOWEST_VARIABILITY if untold else _low_hrv(state.hrv_z),
        lean=state.activation or 0.0,
        untold=untold,
    )


def _low_hrv(hrv_z: float | None) -> float:
    """A pulse belt nobody wears says nothing; a high value says nothing either (R7)."""
    return 0.0 if hrv_z is None else min(max(LOW_VARIABILITY - hrv_z, 0.0), LOWEST_VARIABILITY)


def demand(day: Day) -> float:
    """What the day itself asks, in log-load: never below zero, never less on a worse day. Strain counts squared."""
    unsafe = max(SAFE_ENOUGH - day.safety, 0.0)
    return (
        DEMAND_PER_STRAIN_SQUARED * day.strain**2
        + DEMAND_PER_UNSAFE * unsafe
        + DEMAND_PER_LOW_VARIABILITY * day.low_hrv
    )


def demand_at_least(state: State) -> float:
    """What a past day is sure to have asked: untold parts count as calm and safe, so little is learned from them."""
    told = State(state.activation or CALM, FULL_SAFETY if state.safety is None else state.safety, state.hrv_z)
    return demand(read_day(told))


def grounding_only(day: Day) -> bool:
    """R4."""
    return day.strain >= CLOSED_STRAIN or day.safety <= CLOSED_SAFETY


def clearly_worse(day: Day, usual: Usual) -> bool:
    """R5; a day that was not told is a bad day (R2)."""
    return day.untold or day.strain - usual.strain >= CLEARLY_WORSE or usual.safety - day.safety >= CLEARLY_WORSE


def after_state(usual: Usual, state: State) -> Usual:
    """Usual once another state is known. Untold counts as calm and safe: silence never makes a bad day look usual."""
    strain = CALM if state.activation is None else abs(state.activation)
    safety = FULL_SAFETY if state.safety is None else state.safety
    weight = max(1 / (usual.known + 2), USUAL_WEIGHT)
    return Usual(
        strain=usual.strain + weight * (strain - usual.strain),
        safety=usual.safety + weight * (safety - usual.safety),
        known=usual.known + 1,
    )
