"""The two bodies that are not built as the engine's model is: what each is said to do, it does."""

from dataclasses import replace

import numpy as np
import pytest

from bench.pace.bodies import Body, Truth
from bench.pace.latent_dynamics import TrueDay
from bench.pace.people import People, make_people
from bench.pace.reserve_body import UNUSED_AFTER_DAYS, ReserveBody
from bench.pace.simple_baselines import AlwaysGrounding, ConstantAmount
from bench.pace.simulation import BODIES, nominal_load, simulate
from bench.pace.window_body import WindowBody
from bench.pace.worlds import WORLDS

CLIENTS, SESSIONS = 40, 20
FIRST = np.zeros(CLIENTS, dtype=np.int64)
HARD, WELL = np.ones(CLIENTS, dtype=np.bool_), np.zeros(CLIENTS, dtype=np.bool_)


def make_clients(world: str) -> People:
    return make_people(WORLDS[world], 7, range(CLIENTS), SESSIONS)


def first_truth(body: Body) -> Truth:
    return body.weigh(body.begin_day(0), 0)


@pytest.mark.parametrize("world", ["window", "reserve"])
def test_chances_are_chances_growth_is_growth_and_grounding_is_neither(world: str) -> None:
    people = make_clients(world)
    truth = first_truth(BODIES[world](people))
    assert (truth.p > 0).all() and (truth.p <= 1).all() and (truth.growth >= 0).all() and (truth.growth < 0.3).all()
    calm, busy = simulate(people, AlwaysGrounding()), simulate(make_clients(world), ConstantAmount())
    assert not calm.hard.any() and (calm.gain <= 0).all()
    assert busy.hard.any() and (busy.gain > 0).any()


@pytest.mark.parametrize("world", ["window", "reserve"])
def test_overwhelm_takes_back_what_settling_gives(world: str) -> None:
    gains = []
    for hard in (HARD, WELL):
        body = BODIES[world](make_clients(world))
        body.apply(first_truth(body), FIRST, hard)
        gains.append(body.gain.copy())
    assert (gains[0] < 0).all() and (gains[1] > 0).all()


def test_a_window_has_two_edges() -> None:
    body = WindowBody(make_clients("window"))
    far_down, middle, far_up = (
        body.weigh(TrueDay(np.full(CLIENTS, at), np.full(CLIENTS, 7.0)), 0).p.mean() for at in (-4.0, 0.0, 4.0)
    )
    assert middle < 0.5 * min(far_down, far_up)


def test_a_window_that_is_wider_holds_more() -> None:
    body = WindowBody(make_clients("window"))
    before = first_truth(body).p
    body.widened = body.widened + 1.0
    assert (body.weigh(body.begin_day(0), 0).p <= before).all()


@pytest.mark.parametrize("world", ["window", "reserve"])
def test_loads_do_not_rank_across_families_as_these_bodies_do(world: str) -> None:
    """For most there is a practice a whole step larger on paper that is less likely to overwhelm."""
    people = make_clients(world)
    truth, load = first_truth(BODIES[world](people)), nominal_load(people)
    larger = load[:, :, None] > load[:, None, :] + 0.5
    safer = truth.p[:, :, None] < truth.p[:, None, :]
    assert (larger & safer).any(axis=(1, 2)).mean() > 0.8


def test_a_reserve_that_was_overdrawn_fills_with_the_days() -> None:
    people = make_clients("reserve")
    soon, late = (replace(people, t_days=np.tile([0.0, gap], (CLIENTS, 1))) for gap in (0.5, UNUSED_AFTER_DAYS))
    filled = []
    for each in (soon, late):
        body = ReserveBody(each)
        body.apply(first_truth(body), FIRST, HARD)
        body.begin_day(1)
        filled.append(body.filled)
    assert (filled[0] < 0.8).all() and (filled[1] > 0.85).all()


def test_a_reserve_shrinks_when_it_is_not_used() -> None:
    people = replace(make_clients("reserve"), t_days=np.tile([0.0, UNUSED_AFTER_DAYS + 20], (CLIENTS, 1)))
    body = ReserveBody(people)
    body.begin_day(0)
    body.begin_day(1)
    assert (body.gain < 0).all()
