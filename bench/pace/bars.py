"""What is asked of the engine, as numbers; the same bars are read off every baseline."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan, nan

from .worlds import WORLDS

ByWorld = Mapping[str, Mapping[str, float]]  # world → score → value, of one policy
OWN_BAR = ("silent-80", "silent-95", "everything-wrong")
SINGLE_SHIFTS = tuple(
    name for name, world in WORLDS.items() if world.body == "margin" and name not in ("base", *OWN_BAR)
)


@dataclass(frozen=True)
class Bar:
    """`value` of this policy and the clinician must lie from `least` to `most`; NaN is 'not measured'."""

    name: str
    value: Callable[[ByWorld, ByWorld], float]
    most: float | None = None
    least: float | None = None

    def judge(self, own: ByWorld, clinician: ByWorld) -> tuple[float, bool | None]:
        """The value, and whether it holds; None where it was not measured."""
        value = self.value(own, clinician)
        if isnan(value):
            return value, None
        return value, (self.most is None or value <= self.most) and (self.least is None or value >= self.least)


def judge_all(own: ByWorld, clinician: ByWorld) -> list[tuple[float, bool | None]]:
    """Every bar, in their order."""
    return [bar.judge(own, clinician) for bar in BARS]


def _base_score(score: str) -> Callable[[ByWorld, ByWorld], float]:
    return lambda own, _: _score_or_nan(own, "base", score)


def _world_overwhelm(world: str) -> Callable[[ByWorld, ByWorld], float]:
    return lambda own, _: _score_or_nan(own, world, "overwhelm")


def _ratio_to_clinician(world: str, score: str) -> Callable[[ByWorld, ByWorld], float]:
    def value(own: ByWorld, clinician: ByWorld) -> float:
        theirs = _score_or_nan(clinician, world, score)
        return _score_or_nan(own, world, score) / theirs if theirs else nan

    return value


def _worst_shift(own: ByWorld, _: ByWorld) -> float:
    return max((_score_or_nan(own, world, "overwhelm") for world in SINGLE_SHIFTS if world in own), default=nan)


def _violations(own: ByWorld, _: ByWorld) -> float:
    return sum(_score_or_nan(own, world, "violations") for world in own)


def _score_or_nan(scores: ByWorld, world: str, score: str) -> float:
    return scores.get(world, {}).get(score, nan)


BARS = (
    Bar("overwhelm per 100", _base_score("overwhelm"), most=3.2),
    Bar("  through the clinician's", _ratio_to_clinician("base", "overwhelm"), most=1.0),
    Bar("  fragile", _base_score("overwhelm_fragile"), most=3.0),
    Bar("  fragile, first twelve", _base_score("overwhelm_fragile_first"), most=3.0),
    Bar("  95th-percentile client", _base_score("overwhelm_p95"), most=8.5),
    Bar("  the same among fragile", _base_score("overwhelm_fragile_p95"), most=8.5),
    Bar("sessions with true p > .15", _base_score("risky_share"), most=0.04),
    Bar("gain / greedy oracle's", _base_score("gain"), least=0.38),
    Bar("  fragile", _base_score("gain_fragile"), least=0.20),
    Bar("  through the clinician's", _ratio_to_clinician("base", "gain"), least=1.1),
    Bar("observed / expected", _base_score("observed_expected"), most=1.1, least=0.4),
    Bar("  fragile", _base_score("observed_expected_fragile"), most=1.2),
    Bar("calibration error, chosen", _base_score("ece_chosen"), most=0.025),
    Bar("  at random from the menu", _base_score("ece_unchosen"), most=0.025),
    Bar("worst single shift", _worst_shift, most=4.5),
    Bar("80 % silent when hard", _world_overwhelm("silent-80"), most=4.0),
    Bar("95 % silent when hard", _world_overwhelm("silent-95"), most=4.6),
    Bar("all wrong / the clinician's", _ratio_to_clinician("everything-wrong", "overwhelm"), most=0.7),
    Bar("rule violations", _violations, most=0.0),
    Bar("decision p95, CPU ms", _base_score("decision_ms_p95"), most=15.0),
    Bar("replay of 200, CPU ms", _base_score("replay_ms"), most=300.0),
)
