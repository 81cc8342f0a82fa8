"""Why an offer stands, as codes: first what the day or the last times say, then what the offer is."""

from .admit import gap_is_long
from .answers import Reason
from .belief import Belief
from .day import Day, clearly_worse
from .types import Item, Limits

SHORT_MINUTES = 5.0
MUCH, SOME = 2.5, 1.0
LITTLE_SAFETY = 4.0


def reasons_of(item: Item, belief: Belief, day: Day, now_days: float) -> tuple[Reason, ...]:
    """Two to four reasons, the weightiest first. Values: minutes, level, or None."""
    found = [*_of_history(belief, now_days), *_of_day(belief, day), *_of_item(item, day)]
    return tuple(Reason(code=code, value=value) for code, value in found)


def caps_of(belief: Belief, day: Day, limits: Limits, now_days: float) -> tuple[str, ...]:
    """What bounded today's amounts; the rule it comes from stands in the name where it has one."""
    standing = belief.standing
    in_force = {
        "r11_first_time": not standing.tried,
        "r1_after_hard": standing.owed > 0 and standing.last_hard is not None,
        "hold_until_settled": standing.owed > 0 and standing.last_hard is None,
        "r3_one_step": standing.owed == 0 and standing.tried,
        "r5_worse_day": clearly_worse(day, belief.usual),
        "r2_state_untold": day.untold,
        "r7_low_variability": day.low_hrv > 0 and not day.untold,
        "long_gap": gap_is_long(belief, now_days),
        "r6_minutes": limits.max_minutes is not None,
        "r6_level": bool(limits.max_level),
        "r6_closed": bool(limits.closed_families),
    }
    return tuple(code for code, holds in in_force.items() if holds)


def _of_history(belief: Belief, now_days: float) -> list[tuple[str, float | None]]:
    standing = belief.standing
    if standing.owed and standing.last_hard:
        return [("after_hard" if standing.last_hard == "hard" else "after_silence", None)]
    if standing.owed:
        return [("not_settled_yet", None)]
    if gap_is_long(belief, now_days):
        return [("after_gap", None)]
    return [] if standing.tried else [("first_time", None)]


def _of_day(belief: Belief, day: Day) -> list[tuple[str, float | None]]:
    if day.untold:
        return [("state_untold", None)]
    found: list[tuple[str, float | None]] = []
    lean = day.lean or 0.0
    if abs(lean) >= SOME:
        much, some = ("much_unrest", "some_unrest") if lean > 0 else ("far_down", "a_little_down")
        found.append((much if day.strain >= MUCH else some, None))
    if day.safety <= LITTLE_SAFETY:
        found.append(("little_safety", None))
    elif clearly_worse(day, belief.usual):
        found.append(("heavier_than_usual", None))
    if day.low_hrv > 0:
        found.append(("heart_at_work", None))
    return found or [("calm_now", None)]


def _of_item(item: Item, day: Day) -> list[tuple[str, float | None]]:
    found: list[tuple[str, float | None]] = []
    if item.minutes <= SHORT_MINUTES:
        found.append(("short", item.minutes))
    elif item.level == 1:
        found.append(("gentle", 1.0))
    else:
        found.append(("near_what_settled", float(item.level)))
    if item.direction == "settles" and (day.lean or 0.0) >= SOME:
        found.append(("settles", None))
    if item.direction == "lifts" and (day.lean or 0.0) <= -SOME:
        found.append(("lifts", None))
    return found
