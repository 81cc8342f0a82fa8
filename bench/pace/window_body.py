"""A body that is a window: arousal has a lower and an upper edge, a practice is an excursion, and no load adds up.

How far a practice stirs depends on the person's own answer to its family far more than on level and minutes, and
minutes saturate: so amounts do not rank across families. Overwhelm is an excursion beyond either edge.
"""

import numpy as np

from .bodies import Truth, family_traits
from .draws import Flags, Floats, Ints
from .latent_dynamics import RISK_FLOOR, TrueDay, normal_cdf, take_chosen
from .people import People

SATURATION_MIN, LEVEL_POWER = 12.0, 0.8
FAMILY_SPREAD = 0.45
STIR, LEAD = 0.85, 0.35
FAMILY_STIR = (0.65, 0.85, 0.9, 1.1, 1.2, 1.6, 1.6)  # in the order of FAMILIES: bodies rank them, loads do not
EXCURSION_SD = 0.8
MOST_GROWTH_BELOW_EDGE, GROWTH_WIDTH = 1.1, 1.1
SETBACK_SHARE = 1.6  # of the setback of the other body, in points of arousal


class WindowBody:
    """The window's edges grow apart where an excursion came near one and held, and close where it did not."""

    def __init__(self, people: People) -> None:
        self.people = people
        z = people.draws.trait_z
        tender = 0.9 * (people.capacity - 3.75) / 0.7
        self.upper = np.maximum(4.1 + tender, 2.2)
        self.lower = -np.maximum(3.9 + tender + 0.5 * z["down_sensitivity"], 2.0)
        self.widened, self.left_over = np.zeros(people.n), np.zeros(people.n)
        strength = people.menus.level**LEVEL_POWER * (1 - np.exp(-people.menus.minutes / SATURATION_MIN))
        of_anyone = np.array(FAMILY_STIR)[people.menus.family]
        self.stir = STIR * of_anyone * strength * family_traits(people, FAMILY_SPREAD)
        self.lead = LEAD * strength * people.menus.direction
        self.setback = SETBACK_SHARE * people.setback

    @property
    def gain(self) -> Floats:
        """In quarters of a point of arousal, about as large as log-loads."""
        return self.widened / 4

    def begin_day(self, t: int) -> TrueDay:
        """The day's own arousal, and what an overwhelm has left over, fading over days."""
        people, z, u = self.people, self.people.draws.z, self.people.draws.u
        if t:
            self.left_over = self.left_over * np.exp(-(people.t_days[:, t] - people.t_days[:, t - 1]) / 4)
        swing = np.where(u["swing"][:, t] < 0.04, 2.0, 0) - np.where(u["swing"][:, t] > 0.96, 2.0, 0)
        activation = people.usual + 1.0 * z["activation"][:, t] + swing + self.left_over - people.exogenous[:, t]
        room = np.minimum(self.upper - activation, activation - self.lower)
        safety = people.usual_safety + 0.5 * np.minimum(room - 2.0, 0.5) + 0.9 * z["safety"][:, t]
        return TrueDay(np.clip(activation, -5, 5), np.clip(safety, 0, 10))

    def weigh(self, day: TrueDay, t: int) -> Truth:
        upper, lower = (self.upper + self.widened)[:, None], (self.lower - self.widened)[:, None]
        at = day.activation[:, None]
        peak = at + np.where(at < 0, -1, 1) * self.stir + self.lead
        room = np.minimum(upper - peak, peak - lower)
        beyond = _normal_tail((upper - peak) / EXCURSION_SD) + _normal_tail((peak - lower) / EXCURSION_SD)
        p = 1 - (1 - np.clip(beyond, 0, 1)) * (1 - RISK_FLOOR)
        growth = np.exp(-(((room - MOST_GROWTH_BELOW_EDGE) / GROWTH_WIDTH) ** 2) / 2) * np.minimum(self.stir, 1.0)
        return Truth(p, 4 * self.people.rate[:, None] * growth, -room, self.setback)

    def apply(self, truth: Truth, chosen: Ints, hard: Flags) -> None:
        moved = np.where(hard, -self.setback, take_chosen(truth.growth, chosen))
        self.widened = np.maximum(self.widened + moved, -1.5)
        self.left_over = self.left_over + np.where(hard, np.where(self.people.usual < 0, -1.2, 1.2), 0.0)


def _normal_tail(z: Floats) -> Floats:
    return 1 - np.asarray(normal_cdf(z), dtype=np.float64)
