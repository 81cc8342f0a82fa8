"""What is told: of the day beforehand and of the session afterwards. Often enough not the truth, or nothing."""

from dataclasses import dataclass

import numpy as np

from .draws import Flags, Floats, Ints
from .latent_dynamics import TrueDay
from .people import People

OVERWHELM_ACTIVATION = 3.5


@dataclass(frozen=True)
class DayReport:
    """The day as told, shape (clients,); NaN where it was not told."""

    activation: Floats
    safety: Floats
    hrv_z: Floats


@dataclass(frozen=True)
class SessionReport:
    """The session as told, shape (clients,). NaN is not told; `settled`, `felt_worse`: 1 yes, 0 no, −1 not told.

    `next_asked`: the question of the day after was put. `came`: there was a session at all.
    """

    came: Flags
    done_minutes: Floats
    activation: Floats
    safety: Floats
    settled: Ints
    recovery_min: Floats
    stopped_early: Flags
    next_asked: Flags
    felt_worse: Ints
    next_activation: Floats


def report_day(people: People, day: TrueDay, t: int) -> DayReport:
    """Noisy, to the half point; some tell it better than it is; now and then nothing."""
    world, u, z = people.world, people.draws.u, people.draws.z
    activation = day.activation * np.where(people.brave, 0.6, 1) + 0.4 * world.state_noise * z["seen_activation"][:, t]
    safety = day.safety + np.where(people.brave, 1.2, 0) + 0.5 * world.state_noise * z["seen_safety"][:, t]
    hrv = -0.4 * np.maximum(np.abs(day.activation) - 1.5, 0) + 0.9 * world.hrv_noise * z["hrv"][:, t]
    often = np.where(people.draws.trait_u["state_untold"] < 0.2, 3.0, 0.5)  # a few leave it out much more often
    untold = u["state_untold"][:, t] < world.state_untold * often
    worn = (people.draws.trait_u["hrv_worn"] < 0.4) & (u["hrv_told"][:, t] < 0.8)
    return DayReport(
        np.where(untold | (u["activation_told"][:, t] < 0.01), np.nan, _round_to_half(np.clip(activation, -5, 5))),
        np.where(untold | (u["safety_told"][:, t] < 0.01), np.nan, _round_to_half(np.clip(safety, 0, 10))),
        np.where(worn, np.round(hrv, 2), np.nan),
    )


def report_session(
    people: People, day: TrueDay, told: DayReport, t: int, chosen: Ints, margin: Floats, hard: Flags
) -> SessionReport:
    """`chosen` −1 is grounding, −2 not today. Hidden, delayed, false and missing reports as the world has them."""
    world, u, z = people.world, people.draws.u, people.draws.z
    came = chosen > -2
    practised = chosen >= 0
    delayed = hard & (u["delayed"][:, t] < people.delayed)
    hidden = hard & ~delayed & (u["after_hidden"][:, t] < people.under_report)
    shown = (hard & ~delayed & ~hidden) | (practised & ~hard & (u["false_alarm"][:, t] < world.false_alarm))
    missing = (u["missing"][:, t] < people.silence) | (hard & (u["missing_hard"][:, t] < world.silent_when_hard))
    told_at_all = came & ~missing
    activation, safety = _state_after(people, day, told, t, margin, shown)
    stopped = (
        practised
        & (u["stopped"][:, t] < np.where(hard & ~delayed, 0.4, 0.02))
        & ~(missing & (u["stopped_at"][:, t] < 0.5))
    )
    asked = practised & (u["next_asked"][:, t] < world.next_asked)
    worse = np.where(hard & ~hidden, u["next_shown"][:, t] < np.where(delayed, 0.85, 0.5), u["next_false"][:, t] < 0.02)
    settled = np.where(shown, 0, np.where(u["settled"][:, t] < 0.85, 1, np.where(u["settled"][:, t] < 0.93, 0, -1)))
    return SessionReport(
        came=came,
        done_minutes=_done_minutes(people, t, chosen, stopped),
        activation=np.where(told_at_all, _round_to_half(activation), np.nan),
        safety=np.where(told_at_all, _round_to_half(safety), np.nan),
        settled=np.where(told_at_all, settled, -1),
        recovery_min=np.where(told_at_all & practised, _recovery_minutes(people, t, margin, hard), np.nan),
        stopped_early=stopped,
        next_asked=asked,
        felt_worse=np.where(asked & ~missing & (u["next_told"][:, t] < 0.92), worse, -1),
        next_activation=np.where(
            asked & ~missing, _round_to_half(np.clip(day.activation * 0.6 + z["next_activation"][:, t], -5, 5)), np.nan
        ),
    )


def _state_after(
    people: People, day: TrueDay, told: DayReport, t: int, margin: Floats, shown: Flags
) -> tuple[Floats, Floats]:
    """Activation and safety after. Hard ones cross the line away from calm; others come down, less so near capacity."""
    z = people.draws.z
    side = np.where(day.activation < 0, -1, 1)
    effort = people.world.effort * np.exp(np.clip(margin, -5, 1))
    calmer = np.clip(0.55 * day.activation + side * effort + 0.7 * z["after_activation"][:, t], -3.2, 3.2)
    beyond = side * np.clip(4.0 + 0.5 * z["after_activation"][:, t], OVERWHELM_ACTIVATION, 5)
    before = np.where(np.isnan(told.safety), day.safety, told.safety)
    change = np.where(shown, -2.5, 0.6 - effort) + 0.6 * people.world.state_noise * z["after_safety"][:, t]
    return np.where(shown, beyond, calmer), np.clip(before + change, 0, 10)


def _done_minutes(people: People, t: int, chosen: Ints, stopped: Flags) -> Floats:
    u = people.draws.u
    minutes = people.menus.minutes[np.arange(people.n), np.maximum(chosen, 0)]
    part = np.where(u["done_part"][:, t] < 0.08, 0.5 + 5 * u["done_part"][:, t], 1.0)
    part = np.where(stopped, 0.2 + 0.6 * u["stopped_at"][:, t], part)
    told = (chosen >= 0) & (u["done_told"][:, t] >= 0.02)
    return np.where(told, np.round(minutes * part, 1), np.nan)


def _recovery_minutes(people: People, t: int, margin: Floats, hard: Flags) -> Floats:
    """Minutes until rest around the own usual: more near capacity, much more after overwhelm; now and then odd."""
    u, z = people.draws.u, people.draws.z
    tail = np.where(np.abs(z["rest_tail"][:, t]) > 2, 1.2, 0.0)
    log_rest = 0.4 * people.world.effort * np.exp(np.clip(margin, -5, 1)) + 0.9 * hard + 0.35 * z["rest"][:, t] + tail
    told = people.tells_recovery & (u["recovery_told"][:, t] >= 0.15)
    return np.where(told, np.round(np.minimum(people.rest_min * np.exp(log_rest), 600)), np.nan)


def _round_to_half(values: Floats) -> Floats:
    return np.round(values * 2) / 2
