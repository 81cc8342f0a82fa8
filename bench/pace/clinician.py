"""The hard baseline: a careful clinician's rule. She looks at the day, backs off, suspects silence, goes up slowly."""

from dataclasses import dataclass

import numpy as np

from .baseline_shared import PracticePicker, ReportClassification, classify_reports
from .draws import Flags, Floats, Ints
from .people import People
from .reports import DayReport, SessionReport
from .simulation import GROUNDING, OracleView, PolicyOffers

START_LOAD = {None: 1.3, "tender": 1.3, "steady": 1.7, "robust": 2.2}


@dataclass(frozen=True)
class ClinicianParams:
    """Her numbers, in log-load of anyone; the best of a grid on the tuning seeds (see README)."""

    up: float = 0.1
    good_needed: int = 2
    down: float = 0.4
    hold: int = 1
    silence_down: float = 0.2  # once it is the second in a row; a single one only holds
    silence_hold: int = 1
    per_strain: float = 0.15
    per_unsafe: float = 0.12
    per_week_away: float = 0.1


SLOW_CLINICIAN = ClinicianParams(good_needed=3)  # the point of the same grid with about two thirds of the harm


class Clinician:
    """A target amount per client, lowered on bad days, after bad sessions, after silence and after time away."""

    def __init__(self, habits: ClinicianParams | None = None, name: str = "clinician") -> None:
        self.habits, self.name = habits or ClinicianParams(), name

    def begin(self, people: People) -> None:
        n = people.n
        self.people, self.picker = people, PracticePicker.of(people)
        self.target = np.array([START_LOAD[limits.tier] for limits in people.limits])
        self.good, self.hold, self.quiet = np.zeros(n), np.zeros(n), np.zeros(n)
        self.usual_strain, self.usual_rest = np.full(n, 1.5), np.full(n, np.nan)
        self.family_bad = np.zeros((n, 7))
        self.taken = np.zeros(n)

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        """Less than the target by what the day asks; nothing on a day she would not work on."""
        habits = self.habits
        if t:
            away = self.people.t_days[:, t] - self.people.t_days[:, t - 1] - 7
            self.target = self.target - habits.per_week_away * np.maximum(away, 0) / 7
            self.target = np.maximum(self.target, 0.3)
        strain = np.where(np.isnan(told.activation), 3.0, np.abs(told.activation))
        safety = np.where(np.isnan(told.safety), 4.0, told.safety)
        down = habits.per_strain * np.maximum(strain - 1, 0) + habits.per_unsafe * np.maximum(6 - safety, 0)
        down = down + 0.15 * (np.nan_to_num(told.hrv_z) < -1.5)
        worst = np.where(self.family_bad.max(axis=1) >= 2, np.argmax(self.family_bad, axis=1), -1)
        picks = self.picker.largest_under(self.target - down, told, worst)
        closed = (strain >= 4.5) | (safety <= 1)
        return PolicyOffers.default_only(np.where(closed, GROUNDING, picks))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        reading = classify_reports(told, chosen, report)
        slow = self._is_rest_slow(report)
        self._back_off(reading)
        self._go_up(reading, slow, chosen)
        rows = np.flatnonzero(reading.bad)
        np.add.at(self.family_bad, (rows, self.picker.family[rows, chosen[rows]]), 1)
        rows = np.flatnonzero(reading.good)
        families = self.picker.family[rows, chosen[rows]]
        self.family_bad[rows, families] = np.maximum(self.family_bad[rows, families] - 0.25, 0)

    def _is_rest_slow(self, report: SessionReport) -> Flags:
        """Rest took clearly longer than it usually does for this client."""
        told = ~np.isnan(report.recovery_min)
        logs = np.log1p(np.nan_to_num(report.recovery_min))
        slow = told & (logs > np.where(np.isnan(self.usual_rest), np.inf, self.usual_rest) + 0.6)
        first = told & np.isnan(self.usual_rest)
        self.usual_rest = np.where(
            first, logs, np.where(told, self.usual_rest + 0.2 * (logs - self.usual_rest), self.usual_rest)
        )
        return slow

    def _back_off(self, reading: ReportClassification) -> None:
        habits = self.habits
        self.quiet = np.where(reading.silent, self.quiet + 1, np.where(reading.practised, 0, self.quiet))
        twice = reading.silent & (self.quiet >= 2)
        self.target = self.target - habits.down * reading.bad - habits.silence_down * twice
        self.target = np.maximum(self.target, 0.3)
        self.hold = np.where(
            reading.bad, habits.hold, np.where(reading.silent, np.maximum(self.hold, habits.silence_hold), self.hold)
        )
        self.good = np.where(reading.bad | reading.silent, 0, self.good)

    def _go_up(self, reading: ReportClassification, slow: Flags, chosen: Ints) -> None:
        """Only after settled sessions near the target, and not while holding."""
        habits = self.habits
        well = reading.good & ~slow
        load: Floats = self.picker.load[np.arange(len(chosen)), np.maximum(chosen, 0)]
        near = load >= self.target - 0.8
        self.hold = np.where(well, np.maximum(self.hold - 1, 0), self.hold)
        self.good = np.where(well & near & (self.hold == 0), self.good + 1, self.good)
        up = self.good >= habits.good_needed
        self.target = np.where(up, np.minimum(self.target + habits.up, 4.2), self.target)
        self.good = np.where(up, 0, self.good)
