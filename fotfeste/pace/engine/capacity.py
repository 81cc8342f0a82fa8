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
class Capacity:
    """Shares of `CAPACITY_GRID` (log-load), summing to one, at time `at` (days).

    `packed` is an array of float64 as bytes: equal beliefs are equal bytes.
    """

    packed: bytes = field(repr=False)
    at: float | None = None
    drift_sd: float = PARAMS.drift_sd

    @classmethod
    def from_prior(cls, tier: str | None, prior: Prior | None) -> Self:
        """Before any report. No tier counts as tender."""
        told = {key: mean for key, mean in (prior.tier_means if prior else {}).items() if mean is not None}
        mean = {**TIER_MEANS, **told}[tier or "tender"]
        drift = PARAMS.drift_sd if prior is None or prior.drift_sd is None else prior.drift_sd
        apart = (CAPACITY_GRID - np.clip(mean, CAPACITY_GRID[0], CAPACITY_GRID[-1])) / PARAMS.prior_sd
        return cls(_pack(np.exp(-0.5 * apart**2)), None, drift)

    @property
    def shares(self) -> Floats:
        """Shape (points,)."""
        return np.frombuffer(self.packed)

    def drift_to(self, t_days: float) -> Self:
        """The same, less sure for the days that have passed; time never runs backwards."""
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
        """After a report with this likelihood, shape (points,)."""
        return replace(self, packed=_pack(self.shares * likelihood))

    def overwhelm_probabilities(self, asked: Floats) -> Floats:
        """P(overwhelm) when `asked` log-load is asked, averaged over the shares; shape (n,)."""
        averaged: Floats = overwhelm_probability(asked[:, None] - CAPACITY_GRID) @ self.shares
        return averaged


def overwhelm_probability(margin: Floats) -> Floats:
    """P(overwhelm) at `margin` (log-load beyond capacity), any shape: a mixture of logistic curves. Never falls."""
    curves = 1.0 / (1.0 + np.exp(-np.clip(np.multiply.outer(margin, SLOPES), -60.0, 60.0)))
    result: Floats = PARAMS.risk_floor + (1 - PARAMS.risk_floor) * (curves @ SLOPE_SHARES)
    return result


def _pack(shares: Floats) -> bytes:
    held = np.maximum(shares, 1e-300)
    packed: bytes = (held / held.sum()).tobytes()
    return packed
