"""Baselines that look little: always grounding, one small amount, a step a week, a blind and a seeing staircase."""

from dataclasses import dataclass

import numpy as np

from .baseline_shared import PracticePicker, classify_reports
from .draws import Floats, Ints
from .people import People
from .reports import DayReport, SessionReport
from .simulation import GROUNDING, OracleView, PolicyOffers

# Amounts to climb, in log-load of anyone: from two minutes of the gentlest to half an hour of the hardest.
DOSES = np.array([0.4, 0.7, 1.0, 1.3, 1.6, 1.9, 2.2, 2.6, 3.0, 3.4, 3.8, 4.2])
START_STEP = {None: 1, "tender": 1, "steady": 2, "robust": 4}


class AlwaysGrounding:
    """Nothing but grounding: no harm, no gain."""

    name = "grounding"

    def begin(self, people: People) -> None:
        self.none = np.full(people.n, GROUNDING)

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        return PolicyOffers.default_only(self.none)

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        """Nothing to learn."""


class ConstantAmount(AlwaysGrounding):
    """One cautious amount by tier, for ever."""

    name = "constant"
    per_week = 0.0

    def begin(self, people: People) -> None:
        self.picker = PracticePicker.of(people)
        self.t_days = people.t_days
        self.target = DOSES[[START_STEP[limits.tier] - 1 for limits in people.limits]]

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        weeks = np.floor(self.t_days[:, t] / 7)
        return PolicyOffers.default_only(self.picker.largest_under(self.target + self.per_week * weeks))


class WeeklyStep(ConstantAmount):
    """The same and a fixed step more each week, whatever is told."""

    name = "weekly"
    per_week = 0.1


class Staircase:
    """One step up after a settled session, three down after a bad one; sees neither the day nor silence."""

    name = "staircase"

    def begin(self, people: People) -> None:
        self.picker = PracticePicker.of(people)
        self.step = np.array([START_STEP[limits.tier] for limits in people.limits])

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        return PolicyOffers.default_only(self.picker.largest_under(DOSES[self.step]))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        reading = classify_reports(told, chosen, report)
        self.step = np.clip(self.step + reading.good - 3 * reading.bad, 0, len(DOSES) - 1)


@dataclass(frozen=True)
class StaircaseParams:
    """The numbers of the state-aware staircase, in log-load; the best of a grid on the tuning seeds."""

    start: float = 0.6
    up: float = 0.03
    down: float = 0.3
    per_strain: float = 0.25


class StateStaircase:
    """A staircase that lowers its amount on a bad day; silence means nothing to it."""

    name = "state-staircase"

    def __init__(self, stairs: StaircaseParams | None = None) -> None:
        self.stairs = stairs or StaircaseParams()

    def begin(self, people: People) -> None:
        self.picker = PracticePicker.of(people)
        self.target = DOSES[[START_STEP[limits.tier] for limits in people.limits]] + self.stairs.start

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        asks = day_demand(told, self.stairs.per_strain)
        closed = (np.abs(told.activation) >= 4.5) | (told.safety <= 1)
        return PolicyOffers.default_only(np.where(closed, GROUNDING, self.picker.largest_under(self.target - asks)))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        reading = classify_reports(told, chosen, report)
        moved = self.target + self.stairs.up * reading.good - self.stairs.down * reading.bad
        self.target = np.clip(moved, 0.3, DOSES[-1])


def day_demand(told: DayReport, per_strain: float) -> Floats:
    """What a bad day takes off the amount, (clients,), log-load; an untold one as much as a rather bad one."""
    strain = np.where(np.isnan(told.activation), 3.0, np.abs(told.activation))
    safety = np.where(np.isnan(told.safety), 4.0, told.safety)
    asks: Floats = per_strain * np.maximum(strain - 1, 0) + 0.12 * np.maximum(6 - safety, 0)
    return asks
