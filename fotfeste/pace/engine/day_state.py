"""How today is, against what is usual for this client: rules R2 (missing state), R4, R5 and R7.

What is not told is completed with a day just inside where anything is still offered, so it can never give more than
an honest report of a bad day. Over-activation and shutdown weigh the same: only the distance from calm counts.
"""

from dataclasses import dataclass
from math import exp

from .inputs import State

ASSUMED_STRAIN = 4.4
ASSUMED_SAFETY = 1.1
GROUNDING_ONLY_STRAIN = 4.5
GROUNDING_ONLY_SAFETY = 1.0
CLEARLY_WORSE = 1.75
USUAL_WEIGHT = 0.15
CALM = 0.0
FULL_SAFETY = 10.0
LOAD_PER_STRAIN = 0.2  # log-load per point of |activation|; ka⁺ and kf of the specification, equal here
LOAD_PER_LEAN = 0.15  # less of it for what leads where the day asks, more for what leads the other way
MAX_LEAN_LOAD = 0.6
LOAD_PER_UNSAFE = 0.12
LOAD_PER_LOW_HRV = 0.15
SAFE_ENOUGH, MAX_SAFETY_CREDIT = 6.0, 2.0
SHUTDOWN_DEPTH, QUIET_HARM = 2.5, 0.04
QUIET_HARM_SHARE = {"settles": 1.0, "either": 0.4, "lifts": 0.0}  # as a share of that harm
LOW_HRV_Z = -1.0
MAX_LOW_HRV = 3.0


@dataclass(frozen=True)
class Day:
    """Today, completed. `strain` |activation| 0…5, `safety` 0…10, `low_hrv` 0…3 below the own z = −1, `lean` signed."""

    strain: float
    safety: float
    low_hrv: float
    lean: float | None
    is_incomplete: bool


@dataclass(frozen=True)
class UsualDay:
    """This client's usual strain and safety before sessions: plain averages at first, then slow ones."""

    strain: float = 1.5
    safety: float = 6.0
    known: int = 0


def complete_day(state: State) -> Day:
    """Completes what was not told. With activation or safety untold, variability counts as low whatever it is (R7)."""
    untold = state.activation is None or state.safety is None
    return Day(
        strain=ASSUMED_STRAIN if state.activation is None else abs(state.activation),
        safety=ASSUMED_SAFETY if state.safety is None else state.safety,
        low_hrv=MAX_LOW_HRV if untold else _low_hrv(state.hrv_z),
        lean=state.activation,
        is_incomplete=untold,
    )


def _low_hrv(hrv_z: float | None) -> float:
    """A pulse belt nobody wears says nothing; a high value says nothing either (R7)."""
    return 0.0 if hrv_z is None else min(max(LOW_HRV_Z - hrv_z, 0.0), MAX_LOW_HRV)


def likely_day(day: Day, usual: UsualDay) -> Day:
    """The same day, taken as a usual one where nothing was told: for estimates, never for what is offered."""
    if not day.is_incomplete:
        return day
    return Day(min(day.strain, usual.strain + 0.3), max(day.safety, usual.safety - 0.3), 0.0, day.lean or 0.0, True)


def day_demand(day: Day, direction: str) -> float:
    """What the day itself asks of a practice that leads in `direction`, in log-load: never less on a worse day.

    Farther from calm always asks more, also of what leads back; most of what leads farther away.
    """
    lean = min(LOAD_PER_LEAN * day.strain, MAX_LEAN_LOAD) * _direction_sign(day, direction)
    unsafe = max(SAFE_ENOUGH - day.safety, -MAX_SAFETY_CREDIT)
    return LOAD_PER_STRAIN * day.strain + lean + LOAD_PER_UNSAFE * unsafe + LOAD_PER_LOW_HRV * day.low_hrv


def _direction_sign(day: Day, direction: str) -> int:
    """−1 for what leads towards calm from here, +1 for what leads away; an untold day may be either (R2)."""
    if day.lean is None:
        return 1
    if direction == "either" or day.lean == 0:
        return 0
    return -1 if (direction == "settles") == (day.lean > 0) else 1


def quiet_harm(day: Day, direction: str) -> float:
    """Chance that quiet does harm far down: settling practices deepen shutdown for some, however little is asked."""
    down = day.strain if day.lean is None else -day.lean
    depth = 1 / (1 + exp(-2 * (max(down, 0.0) - SHUTDOWN_DEPTH)))
    return QUIET_HARM * depth * (1.0 if day.lean is None else QUIET_HARM_SHARE[direction])


def minimum_demand(state: State) -> float:
    """What a past day is sure to have asked: untold parts count as calm and safe, so little is learned from them."""
    strain = abs(state.activation or CALM)
    safety = FULL_SAFETY if state.safety is None else state.safety
    return (LOAD_PER_STRAIN - LOAD_PER_LEAN) * strain + LOAD_PER_UNSAFE * max(SAFE_ENOUGH - safety, -MAX_SAFETY_CREDIT)


def is_grounding_only(day: Day) -> bool:
    """R4."""
    return day.strain >= GROUNDING_ONLY_STRAIN or day.safety <= GROUNDING_ONLY_SAFETY


def is_clearly_worse(day: Day, usual: UsualDay) -> bool:
    """R5; a day that was not told is a bad day (R2)."""
    return day.is_incomplete or day.strain - usual.strain >= CLEARLY_WORSE or usual.safety - day.safety >= CLEARLY_WORSE


def update_usual(usual: UsualDay, state: State) -> UsualDay:
    """Usual once another state is known. Untold counts as calm and safe: silence never makes a bad day look usual."""
    strain = CALM if state.activation is None else abs(state.activation)
    safety = FULL_SAFETY if state.safety is None else state.safety
    weight = max(1 / (usual.known + 1), USUAL_WEIGHT)
    return UsualDay(
        strain=usual.strain + weight * (strain - usual.strain),
        safety=usual.safety + weight * (safety - usual.safety),
        known=usual.known + 1,
    )
