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
    """How much an amount asks, as one number.

    Parameters
    ----------
    level : int
        0…5; 0 counts as 1.
    minutes : float
        ≥ 0. NaN gives NaN.

    Returns
    -------
    float
        Log-load, ≥ 0: load_per_level · (level − 1) + ln(1 + minutes / minutes_scale); strictly increasing in both.

    Raises
    ------
    ValueError
        For minutes of −5 or less, where there is no logarithm.

    Examples
    --------
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
        """With the load that goes with this level and these minutes.

        Examples
        --------
        >>> Amount.of(1, 0.0)
        Amount(level=1, minutes=0.0, load=0.0)
        """
        return cls(level, minutes, log_load(level, minutes))

    def pointwise_min(self, other: "Amount") -> "Amount":
        """The smaller of each measure by itself, so that the load need not fit the level and the minutes.

        Examples
        --------
        >>> Amount(2, 5.0, 1.2).pointwise_min(Amount(1, 10.0, 1.1))
        Amount(level=1, minutes=5.0, load=1.1)
        """
        return Amount(min(self.level, other.level), min(self.minutes, other.minutes), min(self.load, other.load))

    def pointwise_max(self, other: "Amount") -> "Amount":
        """The larger of each measure by itself.

        Examples
        --------
        >>> Amount(2, 5.0, 1.2).pointwise_max(Amount(1, 10.0, 1.1))
        Amount(level=2, minutes=10.0, load=1.2)
        """
        return Amount(max(self.level, other.level), max(self.minutes, other.minutes), max(self.load, other.load))

    def contains(self, other: "Amount") -> bool:
        """Whether `other` is within all three bounds; a NaN is within none.

        Examples
        --------
        >>> Amount.of(2, 5.0).contains(Amount.of(1, 5.0)), Amount.of(2, 5.0).contains(Amount.of(1, 6.0))
        (True, False)
        """
        return other.level <= self.level and other.minutes <= self.minutes and other.load <= self.load


NO_AMOUNT = Amount(0, 0.0, 0.0)
FIRST_STEP = Amount.of(1, PARAMS.first_step_minutes)
ASSUMED_TOLERATED = Amount.of(PARAMS.assumed_level, PARAMS.assumed_minutes)  # one step above it is rule R11


def one_step_above(amount: Amount) -> Amount:
    """One level and one minutes-step above what was tolerated (R3), and no more load than both together at ten minutes.

    Parameters
    ----------
    amount : Amount
        What was tolerated.

    Returns
    -------
    Amount
        Monotone in `amount`, never above level 5, and at least the first step from nothing.

    Examples
    --------
    >>> above = one_step_above(Amount.of(1, 10.0))  # R11: all that an empty history allows
    >>> above.level, above.minutes, round(above.load, 2)
    (2, 15.0, 1.94)
    """
    return Amount(
        min(amount.level + 1, 5), amount.minutes + PARAMS.minutes_step, amount.load + PARAMS.load_step
    ).pointwise_max(FIRST_STEP)


def is_single_step(known_amount: Amount, amount: Amount) -> bool:
    """Whether it is not a level more and a whole minutes-step more at once (R3).

    Examples
    --------
    >>> [is_single_step(Amount.of(1, 10.0), Amount.of(*each)) for each in ((2, 14.9), (1, 15.0), (2, 15.0))]
    [True, True, False]
    """
    return amount.level <= known_amount.level or amount.minutes < known_amount.minutes + PARAMS.minutes_step


def clearly_lower_amount(amount: Amount) -> Amount:
    """Clearly lower (R1, R5): the load by `clearly_lower_by`, level and minutes not larger.

    Examples
    --------
    >>> clearly_lower_amount(Amount(2, 5.0, 1.2))
    Amount(level=2, minutes=5.0, load=1.0999999999999999)
    """
    return Amount(amount.level, amount.minutes, amount.load - PARAMS.clearly_lower_by)
