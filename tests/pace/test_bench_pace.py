"""A small benchmark that guards against a worse engine: same people, same days, same chances, so little is noise."""

import pytest

from bench.pace.bars import BARS
from bench.pace.engine_policy import EnginePolicy
from bench.pace.people import make_people
from bench.pace.runs import POLICIES, run_policies, run_policy
from bench.pace.scores import PolicyRecord, score
from bench.pace.simulation import simulate
from bench.pace.tables import bars_table, worlds_table
from bench.pace.worlds import WORLDS
from fotfeste.pace.engine import GROUNDING, Offer

SEED, CLIENTS, SESSIONS = 11, 24, 24


class Reckless(EnginePolicy):
    """Offers the largest of the menu whatever is told."""

    def _propose_offers(self, i: int, t: int) -> list[Offer]:
        last = self.people.menus.items[i][14]
        return [Offer(last.id, last.family, last.level, last.minutes, load=4.0, p=0.01), GROUNDING]


def run_and_score(world: str, policy: EnginePolicy | None) -> dict[str, float]:
    people = make_people(WORLDS[world], SEED, range(CLIENTS), SESSIONS)
    led = policy or POLICIES["clinician"]()
    return score(PolicyRecord.of(simulate(people, led), led), None)


def is_no_worse(own: dict[str, float], clinician: dict[str, float]) -> bool:
    """No more expected overwhelm than under the clinician, no rule broken, no chance foretold as far too small."""
    calm = own["expected"] <= clinician["expected"]
    return calm and own["violations"] == 0 and own["observed_expected"] <= 1.5


@pytest.mark.parametrize("world", ["base", "silent-80"])
def test_the_engine_overwhelms_no_more_than_the_clinician(world: str) -> None:
    assert is_no_worse(run_and_score(world, EnginePolicy()), run_and_score(world, None))


def test_a_reckless_engine_does_not_pass() -> None:
    assert not is_no_worse(run_and_score("base", Reckless(check_rules=False, audit=False)), run_and_score("base", None))


def test_the_whole_bench_runs_and_prints_every_bar() -> None:
    scores = run_policies(["base", "silent-95"], ["engine", "clinician", "oracle-greedy"], clients=6, sessions=8)
    table = bars_table(scores)
    assert all(bar.name in table for bar in BARS) and "✓" in table
    assert "silent-95" in worlds_table(scores, ["engine", "clinician"])
    assert scores["base"]["oracle-greedy"]["gain"] == pytest.approx(1.0)


def test_two_parts_make_the_same_whole() -> None:
    whole, parts = (run_policy("engine", "base", SEED, 5, 6, processes) for processes in (1, 2))
    for name in ("chosen", "p", "hard", "gain"):
        assert (whole.stack(name) == parts.stack(name)).all()
    assert len(whole.audit_pairs) == len(parts.audit_pairs) and len(parts.decision_s) == 5 * 6
