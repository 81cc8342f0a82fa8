"""A body that is a reserve: practices and days draw on it, rest fills it, and overwhelm is a hazard of overdrawing.

Costs multiply and differ by person and family; chance follows a Weibull curve in the share that is drawn, which is not
symmetric as a logistic one is. The reserve grows with regular use and shrinks without.
"""

import numpy as np

from .bodies import Truth, family_traits
from .draws import Flags, Ints
from .latent_dynamics import RISK_FLOOR, TrueDay, take_chosen
from .people import People

FAMILY_SPREAD = 0.4
LEVEL_POWER, MINUTES_POWER = 1.15, 0.55
HAZARD, HAZARD_POWER = 0.5, 3.0
DAY_SD, SHARE_DRAWN_BY_PRACTICE = 0.25, 0.3
UNUSED_AFTER_DAYS, SHRINKS_PER_DAY = 9.0, 0.004
MARGIN_PER_DRAWN = 1.2  # for the reports alone: log shares of the reserve as log-load


class ReserveBody:
    """What is there today is the person's reserve, filled as far as the days since last time allow."""

    def __init__(self, people: People) -> None:
        self.people = people
        z = people.draws.trait_z
        self.full = 30.0 * np.exp(0.9 * (people.capacity - 3.75) / 0.7 * 0.45)
        self.gain, self.filled = np.zeros(people.n), np.ones(people.n)
        self.refill_days = 1.2 * np.exp(0.4 * z["rest"])
        deep = np.where(people.menus.deep, 1.5, 1.0)
        size = people.menus.level**LEVEL_POWER * people.menus.minutes**MINUTES_POWER
        self.cost = deep * size * family_traits(people, FAMILY_SPREAD)
        self.today = np.ones(people.n)

    def begin_day(self, t: int) -> TrueDay:
        people, z, u = self.people, self.people.draws.z, self.people.draws.u
        days = people.t_days[:, t] - people.t_days[:, t - 1] if t else np.full(people.n, 30.0)
        self.filled = 1 - (1 - self.filled) * np.exp(-days / self.refill_days)
        self.gain = self.gain - (SHRINKS_PER_DAY * np.maximum(days - UNUSED_AFTER_DAYS, 0) if t else 0)
        swing = np.where((u["swing"][:, t] < 0.03) | (u["swing"][:, t] > 0.97), -0.6, 0)
        self.today = np.log(np.maximum(self.filled, 0.05)) + DAY_SD * z["activation"][:, t] + swing
        away = 0.9 + 2.6 * np.maximum(-self.today, 0) + 0.5 * np.abs(z["next_activation"][:, t])
        side = np.where(people.usual < 0, -1, 1)
        safety = people.usual_safety + 2.0 * np.minimum(self.today, 0) + 0.8 * z["safety"][:, t]
        return TrueDay(np.clip(side * away, -5, 5), np.clip(safety, 0, 10))

    def weigh(self, day: TrueDay, t: int) -> Truth:
        unsafe = 0.06 * np.maximum(6 - day.safety, -2)
        there = np.log(self.full) + self.gain + self.people.exogenous[:, t] + self.today - unsafe
        drawn = np.log(self.cost) - there[:, None]
        p = 1 - np.exp(-HAZARD * np.exp(HAZARD_POWER * np.minimum(drawn, 3))) * (1 - RISK_FLOOR)
        growth = self.people.rate[:, None] * np.exp(0.8 * np.minimum(drawn, 0))
        return Truth(p, growth, MARGIN_PER_DRAWN * drawn, self.people.setback)

    def apply(self, truth: Truth, chosen: Ints, hard: Flags) -> None:
        share = np.minimum(np.exp(take_chosen(truth.margin, chosen) / MARGIN_PER_DRAWN), 1.0) * (chosen >= 0)
        self.filled = np.where(hard, 0.35 * self.filled, self.filled * (1 - SHARE_DRAWN_BY_PRACTICE * share))
        grown = np.where(hard, -self.people.setback, take_chosen(truth.growth, chosen))
        self.gain = np.maximum(self.gain + grown, -1.0)
