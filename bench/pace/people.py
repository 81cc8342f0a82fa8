"""Who the virtual clients are: everything about them that no policy ever sees, and what the therapist has set."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fotfeste.pace.engine import FAMILIES, TIERS, Limits

from .draws import Draws, Flags, Floats, Ints, make_draws
from .menus import Menus, make_menus
from .worlds import World

LOGISTIC, STEP, PROBIT, HEAVY = range(4)
NEAR, BY_DOSE, SLOWLY, NEVER = range(4)
GENTLE_OFFSET_SD = 0.15
PRACTICE_SD = 0.12
DEEP_OFFSET, DEEP_OFFSET_SD = 0.35, 0.15
RATE_LOW, RATE_HIGH = 0.02, 0.045  # log-load gained in a session as near capacity as can be
EVEN_SILENCE = 0.2
SETBACK_SMALL, SETBACK_LARGE = 0.05, 0.25


@dataclass(frozen=True)
class People:
    """Traits of shape (clients,), unless said otherwise. `practice_loads` (clients, practices): what a practice asks
    of this client.

    `exogenous` (clients, sessions): drift and relapse of capacity that no policy causes; `t_days` (clients, sessions).
    """

    ids: Ints
    world: World
    draws: Draws
    menus: Menus
    capacity: Floats
    practice_loads: Floats
    slope: Floats
    curve: Ints
    growth: Ints
    rate: Floats
    setback: Floats
    sensitising: Flags
    fatigue: Floats
    fatigue_days: Floats
    up: Floats
    down: Floats
    unsafe: Floats
    lift: Floats
    quiet_harm: Floats
    usual: Floats
    usual_safety: Floats
    delayed: Floats
    exogenous: Floats
    t_days: Floats
    silence: Floats
    rest_min: Floats
    tells_recovery: Flags
    under_report: Floats
    brave: Flags
    larger: Floats
    limits: list[Limits]

    @property
    def n(self) -> int:
        return len(self.ids)


def make_people(world: World, seed: int, clients: Sequence[int], sessions: int) -> People:
    """The clients with these numbers; the same uniforms make the same person in every world, as far as it goes."""
    draws = make_draws(seed, clients, sessions)
    u, z = draws.trait_u, draws.trait_z
    menus = make_menus(draws)
    capacity = world.capacity_mean + world.capacity_sd * z["capacity"]
    shutdown = u["shutdown"] < world.shutdown
    return People(
        ids=np.asarray(clients, dtype=np.int64),
        world=world,
        draws=draws,
        menus=menus,
        capacity=capacity,
        practice_loads=_practice_loads(world, draws, menus),
        slope=world.slope * np.exp(0.25 * z["slope"]),
        curve=_draw_kind(u["curve"], world.step, world.probit, world.heavy),
        growth=_draw_kind(u["growth"], world.grows_by_dose, world.grows_slowly, world.grows_never),
        rate=RATE_LOW + (RATE_HIGH - RATE_LOW) * u["rate"],
        setback=np.where(u["setback"] < world.setback, SETBACK_LARGE, SETBACK_SMALL),
        sensitising=u["sensitising"] < world.sensitising,
        fatigue=np.full(len(capacity), world.fatigue),
        fatigue_days=2 + 5 * u["fatigue_days"],
        up=world.sensitivity * 0.22 * np.exp(0.3 * z["up_sensitivity"]),
        down=world.sensitivity * 0.22 * np.exp(0.3 * z["down_sensitivity"]),
        unsafe=world.sensitivity * 0.12 * np.exp(0.3 * z["safety_sensitivity"]),
        lift=0.15 * np.exp(0.3 * z["lift"]),
        quiet_harm=np.where(u["quiet_harm"] < world.quiet_harm, 0.12, 0.0),
        usual=np.where(shutdown, -1.3, 1.0) + 0.6 * z["usual"],
        usual_safety=6.4 + 0.8 * z["usual_safety"],
        delayed=np.where(u["delayed"] < world.delayed, 0.85, 0.05),
        exogenous=_exogenous_drift(world, draws),
        t_days=_session_times(world, draws),
        silence=_silence_rates(world, u["silent"]),
        rest_min=12 * np.exp(0.5 * z["rest"]),
        tells_recovery=u["recovery_told"] >= world.never_recovery,
        under_report=np.clip(world.under_report * 2 * u["under_report"], 0, 1),
        brave=u["brave"] < world.brave,
        larger=np.where(u["eager"] < world.eager, 0.75, 0.15),
        limits=_draw_limits(world, draws, capacity, menus),
    )


def _draw_kind(u: Floats, *shares: float) -> Ints:
    """0 for the rest; 1, 2, … for the shares in turn."""
    edges = np.cumsum(shares)
    kind = np.searchsorted(edges, u, side="right") + 1
    return np.where(kind > len(shares), 0, kind)


def _silence_rates(world: World, u: Floats) -> Floats:
    """Some are quieter than others; where silence is the world's point, everyone is as quiet."""
    return np.full(len(u), world.silence) if world.silence >= EVEN_SILENCE else world.silence * 2 * u


def _practice_loads(world: World, draws: Draws, menus: Menus) -> Floats:
    """The client's own map from level and minutes to log-load, with family offsets and a liking for each practice."""
    u, z = draws.trait_u, draws.trait_z
    level_weight = world.level_weight + 0.07 * z["level_weight"]
    minutes_weight = world.minutes_weight + 0.12 * z["minutes_weight"]
    offsets = GENTLE_OFFSET_SD * np.stack([z[name] for name in FAMILIES], axis=1)
    offsets[:, -2:] = DEEP_OFFSET + DEEP_OFFSET_SD / GENTLE_OFFSET_SD * offsets[:, -2:]
    harmed = u["harmful"] < world.harmful_family
    gentle = menus.family[np.arange(len(harmed)), np.where(u["harmful_family"] < 0.5, 0, 15)]
    offsets[harmed, gentle[harmed]] += world.harmful_offset
    asked: Floats = (
        level_weight[:, None] * (menus.level - 1)
        + minutes_weight[:, None] * np.log1p(menus.minutes / 5)
        + np.take_along_axis(offsets, menus.family, axis=1)
        + PRACTICE_SD * draws.practice_z[:, : menus.level.shape[1]]
    )
    return asked


def _session_times(world: World, draws: Draws) -> Floats:
    """Days from the first session: one to four between two, sometimes weeks for those who stay away."""
    gaps: Floats = 1 + 3 * draws.u["gap"]
    gappy = (draws.trait_u["gaps"] < world.gappy)[:, None]
    gaps += np.where(gappy & (draws.u["gap_long"] < 0.06), 14 + 40 * draws.u["gap_long"] / 0.06, 0)
    gaps[:, 0] = 0
    return np.asarray(np.round(np.cumsum(gaps, axis=1), 2), dtype=np.float64)


def _exogenous_drift(world: World, draws: Draws) -> Floats:
    """Capacity that comes and goes by itself: a slow walk; for some one sudden loss that half heals."""
    sessions = draws.z["drift"].shape[1]
    walk = np.cumsum(world.drift_sd * draws.z["drift"], axis=1)
    at = np.floor((0.15 + 0.6 * draws.trait_u["relapse_at"]) * sessions)[:, None]
    since = np.arange(sessions)[None, :] - at
    hit = (draws.trait_u["relapse"] < world.relapse)[:, None] & (since >= 0)
    return walk - np.where(hit, 0.9 * (0.5 + 0.5 * np.exp(-np.maximum(since, 0) / 25)), 0.0)


def _draw_limits(world: World, draws: Draws, capacity: Floats, menus: Menus) -> list[Limits]:
    """Tier as judged at intake from capacity, sometimes wrongly or not at all; ceilings for some."""
    u = draws.trait_u
    edges = world.capacity_mean + world.capacity_sd * np.array([-0.43, 0.43])  # thirds of a normal
    true_tier = np.searchsorted(edges, capacity)
    wrong = u["tier_wrong"] < world.tier_wrong
    tier = np.clip(true_tier + np.where(wrong, np.where(u["tier_up"] < world.tier_flattered, 1, -1), 0), 0, 2)
    return [
        Limits(
            tier=None if u["tier_untold"][i] < 0.05 else TIERS[tier[i]],
            max_level={} if u["ceiling"][i] >= 0.15 else dict.fromkeys(FAMILIES, 3),
            max_minutes=20.0 if u["longest"][i] < 0.2 else None,
            closed_families=(FAMILIES[menus.family[i, -1]],) if u["closed"][i] < 0.2 else (),
        )
        for i in range(len(capacity))
    ]
