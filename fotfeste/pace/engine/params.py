"""Every number of the model in one place, each with its reason and where it comes from.

docs/pacing.md gives the same table for readers of the model; a test holds the two together. *Spec*: this project's
specification. *Fitted*: chosen on virtual clients, tuning seeds 1–4, and rounded. *Ours*: a convention, not fitted.
"""

from typing import Annotated

from msgspec import Meta

from .inputs import Share
from .validation import Record

Size = Annotated[float, Meta(ge=0, le=1e3)]
Signed = Annotated[float, Meta(ge=-1e3, le=1e3)]
Spread = Annotated[float, Meta(gt=0, le=1 / 3)]  # beyond a third a side the order of shares would break (R8)
Count = Annotated[int, Meta(ge=1, le=100)]


class Params(Record, frozen=True):
    """The numbers of the model, in the units each names; what names none is a share, a factor or a count."""

    # What may be offered: the bound on the cautious estimate, and a long time away.
    alpha_tender: Share = 0.045
    """Spec has .03 for the estimate; fitted for the cautious one."""
    alpha_steady: Share = 0.07
    """Spec has .06; as above."""
    alpha_robust: Share = 0.075
    """Spec has .07; as above."""
    therapist_present_factor: Size = 1.33
    """Spec: the bound is a third higher with the therapist there."""
    long_gap_days: Size = 30.0
    """Ours: a month away."""

    # Load: level and minutes as one number.
    load_per_level: Size = 0.55
    """Ours, in log-load: what one level more asks."""
    minutes_scale: Size = 5.0
    """Ours, in minutes: so many double what no time at all asks."""
    load_step: Size = 0.84
    """Ours, in log-load: one level and five minutes beyond ten."""
    clearly_lower_by: Size = 0.1
    """R1 and R5; ours, in log-load: about two minutes of ten."""
    minutes_step: Size = 5.0
    """R3 and R11, spec: from the 10 minutes assumed to the 15 allowed."""
    assumed_level: Count = 1
    """Ours: what is assumed tolerable until something has settled (R11)."""
    assumed_minutes: Size = 10.0
    """Ours, in minutes, as above."""
    first_step_minutes: Size = 5.0
    """Ours: the first step from nothing, at level 1."""

    # Belief: capacity as shares over a line, and the curve of overwhelm.
    grid_step: Size = 0.1
    """Ours: well below the spread of the belief."""
    tier_mean_tender: Size = 3.3
    """Fitted, in log-load; closer together than the tiers of virtual clients, as intake is often wrong."""
    tier_mean_steady: Size = 3.7
    """Fitted, as above."""
    tier_mean_robust: Size = 4.05
    """Fitted, as above."""
    prior_sd: Size = 0.7
    """Fitted, in log-load; wide, so that the tier is soon left behind."""
    drift_sd: Size = 0.03
    """Fitted, in log-load per √day; capacity changes by itself."""
    max_spread: Spread = 0.25
    """Ours: a three-point kernel keeps the order of shares up to 1/3 a side (R8)."""
    risk_floor: Share = 0.002
    """Ours: no practice is quite without risk."""
    grid_low: Signed = -1.0
    """Ours: the end of the line of capacities, below the least that is offered."""
    grid_high: Size = 12.0
    """Ours: the other end, above the largest amount on a heavy day."""
    slopes: tuple[Size, ...] = (1.7, 2.5, 4.1)
    """Spec has 1.2, 2.2 and 4.0; fitted, somewhat steeper."""
    slope_shares: tuple[Share, ...] = (0.2, 0.5, 0.3)
    """Fitted; how much each slope counts."""

    # The day: how it is now, against what is usual.
    assumed_strain: Size = 4.4
    """R2, ours: the worst day on which anything is offered."""
    assumed_safety: Size = 1.1
    """R2, ours, as above."""
    grounding_only_strain: Size = 4.5
    """R4, spec: from here grounding alone."""
    grounding_only_safety: Size = 1.0
    """R4, spec: down to here grounding alone."""
    clearly_worse: Size = 1.75
    """R5; ours, a little under two points."""
    usual_weight: Share = 0.15
    """Ours: the usual follows within some seven sessions."""
    calm: Size = 0.0
    """By definition: what an untold activation of a past day was at least."""
    full_safety: Size = 10.0
    """By definition: what an untold safety of a past day was at most."""
    load_per_strain: Size = 0.2
    """Fitted, in log-load per point of distance from calm."""
    load_per_lean: Size = 0.15
    """Fitted, in log-load per point; below `load_per_strain`, or a worse day would ask less (R8)."""
    max_lean_load: Size = 0.6
    """Fitted, in log-load: more than four points count as four."""
    load_per_unsafe: Size = 0.12
    """Fitted, in log-load per point of safety below `safe_enough`."""
    load_per_low_hrv: Size = 0.15
    """Ours, in log-load per spread: small, and only ever more (R7)."""
    safe_enough: Size = 6.0
    """Spec: safety that asks nothing more."""
    max_safety_credit: Size = 2.0
    """Ours: more safety than 8 earns nothing more."""
    shutdown_depth: Size = 2.5
    """Ours: where quiet may begin to do harm."""
    quiet_harm: Share = 0.04
    """Fitted: the most that quiet can add far down."""
    quiet_harm_share_settles: Share = 1.0
    """Ours: all of that harm."""
    quiet_harm_share_either: Share = 0.4
    """Ours: less than half of it."""
    quiet_harm_share_lifts: Share = 0.0
    """Ours: none of it."""
    low_hrv_z: Signed = -1.0
    """Ours: one spread below the own usual."""
    max_low_hrv: Size = 3.0
    """Ours: beyond four spreads nothing more is read from it."""
    usual_strain_at_first: Size = 1.5
    """Ours: taken as usual until a day is known."""
    usual_safety_at_first: Size = 6.0
    """Ours, as above."""
    untold_day_margin: Size = 0.3
    """Ours: how much worse than usual an untold day is taken to be, in the estimate alone."""
    shutdown_steepness: Size = 2.0
    """Ours, per point of activation: how soon quiet begins to do harm around `shutdown_depth`."""

    # How a session went.
    overwhelm_activation: Size = 3.5
    """Spec: from here a report is overwhelm."""
    settled_activation: Size = 2.0
    """Spec: up to here it may have settled."""
    safety_fall: Size = 2.0
    """Spec: a fall of so many points is hard."""
    rounding: Size = 1e-09
    """Ours: sums of halves and tenths are not exact."""

    # What the history allows.
    settled_owed_after_hard: Count = 2
    """R1, spec: two settled sessions before anything goes up."""

    # What sessions say, one after another.
    deep_offset: Size = 0.35
    """Fitted, in log-load: what parts and constellation ask beyond their amount."""
    family_offset_after_hard: Size = 0.15
    """Fitted, in log-load; one family can be harmful to one client."""
    family_offset_after_settled: Size = 0.05
    """Ours, in log-load: three settled ones weigh one hard one up."""
    max_family_offset: Size = 1.2
    """Ours, in log-load: eight hard ones, and no more."""
    fatigue: Size = 0.08
    """Fitted, in log-load: what a hard session still asks."""
    fatigue_days: Size = 4.0
    """Ours, in days: how it fades once two have settled."""
    min_rest_reports: Count = 3
    """Ours: an own usual needs a few."""
    late_rest_margin: Size = 0.6
    """Ours, in log minutes: nearly twice as long as usual."""
    min_rest_weight: Share = 0.2
    """Ours: the usual follows within some five sessions."""
    prior_silence_rate: Share = 0.08
    """Fitted: the share of silence a client is taken to have at first."""
    prior_silence_sessions: Size = 70.0
    """Fitted, in sessions: learned faster, overwhelm passes for habit."""
    max_silence_rate: Share = 0.3
    """Ours: silence never says nothing."""
    report_sensitivity: Share = 0.7
    """Spec: the share of overwhelm that shows as a hard report."""
    early_caution: Size = 0.6
    """Fitted, in log-load: what is believed at first comes from the intake alone."""
    early_caution_sessions: Size = 16.0
    """Fitted, in settled sessions: after so many that caution is gone."""
    surprise_of_silence: Share = 0.3
    """Fitted, of a hard report."""
    max_downward_bias: Size = 0.08
    """Fitted, in log-load: levels the estimate, bounds nothing."""
    downward_bias_sessions: Size = 40.0
    """Ours, in sessions: after so many the bias is whole."""
    surprise_allowance: Size = 1.2
    """Fitted, in hard reports."""
    tightening_per_surprise: Size = 0.1
    """Fitted, as a factor per hard report beyond the allowance."""

    # What one report says.
    growth_per_settled: Size = 0.02
    """Fitted, per log-load of capacity: how each settled session lifts, so that the belief keeps up with who grows."""
    false_alarm: Share = 0.06
    """Spec has .03; fitted, as stopping early has other reasons too."""
    hard_report_rate: Share = 0.6
    """Fitted: the share of overwhelm told as hard, when anything is told."""
    silence_rate_hard: Share = 0.6
    """Fitted: the share of overwhelm left untold, beyond what is left untold anyway."""
    late_rest_rate_hard: Share = 0.7
    """Fitted: how often rest comes late after overwhelm."""
    late_rest_rate_else: Share = 0.08
    """Fitted: how often it comes late else."""
    max_effort: Size = 1.0
    """Ours: beyond capacity no more is read from effort."""
    activation_carryover: Size = 0.55
    """Fitted: the share of the distance from calm before that is left after."""
    activation_bend: Size = 0.55
    """Fitted, in points: how the expected distance bends near calm."""
    activation_sd: Size = 1.0
    """Fitted, in points: its noise."""
    safety_rise: Size = 0.6
    """Fitted, in points: what safety gains when nothing is asked."""
    safety_sd: Size = 0.8
    """Fitted, in points: its noise."""
    huber_calm_side: Size = 0.5
    """Ours, in spreads: chosen between gain in `base` and harm in `effort-hidden`."""
    huber_hard_side: Size = 2.0
    """Ours, in spreads: one odd report is not everything."""
    strict_pull_hard: Size = 0.5
    """Fitted, per log-load of capacity: how a hard last report pulls."""
    strict_pull_late: Size = 0.1
    """Ours, per log-load: how late rest pulls."""
    strict_pull_unclear: Size = 0.05
    """Ours, per log-load: how an unclear one pulls."""
    strict_lift_settled: Share = 0.7
    """Spec: the share of overwhelm a report shows."""

    # Which of what may be offered is offered.
    max_offers: Count = 3
    """Spec: four with grounding."""
    min_lean: Size = 0.5
    """Ours: nearer to calm no direction is preferred."""

    # Words.
    short_minutes: Size = 5.0
    """Ours; chooses a word, bounds nothing."""
    much_strain: Size = 2.5
    """Ours, as above."""
    some_lean: Size = 1.0
    """Ours, as above."""
    little_safety: Size = 4.0
    """Ours, as above."""


PARAMS = Params()
