"""How much an amount asks of a person: one number from level and minutes, and amounts that can be compared.

The map is a convention of this engine, not a finding: `load = 0.55·(level − 1) + ln(1 + minutes / 5)`. It is
strictly larger with a higher level and with more minutes, near-logarithmic in minutes (ten minutes after the first
five weigh less than the first five), and zero at level 1 with no time at all.
"""

from dataclasses import dataclass
from math import log1p
from typing import Self

from .params import PARAMS


def log_load(level: int, minutes: float) -> float:
    """Log-load of `level` (0…5) for `minutes` (≥ 0); level 0 counts as level 1.

    >>> log_load(1, 0.0), round(log_load(2, 10.0), 3)
    (0.0, 1.649)
    """
    return PARAMS.load_per_level * (max(level, 1) - 1) + log1p(minutes / PARAMS.minutes_scale)


@dataclass(frozen=True)
class Amount:
    """Three bounds kept apart, so that no trade between level and minutes can pass: level, minutes, log-load."""

    level: int
    minutes: float
    load: float

    @classmethod
    def of(cls, level: int, minutes: float) -> Self:
        return cls(level, minutes, log_load(level, minutes))

    def pointwise_min(self, other: "Amount") -> "Amount":
        return Amount(min(self.level, other.level), min(self.minutes, other.minutes), min(self.load, other.load))

    def pointwise_max(self, other: "Amount") -> "Amount":
        return Amount(max(self.level, other.level), max(self.minutes, other.minutes), max(self.load, other.load))

    def contains(self, other: "Amount") -> bool:
        """`other` is within all three bounds."""
        return other.level <= self.level and other.minutes <= self.minutes and other.load <= self.load


NO_AMOUNT = Amount(0, 0.0, 0.0)
FIRST_STEP = Amount.of(1, PARAMS.first_step_minutes)
ASSUMED_TOLERATED = Amount.of(PARAMS.assumed_level, PARAMS.assumed_minutes)  # one step above it is rule R11


def one_step_above(amount: Amount) -> Amount:
    """One level and one minutes-step above what was tolerated (R3), and no more load than both together at ten minutes.

    Monotone in `amount`.
    """
    return Amount(
        min(amount.level + 1, 5), amount.minutes + PARAMS.minutes_step, amount.load + PARAMS.load_step
    ).pointwise_max(FIRST_STEP)


def is_single_step(tolerated: Amount, amount: Amount) -> bool:
    """Not a level more and a whole minutes-step more at once (R3)."""
    return amount.level <= tolerated.level or amount.minutes < tolerated.minutes + PARAMS.minutes_step


def clearly_lower(amount: Amount) -> Amount:
    """Clearly lower: the load by about a tenth, level and minutes not larger."""
    return Amount(amount.level, amount.minutes, amount.load - PARAMS.clearly_lower_by)
