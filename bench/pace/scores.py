"""From what truly happened to figures. Every figure is on the latent truth; what was told enters nowhere."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from .draws import Flags, Floats
from .driver import Engine
from .life import NOT_TODAY, Lived

FIRST = 12
CLEARLY_RISKY = 0.15
# Edges of predicted chance; fine where decisions fall.
EDGES = np.array([0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.11, 0.15, 0.2, 0.3, 0.45, 0.6, 0.8])


@dataclass
class Record:
    """What one policy left behind with one part of the population; parts add up."""

    lived: list[Lived] = field(default_factory=list)
    predicted: list[Floats] = field(default_factory=list)
    audited: list[tuple[float, float]] = field(default_factory=list)
    decision_s: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lived: Lived, policy: object) -> "Record":
        if not isinstance(policy, Engine):
            return cls([lived])
        return cls([lived], [np.stack(policy.predicted, axis=1)], policy.audited, policy.decision_s, policy.faults)

    def add(self, other: "Record") -> "Record":
        return Record(
            self.lived + other.lived,
            self.predicted + other.predicted,
            self.audited + other.audited,
            self.decision_s + other.decision_s,
            self.faults + other.faults,
        )

    def stacked(self, name: str) -> Floats:
        return np.concatenate([getattr(lived, name) for lived in self.lived])


def fragile(record: Record) -> Flags:
    """The tender third by true latent capacity at the start."""
    capacity = record.stacked("capacity")
    return capacity <= np.quantile(capacity, 1 / 3)


def score(record: Record, greedy: Record | None) -> dict[str, float]:
    """Every figure of one policy in one world; shares, and overwhelm per 100 sessions."""
    chosen, p, hard = record.stacked("chosen"), record.stacked("p"), record.stacked("hard")
    came, tender = chosen > NOT_TODAY, fragile(record)
    per_client = 100 * hard.sum(axis=1) / came.sum(axis=1)
    found = {
        "overwhelm": _rate(hard, came),
        "expected": _rate(p, came),
        "overwhelm_p95": float(np.quantile(per_client, 0.95)),
        "overwhelm_fragile_p95": float(np.quantile(per_client[tender], 0.95)),
        "overwhelm_fragile": _rate(hard[tender], came[tender]),
        "overwhelm_first": _rate(hard[:, :FIRST], came[:, :FIRST]),
        "overwhelm_fragile_first": _rate(hard[tender, :FIRST], came[tender, :FIRST]),
        "risky_share": float((p > CLEARLY_RISKY).sum() / came.sum()),
        "grounding_share": float((chosen == -1).sum() / came.sum()),
        "dose": float(record.stacked("dose").sum() / came.sum()),
        "gain_log_load": float(record.stacked("gain").mean()),
    }
    if greedy is not None:
        found |= _gains(record, greedy, tender)
    return found | (_foretold(record, chosen, p, tender) if record.predicted else {})


def _rate(events: Floats, came: Flags) -> float:
    return float(100 * events.sum() / came.sum())


def _gains(record: Record, greedy: Record, tender: Flags) -> dict[str, float]:
    gain, best = record.stacked("gain"), greedy.stacked("gain")
    return {"gain": _ratio(gain, best), "gain_fragile": _ratio(gain[tender], best[tender])}


def _ratio(gain: Floats, best: Floats) -> float:
    return float(gain.sum() / best.sum()) if best.sum() > 0 else float("nan")


def _foretold(record: Record, chosen: Floats, p: Floats, tender: Flags) -> dict[str, float]:
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
    if record.audited:
        asked = np.array(record.audited)
        found["ece_unchosen"] = calibration_error(asked[:, 0], asked[:, 1])
    return found


def calibration_error(predicted: Floats, true: Floats) -> float:
    """Expected calibration error: mean |mean predicted − mean true| over bins of predicted, weighted by their size."""
    bins = np.digitize(predicted, EDGES)
    sizes = np.bincount(bins, minlength=len(EDGES) + 1)
    gaps = np.abs(np.bincount(bins, predicted - true, minlength=len(EDGES) + 1))
    return float(gaps.sum() / sizes.sum())
