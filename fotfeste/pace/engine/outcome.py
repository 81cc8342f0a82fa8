"""How a session went, by the words of the rules.

The last session is read strictly: every missing value is completed with the worst it could have been, and only then
judged, so a withheld report is at most as good as any report in its place (R2, R8). Earlier ones are read as they were
told; what stayed untold there is silence, never 'settled', and the client's own habit says what it means (`posterior`).
A next-day question that was not put (`next_day=None`) or left open (`NextDay()`) hides nothing: it is free to leave.
"""

from enum import IntEnum

from .inputs import After, Session
from .load import NO_AMOUNT, Amount
from .params import PARAMS


class Outcome(IntEnum):
    """In order: a higher one never paces slower than a lower one. `SILENT` is for earlier sessions alone."""

    HARD = 0
    UNCLEAR = 1
    SETTLED = 2
    SILENT = 3


def classify_outcome(session: Session, strictly: bool) -> Outcome:
    """HARD: overwhelm, felt worse, stopped early or safety fell ≥ 2, or (strictly) not shown otherwise.

    SETTLED: not that, and told as settled; or not asked for, and |activation| ≤ 2 with safety not lower than before.
    Her own "not settled" is never overruled by a calm number.

    Examples
    --------
    >>> before = State(1, 6)
    >>> [classify_outcome(Session(0, before, after=after), True).name for after in (After(4, 6), After(1, 6), After())]
    ['HARD', 'SETTLED', 'HARD']
    >>> classify_outcome(Session(0, before, after=After(1, 6, settled=False)), True).name
    'UNCLEAR'
    >>> classify_outcome(Session(0, before), strictly=False).name
    'SILENT'
    """
    if is_reported_hard(session) or (strictly and _may_be_hard(session)):
        return Outcome.HARD
    if is_silent(session):
        return Outcome.SILENT
    return Outcome.SETTLED if _is_settled(session) else Outcome.UNCLEAR


def is_silent(session: Session) -> bool:
    """Nothing told afterwards: neither activation nor whether it settled.

    Examples
    --------
    >>> is_silent(Session(0)), is_silent(Session(0, after=After(settled=False)))
    (True, False)
    """
    return session.after.activation is None and session.after.settled is None


def is_reported_hard(session: Session) -> bool:
    """HARD by what was reported, not by what is missing.

    Examples
    --------
    >>> is_reported_hard(Session(0)), is_reported_hard(Session(0, State(0, 6), after=After(0, 4)))
    (False, True)
    """
    after, before = session.after, session.state
    fell = None not in (before.safety, after.safety) and _safety_fall(session) >= PARAMS.safety_fall - PARAMS.rounding
    told = after.activation is not None and abs(after.activation) >= PARAMS.overwhelm_activation
    worse = session.next_day is not None and session.next_day.felt_worse is True
    return told or worse or fell or after.stopped_early


def _may_be_hard(session: Session) -> bool:
    return (
        _strain_after(session.after) >= PARAMS.overwhelm_activation
        or _safety_fall(session) >= PARAMS.safety_fall - PARAMS.rounding
    )


def _is_settled(session: Session) -> bool:
    after = session.after
    if after.settled is not None:
        return after.settled
    return _strain_after(after) <= PARAMS.settled_activation and _safety_fall(session) <= 0


def _strain_after(after: After) -> float:
    return 5.0 if after.activation is None else abs(after.activation)


def _safety_fall(session: Session) -> float:
    """How far safety fell; untold safety counts as full before and none after."""
    before, after = session.state.safety, session.after.safety
    return (10.0 if before is None else before) - (0.0 if after is None else after)


def chosen_amount(session: Session) -> Amount | None:
    """What was set out to do, or None for grounding; a part that is not known counts as none.

    Examples
    --------
    >>> chosen_amount(Session(0)), chosen_amount(Session(0, chosen=Chosen("yoga")))
    (None, Amount(level=0, minutes=0.0, load=0.0))
    """
    chosen = session.chosen
    if chosen is None:
        return None
    return NO_AMOUNT if chosen.level is None else Amount.of(chosen.level, chosen.minutes or 0.0)


def done_amount(session: Session) -> Amount | None:
    """What was actually done, or None for grounding. Unknown minutes count as none.

    The level counts as met only when at least half of the minutes were done; the load is that of what was done.

    Examples
    --------
    >>> done = [done_amount(Session(0, chosen=Chosen("yoga", 2, 10), done_minutes=each)) for each in (10, 5, 4, None)]
    >>> [(each.level, each.minutes) for each in done]
    [(2, 10.0), (2, 5.0), (1, 4.0), (0, 0.0)]
    """
    chosen = chosen_amount(session)
    if chosen is None:
        return None
    minutes = min(session.done_minutes or 0.0, chosen.minutes)
    if minutes <= 0:
        return NO_AMOUNT
    done = Amount.of(chosen.level, minutes)
    return done if minutes >= chosen.minutes / 2 else Amount(min(chosen.level, 1), minutes, done.load)
