"""How today is, against what is usual for this client: rules R2 (missing state), R4, R5 and R7.

What is not told is completed with a day just inside where anything is still offered, so it can never give more than
an honest report of a bad day. Over-activation and shutdown weigh the same: only the distance from calm counts.
"""

from dataclasses import dataclass
from math import exp

from .inputs import State
from .params import PARAMS

QUIET_HARM_SHARE = {
    "settles": PARAMS.quiet_harm_share_settles,
    "either": PARAMS.quiet_harm_share_either,
    "lifts": PARAMS.quiet_harm_share_lifts,
}


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

    strain: float = PARAMS.usual_strain_at_first
    safety: float = PARAMS.usual_safety_at_first
    known: int = 0


def complete_day(state: State) -> Day:
    """The day as it is judged: what was not told is completed with a bad one (R2).

    Parameters
    ----------
    state : State
        Points of activation and safety, own z-score of heart-rate variability; a record holds no NaN.

    Returns
    -------
    Day
        With activation or safety untold, variability counts as low whatever it is (R7).

    Examples
    --------
    >>> complete_day(State(-2, 6)).strain, complete_day(State(None, 6)).strain
    (2.0, 4.4)
    """
    untold = state.activation is None or state.safety is None
    return Day(
        strain=PARAMS.assumed_strain if state.activation is None else abs(state.activation),
        safety=PARAMS.assumed_safety if state.safety is None else state.safety,
        low_hrv=PARAMS.max_low_hrv if untold else _low_hrv(state.hrv_z),
        lean=state.activation,
        is_incomplete=untold,
    )


def _low_hrv(hrv_z: float | None) -> float:
    """A pulse belt nobody wears says nothing; a high value says nothing either (R7)."""
    return 0.0 if hrv_z is None else min(max(PARAMS.low_hrv_z - hrv_z, 0.0), PARAMS.max_low_hrv)


def estimate_likely_day(day: Day, usual: UsualDay) -> Day:
    """The same day, taken as a usual one where nothing was told: for estimates, never for what is offered.

    Examples
    --------
    >>> [estimate_likely_day(complete_day(state), UsualDay()).strain for state in (State(), State(3, 4))]
    [1.8, 3.0]
    """
    if not day.is_incomplete:
        return day
    return Day(
        strain=min(day.strain, usual.strain + PARAMS.untold_day_margin),
        safety=max(day.safety, usual.safety - PARAMS.untold_day_margin),
        low_hrv=0.0,
        lean=day.lean or 0.0,
        is_incomplete=True,
    )


def day_demand(day: Day, direction: str) -> float:
    """What the day itself asks of a practice.

    Parameters
    ----------
    day : Day
        Completed; NaN gives NaN.
    direction : str
        Where the practice leads: one of `DIRECTIONS`.

    Returns
    -------
    float
        Log-load; below zero on a safe, calm day. Never less on a worse day: farther from calm always asks more, also of
        what leads back, and most of what leads farther away.

    Notes
    -----
    load_per_strain·|a| ± min(load_per_lean·|a|, max_lean_load)
    + load_per_unsafe·max(safe_enough − safety, −max_safety_credit) + load_per_low_hrv·low_hrv

    Examples
    --------
    >>> unrest = complete_day(State(2, 6))
    >>> [round(day_demand(unrest, direction), 2) for direction in ("settles", "either", "lifts")]
    [0.1, 0.4, 0.7]
    """
    lean = min(PARAMS.load_per_lean * day.strain, PARAMS.max_lean_load) * _direction_sign(day, direction)
    unsafe = max(PARAMS.safe_enough - day.safety, -PARAMS.max_safety_credit)
    return (
        PARAMS.load_per_strain * day.strain
        + lean
        + PARAMS.load_per_unsafe * unsafe
        + PARAMS.load_per_low_hrv * day.low_hrv
    )


def _direction_sign(day: Day, direction: str) -> int:
    """−1 for what leads towards calm from here, +1 for what leads away; an untold day may be either (R2)."""
    if day.lean is None:
        return 1
    if direction == "either" or day.lean == 0:
        return 0
    return -1 if (direction == "settles") == (day.lean > 0) else 1


def quiet_harm_probability(day: Day, direction: str) -> float:
    """Chance that quiet does harm far down: settling practices deepen shutdown for some, however little is asked.

    Parameters
    ----------
    day : Day
        Completed; NaN gives NaN.
    direction : str
        One of `DIRECTIONS`; on a day whose activation is untold all count as settling (R2).

    Returns
    -------
    float
        In [0, `quiet_harm`]; a logistic curve around `shutdown_depth`, never less farther down.

    Raises
    ------
    KeyError
        For a direction that is none.

    Examples
    --------
    >>> down = complete_day(State(-4, 6))
    >>> [round(quiet_harm_probability(down, direction), 3) for direction in ("settles", "either", "lifts")]
    [0.038, 0.015, 0.0]
    """
    down = day.strain if day.lean is None else -day.lean
    depth = 1 / (1 + exp(-PARAMS.shutdown_steepness * (max(down, 0.0) - PARAMS.shutdown_depth)))
    return PARAMS.quiet_harm * depth * (1.0 if day.lean is None else QUIET_HARM_SHARE[direction])


def minimum_demand(state: State) -> float:
    """What a past day is sure to have asked: untold parts count as calm and safe, so little is learned from them.

    Parameters
    ----------
    state : State
        As it was told; a record holds no NaN.

    Returns
    -------
    float
        Log-load; at most `day_demand` of the same day, in any direction.

    Examples
    --------
    >>> round(minimum_demand(State(2, 6)), 2), round(minimum_demand(State()), 2)
    (0.1, -0.24)
    """
    strain = abs(state.activation or PARAMS.calm)
    safety = PARAMS.full_safety if state.safety is None else state.safety
    return (PARAMS.load_per_strain - PARAMS.load_per_lean) * strain + PARAMS.load_per_unsafe * max(
        PARAMS.safe_enough - safety, -PARAMS.max_safety_credit
    )


def is_grounding_only(day: Day) -> bool:
    """Whether grounding alone is offered (R4).

    Examples
    --------
    >>> [is_grounding_only(complete_day(state)) for state in (State(-4.5, 6), State(0, 1), State(4.4, 1.1), State())]
    [True, True, False, False]
    """
    return day.strain >= PARAMS.grounding_only_strain or day.safety <= PARAMS.grounding_only_safety


def is_clearly_worse(day: Day, usual: UsualDay) -> bool:
    """Whether the day is clearly worse than usual (R5); a day that was not told is a bad day (R2).

    Examples
    --------
    >>> days = map(complete_day, (State(3, 6), State(3.25, 6), State(0, 4.2), State()))
    >>> [is_clearly_worse(day, UsualDay(strain=1.5, safety=6.0)) for day in days]
    [False, True, True, True]
    """
    return (
        day.is_incomplete
        or day.strain - usual.strain >= PARAMS.clearly_worse
        or usual.safety - day.safety >= PARAMS.clearly_worse
    )


def update_usual(usual: UsualDay, state: State) -> UsualDay:
    """Usual once another state is known.

    Parameters
    ----------
    usual : UsualDay
        So far.
    state : State
        Untold counts as calm and safe: silence never makes a bad day look usual.

    Returns
    -------
    UsualDay
        A plain average of the first days, then one that weighs the newest by `usual_weight`.

    Examples
    --------
    >>> once = update_usual(UsualDay(), State(3, 4))
    >>> once.strain, update_usual(once, State(1, 8)).strain
    (3.0, 2.0)
    """
    strain = PARAMS.calm if state.activation is None else abs(state.activation)
    safety = PARAMS.full_safety if state.safety is None else state.safety
    weight = max(1 / (usual.known + 1), PARAMS.usual_weight)
    return UsualDay(
        strain=usual.strain + weight * (strain - usual.strain),
        safety=usual.safety + weight * (safety - usual.safety),
        known=usual.known + 1,
    )
