"""What one session says about capacity: likelihoods over `capacity_distribution.CAPACITY_GRID`.

`report_likelihood` is Bayes: class of report, silence against the own habit, rest against the own usual, and what was
stirred. `strict_likelihood` is for the last session alone, until the next one is known: a pull along the line that is
at least as strong for a worse or a withheld report, at every point, whatever the amount (R8). Sizes are fitted on
virtual clients (bench/pace, tuning seeds), not on people; docs/pacing.md gives a reason for each.
"""

from dataclasses import dataclass

import numpy as np

from .capacity_distribution import CAPACITY_GRID, Floats, overwhelm_probability
from .outcome import Outcome
from .params import PARAMS

# Capacity grows where practice settles. As a tilt and not a shift, the order of beliefs is kept (R8).
GROWTH_LIFT: Floats = np.exp(PARAMS.growth_per_settled * (CAPACITY_GRID - CAPACITY_GRID[-1]))


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


def report_likelihood(result: Outcome, observation: Observation, untold: float) -> Floats:
    """Likelihood of a report as it was told.

    Parameters
    ----------
    result : Outcome
        The class of the report; SILENT where nothing was told.
    observation : Observation
        What was told with it. A NaN in it makes the likelihood NaN.
    untold : float
        The client's own share of silence, in [0, 1].

    Returns
    -------
    ndarray of float64, shape (points,)
        At every point of `CAPACITY_GRID`, > 0, up to a factor.

    Notes
    -----
    The equations stand in docs/pacing.md. What settled also lifts by exp(growth_per_settled · c). Rest later than the
    own usual is a second witness [1]_; residuals count in full up to a bound and straight beyond it [2]_, with a
    smaller bound on the calm side.

    References
    ----------
    .. [1] Kuranova et al. (2020). doi:10.1186/s12916-020-1500-9
    .. [2] Huber (1964). doi:10.1214/aoms/1177703732

    Examples
    --------
    >>> seen = Observation(asked_load=2.0, late=None)
    >>> hard, fine = (report_likelihood(each, seen, 0.08) for each in (Outcome.HARD, Outcome.SETTLED))
    >>> bool((np.diff(hard) < 0).all() and (np.diff(fine) > 0).all())
    True
    """
    p = overwhelm_probability(observation.asked_load - CAPACITY_GRID)
    untold_hard = 1 - (1 - untold) * (1 - PARAMS.silence_rate_hard)
    if result is Outcome.SILENT:
        return untold * (1 - p) + untold_hard * p
    fine, overwhelmed = (1 - untold) * (1 - p), (1 - untold_hard) * p
    if result is Outcome.HARD:
        return (PARAMS.false_alarm * fine + PARAMS.hard_report_rate * overwhelmed) * _rest_likelihood(observation, p)
    return (
        ((1 - PARAMS.false_alarm) * fine + (1 - PARAMS.hard_report_rate) * overwhelmed)
        * _rest_likelihood(observation, p)
        * _effort_likelihood(observation)
        * (GROWTH_LIFT if result is Outcome.SETTLED else 1.0)
    )


def strict_likelihood(result: Outcome, observation: Observation) -> Floats:
    """Likelihood of the last report, read strictly: HARD pulls most, then UNCLEAR; SETTLED lifts; late rest pulls too.

    Parameters
    ----------
    result : Outcome
        As classified strictly, so never SILENT.
    observation : Observation
        Only `asked_load` and `late` are used. NaN in the load gives NaN where it settled.

    Returns
    -------
    ndarray of float64, shape (points,)
        At every point of `CAPACITY_GRID`, > 0, up to a factor.

    Notes
    -----
    The ratio of a worse report's likelihood to a better one's falls in capacity everywhere, hence the shares after it
    are smaller in likelihood-ratio order, and stay so through drift [1]_ (R8).

    References
    ----------
    .. [1] Shaked, Shanthikumar (2007). Stochastic Orders. doi:10.1007/978-0-387-34675-5

    Examples
    --------
    >>> hard, unclear, settled = (
    ...     strict_likelihood(each, Observation(2.0, None)) for each in (Outcome.HARD, Outcome.UNCLEAR, Outcome.SETTLED)
    ... )
    >>> bool((np.diff(hard / unclear) < 0).all() and (np.diff(unclear / settled) < 0).all())
    True
    """
    late = np.exp(-PARAMS.strict_pull_late * CAPACITY_GRID) if observation.late else np.ones_like(CAPACITY_GRID)
    if result is Outcome.HARD:
        return late * np.exp(-PARAMS.strict_pull_hard * CAPACITY_GRID)
    if result is Outcome.UNCLEAR:
        return late * np.exp(-PARAMS.strict_pull_unclear * CAPACITY_GRID)
    overwhelmed = overwhelm_probability(observation.asked_load - CAPACITY_GRID)
    return late * (1 - PARAMS.strict_lift_settled * overwhelmed) * GROWTH_LIFT


def _rest_likelihood(seen: Observation, p: Floats) -> Floats:
    if seen.late is None:
        return np.ones_like(CAPACITY_GRID)
    late: Floats = PARAMS.late_rest_rate_else + (PARAMS.late_rest_rate_hard - PARAMS.late_rest_rate_else) * p
    return late if seen.late else 1 - late


def _effort_likelihood(seen: Observation) -> Floats:
    """Near capacity a practice leaves more activation, and safety rises less. Being calmer than that says little."""
    effort = np.minimum(np.exp(np.minimum(seen.asked_load - CAPACITY_GRID, 1.0)), PARAMS.max_effort)
    cost = np.zeros_like(CAPACITY_GRID)
    if seen.after is not None:
        expected = np.hypot(PARAMS.activation_carryover * seen.before + effort, PARAMS.activation_bend)
        cost += _huber_cost((seen.after - expected) / PARAMS.activation_sd)
    if seen.safety_change is not None:
        cost += _huber_cost((PARAMS.safety_rise - effort - seen.safety_change) / PARAMS.safety_sd)
    return np.exp(-cost)


def _huber_cost(residual: Floats) -> Floats:
    """Half a square near zero, a straight line beyond the calm and the hard side, in spreads (Huber)."""
    held = np.clip(residual, -PARAMS.huber_calm_side, PARAMS.huber_hard_side)
    result: Floats = held * (residual - held / 2)
    return result
