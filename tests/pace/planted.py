"""Defects for the engine's rules: each is a small, plausible mistake, and the tests of its rule have to notice it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """`old` stands once in `file` of the engine and is replaced by `new`; the tests of `rule` must then fail."""

    rule: str
    file: str
    old: str
    new: str


DEFECTS = (
    Defect("r1", "standing.py", "OWED_AFTER_HARD = 2", "OWED_AFTER_HARD = 1"),
    Defect("r1", "standing.py", "ceiling = lower(unclear.ceiling.least(chosen))", "ceiling = unclear.ceiling"),
    Defect("r1", "standing.py", "ceiling = ceiling.least(chosen)  #", "pass  #"),
    Defect("r1", "belief.py", "return session.chosen is None or told.standing.last_hard is not None", "return False"),
    Defect("r1", "admit.py", "(deep_open or item.family not in DEEP_FAMILIES)", "True"),
    Defect("r1", "outcome.py", "or after.stopped_early\n", "\n"),
    Defect("r2", "outcome.py", "return 5.0 if after.activation is None", "return 0.0 if after.activation is None"),
    Defect("r2", "outcome.py", "(strictly and _may_be_hard(session))", "False"),
    Defect("r2", "day.py", "UNTOLD_STRAIN = 4.4", "UNTOLD_STRAIN = 1.0"),
    Defect(
        "r2", "day.py", "strain=UNTOLD_STRAIN if state.activation is None", "strain=0.0 if state.activation is None"
    ),
    Defect("r3", "load.py", "min(amount.level + 1, 5)", "min(amount.level + 2, 5)"),
    Defect("r3", "load.py", "amount.minutes + MINUTES_STEP, amount.load", "amount.minutes + 15, amount.load"),
    Defect("r3", "load.py", "amount.level <= tolerated.level or amount.minutes <", "True or amount.minutes <"),
    Defect("r3", "outcome.py", "min(session.done_minutes or 0.0, chosen.minutes)", "chosen.minutes"),
    Defect("r4", "day.py", "CLOSED_STRAIN = 4.5", "CLOSED_STRAIN = 4.8"),
    Defect("r4", "day.py", "or day.safety <= CLOSED_SAFETY", "or day.safety < CLOSED_SAFETY"),
    Defect("r5", "admit.py", "if not clearly_worse(day, belief.usual):", "if True:"),
    Defect("r5", "admit.py", "and c.amount.load < most]", "]"),
    Defect("r6", "admit.py", "not limits.paused", "True"),
    Defect("r6", "admit.py", "and item.family not in limits.closed_families", ""),
    Defect("r6", "admit.py", "item.minutes <= limits.max_minutes", "item.minutes <= limits.max_minutes + 5"),
    Defect("r7", "day.py", "max(LOW_VARIABILITY - hrv_z, 0.0)", "LOW_VARIABILITY - hrv_z"),
    Defect("r8", "day.py", "LEAN = 0.15", "LEAN = 0.3"),
    Defect("r8", "day.py", "max(down, 0.0)", "down"),
    Defect("r8", "witness.py", "return late * np.exp(-HARD * LINE)", "return late * np.exp(HARD * LINE / 2)"),
    Defect("r8", "known.py", "return True if strictly else None", "return None"),
    Defect("r8", "known.py", "witness.at_worst(result, seen) if strictly else witness", "witness"),
    Defect("r8", "propose.py", "if not any(measure(pick) == top for pick in picks):", "if not picks:"),
    Defect("r8", "admit.py", "c.risk.is_within", "c.risk.p <= c.risk.alpha"),
    Defect("r9", "propose.py", "for candidate in chosen), GROUNDING]", "for candidate in chosen)] or [GROUNDING]"),
    Defect("r10", "propose.py", "return [default, *others]", "return [*others, default]"),
    Defect("r11", "load.py", "ASSUMED = Amount.of(1, 10.0)", "ASSUMED = Amount.of(2, 15.0)"),
    Defect("r11", "standing.py", "return self.tried and not self.owed", "return not self.owed"),
    Defect(
        "never_falls",
        "load.py",
        "log1p(minutes / MINUTES_SCALE)",
        "log1p(min(minutes, 20) / MINUTES_SCALE) - minutes / 999",
    ),
)
