"""What one dose row holds: what was asked of the engine, what was chosen, and every report with its time.

Reports are added, never changed: any earlier answer of the engine can be worked out again from what was known then.
"""

from datetime import UTC, datetime

import msgspec

from fotfeste.pace import engine
from fotfeste.pace.engine_input_types import (
    AfterDict,
    ChosenDict,
    ItemDict,
    LimitsDict,
    NextDayDict,
    SessionDict,
    StateDict,
)


class Choice(msgspec.Struct, frozen=True):
    """What she began. No family means grounding."""

    family: str | None
    level: int
    minutes: float
    at: datetime


class OutcomeReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """How it went, as far as she has told. Silence stays None; it is never read as 'fine'."""

    at: datetime
    done_minutes: float | None = None
    activation: int | None = None
    safety: int | None = None
    settled: bool | None = None
    stopped_early: bool = False
    felt_worse: bool | None = None


class DayAfterQuestion(msgspec.Struct, frozen=True, omit_defaults=True):
    """The question of the day after: when it was put, and her answer. Answered with None: she chose to leave it.

    Leaving it, either way, counts as a question never put: what is skipped is never read as worse.
    """

    put_at: datetime
    answered_at: datetime | None = None
    felt_worse: bool | None = None

    def known_at(self, then: datetime) -> "DayAfterQuestion | None":
        """The same question with an answer given later left out; None when it was put later."""
        if self.put_at > then:
            return None
        return self if self.answered_at and self.answered_at <= then else DayAfterQuestion(put_at=self.put_at)


class EngineExchange(msgspec.Struct, frozen=True):
    """Everything the engine was given beside the history, and what it answered."""

    menu: tuple[ItemDict, ...]
    limits: LimitsDict
    now_days: float
    history: str  # digest of the sessions it saw
    offers: tuple[engine.Offer, ...]


class DoseRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One practice: how it was before, what was offered and begun, what was told of it. `t_days` since she joined."""

    t_days: float
    activation: int | None = None
    safety: int | None = None
    asked: EngineExchange | None = None  # None: begun from the library, not from offers
    chosen: Choice | None = None
    outcomes: tuple[OutcomeReport, ...] = ()
    day_after: DayAfterQuestion | None = None  # None: the question was never put

    @property
    def felt_worse(self) -> bool | None:
        """Worse holds whenever it was said; a later no does not take it back. None when she has said neither."""
        said = {told.felt_worse for told in (*self.outcomes[-1:], self.day_after) if told}
        return True if True in said else False if False in said else None

    @property
    def state(self) -> StateDict:
        """How it was before, as the engine's State."""
        return StateDict(activation=self.activation, safety=self.safety, hrv_z=None)

    def known_at(self, then: datetime) -> "DoseRecord":
        """The same dose with what was told later left out."""
        chosen = self.chosen if self.chosen and self.chosen.at <= then else None
        told = tuple(outcome for outcome in self.outcomes if outcome.at <= then)
        day_after = self.day_after and self.day_after.known_at(then)
        return msgspec.structs.replace(self, chosen=chosen, outcomes=told, day_after=day_after)

    def as_session(self) -> SessionDict:
        """As the engine's Session, with the latest report. Grounding is a session without a choice."""
        told = self.outcomes[-1] if self.outcomes else OutcomeReport(at=datetime.min.replace(tzinfo=UTC))
        # Only a yes or a no is told: what is left open is free to leave.
        next_day = None if self.felt_worse is None else NextDayDict(activation=None, felt_worse=self.felt_worse)
        return SessionDict(
            t_days=self.t_days,
            state=self.state,
            offered=[offer.id for offer in self.asked.offers] if self.asked else [],
            chosen=_chosen_dict(self.chosen),
            done_minutes=told.done_minutes,
            after=AfterDict(
                activation=told.activation,
                safety=told.safety,
                settled=told.settled,
                recovery_min=None,
                stopped_early=told.stopped_early,
            ),
            next_day=next_day,
        )


class BeliefRecord(msgspec.Struct, frozen=True):
    """A belief, what it was made from, and what the engine concluded from it about a few set amounts."""

    limits: LimitsDict
    history: str  # digest of the sessions it saw
    belief: dict[str, object]  # as that version of the engine wrote it; compared, never read
    weighed: tuple[engine.Risk, ...]


def _chosen_dict(chosen: Choice | None) -> ChosenDict | None:
    if chosen is None or not chosen.family:
        return None
    return ChosenDict(family=chosen.family, level=chosen.level, minutes=chosen.minutes)
