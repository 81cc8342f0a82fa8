"""What the history allows: rules R1, R3 and R11 as a fold over sessions.

A standing is ordered: fewer settled sessions owed, more tolerated and a higher ceiling are 'more'. Every step below
keeps that order, and for one session HARD ≤ UNCLEAR ≤ SETTLED by taking the least of the milder standing's ceiling.
That is why a worse or a withheld last outcome can never allow more (R8). Earlier silence is no credit and no debit.
"""

from dataclasses import dataclass, replace

from .load import ASSUMED, FIRST, Amount, lower, one_step
from .outcome import Outcome, chosen_amount, done_amount, outcome, was_told_hard
from .types import Session

OWED_AFTER_HARD = 2
FIRST_CEILING = one_step(ASSUMED)


@dataclass(frozen=True)
class Standing:
    """`tolerated`: the most that has settled, in each measure. `ceiling`: in force while sessions are owed."""

    tolerated: Amount = ASSUMED
    ceiling: Amount = FIRST_CEILING
    owed: int = 0
    tried: bool = False
    last_hard: str | None = None

    def cap(self) -> Amount:
        """The most that may be offered on an ordinary day."""
        return self.ceiling if self.owed else one_step(self.tolerated)

    def base(self) -> Amount:
        """What has been tolerated, with no step up; never less than the first step allows."""
        return self.tolerated.most(FIRST).least(self.cap())

    def deep_open(self) -> bool:
        """Parts and constellations need something tolerated, and no settled session owed."""
        return self.tried and not self.owed and self.tolerated.level > 0


def after_session(standing: Standing, session: Session, strictly: bool) -> Standing:
    """The standing once `session` is known; `strictly` for the last one."""
    chosen, result = chosen_amount(session), outcome(session, strictly)
    if result is Outcome.SILENT:
        return standing
    settled = _settled(standing, done_amount(session), chosen)
    if result is Outcome.SETTLED:
        return settled
    unclear = _unclear(standing, settled, chosen)
    if result is Outcome.UNCLEAR:
        return unclear
    return replace(_hard(unclear, chosen), last_hard="hard" if was_told_hard(session) else "silent")


def _settled(standing: Standing, done: Amount | None, chosen: Amount | None) -> Standing:
    owed = max(standing.owed - 1, 0)
    tolerated = _tolerated(standing, done)
    ceiling = one_step(tolerated).least(standing.cap()) if standing.owed else one_step(tolerated)
    if owed and chosen is not None:
        ceiling = ceiling.least(chosen)  # one settled session is not two: nothing above it yet (R1)
    last_hard = standing.last_hard if owed else None
    return Standing(tolerated, ceiling, owed, standing.tried or done is not None, last_hard)


def _tolerated(standing: Standing, done: Amount | None) -> Amount:
    """Grows by what settled, never more than one step at a time, and under a ceiling never beyond it."""
    if done is None:
        return standing.tolerated
    return standing.tolerated.most(done).least(standing.cap())


def _unclear(standing: Standing, settled: Standing, chosen: Amount | None) -> Standing:
    """Nothing goes up until one has settled."""
    ceiling = settled.cap().least(standing.base())
    return Standing(
        standing.tolerated, ceiling, max(standing.owed, 1), standing.tried or chosen is not None, standing.last_hard
    )


def _hard(unclear: Standing, chosen: Amount | None) -> Standing:
    if chosen is None:
        return replace(unclear, owed=OWED_AFTER_HARD)
    ceiling = lower(unclear.ceiling.least(chosen))
    return replace(unclear, ceiling=ceiling, owed=OWED_AFTER_HARD)
