"""What one session says about capacity: likelihoods over `capacity.CAPACITY_GRID`.

`report_likelihood` is Bayes: class of report, silence against the own habit, rest against the own usual, and what was
stirred. `strict_likelihood` is for the last session alone, until the next one is known: a pull along the line that is
at least as strong for a worse or a withheld report, at every point, whatever the amount (R8). Sizes are fitted on
virtual clients (bench/pace, tuning seeds), not on people; docs/pacing.md gives a reason for each.
"""

from dataclasses import dataclass

import numpy as np

from .capacity import CAPACITY_GRID, Floats, overwhelm_probability
from .outcome import Outcome

FALSE_ALARM = 0.06  # share of sessions without overwhelm that are told as hard
HARD_REPORT_RATE = 0.6  # share of overwhelm told as hard, when anything is told
SILENCE_RATE_HARD = 0.6  # share of overwhelm left untold, beyond what is left untold anyway
LATE_REST_RATE_HARD, LATE_REST_RATE_ELSE = 0.7, 0.08  # rest later than the own usual: after overwhelm, and else
MAX_EFFORT = 1.0
ACTIVATION_CARRYOVER, ACTIVATION_BEND, ACTIVATION_SD = (
    0.55,
    0.55,
    1.0,
)  # activation after: what is left of before, its bend at calm, its noise
SAFETY_RISE, SAFETY_SD = 0.6, 0.8
HUBER_CALM_SIDE, HUBER_HARD_SIDE = (
    0.5,
    2.0,
)  # spreads that count at most: calmer than expected says little, one odd report not everything

STRICT_PULL_HARD, STRICT_PULL_LATE, STRICT_PULL_UNCLEAR, STRICT_LIFT_SETTLED = 0.8, 0.4, 0.1, 0.7


@dataclass(frozen=True)
class Observation:
    """What was told of one practice: `asked_load` in log-load, distance from calm before and after, change of safety.

    `late`: rest later than the own usual; None where that cannot be told.
    """

    asked_load: float
    late: bool | None
    before: float = 0.0
    after: float | None = None
    safety_change: float | None = None


def report_likelihood(result: Outcome, seen: Observation, untold: float) -> Floats:
    """Likelihood of this report at every point, shape (points,); `untold` is the client's own share of silence."""
    p = overwhelm_probability(seen.asked_load - CAPACITY_GRID)
    untold_hard = 1 - (1 - untold) * (1 - SILENCE_RATE_HARD)
    if result is Outcome.SILENT:
        return untold * (1 - p) + untold_hard * p
    fine, overwhelmed = (1 - untold) * (1 - p), (1 - untold_hard) * p
    if result is Outcome.HARD:
        return (FALSE_ALARM * fine + HARD_REPORT_RATE * overwhelmed) * _rest_likelihood(seen, p)
    return (
        ((1 - FALSE_ALARM) * fine + (1 - HARD_REPORT_RATE) * overwhelmed)
        * _rest_likelihood(seen, p)
        * _effort_likelihood(seen)
    )


def strict_likelihood(result: Outcome, seen: Observation) -> Floats:
    """Likelihood of the last report, in order: HARD pulls most, then UNCLEAR; SETTLED lifts; late rest pulls too."""
    late = np.exp(-STRICT_PULL_LATE * CAPACITY_GRID) if seen.late else np.ones_like(CAPACITY_GRID)
    if result is Outcome.HARD:
        return late * np.exp(-STRICT_PULL_HARD * CAPACITY_GRID)
    if result is Outcome.UNCLEAR:
        return late * np.exp(-STRICT_PULL_UNCLEAR * CAPACITY_GRID)
    return late * (1 - STRICT_LIFT_SETTLED * overwhelm_probability(seen.asked_load - CAPACITY_GRID))


def _rest_likelihood(seen: Observation, p: Floats) -> Floats:
    if seen.late is None:
        return np.ones_like(CAPACITY_GRID)
    late: Floats = LATE_REST_RATE_ELSE + (LATE_REST_RATE_HARD - LATE_REST_RATE_ELSE) * p
    return late if seen.late else 1 - late


def _effort_likelihood(seen: Observation) -> Floats:
    """Near capacity a practice leaves more activation, and safety rises less. Being calmer than that says little."""
    effort = np.minimum(np.exp(np.minimum(seen.asked_load - CAPACITY_GRID, 1.0)), MAX_EFFORT)
    cost = np.zeros_like(CAPACITY_GRID)
    if seen.after is not None:
        expected = np.hypot(ACTIVATION_CARRYOVER * seen.before + effort, ACTIVATION_BEND)
        cost += _huber_cost((seen.after - expected) / ACTIVATION_SD)
    if seen.safety_change is not None:
        cost += _huber_cost((SAFETY_RISE - effort - seen.safety_change) / SAFETY_SD)
    return np.exp(-cost)


def _huber_cost(residual: Floats) -> Floats:
    """Half a square near zero, a straight line beyond −CALM and ODD, in spreads (Huber)."""
    held = np.clip(residual, -HUBER_CALM_SIDE, HUBER_HARD_SIDE)
    result: Floats = held * (residual - held / 2)
    return result
