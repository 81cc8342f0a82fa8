"""The virtual clients themselves: same chance for all, truth apart from what is told, every mechanism as described."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bench.pace.draws import make_draws
from bench.pace.latent_dynamics import (
    LatentState,
    TrueDay,
    apply_session,
    capacity_growth,
    compute_margins,
    draw_true_day,
    fade_fatigue,
    overwhelm_probability,
)
from bench.pace.menus import LIFTS, RUNGS, SETTLES
from bench.pace.people import BY_DOSE, HEAVY, LOGISTIC, NEAR, NEVER, SLOWLY, STEP, People, make_people
from bench.pace.reports import SessionReport, report_day, report_session
from bench.pace.simple_baselines import AlwaysGrounding, ConstantAmount
from bench.pace.simulation import GROUNDING, NOT_TODAY, OracleView, PolicyOffers, simulate
from bench.pace.worlds import BASE, WORLDS

CLIENTS, SESSIONS = 40, 30
FIRST = np.zeros(CLIENTS, dtype=np.int64)
HARD, WELL = np.ones(CLIENTS, dtype=np.bool_), np.zeros(CLIENTS, dtype=np.bool_)
CALM = TrueDay(np.zeros(CLIENTS), np.full(CLIENTS, 7.0))


def make_people_with(**changes: Any) -> People:
    return make_people(replace(BASE, **changes), 7, range(CLIENTS), SESSIONS)


def make_report(people: People, hard: np.ndarray, t: int = 3) -> SessionReport:
    day = draw_true_day(people, LatentState.at_start(people), t)
    return report_session(people, day, report_day(people, day, t), t, FIRST, np.full(CLIENTS, -2.0), hard)


def make_day(activation: float) -> TrueDay:
    return TrueDay(np.full(CLIENTS, activation), np.full(CLIENTS, 7.0))


def test_a_client_is_the_same_person_in_any_population_and_any_length() -> None:
    few, many = make_draws(3, [17], 20), make_draws(3, range(30), 60)
    assert few.trait_z["capacity"][0] == many.trait_z["capacity"][17]
    assert (few.u["overwhelm"][0] == many.u["overwhelm"][17, :20]).all()
    assert (few.z["activation"][0] == many.z["activation"][17, :20]).all()
    assert make_draws(4, [17], 20).trait_z["capacity"][0] != few.trait_z["capacity"][0]


def test_every_policy_meets_the_same_days_and_chances() -> None:
    calm, busy = simulate(make_people_with(), AlwaysGrounding()), simulate(make_people_with(), ConstantAmount())
    assert (calm.capacity == busy.capacity).all()
    assert ((calm.chosen == NOT_TODAY) == (busy.chosen == NOT_TODAY)).all()
    assert not calm.hard.any() and not calm.gain.any()
    again = simulate(make_people_with(), ConstantAmount())
    assert (again.hard == busy.hard).all() and (again.gain == busy.gain).all()


def test_what_is_told_changes_nothing_in_what_happens_or_is_scored() -> None:
    honest = simulate(make_people_with(), ConstantAmount())
    masked = simulate(
        make_people_with(under_report=0.5, silence=0.9, silent_when_hard=1, brave=1, state_noise=4), ConstantAmount()
    )
    assert (honest.hard == masked.hard).all() and (honest.p == masked.p).all() and (honest.gain == masked.gain).all()


@pytest.mark.parametrize("kind", range(4))
def test_more_beyond_capacity_is_never_safer(kind: int) -> None:
    people = replace(make_people_with(quiet_harm=0), curve=np.full(CLIENTS, kind))
    far, near, over = (overwhelm_probability(people, people.practice_loads * 0 + m, CALM)[:, 0] for m in (-3, -1, 1))
    assert (far < near).all() and (near < over).all() and (far > 0).all() and (over <= 1).all()


def test_a_step_is_sudden_and_a_heavy_tail_long() -> None:
    people = make_people_with(quiet_harm=0)
    far = {
        kind: overwhelm_probability(
            replace(people, curve=np.full(CLIENTS, kind)), people.practice_loads * 0 - 2.5, CALM
        )[:, 0].mean()
        for kind in (LOGISTIC, STEP, HEAVY)
    }
    assert far[STEP] < far[LOGISTIC] < far[HEAVY]


def test_a_worse_day_and_a_recent_hard_session_ask_more() -> None:
    people = make_people_with()
    fresh, tired = LatentState.at_start(people), LatentState.at_start(people)
    apply_session(people, tired, np.zeros(CLIENTS), HARD)
    calm = compute_margins(people, fresh, CALM, 0)
    unsafe = TrueDay(CALM.activation, np.full(CLIENTS, 3.0))
    assert (compute_margins(people, fresh, unsafe, 0) > calm).all()
    assert (compute_margins(people, tired, CALM, 0) > calm).all()
    before = tired.fatigue.copy()
    fade_fatigue(people, tired, 1)
    assert (tired.fatigue < before).all()
    assert (
        np.abs(draw_true_day(people, tired, 2).activation) >= np.abs(draw_true_day(people, fresh, 2).activation)
    ).all()


def test_sensitising_makes_the_next_bad_day_ask_more() -> None:
    people = replace(make_people_with(sensitising=1), fatigue=np.zeros(CLIENTS), setback=np.zeros(CLIENTS))
    latent = LatentState.at_start(people)
    before = compute_margins(people, latent, make_day(3), 0)[:, 0]
    apply_session(people, latent, np.zeros(CLIENTS), HARD)
    assert (compute_margins(people, latent, make_day(3), 0)[:, 0] > before).all()


def test_far_down_quiet_practices_harm_and_lifting_ones_do_not() -> None:
    people = replace(make_people_with(quiet_harm=1), curve=np.full(CLIENTS, LOGISTIC), slope=np.full(CLIENTS, 2.4))
    p = overwhelm_probability(people, people.practice_loads * 0 - 4, make_day(-4))
    quiet = (people.menus.direction == SETTLES) & (people.menus.level == 1) & (people.menus.minutes <= 2)
    lifting = people.menus.direction == LIFTS
    assert p[quiet].min() > 2 * p[lifting].max()
    assert overwhelm_probability(people, people.practice_loads * 0 - 4, CALM)[quiet].max() < p[quiet].min()
    latent = LatentState.at_start(people)
    lean = compute_margins(people, latent, make_day(-4), 0) - people.practice_loads
    assert lean[lifting].mean() < lean[people.menus.direction == SETTLES].mean()


def test_capacity_grows_as_each_mechanism_says() -> None:
    people = make_people_with()
    grown = {
        kind: [
            capacity_growth(replace(people, growth=np.full(CLIENTS, kind)), people.practice_loads * 0 + m)[:, 10].mean()
            for m in (-3, -0.7)
        ]
        for kind in (NEAR, BY_DOSE, SLOWLY, NEVER)
    }
    assert grown[NEVER] == [0, 0]
    assert grown[NEAR][1] > 2 * grown[NEAR][0] > 0
    assert grown[BY_DOSE][0] == grown[BY_DOSE][1] > 0
    assert grown[SLOWLY][1] == pytest.approx(0.35 * grown[NEAR][1])


def test_overwhelm_takes_back_and_a_good_session_adds() -> None:
    people = make_people_with(setback=1)
    latent = LatentState.at_start(people)
    apply_session(people, latent, np.full(CLIENTS, 0.03), WELL)
    assert (latent.practised == 0.03).all() and not latent.fatigue.any()
    apply_session(people, latent, np.full(CLIENTS, 0.03), HARD)
    assert (latent.practised < -0.1).all() and (latent.fatigue > 0).all()


def test_one_family_harms_where_the_world_says_so() -> None:
    spared, harmed = make_people_with(harmful_family=0), make_people_with(harmful_family=1)
    extra = harmed.practice_loads - spared.practice_loads
    for i in range(CLIENTS):
        families = set(harmed.menus.family[i][extra[i] > 0.5].tolist())
        assert len(families) == 1
        assert extra[i][harmed.menus.family[i] == families.pop()] == pytest.approx(BASE.harmful_offset)


def test_relapse_gaps_and_drift_come_by_themselves() -> None:
    still = make_people_with(relapse=0, drift_sd=0)
    assert not still.exogenous.any()
    fallen = make_people_with(relapse=1, drift_sd=0).exogenous
    assert (fallen.min(axis=1) == -0.9).all() and (fallen[:, 0] == 0).all() and (fallen[:, -1] > -0.9).all()
    assert np.diff(make_people_with(gappy=0).t_days, axis=1).max() <= 4.01
    assert np.diff(make_people_with(gappy=1).t_days, axis=1).max() > 14


def test_delayed_overwhelm_shows_the_day_after_only() -> None:
    people = replace(make_people_with(silence=0, silent_when_hard=0, false_alarm=0), delayed=np.ones(CLIENTS))
    report = make_report(people, HARD)
    assert (np.abs(report.activation) < 3.5).all() and (report.felt_worse == 1).any()
    at_once = make_report(replace(people, delayed=np.zeros(CLIENTS), under_report=np.zeros(CLIENTS)), HARD)
    assert (np.abs(at_once.activation) >= 3.5).all() and (at_once.settled != 1).all()


def test_hidden_overwhelm_reads_like_any_other_session() -> None:
    people = make_people_with(silence=0, silent_when_hard=0)
    people = replace(people, delayed=np.zeros(CLIENTS), under_report=np.ones(CLIENTS))
    report = make_report(people, HARD)
    assert (np.abs(report.activation) < 3.5).all() and (report.felt_worse == 1).mean() < 0.2


def test_silence_comes_at_random_or_because_it_was_hard() -> None:
    quiet = make_people_with(silence=0, silent_when_hard=1)
    assert (
        np.isnan(make_report(quiet, HARD).activation).all() and not np.isnan(make_report(quiet, WELL).activation).any()
    )
    third = make_people(WORLDS["silence-30"], 7, range(400), 4)
    assert (third.draws.u["missing"] < third.silence[:, None]).mean() == pytest.approx(0.3, abs=0.03)


def test_some_never_tell_the_time_until_rest_and_some_tell_a_better_day() -> None:
    assert np.isnan(make_report(make_people_with(never_recovery=1), WELL).recovery_min).all()
    told = report_day(make_people_with(brave=1, state_noise=0, state_untold=0), make_day(4), 2)
    plain = report_day(make_people_with(brave=0, state_noise=0, state_untold=0), make_day(4), 2)
    assert np.nanmax(told.activation) < np.nanmin(plain.activation)
    assert np.nanmin(told.safety) > np.nanmax(plain.safety)


def test_a_wrong_intake_is_mostly_too_high() -> None:
    rank = {"tender": 0, "steady": 1, "robust": 2}
    right, wrong = make_people_with(tier_wrong=0), make_people_with(tier_wrong=1, tier_flattered=1)
    pairs = [
        (rank[a.tier], rank[b.tier])
        for a, b in zip(right.limits, wrong.limits, strict=True)
        if a.tier is not None and b.tier is not None
    ]
    assert all(b == min(a + 1, 2) for a, b in pairs)
    assert right.capacity[[limits.tier == "tender" for limits in right.limits]].max() < BASE.capacity_mean


def test_people_choose_mostly_the_default_and_never_what_was_not_offered() -> None:
    class Three(AlwaysGrounding):
        def offer(self, t: int, told: object, oracle_view: OracleView) -> PolicyOffers:
            return PolicyOffers(np.tile([4, 0, 8], (CLIENTS, 1)))

    chosen = simulate(make_people_with(), Three()).chosen
    assert set(np.unique(chosen)) == {NOT_TODAY, GROUNDING, 0, 4, 8}
    shares = {kind: (chosen == kind).mean() for kind in (NOT_TODAY, GROUNDING, 0, 4, 8)}
    assert shares[4] > 0.5 > shares[8] > shares[0] > 0 and shares[NOT_TODAY] + shares[GROUNDING] < 0.15
    assert RUNGS[8] > RUNGS[4]


def test_every_world_shifts_something_and_keeps_the_people() -> None:
    for name, world in WORLDS.items():
        assert name == world.name and (world == BASE) == (name == "base")
        assert (make_people(world, 7, range(3), 4).ids == np.arange(3)).all()
