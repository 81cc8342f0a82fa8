"""What one session says about capacity: likelihoods over `capacity.LINE`.

`as_told` is Bayes: class of report, silence against the own habit, rest against the own usual, and what was stirred.
`at_worst` is for the last session alone, until the next one is known: a pull along the line that is at least as strong
for a worse or a withheld report, at every point, whatever the amount (R8). Sizes are fitted on virtual clients
(bench/pace, tuning seeds), not on people; docs/pacing.md gives a reason for each.
"""

from dataclasses import dataclass

import numpy as np

from .capacity import LINE, Floats, chance
from .outcome import Outcome

FALSE_ALARM = 0.06  # share of sessions without overwhelm that are told as hard
SHOWN = 0.6  # share of overwhelm told as hard, when anything is told
UNTOLD_HARD = 0.6  # share of overwhelm left untold, beyond what is left untold anyway
LATE_HARD, LATE_ELSE = 0.7, 0.08  # rest later than the own usual: after overwhelm, and else
MOST_EFFORT = 1.0
CARRY, STIR_BEND, STIR_SD = 0.55, 0.55, 1.0  # activation after: what is left of before, its bend at calm, its noise
SAFETY_RISES, SAFETY_SD = 0.6, 0.8
CALM, ODD = 0.5, 2.0  # spreads that count at most: calmer than expected says little, one odd report not everything

HARD, LATE, UNCLEAR, SETTLED = 0.8, 0.4, 0.1, 0.7


@dataclass(frozen=True)
class Seen:
    """What was told of one practice: `asked` in log-load, distance from calm before and after, change of safety.

    `late`: rest later than the own usual; None where that cannot be told.
    """

    asked: float
    late: bool | None
    before: float = 0.0
    after: float | None = None
    safety_change: float | None = None


def as_told(result: Outcome, seen: Seen, untold: float) -> Floats:
    """Likelihood of this report at every point, shape (points,); `untold` is the client's own share of silence."""
    p = chance(seen.asked - LINE)
    untold_hard = 1 - (1 - untold) * (1 - UNTOLD_HARD)
    if result is Outcome.SILENT:
        return untold * (1 - p) + untold_hard * p
    fine, overwhelmed = (1 - untold) * (1 - p), (1 - untold_hard) * p
    if result is Outcome.HARD:
        return (FALSE_ALARM * fine + SHOWN * overwhelmed) * _rest(seen, p)
    return ((1 - FALSE_ALARM) * fine + (1 - SHOWN) * overwhelmed) * _rest(seen, p) * _stirred(seen)


def at_worst(result: Outcome, seen: Seen) -> Floats:
    """Likelihood of the last report, in order: HARD pulls most, then UNCLEAR; SETTLED lifts; late rest pulls too."""
    late = np.exp(-LATE * LINE) if seen.late else np.ones_like(LINE)
    if result is Outcome.HARD:
        return late * np.exp(-HARD * LINE)
    if result is Outcome.UNCLEAR:
        return late * np.exp(-UNCLEAR * LINE)
    return late * (1 - SETTLED * chance(seen.asked - LINE))


def _rest(seen: Seen, p: Floats) -> Floats:
    if seen.late is None:
        return np.ones_like(LINE)
    late: Floats = LATE_ELSE + (LATE_HARD - LATE_ELSE) * p
    return late if seen.late else 1 - late


def _stirred(seen: Seen) -> Floats:
    """Near capacity a practice leaves more activation, and safety rises less. Being calmer than that says little."""
    effort = np.minimum(np.exp(np.minimum(seen.asked - LINE, 1.0)), MOST_EFFORT)
    cost = np.zeros_like(LINE)
    if seen.after is not None:
        expected = np.hypot(CARRY * seen.before + effort, STIR_BEND)
        cost += _cost((seen.after - expected) / STIR_SD)
    if seen.safety_change is not None:
        cost += _cost((SAFETY_RISES - effort - seen.safety_change) / SAFETY_SD)
    return np.exp(-cost)


def _cost(residual: Floats) -> Floats:
    """Half a square near zero, a straight line beyond −CALM and ODD, in spreads (Huber)."""
    held = np.clip(residual, -CALM, ODD)
    result: Floats = held * (residual - held / 2)
    return result
