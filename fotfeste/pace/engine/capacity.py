"""The simple model: one Gaussian belief about how much load this person can take, and what risk follows from it.

Margin = load + family offset + demand of the day + fatigue − capacity; P(overwhelm) = logistic(slope · margin),
averaged over capacity (Gauss–Hermite) and a small mixture of slopes, with no sampling. Learning is a Kalman-like step
towards a target with a one-sided innovation: a settled session can only raise the mean, a hard or silent one only
lower it, more strongly. The spread depends on times and counts alone, never on the outcome, so silence never looks
like knowledge and a worse outcome can never lower a risk (R8). All constants are conventions of this first model;
they claim nothing about people.
"""

from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
import numpy.typing as npt

from .day import demand_at_least
from .outcome import Outcome, chosen_amount, done_amount, outcome
from .types import DEEP_FAMILIES, Prior, Session

TIER_MEANS = {"tender": 3.6, "steady": 3.9, "robust": 4.3}
DRIFT_SD = 0.02
FIRST_VAR = 0.45**2
LEAST_VAR = 0.25**2
MOST_VAR = 0.8**2
REPORT_VAR = 1.5
LEAST_MEAN, MOST_MEAN = 2.0, 12.0
SETTLED_ABOVE, HARD_BELOW = 3.3, 0.5
HARD_GAIN = 1.5
SLOW_REST_GAIN = 0.6
SLOW_REST = 0.4
REST_WEIGHT = 0.2
DEEP_OFFSET = 0.4
FATIGUE, FATIGUE_DAYS = 0.5, 4.0
SLOPES = (1.2, 2.2, 4.0)
SLOPE_WEIGHTS = (0.2, 0.5, 0.3)
SPREADS = 1.0

_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
_WEIGHTS = np.outer(SLOPE_WEIGHTS, _NODE_WEIGHTS / _NODE_WEIGHTS.sum())
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Capacity:
    """Mean (log-load) and variance at time `at` (days); the last hard session; the own log minutes until rest."""

    mean: float
    var: float = FIRST_VAR
    at: float | None = None
    hard_at: float | None = None
    rest: float | None = None
    drift_sd: float = DRIFT_SD


def first_capacity(tier: str | None, prior: Prior | None) -> Capacity:
    """Belief before any report. No tier counts as tender."""
    known = tier or "tender"
    means = {**TIER_MEANS, **{k: v for k, v in (prior.tier_means if prior else {}).items() if v is not None}}
    drift = DRIFT_SD if prior is None or prior.drift_sd is None else prior.drift_sd
    return Capacity(mean=min(max(means[known], LEAST_MEAN), MOST_MEAN), drift_sd=drift)


def after_session(capacity: Capacity, session: Session) -> Capacity:
    """Capacity once `session` is known; its time must not lie before `capacity.at`."""
    drifted = var_at(capacity, session.t_days)
    weight = drifted / (drifted + REPORT_VAR)
    result = outcome(session)
    return replace(
        capacity,
        mean=_mean(capacity, session, weight, result),
        var=drifted if session.chosen is None else max(drifted * (1 - weight), LEAST_VAR),
        at=session.t_days,
        hard_at=session.t_days if result is Outcome.HARD else capacity.hard_at,
        rest=_rest(capacity.rest, session.after.recovery_min),
    )


def _mean(capacity: Capacity, session: Session, weight: float, result: Outcome) -> float:
    asked = _asked(session)
    mean = capacity.mean
    if result is Outcome.SETTLED:
        gain = weight * (1.0 if _rested_as_usual(capacity, session) else SLOW_REST_GAIN)
        mean += gain * max(asked + SETTLED_ABOVE - mean, 0.0)
    elif result is Outcome.HARD and chosen_amount(session) is not None:
        mean -= min(HARD_GAIN * weight, SLOW_REST_GAIN) * max(mean - (asked - HARD_BELOW), 0.0)
    return min(max(mean, LEAST_MEAN), MOST_MEAN)


def _asked(session: Session) -> float:
    done = done_amount(session)
    return (done.load if done else 0.0) + demand_at_least(session.state) + family_offset(_family(session))


def _family(session: Session) -> str | None:
    return session.chosen.family if session.chosen else None


def _rested_as_usual(capacity: Capacity, session: Session) -> bool:
    """Second witness: an untold or clearly longer time until rest lets less be learned; against the own baseline."""
    told = session.after.recovery_min
    if told is None:
        return False
    return capacity.rest is None or log(told + 1.0) <= capacity.rest + SLOW_REST


def _rest(rest: float | None, recovery_min: float | None) -> float | None:
    if recovery_min is None:
        return rest
    told = log(recovery_min + 1.0)
    return told if rest is None else rest + REST_WEIGHT * (told - rest)


def family_offset(family: str | None) -> float:
    return DEEP_OFFSET if family in DEEP_FAMILIES else 0.0


def var_at(capacity: Capacity, t_days: float) -> float:
    """Variance at `t_days`, grown by drift since the last session; time never runs backwards."""
    gap_days = 0.0 if capacity.at is None else max(t_days - capacity.at, 0.0)
    return min(capacity.var + capacity.drift_sd**2 * gap_days, MOST_VAR)


def fatigue(capacity: Capacity, now_days: float) -> float:
    """What a hard session still asks, in log-load; fades over days."""
    if capacity.hard_at is None:
        return 0.0
    return FATIGUE * exp(-max(now_days - capacity.hard_at, 0.0) / FATIGUE_DAYS)


def overwhelm(demands: Floats, capacity: Capacity, now_days: float) -> tuple[Floats, Floats]:
    """P(overwhelm) for total demands, shape (n,) in log-load: averaged, and with capacity one spread lower.

    Both are non-decreasing in demand; the second is never below the first. Shapes (n,), values in (0, 1).
    """
    sd = var_at(capacity, now_days) ** 0.5
    margin = demands + fatigue(capacity, now_days) - capacity.mean
    slopes = np.asarray(SLOPES)[:, None]
    averaged = (_logistic(slopes * (margin[:, None, None] - sd * _NODES)) * _WEIGHTS).sum(axis=(1, 2))
    unlucky = (_logistic(slopes.T * (margin + SPREADS * sd)[:, None]) * SLOPE_WEIGHTS).sum(axis=1)
    return averaged, np.maximum(averaged, unlucky)


def _logistic(x: Floats) -> Floats:
    """Logistic function, saturating without overflow."""
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(x, -60.0, 60.0)))
    return result
