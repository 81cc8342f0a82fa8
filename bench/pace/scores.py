"""From what truly happened to figures. Every figure is on the latent truth; what was told enters nowhere."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from .draws import Flags, Floats
from .engine_policy import EnginePolicy
from .simulation import NOT_TODAY, SimulationResult

FIRST_SESSIONS = 12
CLEARLY_RISKY = 0.15
# Edges of predicted chance; fine where decisions fall.
CALIBRATION_BIN_EDGES = np.array([0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.11, 0.15, 0.2, 0.3, 0.45, 0.6, 0.8])


@dataclass
class PolicyRecord:
    """What one policy left behind with one part of the population; parts add up."""

    results: list[SimulationResult] = field(default_factory=list)
    predicted: list[Floats] = field(default_factory=list)
    audit_pairs: list[tuple[float, float]] = field(default_factory=list)
    decision_s: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, result: SimulationResult, policy: object) -> "PolicyRecord":
        if not isinstance(policy, EnginePolicy):
            return cls([result])
        return cls([result], [np.stack(policy.predicted, axis=1)], policy.audit_pairs, policy.decision_s, policy.faults)

    def add(self, other: "PolicyRecord") -> "PolicyRecord":
        return PolicyRecord(
            self.results + other.results,
            self.predicted + other.predicted,
            self.audit_pairs + other.audit_pairs,
            self.decision_s + other.decision_s,
            self.faults + other.faults,
        )

    def stack(self, name: str) -> Floats:
        return np.concatenate([getattr(result, name) for result in self.results])


def fragile_mask(record: PolicyRecord) -> Flags:
    """The tender third by true latent capacity at the start."""
    capacity = record.stack("capacity")
    return capacity <= np.quantile(capacity, 1 / 3)


def score(record: PolicyRecord, greedy: PolicyRecord | None) -> dict[str, float]:
    """Every figure of one policy in one world; shares, and overwhelm per 100 sessions."""
    chosen, p, hard = record.stack("chosen"), record.stack("p"), record.stack("hard")
    came, tender = chosen > NOT_TODAY, fragile_mask(record)
    per_client = 100 * hard.sum(axis=1) / came.sum(axis=1)
    found = {
        "overwhelm": _per_100_sessions(hard, came),
        "expected": _per_100_sessions(p, came),
        "overwhelm_p95": float(np.quantile(per_client, 0.95)),
        "overwhelm_fragile_p95": float(np.quantile(per_client[tender], 0.95)),
        "overwhelm_fragile": _per_100_sessions(hard[tender], came[tender]),
        "overwhelm_first": _per_100_sessions(hard[:, :FIRST_SESSIONS], came[:, :FIRST_SESSIONS]),
        "overwhelm_fragile_first": _per_100_sessions(hard[tender, :FIRST_SESSIONS], came[tender, :FIRST_SESSIONS]),
        "risky_share": float((p > CLEARLY_RISKY).sum() / came.sum()),
        "grounding_share": float((chosen == -1).sum() / came.sum()),
        "dose": float(record.stack("dose").sum() / came.sum()),
        "gain_log_load": float(record.stack("gain").mean()),
    }
    if greedy is not None:
        found |= _gain_scores(record, greedy, tender)
    return found | (_calibration_scores(record, chosen, p, tender) if record.predicted else {})


def _per_100_sessions(events: Floats, came: Flags) -> float:
    return float(100 * events.sum() / came.sum())


def _gain_scores(record: PolicyRecord, greedy: PolicyRecord, tender: Flags) -> dict[str, float]:
    gain, best = record.stack("gain"), greedy.stack("gain")
    return {"gain": _gain_share(gain, best), "gain_fragile": _gain_share(gain[tender], best[tender])}


def _gain_share(gain: Floats, best: Floats) -> float:
    return float(gain.sum() / best.sum()) if best.sum() > 0 else float("nan")


def _calibration_scores(record: PolicyRecord, chosen: Floats, p: Floats, tender: Flags) -> dict[str, float]:
    """Predicted against true chances, of what was chosen and of practices at random; rules and times."""
    predicted = np.concatenate(record.predicted)
    known = ~np.isnan(predicted)
    of_tender = known & tender[:, None]
    found = {
        "observed_expected": float(p[known].sum() / predicted[known].sum()),
        "observed_expected_fragile": float(p[of_tender].sum() / predicted[of_tender].sum()),
        "ece_chosen": calibration_error(predicted[known], p[known]),
        "violations": float(sum(record.faults.values())),
        "decision_ms_p95": 1000 * float(np.quantile(record.decision_s or [np.nan], 0.95)),
    }
    if record.audit_pairs:
        asked = np.array(record.audit_pairs)
        found["ece_unchosen"] = calibration_error(asked[:, 0], asked[:, 1])
    return found


def calibration_error(predicted: Floats, true: Floats) -> float:
    """Expected calibration error: mean |mean predicted − mean true| over bins of predicted, weighted by their size."""
    bins = np.digitize(predicted, CALIBRATION_BIN_EDGES)
    sizes = np.bincount(bins, minlength=len(CALIBRATION_BIN_EDGES) + 1)
    gaps = np.abs(np.bincount(bins, predicted - true, minlength=len(CALIBRATION_BIN_EDGES) + 1))
    return float(gaps.sum() / sizes.sum())
