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

Floats = npt.NDArray[np.float64]

GRID_STEP = 0.1
CAPACITY_GRID: Floats = np.round(np.arange(-1.0, 12.0 + GRID_STEP / 2, GRID_STEP), 10)
TIER_MEANS = {"tender": 3.3, "steady": 3.7, "robust": 4.05}  # close together: intake is often wrong
PRIOR_SD = 0.7
DRIFT_SD = 0.03  # per √day
MAX_SPREAD = 0.25  # of a share may move to each side at once; more would break the order of shares
SLOPES: Floats = np.array([1.7, 2.5, 4.1])
SLOPE_SHARES: Floats = np.array([0.2, 0.5, 0.3])
RISK_FLOOR = 0.002  # life happens: no practice is quite without risk


@dataclass(frozen=True)
class Capacity:
    """Shares of `CAPACITY_GRID` (log-load), summing to one, at time `at` (days).

    `packed` is an array of float64 as bytes: equal beliefs are equal bytes.
    """

    packed: bytes = field(repr=False)
    at: float | None = None
    drift_sd: float = DRIFT_SD

    @classmethod
    def from_prior(cls, tier: str | None, prior: Prior | None) -> Self:
        """Before any report. No tier counts as tender."""
        told = {key: mean for key, mean in (prior.tier_means if prior else {}).items() if mean is not None}
        mean = {**TIER_MEANS, **told}[tier or "tender"]
        drift = DRIFT_SD if prior is None or prior.drift_sd is None else prior.drift_sd
        apart = (CAPACITY_GRID - np.clip(mean, CAPACITY_GRID[0], CAPACITY_GRID[-1])) / PRIOR_SD
        return cls(_pack(np.exp(-0.5 * apart**2)), None, drift)

    @property
    def shares(self) -> Floats:
        """Shape (points,)."""
        return np.frombuffer(self.packed)

    def drift_to(self, t_days: float) -> Self:
        """The same, less sure for the days that have passed; time never runs backwards."""
        days = 0.0 if self.at is None else max(t_days - self.at, 0.0)
        spread = min(self.drift_sd**2 * days, 1.0) / (2 * GRID_STEP**2)  # as a share to each side, if it were one step
        shares = self.shares
        for _ in range(int(np.ceil(spread / MAX_SPREAD))):
            part = min(spread, MAX_SPREAD)
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
    result: Floats = RISK_FLOOR + (1 - RISK_FLOOR) * (curves @ SLOPE_SHARES)
    return result


def _pack(shares: Floats) -> bytes:
    held = np.maximum(shares, 1e-300)
    packed: bytes = (held / held.sum()).tobytes()
    return packed
