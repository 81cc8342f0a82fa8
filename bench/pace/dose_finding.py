"""Dose-finding designs made for groups, used within one client: 3+3 and a Bayesian optimal interval.

A 'patient' of the design is a session here. Both climb the same doses and see neither the day nor silence.
"""

from math import log

import numpy as np

from .baseline_shared import PracticePicker, ReportClassification, classify_reports
from .draws import Ints
from .people import People
from .reports import DayReport, SessionReport
from .simple_baselines import DOSES
from .simulation import OracleView, PolicyOffers

COHORT = 3
TARGET = 0.05
START_STEP = {None: 0, "tender": 0, "steady": 1, "robust": 2}


class ThreePlusThree:
    """Three sessions at a dose: none bad, up; one bad, three more; two bad, down and never up there again."""

    name = "3+3"

    def begin(self, people: People) -> None:
        self.picker = PracticePicker.of(people)
        self.step = np.array([START_STEP[limits.tier] for limits in people.limits])
        self.top = np.full(people.n, len(DOSES) - 1)
        self.seen, self.bad = np.zeros(people.n, dtype=np.int64), np.zeros(people.n, dtype=np.int64)

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        return PolicyOffers.default_only(self.picker.largest_under(DOSES[self.step]))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        self.count_session(classify_reports(told, chosen, report))

    def count_session(self, reading: ReportClassification) -> None:
        """One more session at the present dose."""
        self.seen = self.seen + (reading.practised & ~reading.silent)
        self.bad = self.bad + reading.bad
        down = self.bad >= 2
        up = ((self.seen == COHORT) & (self.bad == 0)) | ((self.seen >= 2 * COHORT) & (self.bad <= 1))
        self.top = np.where(down, np.minimum(self.top, np.maximum(self.step - 1, 0)), self.top)
        self.step = np.clip(self.step + np.where(down, -1, np.where(up, 1, 0)), 0, self.top)
        self.seen, self.bad = np.where(down | up, 0, self.seen), np.where(down | up, 0, self.bad)


class OptimalInterval:
    """After each three sessions: up below one boundary of the bad share at this dose, down above the other."""

    name = "boin"

    def begin(self, people: People) -> None:
        self.picker = PracticePicker.of(people)
        self.step = np.array([START_STEP[limits.tier] for limits in people.limits])
        self.rows = np.arange(people.n)
        self.seen, self.bad = np.zeros((people.n, len(DOSES))), np.zeros((people.n, len(DOSES)))
        self.since = np.zeros(people.n)
        self.low, self.high = interval_boundaries(TARGET)

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        return PolicyOffers.default_only(self.picker.largest_under(DOSES[self.step]))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        self.count_session(classify_reports(told, chosen, report))

    def count_session(self, reading: ReportClassification) -> None:
        """One more session at the present dose."""
        known = reading.practised & ~reading.silent
        self.seen[self.rows, self.step] += known
        self.bad[self.rows, self.step] += reading.bad
        self.since = self.since + known
        share = self.bad[self.rows, self.step] / np.maximum(self.seen[self.rows, self.step], 1)
        move = np.where(share <= self.low, 1, np.where(share >= self.high, -1, 0))
        due = self.since >= COHORT
        self.step = np.clip(self.step + np.where(due, move, 0), 0, len(DOSES) - 1)
        self.since = np.where(due, 0, self.since)


def interval_boundaries(target: float) -> tuple[float, float]:
    """Shares at which the target is as likely as 60 % of it, and as 140 % of it.

    >>> low, high = boundaries(0.05)
    >>> 0.03 < low < 0.05 < high < 0.07
    True
    """
    return _equal_likelihood_share(0.6 * target, target), _equal_likelihood_share(target, 1.4 * target)


def _equal_likelihood_share(a: float, b: float) -> float:
    return log((1 - a) / (1 - b)) / log(b * (1 - a) / (a * (1 - b)))
