"""What is concluded from sessions, one after another: a fold whose every step is a pure function.

`Belief` folds all but the last session as they were told and the last one strictly (R2, R8).
"""

from dataclasses import dataclass, replace
from math import exp, log
from typing import Self

import numpy as np

from . import day as days
from . import standing as standings
from . import witness
from .capacity import Capacity
from .load import Amount
from .outcome import Outcome, chosen_amount, done_amount, outcome
from .types import DEEP_FAMILIES, FAMILIES, Prior, Session

# docs/pacing.md gives a reason for each; a test compares.
DEEP_OFFSET = 0.35
FAMILY_HARD, FAMILY_EASES, FAMILY_MOST = 0.15, 0.05, 1.2
FATIGUE, FATIGUE_DAYS = 0.15, 4.0
REST_TOLD, REST_LATE, REST_WEIGHT = 3, 0.6, 0.2
UNTOLD, UNTOLD_KNOWN, UNTOLD_MOST = 0.08, 70.0, 0.3
SEEN = 0.7  # share of overwhelm that shows as a hard report
NEW, NEW_FOR = 0.35, 16.0
SURPRISE_OF_SILENCE = 0.3
LEANS, LEANS_FOR = 0.08, 40.0
PATIENCE, TIGHTEN = 1.2, 0.3


@dataclass(frozen=True)
class Known:
    """Conclusions so far.

    `families`: what each asks beyond its amount, log-load. `rest`: own usual, log minutes. `well`, `silent`,
    `practised`: sessions. `surprise`: hard and silent reports beyond those foretold, never below zero.
    """

    standing: standings.Standing
    capacity: Capacity
    usual: days.Usual
    families: tuple[float, ...] = (0.0,) * len(FAMILIES)
    hard_at: float | None = None
    rest: float = 0.0
    rests: int = 0
    practised: int = 0
    well: int = 0
    silent: int = 0
    surprise: float = 0.0

    @classmethod
    def nothing(cls, tier: str | None, prior: Prior | None) -> Self:
        """Before any session."""
        return cls(standings.Standing(), Capacity.first(tier, prior), days.Usual())

    def after(self, session: Session, strictly: bool) -> Self:
        """Once `session` is known; its time must not lie before what is known."""
        result = outcome(session, strictly)
        then = replace(
            self,
            standing=standings.after_session(self.standing, session, strictly),
            usual=days.after_state(self.usual, session.state),
            capacity=self.capacity.until(session.t_days),
        )
        then = then if session.chosen is None else then._after_practice(session, result, strictly)
        return replace(then, hard_at=session.t_days) if result is Outcome.HARD else then

    def family_asks(self, family: str | None) -> float:
        """What this family asks beyond its amount, in log-load: deep ones more, and those that went badly."""
        if family is None:
            return 0.0
        return self.families[FAMILIES.index(family)] + (DEEP_OFFSET if family in DEEP_FAMILIES else 0.0)

    def fatigue(self, now_days: float) -> float:
        """What a hard session still asks, in log-load; fades over days, once two have settled since (R1)."""
        if self.standing.last_hard:
            return FATIGUE
        return 0.0 if self.hard_at is None else FATIGUE * exp(-max(now_days - self.hard_at, 0.0) / FATIGUE_DAYS)

    @property
    def caution(self) -> float:
        """Log-load added while little has settled yet: what is believed at first comes from the intake alone."""
        return NEW * max(1 - self.well / NEW_FOR, 0.0)

    @property
    def leaning(self) -> float:
        """By how much the belief has come to lie too low, log-load: calm is believed less than unrest (`witness`)."""
        return LEANS * min(self.practised / LEANS_FOR, 1.0)

    @property
    def tightened(self) -> float:
        """At least 1: how much larger chances are taken to be, once reality has been worse than foretold."""
        return 1 + TIGHTEN * max(self.surprise - PATIENCE, 0.0)

    def _after_practice(self, session: Session, result: Outcome, strictly: bool) -> Self:
        seen = self._seen(session, result, strictly)
        likelihood = witness.at_worst(result, seen) if strictly else witness.as_told(result, seen, self.untold)
        rest, rests = self._rest_after(session.after.recovery_min)
        return replace(
            self,
            capacity=self.capacity.told(likelihood),
            families=self._families_after(session, result),
            rest=rest,
            rests=rests,
            practised=self.practised + 1,
            well=self.well + (result is Outcome.SETTLED),
            silent=self.silent + (result is Outcome.SILENT),
            surprise=self._surprise_after(session, result),
        )

    def _seen(self, session: Session, result: Outcome, strictly: bool) -> witness.Seen:
        """What settled is weighed by what was done, everything else by what was set out to do."""
        before, after = session.state, session.after
        done = result in (Outcome.SETTLED, Outcome.UNCLEAR)
        changed = None if after.safety is None or before.safety is None else after.safety - before.safety
        return witness.Seen(
            asked=self._asked(session, done_amount(session) if done else chosen_amount(session)),
            late=self._is_late(after.recovery_min, strictly),
            before=abs(before.activation or 0.0),
            after=None if after.activation is None else abs(after.activation),
            safety_change=changed,
        )

    def _asked(self, session: Session, amount: Amount | None) -> float:
        family = session.chosen.family if session.chosen else None
        load = amount.load if amount else 0.0
        return load + self.family_asks(family) + days.demand_at_least(session.state) + self.fatigue(session.t_days)

    @property
    def untold(self) -> float:
        """The own share of silence, learned slowly: were it learned at once, overwhelm would soon look like habit."""
        return min((self.silent + UNTOLD * UNTOLD_KNOWN) / (self.practised + UNTOLD_KNOWN), UNTOLD_MOST)

    def _is_late(self, told_min: float | None, strictly: bool) -> bool | None:
        """None where there is no telling: no baseline of her own yet. Untold counts as late for the last one (R8)."""
        if self.rests < REST_TOLD:
            return None
        if told_min is None:
            return True if strictly else None
        return log(told_min + 1.0) > self.rest + REST_LATE

    def _rest_after(self, told_min: float | None) -> tuple[float, int]:
        if told_min is None:
            return self.rest, self.rests
        weight = max(1 / (self.rests + 1), REST_WEIGHT)
        return self.rest + weight * (log(told_min + 1.0) - self.rest), self.rests + 1

    def _families_after(self, session: Session, result: Outcome) -> tuple[float, ...]:
        family = session.chosen.family if session.chosen else None
        change = {Outcome.HARD: FAMILY_HARD, Outcome.SETTLED: -FAMILY_EASES}.get(result, 0.0)
        return tuple(
            min(max(asks + change, 0.0), FAMILY_MOST) if name == family else asks
            for name, asks in zip(FAMILIES, self.families, strict=True)
        )

    def _surprise_after(self, session: Session, result: Outcome) -> float:
        p = float(self.capacity.chances(np.array([self._asked(session, chosen_amount(session))]))[0])
        foretold = witness.FALSE_ALARM + SEEN * p + SURPRISE_OF_SILENCE * self.untold
        seen = {Outcome.HARD: 1.0, Outcome.SILENT: SURPRISE_OF_SILENCE}.get(result, 0.0)
        return max(self.surprise + seen - foretold, 0.0)
