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
    Defect("r1", "params.py", "settled_owed_after_hard: Count = 2", "settled_owed_after_hard: Count = 1"),
    Defect(
        "r1",
        "progression.py",
        "ceiling = clearly_lower_amount(unclear.ceiling.pointwise_min(chosen))",
        "ceiling = unclear.ceiling",
    ),
    Defect("r1", "progression.py", "ceiling = ceiling.pointwise_min(chosen)  #", "pass  #"),
    Defect(
        "r1", "belief.py", "return session.chosen is None or reported.progression.last_hard is not None", "return False"
    ),
    Defect("r1", "eligibility.py", "(is_deep_open or item.family not in DEEP_FAMILIES)", "True"),
    Defect("r1", "outcome.py", "or after.stopped_early\n", "\n"),
    Defect("r2", "outcome.py", "return 5.0 if after.activation is None", "return 0.0 if after.activation is None"),
    Defect("r2", "outcome.py", "(strictly and _may_be_hard(session))", "False"),
    Defect("r2", "params.py", "assumed_strain: Size = 4.4", "assumed_strain: Size = 1.0"),
    Defect(
        "r2",
        "day_state.py",
        "strain=PARAMS.assumed_strain if state.activation is None",
        "strain=0.0 if state.activation is None",
    ),
    Defect("r3", "load.py", "min(amount.level + 1, 5)", "min(amount.level + 2, 5)"),
    Defect("r3", "load.py", "amount.minutes + PARAMS.minutes_step, amount.load", "amount.minutes + 15, amount.load"),
    Defect("r3", "load.py", "amount.level <= known_amount.level or amount.minutes <", "True or amount.minutes <"),
    Defect("r3", "outcome.py", "min(session.done_minutes or 0.0, chosen.minutes)", "chosen.minutes"),
    Defect("r4", "params.py", "grounding_only_strain: Size = 4.5", "grounding_only_strain: Size = 4.8"),
    Defect("r4", "day_state.py", "<= PARAMS.grounding_only_safety", "< PARAMS.grounding_only_safety"),
    Defect("r5", "eligibility.py", "if not is_clearly_worse(day, belief.usual):", "if True:"),
    Defect("r5", "eligibility.py", "and c.amount.load < most]", "]"),
    Defect("r6", "eligibility.py", "not limits.paused", "True"),
    Defect("r6", "eligibility.py", "and item.family not in limits.closed_families", ""),
    Defect("r6", "eligibility.py", "item.minutes <= limits.max_minutes", "item.minutes <= limits.max_minutes + 5"),
    Defect("r7", "day_state.py", "max(PARAMS.low_hrv_z - hrv_z, 0.0)", "PARAMS.low_hrv_z - hrv_z"),
    Defect("r8", "params.py", "load_per_lean: Size = 0.15", "load_per_lean: Size = 0.3"),
    Defect("r8", "day_state.py", "max(down, 0.0)", "down"),
    Defect(
        "r8",
        "likelihood.py",
        "return late * np.exp(-PARAMS.strict_pull_hard * CAPACITY_GRID)",
        "return late * np.exp(PARAMS.strict_pull_hard * CAPACITY_GRID / 2)",
    ),
    Defect("r8", "posterior.py", "return True if strictly else None", "return None"),
    Defect(
        "r8",
        "posterior.py",
        "likelihood.strict_likelihood(result, seen)",
        "likelihood.report_likelihood(result, seen, self.silence_rate)",
    ),
    Defect("r8", "propose.py", "if not any(measure(pick) == top for pick in picks):", "if not picks:"),
    Defect("r8", "eligibility.py", "c.p_hi <= alpha", "c.p <= alpha"),
    Defect("r9", "propose.py", "for candidate in chosen), GROUNDING]", "for candidate in chosen)] or [GROUNDING]"),
    Defect("r10", "propose.py", "return [default, *others]", "return [*others, default]"),
    Defect("r11", "load.py", "Amount.of(PARAMS.assumed_level, PARAMS.assumed_minutes)", "Amount.of(2, 15.0)"),
    Defect(
        "r11", "progression.py", "return self.has_tried and not self.owed_sessions", "return not self.owed_sessions"
    ),
    Defect(
        "never_falls",
        "load.py",
        "log1p(minutes / PARAMS.minutes_scale)",
        "log1p(min(minutes, 20) / PARAMS.minutes_scale) - minutes / 999",
    ),
)
