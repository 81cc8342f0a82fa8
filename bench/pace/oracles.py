"""Two oracles that know the latent truth: one greedy for gain, one bound to a true chance of 5 %."""

import numpy as np

from .draws import Ints
from .ladder import permitted
from .life import GROUNDING, Inside, Offered, nominal_load
from .people import People
from .reports import Report, Told

HARM = 0.01  # what one overwhelm costs the greedy oracle beyond the capacity it takes back, in log-load
BOUND = 0.05


class Greedy:
    """Each session the practice with the largest expected growth minus expected harm, were the truth known."""

    name = "oracle greedy"

    def begin(self, people: People) -> None:
        self.may = permitted(people)

    def offer(self, t: int, told: Told, inside: Inside) -> Offered:
        worth = (1 - inside.p) * inside.growth - inside.p * (inside.setback[:, None] + HARM)
        worth = np.where(self.may, worth, -np.inf)
        best = np.argmax(worth, axis=1)
        return Offered.only(np.where(worth[np.arange(len(best)), best] > 0, best, GROUNDING))

    def learn(self, t: int, told: Told, offered: Offered, chosen: Ints, report: Report) -> None:
        """Knows everything already."""


class Bounded:
    """Each session the largest amount whose true chance of overwhelm is at most 5 %."""

    name = "oracle p<=.05"

    def begin(self, people: People) -> None:
        self.may = permitted(people)
        self.load = nominal_load(people)

    def offer(self, t: int, told: Told, inside: Inside) -> Offered:
        load = np.where(self.may & (inside.p <= BOUND), self.load, -1)
        best = np.argmax(load, axis=1)
        return Offered.only(np.where(load[np.arange(len(best)), best] >= 0, best, GROUNDING))

    def learn(self, t: int, told: Told, offered: Offered, chosen: Ints, report: Report) -> None:
        """Knows everything already."""
