"""One policy with one population: every client lives the same days, draws the same chances, and meets other offers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .bodies import Body, MarginBody
from .draws import Flags, Floats, Ints
from .latent_dynamics import TrueDay, take_chosen
from .people import People
from .reports import DayReport, SessionReport, report_day, report_session
from .reserve_body import ReserveBody
from .window_body import WindowBody

BODIES: dict[str, Callable[[People], Body]] = {"margin": MarginBody, "window": WindowBody, "reserve": ReserveBody}
GROUNDING, NOT_TODAY = -1, -2
NOT_TODAY_SHARE, GROUNDING_SHARE, OTHER_SHARE = 0.03, 0.06, 0.1


@dataclass(frozen=True)
class PolicyOffers:
    """Indices into the client's menu, shape (clients, 3); −1 is none. The first column is the default."""

    picks: Ints

    @classmethod
    def default_only(cls, default: Ints) -> "PolicyOffers":
        return cls(np.stack([default, np.full_like(default, -1), np.full_like(default, -1)], axis=1))


@dataclass(frozen=True)
class OracleView:
    """The truth of today, for oracles alone: chances and growth of every practice, (clients, practices)."""

    p: Floats
    growth: Floats
    setback: Floats


class Policy(Protocol):
    """Proposes for every client at once, from what was told; learns from what was told."""

    name: str

    def begin(self, people: People) -> None: ...
    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers: ...
    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None: ...


@dataclass(frozen=True)
class SimulationResult:
    """What truly happened, (clients, sessions). `chosen` −1 grounding, −2 not today; `gain` (clients,) in log-load."""

    chosen: Ints
    p: Floats
    hard: Flags
    dose: Floats
    gain: Floats
    capacity: Floats


def simulate(people: People, policy: Policy) -> SimulationResult:
    """All sessions of all clients under `policy`."""
    policy.begin(people)
    body = BODIES[people.world.body](people)
    rows = [_simulate_session(people, policy, body, t) for t in range(people.t_days.shape[1])]
    chosen, p, hard, dose = (np.stack(column, axis=1) for column in zip(*rows, strict=True))
    return SimulationResult(chosen, p, hard, dose, body.gain, people.capacity)


def _simulate_session(people: People, policy: Policy, body: Body, t: int) -> tuple[Ints, Floats, Flags, Floats]:
    day = body.begin_day(t)
    truth = body.weigh(day, t)
    told = report_day(people, day, t)
    offered = policy.offer(t, told, OracleView(truth.p, truth.growth, truth.setback))
    chosen = draw_choices(people, offered, t)
    p = take_chosen(truth.p, chosen)
    hard = people.draws.u["overwhelm"][:, t] < p
    margin = np.where(chosen >= 0, take_chosen(truth.margin, chosen), -9)
    report = report_session(people, day, told, t, chosen, margin, hard)
    body.apply(truth, chosen, hard)
    policy.learn(t, told, offered, chosen, report)
    return chosen, p, hard, np.where(hard, 0, take_chosen(np.maximum(people.practice_loads, 0), chosen))


def draw_choices(people: People, offered: PolicyOffers, t: int) -> Ints:
    """Mostly the default; sometimes the largest, another one, grounding, or not today. The same chances for all."""
    u = people.draws.u
    rows = np.arange(people.n)
    default = offered.picks[:, 0]
    loads = np.where(offered.picks >= 0, take_per_client(nominal_load(people), offered.picks), -1.0)
    largest = offered.picks[rows, np.argmax(loads, axis=1)]
    there = (offered.picks >= 0).sum(axis=1)
    other = offered.picks[rows, np.minimum((u["other_which"][:, t] * np.maximum(there, 1)).astype(np.int64), 2)]
    v = u["choice"][:, t]
    picked = np.where(v < people.larger, largest, np.where(v < people.larger + OTHER_SHARE, other, default))
    picked = np.where(u["not_today"][:, t] < NOT_TODAY_SHARE + GROUNDING_SHARE, GROUNDING, picked)
    return np.where(u["not_today"][:, t] < NOT_TODAY_SHARE, NOT_TODAY, picked)


def nominal_load(people: People) -> Floats:
    """What a therapist would say a practice asks of anyone, (clients, practices): the same for all clients."""
    load: Floats = 0.55 * (people.menus.level - 1) + np.log1p(people.menus.minutes / 5)
    return load


def take_per_client(values: Floats, picks: Ints) -> Floats:
    return np.take_along_axis(values, np.maximum(picks, 0), axis=1)


__all__ = [
    "GROUNDING",
    "NOT_TODAY",
    "OracleView",
    "SimulationResult",
    "PolicyOffers",
    "Policy",
    "TrueDay",
    "draw_choices",
    "simulate",
    "nominal_load",
]
