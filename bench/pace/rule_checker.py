"""An independent reading of the rules, checked on every answer; it shares no code with the engine.

It says less than the engine promises wherever the rules leave a choice, so what it counts is a fault beyond dispute.
"""

from collections.abc import Sequence

from fotfeste.pace.engine import Item, Limits, Offer, Session, State

DEEP = ("parts", "constellation")
LONGEST_STEP_MIN, FIRST_LEVEL, FIRST_MINUTES = 5, 2, 15


def find_violations(
    history: Sequence[Session], state: State, menu: Sequence[Item], limits: Limits, offers: Sequence[Offer]
) -> list[str]:
    """The ids of the rules this answer breaks; empty when it keeps them all."""
    real = [offer for offer in offers if offer.id != "grounding"]
    found = {
        "R1": _breaks_r1(history, real),
        "R3": _breaks_r3(history, real),
        "R4": bool(real) and _requires_grounding_only(state),
        "R6": any(_exceeds_limits(limits, menu, offer) for offer in real),
        "R9": not offers or offers[-1].id != "grounding" or len(offers) > 4 or len(real) != len(offers) - 1,
        "R10": len(real) > 1 and (real[0].load or 0) >= max(offer.load or 0 for offer in real),
        "R11": _breaks_r11(history, real),
    }
    return [rule for rule, broken in found.items() if broken]


def is_bad(session: Session) -> bool:
    """Overwhelmed, stopped early, or safety fell by two or more, as told."""
    after, before = session.after, session.state.safety
    fell = before is not None and after.safety is not None and before - after.safety >= 2
    worse = session.next_day is not None and session.next_day.felt_worse is True
    return fell or worse or after.stopped_early or (after.activation is not None and abs(after.activation) >= 3.5)


def is_settled(session: Session) -> bool:
    """As she says; where she was not asked, activation within two and safety not lower than before. Silence is not."""
    after, before = session.after, session.state.safety
    if is_bad(session):
        return False
    if after.settled is not None:
        return after.settled
    kept = before is not None and after.safety is not None and after.safety >= before
    return after.activation is not None and abs(after.activation) <= 2 and kept


def _breaks_r1(history: Sequence[Session], real: Sequence[Offer]) -> bool:
    """R1: until two settled ones, nothing as large as the bad one, nothing longer or higher, nothing deep."""
    since = next((i for i in range(1, len(history) + 1) if is_bad(history[-i])), None)
    if since is None:
        return False
    last = history[-since]
    if sum(is_settled(session) for session in history[len(history) - since + 1 :]) >= 2:
        return False
    if any(offer.family in DEEP for offer in real):
        return True
    return any(_is_not_lower(offer, last) for offer in real)


def _is_not_lower(offer: Offer, last: Session) -> bool:
    if last.chosen is None or last.chosen.level is None or last.chosen.minutes is None:
        return False
    level, minutes = last.chosen.level, last.chosen.minutes
    same = offer.level == level and offer.minutes == minutes
    return offer.level > level or offer.minutes > minutes or same


def _breaks_r3(history: Sequence[Session], real: Sequence[Offer]) -> bool:
    """R3: beyond everything that ever settled by more than one level or one minutes-step, or by both in full."""
    done = [session for session in history if session.chosen is not None and is_settled(session)]
    level = max([2, *(1 + (session.chosen.level or 0) for session in done if session.chosen)])
    tolerated = max([10.0, *(session.done_minutes or 0.0 for session in done)])
    minutes = tolerated + LONGEST_STEP_MIN
    both = any(offer.level >= level > 2 and offer.minutes >= minutes for offer in real)
    return both or any(offer.level > level or offer.minutes > minutes + 1e-9 for offer in real)


def _requires_grounding_only(state: State) -> bool:
    high = state.activation is not None and abs(state.activation) >= 4.5
    return high or (state.safety is not None and state.safety <= 1)


def _exceeds_limits(limits: Limits, menu: Sequence[Item], offer: Offer) -> bool:
    known = any(item.id == offer.id and item.level == offer.level and item.minutes == offer.minutes for item in menu)
    ceiling = limits.max_level.get(offer.family or "")
    return (
        not known
        or limits.paused
        or offer.family in limits.closed_families
        or (ceiling is not None and offer.level > ceiling)
        or (limits.max_minutes is not None and offer.minutes > limits.max_minutes)
    )


def _breaks_r11(history: Sequence[Session], real: Sequence[Offer]) -> bool:
    if any(session.chosen is not None for session in history):
        return False
    return any(o.level > FIRST_LEVEL or o.minutes > FIRST_MINUTES or o.family in DEEP for o in real)
