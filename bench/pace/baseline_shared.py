"""What every baseline shares: how a report reads to a careful person, and the practice nearest under an amount."""

from dataclasses import dataclass

import numpy as np

from .draws import Flags, Floats, Ints
from .menus import LIFTS, SETTLES
from .people import People
from .reports import DayReport, SessionReport
from .simulation import GROUNDING, nominal_load


def permitted_mask(people: People) -> Flags:
    """Within what the therapist has set, (clients, practices)."""
    menus = people.menus
    most_minutes = np.array([limits.max_minutes or np.inf for limits in people.limits])
    ceilings = [[each for each in limits.max_level.values() if each is not None] for limits in people.limits]
    most_level = np.array([min(each, default=5) for each in ceilings])
    last_closed = np.array([bool(limits.closed_families) for limits in people.limits])
    closed = last_closed[:, None] & (menus.family == menus.family[:, -1:])
    small: Flags = (menus.minutes <= most_minutes[:, None]) & (menus.level <= most_level[:, None])
    return np.asarray(small & ~closed, dtype=np.bool_)


@dataclass
class PracticePicker:
    """The gentle practices a baseline may take from, with what each asks of anyone."""

    permitted: Flags
    load: Floats
    direction: Ints
    family: Ints

    @classmethod
    def of(cls, people: People) -> "PracticePicker":
        gentle = permitted_mask(people) & ~people.menus.deep
        return cls(gentle, nominal_load(people), people.menus.direction, people.menus.family)

    def largest_under(self, target: Floats, told: DayReport | None = None, avoid: Ints | None = None) -> Ints:
        """The largest practice whose load is at most `target`; grounding if there is none.

        With `told`, what leads where the day asks is taken before what does not, if it is about as large.
        `avoid` (clients,): a family left out, −1 for none.
        """
        score = np.where(self.permitted & (self.load <= target[:, None] + 1e-9), self.load, -np.inf)
        if avoid is not None:
            score = np.where(self.family == avoid[:, None], -np.inf, score)
        if told is not None:
            lean = np.nan_to_num(told.activation)
            wanted = np.where(lean <= -1.0, LIFTS, np.where(lean >= 1.0, SETTLES, 0))
            score = score + 0.3 * (self.direction * wanted[:, None])
        best = np.argmax(score, axis=1)
        return np.where(np.isfinite(score[np.arange(len(best)), best]), best, GROUNDING)


@dataclass(frozen=True)
class ReportClassification:
    """A report read with care, (clients,): told hard, practised with nothing told, told settled."""

    practised: Flags
    bad: Flags
    silent: Flags
    good: Flags


def classify_reports(told: DayReport, chosen: Ints, report: SessionReport) -> ReportClassification:
    """Overwhelm and settled as the specification words them; her own "not settled" stands, silence is neither."""
    practised = chosen >= 0
    fell = told.safety - report.safety >= 2  # NaN compares as False: not told is not a fall
    bad = practised & ((np.abs(report.activation) >= 3.5) | (report.felt_worse == 1) | fell | report.stopped_early)
    silent = practised & ~bad & np.isnan(report.activation)
    kept = (np.abs(report.activation) <= 2) & (report.safety >= told.safety)
    good = practised & ~bad & ~silent & ((report.settled == 1) | ((report.settled < 0) & kept))
    return ReportClassification(practised, bad, silent, good)
