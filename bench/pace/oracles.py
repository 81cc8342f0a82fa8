"""Two oracles that know the latent truth: one greedy for gain, one bound to a true chance of 5 %."""

import numpy as np

from .baseline_shared import permitted_mask
from .draws import Ints
from .people import People
from .reports import DayReport, SessionReport
from .simulation import GROUNDING, OracleView, PolicyOffers, nominal_load

HARM_COST = 0.01  # what one overwhelm costs the greedy oracle beyond the capacity it takes back, in log-load
RISK_BOUND = 0.05


class GreedyOracle:
    """Each session the practice with the largest expected growth minus expected harm, were the truth known."""

    name = "oracle greedy"

    def begin(self, people: People) -> None:
        self.permitted = permitted_mask(people)

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        worth = (1 - oracle_view.p) * oracle_view.growth - oracle_view.p * (oracle_view.setback[:, None] + HARM_COST)
        worth = np.where(self.permitted, worth, -np.inf)
        best = np.argmax(worth, axis=1)
        return PolicyOffers.default_only(np.where(worth[np.arange(len(best)), best] > 0, best, GROUNDING))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        """Knows everything already."""


class BoundedOracle:
    """Each session the largest amount whose true chance of overwhelm is at most 5 %."""

    name = "oracle p<=.05"

    def begin(self, people: People) -> None:
        self.permitted = permitted_mask(people)
        self.load = nominal_load(people)

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        load = np.where(self.permitted & (oracle_view.p <= RISK_BOUND), self.load, -1)
        best = np.argmax(load, axis=1)
        return PolicyOffers.default_only(np.where(load[np.arange(len(best)), best] >= 0, best, GROUNDING))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        """Knows everything already."""
