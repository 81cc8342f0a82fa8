"""What a client can take, as shares over a line of capacities, and the chance of overwhelm that follows.

Exact Bayes on a grid: no sampling, the same bytes each time. One line and not a surface, because on a line an order is
kept: when each report's likelihood falls (or rises) faster in capacity the worse the report is, the shares after a
worse report lie below those after a better one, whatever comes after, and every chance is at least as large (R8).
Spreading the shares over time keeps that order too. docs/pacing.md has the equations.
"""

from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from .inputs import Prior
from .params import PARAMS

Floats = npt.NDArray[np.float64]

_ENDS = PARAMS.grid_low, PARAMS.grid_high + PARAMS.grid_step / 2
CAPACITY_GRID: Floats = np.round(np.arange(*_ENDS, PARAMS.grid_step), 10)
TIER_MEANS = {
    "tender": PARAMS.tier_mean_tender,
    "steady": PARAMS.tier_mean_steady,
    "robust": PARAMS.tier_mean_robust,
}
SLOPES: Floats = np.array(PARAMS.slopes)
SLOPE_SHARES: Floats = np.array(PARAMS.slope_shares)


@dataclass(frozen=True)
class CapacityDistribution:
    """Shares of `CAPACITY_GRID` (log-load), summing to one, at time `at` (days).

    `packed` is an array of float64 as bytes: equal beliefs are equal bytes.
    """

    packed: bytes = field(repr=False)
    at: float | None = None
    drift_sd: float = PARAMS.drift_sd

    @classmethod
    def from_prior(cls, tier: str | None, prior: Prior | None) -> Self:
        """Belief before any report: normal around the tier's mean, cut off at the ends of the line.

        Parameters
        ----------
        tier : str or None
            As in `Limits`; None counts as tender.
        prior : Prior or None
            Other means (log-load) or another drift (log-load per √day); None keeps those of `Params`.

        Returns
        -------
        CapacityDistribution
            At no time yet. A record holds no NaN, so no share is one.

        Notes
        -----
        Share of c ∝ exp(−(c − mean)² / (2·prior_sd²)); a mean beyond the line counts as its end.

        Examples
        --------
        >>> tender, robust = (CapacityDistribution.from_prior(tier, None) for tier in (None, "robust"))
        >>> [round(float(belief.shares @ CAPACITY_GRID), 2) for belief in (tender, robust)]
        [3.3, 4.05]
        """
        told = {key: mean for key, mean in (prior.tier_means if prior else {}).items() if mean is not None}
        mean = {**TIER_MEANS, **told}[tier or "tender"]
        drift = PARAMS.drift_sd if prior is None or prior.drift_sd is None else prior.drift_sd
        apart = (CAPACITY_GRID - np.clip(mean, CAPACITY_GRID[0], CAPACITY_GRID[-1])) / PARAMS.prior_sd
        return cls(_pack(np.exp(-0.5 * apart**2)), None, drift)

    @property
    def shares(self) -> Floats:
        """Shares of `CAPACITY_GRID`, shape (points,), float64, summing to one; read-only.

        Examples
        --------
        >>> shares = CapacityDistribution.from_prior("steady", None).shares
        >>> shares.shape, round(float(shares.sum()), 12)
        ((131,), 1.0)
        """
        return np.frombuffer(self.packed)

    def drift_to(self, t_days: float) -> Self:
        """The same, less sure for the days that have passed.

        Parameters
        ----------
        t_days : float
            Days from the same zero as `at`. One before `at` counts as `at`. Finite: NaN is not checked here.

        Returns
        -------
        CapacityDistribution
            At the later of `at` and `t_days`.

        Notes
        -----
        A random walk of `drift_sd` per √day, of variance 1 at most, as repeated convolution with a three-point kernel.
        With at most 1/3 to each side the kernel is log-concave and so keeps the likelihood-ratio order of beliefs [1]_.

        References
        ----------
        .. [1] Shaked, Shanthikumar (2007). Stochastic Orders. doi:10.1007/978-0-387-34675-5

        Examples
        --------
        >>> now = CapacityDistribution.from_prior("steady", None).drift_to(0.0)
        >>> wider = (now.drift_to(100.0).shares - now.shares) @ (CAPACITY_GRID - 3.7) ** 2
        >>> round(float(wider), 2)  # 100 days of .03²
        0.09
        >>> now.drift_to(-5.0).at
        0.0
        """
        days = 0.0 if self.at is None else max(t_days - self.at, 0.0)
        variance = min(self.drift_sd**2 * days, 1.0)
        spread = variance / (2 * PARAMS.grid_step**2)  # as a share to each side, if it were one step
        shares = self.shares
        for _ in range(int(np.ceil(spread / PARAMS.max_spread))):
            part = min(spread, PARAMS.max_spread)
            spread -= part
            moved = (1 - 2 * part) * shares
            moved[1:] += part * shares[:-1]
            moved[:-1] += part * shares[1:]
            shares = moved
        at = t_days if self.at is None else max(t_days, self.at)
        return replace(self, packed=_pack(shares), at=at)

    def condition_on(self, likelihood: Floats) -> Self:
        """Bayes: after a report with this likelihood.

        Parameters
        ----------
        likelihood : ndarray of float64, shape (points,)
            Of the report at each capacity, ≥ 0, up to a factor. A NaN anywhere makes every share NaN.

        Returns
        -------
        CapacityDistribution
            Shares ∝ shares · likelihood; none falls to zero, so none is lost for good.

        Raises
        ------
        ValueError
            When the shape does not fit the line.

        Examples
        --------
        >>> belief = CapacityDistribution.from_prior("steady", None)
        >>> bool(belief.condition_on(np.exp(-CAPACITY_GRID)).shares @ CAPACITY_GRID < belief.shares @ CAPACITY_GRID)
        True
        """
        return replace(self, packed=_pack(self.shares * likelihood))

    def overwhelm_probabilities(self, log_load: Floats) -> Floats:
        """P(overwhelm) averaged over the shares, by quadrature on the line.

        Parameters
        ----------
        log_load : ndarray of float64, shape (n,)
            What is asked, log-load. NaN gives NaN.

        Returns
        -------
        ndarray of float64, shape (n,)
            In [`risk_floor`, 1]; never falls as more is asked.

        Examples
        --------
        >>> CapacityDistribution.from_prior("steady", None).overwhelm_probabilities(np.array([0.0, 2.0, 4.0])).round(3)
        array([0.003, 0.048, 0.624])
        """
        averaged: Floats = overwhelm_probability(log_load[:, None] - CAPACITY_GRID) @ self.shares
        return averaged


def overwhelm_probability(margin: Floats) -> Floats:
    """P(overwhelm) at a margin: a mixture of logistic curves, and a floor.

    Parameters
    ----------
    margin : ndarray of float64, any shape
        Log-load beyond capacity. NaN gives NaN; ±∞ the ends of the curve.

    Returns
    -------
    ndarray of float64, the shape of `margin`
        risk_floor + (1 − risk_floor) · Σ share · logistic(slope · margin); never falls.

    Notes
    -----
    Exponents are held within ±60, where a logistic curve no longer differs from 0 or 1 in float64.

    Examples
    --------
    >>> overwhelm_probability(np.array([-np.inf, 0.0, 1.0])).round(3)
    array([0.002, 0.501, 0.926])
    """
    curves = 1.0 / (1.0 + np.exp(-np.clip(np.multiply.outer(margin, SLOPES), -60.0, 60.0)))
    result: Floats = PARAMS.risk_floor + (1 - PARAMS.risk_floor) * (curves @ SLOPE_SHARES)
    return result


def _pack(shares: Floats) -> bytes:
    held = np.maximum(shares, 1e-300)
    packed: bytes = (held / held.sum()).tobytes()
    return packed
