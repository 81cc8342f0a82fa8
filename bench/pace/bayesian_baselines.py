"""Two Bayesian baselines on a grid of capacities: Thompson sampling with the day, EWOC without it.

Both know the usual curve and how reports err; both take silence for no news.
"""

from math import log

import numpy as np

from .baseline_shared import PracticePicker, classify_reports
from .draws import Floats, Ints
from .people import People
from .reports import DayReport, SessionReport
from .simple_baselines import day_demand
from .simulation import GROUNDING, OracleView, PolicyOffers

GRID = np.linspace(0.5, 7.0, 66)
SLOPE, TARGET = 2.2, 0.05
TARGET_MARGIN = log(TARGET / (1 - TARGET)) / SLOPE  # log-load from capacity at which the chance is TARGET
SENSITIVITY, FALSE_ALARM = 0.7, 0.03
TIER_MEANS = {None: 2.6, "tender": 2.6, "steady": 3.2, "robust": 3.9}  # less what an ordinary day asks
SD = 0.6
FEASIBILITY = 0.25  # accepted posterior chance that a dose is beyond the one with the target chance (EWOC)
EVIDENCE_DECAY = 0.99  # capacity moves: yesterday's evidence weighs a little less each session


class _GridPosterior:
    name = ""
    with_day = True

    def begin(self, people: People) -> None:
        self.people, self.picker = people, PracticePicker.of(people)
        means = np.array([TIER_MEANS[limits.tier] for limits in people.limits])
        self.prior = -0.5 * ((GRID - means[:, None]) / SD) ** 2
        self.log_weight = self.prior.copy()
        self.asks = np.zeros(people.n)

    def capacity(self, t: int) -> Floats:
        """The capacity to go by, (clients,)."""
        raise NotImplementedError

    def quantile(self, share: Floats) -> Floats:
        weight = np.exp(self.log_weight - self.log_weight.max(axis=1, keepdims=True))
        below = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
        value: Floats = GRID[np.minimum((below < share[:, None]).sum(axis=1), len(GRID) - 1)]
        return value

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        self.asks = day_demand(told, 0.15) if self.with_day else np.zeros(self.people.n)
        picks = self.picker.largest_under(self.capacity(t) + TARGET_MARGIN - self.asks)
        closed = self.with_day & ((np.abs(told.activation) >= 4.5) | (told.safety <= 1))
        return PolicyOffers.default_only(np.where(closed, GROUNDING, picks))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        reading = classify_reports(told, chosen, report)
        load = self.picker.load[np.arange(len(chosen)), np.maximum(chosen, 0)] + self.asks
        p = 1 / (1 + np.exp(-SLOPE * (load[:, None] - GRID)))
        bad = FALSE_ALARM + (SENSITIVITY - FALSE_ALARM) * p
        news = np.where(reading.bad[:, None], np.log(bad), np.log1p(-bad))
        known = (reading.practised & ~reading.silent)[:, None]
        faded = self.prior + EVIDENCE_DECAY * (self.log_weight - self.prior)
        self.log_weight = np.where(known, faded + news, self.log_weight)


class Thompson(_GridPosterior):
    """Goes by one capacity drawn from what is believed."""

    name = "thompson"

    def capacity(self, t: int) -> Floats:
        return self.quantile(self.people.draws.u["policy"][:, t])


class Ewoc(_GridPosterior):
    """Escalation with overdose control: the dose beyond the target with a posterior chance of a quarter. No day."""

    name = "ewoc"
    with_day = False

    def capacity(self, t: int) -> Floats:
        return self.quantile(np.full(self.people.n, FEASIBILITY))
