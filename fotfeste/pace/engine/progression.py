"""What the history allows: rules R1, R3 and R11 as a fold over sessions.

A progression is ordered: fewer settled sessions owed, more tolerated and a higher ceiling are 'more'. Every step below
keeps that order, and for one session HARD ≤ UNCLEAR ≤ SETTLED by taking the least of the milder one's ceiling.
That is why a worse or a withheld last outcome can never allow more (R8). Earlier silence is no credit and no debit.
"""

from dataclasses import dataclass, replace

from .inputs import Session
from .load import ASSUMED_TOLERATED, FIRST_STEP, Amount, clearly_lower_amount, one_step_above
from .outcome import Outcome, chosen_amount, classify_outcome, done_amount, is_reported_hard
from .params import PARAMS

FIRST_CEILING = one_step_above(ASSUMED_TOLERATED)


@dataclass(frozen=True)
class Progression:
    """`tolerated_amount`: the most that has settled, in each measure. `ceiling`: in force while sessions are owed."""

    tolerated_amount: Amount = ASSUMED_TOLERATED
    ceiling: Amount = FIRST_CEILING
    owed_sessions: int = 0
    has_tried: bool = False
    last_hard: str | None = None

    def cap(self) -> Amount:
        """The most that may be offered on an ordinary day.

        Examples
        --------
        >>> Progression().cap().level, Progression().cap().minutes
        (2, 15.0)
        """
        return self.ceiling if self.owed_sessions else one_step_above(self.tolerated_amount)

    def tolerated_cap(self) -> Amount:
        """What has been tolerated, with no step up; never less than the first step allows.

        Examples
        --------
        >>> Progression().tolerated_cap().level, Progression().tolerated_cap().minutes
        (1, 10.0)
        """
        return self.tolerated_amount.pointwise_max(FIRST_STEP).pointwise_min(self.cap())

    def is_deep_open(self) -> bool:
        """Parts and constellations need something tolerated, and no settled session owed.

        Examples
        --------
        >>> Progression().is_deep_open(), Progression(has_tried=True).is_deep_open()
        (False, True)
        """
        return self.has_tried and not self.owed_sessions and self.tolerated_amount.level > 0


def advance(progression: Progression, session: Session, strictly: bool) -> Progression:
    """What is allowed once `session` is known; `strictly` for the last one.

    Examples
    --------
    >>> hard = Session(0, State(0, 6), chosen=Chosen("yoga", 1, 10), done_minutes=10, after=After(4, 6))
    >>> after = advance(Progression(), hard, strictly=True)
    >>> after.owed_sessions, after.cap().level, after.cap().minutes
    (2, 1, 10.0)
    """
    chosen, result = chosen_amount(session), classify_outcome(session, strictly)
    if result is Outcome.SILENT:
        return progression
    settled = _after_settled(progression, done_amount(session), chosen)
    if result is Outcome.SETTLED:
        return settled
    unclear = _after_unclear(progression, settled, chosen)
    if result is Outcome.UNCLEAR:
        return unclear
    return replace(_after_hard(unclear, chosen), last_hard="hard" if is_reported_hard(session) else "silent")


def _after_settled(progression: Progression, done: Amount | None, chosen: Amount | None) -> Progression:
    owed = max(progression.owed_sessions - 1, 0)
    tolerated = _grow_tolerated(progression, done)
    ceiling = (
        one_step_above(tolerated).pointwise_min(progression.cap())
        if progression.owed_sessions
        else one_step_above(tolerated)
    )
    if owed and chosen is not None:
        ceiling = ceiling.pointwise_min(chosen)  # one settled session is not two: nothing above it yet (R1)
    last_hard = progression.last_hard if owed else None
    return Progression(tolerated, ceiling, owed, progression.has_tried or done is not None, last_hard)


def _grow_tolerated(progression: Progression, done: Amount | None) -> Amount:
    """Grows by what settled, never more than one step at a time, and under a ceiling never beyond it."""
    if done is None:
        return progression.tolerated_amount
    return progression.tolerated_amount.pointwise_max(done).pointwise_min(progression.cap())


def _after_unclear(progression: Progression, settled: Progression, chosen: Amount | None) -> Progression:
    """Nothing goes up until one has settled."""
    ceiling = settled.cap().pointwise_min(progression.tolerated_cap())
    return Progression(
        progression.tolerated_amount,
        ceiling,
        max(progression.owed_sessions, 1),
        progression.has_tried or chosen is not None,
        progression.last_hard,
    )


def _after_hard(unclear: Progression, chosen: Amount | None) -> Progression:
    if chosen is None:
        return replace(unclear, owed_sessions=PARAMS.settled_owed_after_hard)
    ceiling = clearly_lower_amount(unclear.ceiling.pointwise_min(chosen))
    return replace(unclear, ceiling=ceiling, owed_sessions=PARAMS.settled_owed_after_hard)
