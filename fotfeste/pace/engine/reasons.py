"""Why an offer stands, as codes: first what the day or the last times say, then what the offer is."""

from .belief import Belief
from .day_state import Day, is_clearly_worse
from .eligibility import is_gap_long
from .inputs import Item, Limits
from .outputs import Reason
from .params import PARAMS


def find_reasons(item: Item, belief: Belief, day: Day, now_days: float) -> tuple[Reason, ...]:
    """Two to four reasons, the weightiest first. Values: minutes, level, or None."""
    found = [*_history_reasons(belief, now_days), *_day_reasons(belief, day), *_item_reasons(item, day)]
    return tuple(Reason(code, value) for code, value in found)


def find_cap_names(belief: Belief, day: Day, limits: Limits, now_days: float) -> tuple[str, ...]:
    """What bounded today's amounts; the rule it comes from stands in the name where it has one."""
    progression = belief.progression
    in_force = {
        "r11_first_time": not progression.has_tried,
        "r1_after_hard": progression.owed_sessions > 0 and progression.last_hard is not None,
        "hold_until_settled": progression.owed_sessions > 0 and progression.last_hard is None,
        "r3_one_step": progression.owed_sessions == 0 and progression.has_tried,
        "r5_worse_day": is_clearly_worse(day, belief.usual),
        "r2_state_untold": day.is_incomplete,
        "r7_low_variability": day.low_hrv > 0 and not day.is_incomplete,
        "long_gap": is_gap_long(belief, now_days),
        "r6_minutes": limits.max_minutes is not None,
        "r6_level": bool(limits.max_level),
        "r6_closed": bool(limits.closed_families),
    }
    return tuple(code for code, holds in in_force.items() if holds)


def _history_reasons(belief: Belief, now_days: float) -> list[tuple[str, float | None]]:
    progression = belief.progression
    if progression.owed_sessions and progression.last_hard:
        return [("after_hard" if progression.last_hard == "hard" else "after_silence", None)]
    if progression.owed_sessions:
        return [("not_settled_yet", None)]
    if is_gap_long(belief, now_days):
        return [("after_gap", None)]
    return [] if progression.has_tried else [("first_time", None)]


def _day_reasons(belief: Belief, day: Day) -> list[tuple[str, float | None]]:
    if day.is_incomplete:
        return [("state_untold", None)]
    found: list[tuple[str, float | None]] = []
    lean = day.lean or 0.0
    if abs(lean) >= PARAMS.some_lean:
        much, some = ("much_unrest", "some_unrest") if lean > 0 else ("far_down", "a_little_down")
        found.append((much if day.strain >= PARAMS.much_strain else some, None))
    if day.safety <= PARAMS.little_safety:
        found.append(("little_safety", None))
    elif is_clearly_worse(day, belief.usual):
        found.append(("heavier_than_usual", None))
    if day.low_hrv > 0:
        found.append(("heart_at_work", None))
    return found or [("calm_now", None)]


def _item_reasons(item: Item, day: Day) -> list[tuple[str, float | None]]:
    found: list[tuple[str, float | None]] = []
    if item.minutes <= PARAMS.short_minutes:
        found.append(("short", item.minutes))
    elif item.level == 1:
        found.append(("gentle", 1.0))
    else:
        found.append(("near_what_settled", float(item.level)))
    if item.direction == "settles" and (day.lean or 0.0) >= PARAMS.some_lean:
        found.append(("settles", None))
    if item.direction == "lifts" and (day.lean or 0.0) <= -PARAMS.some_lean:
        found.append(("lifts", None))
    return found
