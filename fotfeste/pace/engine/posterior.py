"""What is concluded from sessions, one after another: a fold whose every step is a pure function.

`Belief` folds all but the last session as they were told and the last one strictly (R2, R8).
"""

from dataclasses import dataclass, replace
from math import exp, log
from typing import Self

import numpy as np

from . import day_state as days
from . import likelihood
from . import progression as progressions
from .capacity_distribution import CapacityDistribution
from .inputs import DEEP_FAMILIES, FAMILIES, Prior, Session
from .load import Amount
from .outcome import Outcome, chosen_amount, classify_outcome, done_amount
from .params import PARAMS


@dataclass(frozen=True)
class Posterior:
    """Conclusions so far.

    `family_offsets`: what each asks beyond its amount, log-load. `usual_rest`: own usual, log minutes. `settled_count`,
    `silent_count`, `practised_count`: sessions. `surprise`: hard and silent reports beyond those foretold, at least
    zero.
    """

    progression: progressions.Progression
    capacity: CapacityDistribution
    usual: days.UsualDay
    family_offsets: tuple[float, ...] = (0.0,) * len(FAMILIES)
    last_hard_at: float | None = None
    usual_rest: float = 0.0
    rest_count: int = 0
    practised_count: int = 0
    settled_count: int = 0
    silent_count: int = 0
    surprise: float = 0.0

    @classmethod
    def initial(cls, tier: str | None, prior: Prior | None) -> Self:
        """Before any session.

        Examples
        --------
        >>> Posterior.initial(None, None).silence_rate
        0.08
        """
        return cls(progressions.Progression(), CapacityDistribution.from_prior(tier, prior), days.UsualDay())

    def update_with(self, session: Session, strictly: bool) -> Self:
        """Once one more session is known.

        Parameters
        ----------
        session : Session
            Its time must not lie before what is known; a record holds no NaN.
        strictly : bool
            Whether what it leaves untold is taken as the worst (R2).

        Returns
        -------
        Posterior

        Examples
        --------
        >>> told = Session(1, State(0, 7), (), Chosen("yoga", 1, 5), 5, After(0, 8, True))
        >>> known = Posterior.initial("steady", None).update_with(told, strictly=False)
        >>> known.practised_count, known.settled_count, known.progression.has_tried
        (1, 1, True)
        """
        result = classify_outcome(session, strictly)
        then = replace(
            self,
            progression=progressions.advance(self.progression, session, strictly),
            usual=days.update_usual(self.usual, session.state),
            capacity=self.capacity.drift_to(session.t_days),
        )
        then = then if session.chosen is None else then._update_from_practice(session, result, strictly)
        return replace(then, last_hard_at=session.t_days) if result is Outcome.HARD else then

    def family_offset(self, family: str | None) -> float:
        """What this family asks beyond its amount, in log-load: deep ones more, and those that went badly.

        Raises `ValueError` for a family that is none; None is grounding and asks nothing.

        Examples
        --------
        >>> first = Posterior.initial(None, None)
        >>> first.family_offset("yoga"), first.family_offset("parts"), first.family_offset(None)
        (0.0, 0.35, 0.0)
        """
        if family is None:
            return 0.0
        return self.family_offsets[FAMILIES.index(family)] + (PARAMS.deep_offset if family in DEEP_FAMILIES else 0.0)

    def fatigue(self, now_days: float) -> float:
        """What a hard session still asks, in log-load; fades over days, once two have settled since (R1).

        A `now_days` before that session counts as that moment; NaN gives NaN.

        Examples
        --------
        >>> rested = replace(Posterior.initial(None, None), last_hard_at=0.0)
        >>> [round(rested.fatigue(day), 3) for day in (-1.0, 0.0, 4.0)]
        [0.08, 0.08, 0.029]
        """
        if self.progression.last_hard:
            return PARAMS.fatigue
        return (
            0.0
            if self.last_hard_at is None
            else PARAMS.fatigue * exp(-max(now_days - self.last_hard_at, 0.0) / PARAMS.fatigue_days)
        )

    @property
    def caution(self) -> float:
        """Log-load added while little has settled yet: what is believed at first comes from the intake alone.

        Examples
        --------
        >>> [replace(Posterior.initial(None, None), settled_count=n).caution for n in (0, 8, 16, 99)]
        [0.6, 0.3, 0.0, 0.0]
        """
        return PARAMS.early_caution * max(1 - self.settled_count / PARAMS.early_caution_sessions, 0.0)

    @property
    def downward_bias(self) -> float:
        """By how much the belief has come to lie too low, log-load: unrest is believed more than calm.

        Examples
        --------
        >>> [replace(Posterior.initial(None, None), practised_count=n).downward_bias for n in (0, 20, 99)]
        [0.0, 0.04, 0.08]
        """
        return PARAMS.max_downward_bias * min(self.practised_count / PARAMS.downward_bias_sessions, 1.0)

    @property
    def tightening_factor(self) -> float:
        """At least 1: how much larger chances are taken to be, once reality has been worse than foretold.

        One-sided: a cumulative sum (Page 1954, doi:10.1093/biomet/41.1-2.100) that nothing good takes below zero.

        Examples
        --------
        >>> [round(replace(Posterior.initial(None, None), surprise=s).tightening_factor, 2) for s in (0.0, 1.2, 2.2)]
        [1.0, 1.0, 1.1]
        """
        return 1 + PARAMS.tightening_per_surprise * max(self.surprise - PARAMS.surprise_allowance, 0.0)

    def _update_from_practice(self, session: Session, result: Outcome, strictly: bool) -> Self:
        seen = self._build_observation(session, result, strictly)
        evidence = (
            likelihood.strict_likelihood(result, seen)
            if strictly
            else likelihood.report_likelihood(result, seen, self.silence_rate)
        )
        rest, rest_count = self._update_rest(session.after.recovery_min)
        return replace(
            self,
            capacity=self.capacity.condition_on(evidence),
            family_offsets=self._update_family_offsets(session, result),
            usual_rest=rest,
            rest_count=rest_count,
            practised_count=self.practised_count + 1,
            settled_count=self.settled_count + (result is Outcome.SETTLED),
            silent_count=self.silent_count + (result is Outcome.SILENT),
            surprise=self._update_surprise(session, result),
        )

    def _build_observation(self, session: Session, result: Outcome, strictly: bool) -> likelihood.Observation:
        """What settled is weighed by what was done, everything else by what was set out to do.

        Where she says that it did not settle, no number tells of more calm than the most that counts as settled.
        """
        before, after = session.state, session.after
        done = result in (Outcome.SETTLED, Outcome.UNCLEAR)
        changed = None if after.safety is None or before.safety is None else after.safety - before.safety
        stirred = None if after.activation is None else abs(after.activation)
        if after.settled is False:
            changed = None if changed is None else min(changed, 0.0)
            stirred = None if stirred is None else max(stirred, PARAMS.settled_activation)
        return likelihood.Observation(
            asked_load=self._asked_load(session, done_amount(session) if done else chosen_amount(session)),
            late=self._is_late(after.recovery_min, strictly),
            before=abs(before.activation or 0.0),
            after=stirred,
            safety_change=changed,
        )

    def _asked_load(self, session: Session, amount: Amount | None) -> float:
        family = session.chosen.family if session.chosen else None
        load = amount.load if amount else 0.0
        return load + self.family_offset(family) + days.minimum_demand(session.state) + self.fatigue(session.t_days)

    @property
    def silence_rate(self) -> float:
        """The own share of silence, learned slowly: were it learned at once, overwhelm would soon look like habit.

        Examples
        --------
        >>> silent = [replace(Posterior.initial(None, None), practised_count=n, silent_count=n) for n in (0, 7, 99)]
        >>> [round(each.silence_rate, 3) for each in silent]
        [0.08, 0.164, 0.3]
        """
        return min(
            (self.silent_count + PARAMS.prior_silence_rate * PARAMS.prior_silence_sessions)
            / (self.practised_count + PARAMS.prior_silence_sessions),
            PARAMS.max_silence_rate,
        )

    def _is_late(self, told_min: float | None, strictly: bool) -> bool | None:
        """None where there is no telling: no baseline of her own yet. Untold counts as late for the last one (R8)."""
        if self.rest_count < PARAMS.min_rest_reports:
            return None
        if told_min is None:
            return True if strictly else None
        return log(told_min + 1.0) > self.usual_rest + PARAMS.late_rest_margin

    def _update_rest(self, told_min: float | None) -> tuple[float, int]:
        if told_min is None:
            return self.usual_rest, self.rest_count
        weight = max(1 / (self.rest_count + 1), PARAMS.min_rest_weight)
        return self.usual_rest + weight * (log(told_min + 1.0) - self.usual_rest), self.rest_count + 1

    def _update_family_offsets(self, session: Session, result: Outcome) -> tuple[float, ...]:
        family = session.chosen.family if session.chosen else None
        change = {
            Outcome.HARD: PARAMS.family_offset_after_hard,
            Outcome.SETTLED: -PARAMS.family_offset_after_settled,
        }.get(result, 0.0)
        return tuple(
            min(max(asks + change, 0.0), PARAMS.max_family_offset) if name == family else asks
            for name, asks in zip(FAMILIES, self.family_offsets, strict=True)
        )

    def _update_surprise(self, session: Session, result: Outcome) -> float:
        p = float(
            self.capacity.overwhelm_probabilities(np.array([self._asked_load(session, chosen_amount(session))]))[0]
        )
        foretold = PARAMS.false_alarm + PARAMS.report_sensitivity * p + PARAMS.surprise_of_silence * self.silence_rate
        seen = {Outcome.HARD: 1.0, Outcome.SILENT: PARAMS.surprise_of_silence}.get(result, 0.0)
        return max(self.surprise + seen - foretold, 0.0)
