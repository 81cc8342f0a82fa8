"""The latent truth: how likely overwhelm really is, and what a practice really does. No policy sees any of this."""

from dataclasses import dataclass
from math import erf

import numpy as np

from .draws import Flags, Floats, Ints
from .menus import LIFTS, SETTLES
from .people import BY_DOSE, HEAVY, NEVER, PROBIT, SLOWLY, STEP, People

RISK_FLOOR = 0.002  # life happens: nobody is ever quite without risk
FULL_GROWTH_MARGIN, GROWTH_FADE_SCALE = 0.5, 0.9  # growth is full from half a log-load below capacity, and fades below
SLOW_SHARE = 0.35
SENSITISATION_PER_HARD, MAX_SENSITISATION = 0.15, 2.0
MAX_FATIGUE = 1.5
MAX_CAPACITY_LOSS = (
    1.0  # practice never takes more than this from a client, or one runaway client would be the whole figure
)
normal_cdf = np.frompyfunc(lambda value: 0.5 * (1 + erf(value / 2**0.5)), 1, 1)


@dataclass
class LatentState:
    """What changes, shape (clients,): capacity added by practice and fatigue (log-load), hard sessions so far."""

    practised: Floats
    fatigue: Floats
    hard: Floats

    @classmethod
    def at_start(cls, people: People) -> "LatentState":
        return cls(*(np.zeros(people.n) for _ in range(3)))


@dataclass(frozen=True)
class TrueDay:
    """The true day, shape (clients,): activation −5…5 and safety 0…10 as they are, not as they are told."""

    activation: Floats
    safety: Floats


def draw_true_day(people: People, latent: LatentState, t: int) -> TrueDay:
    """The day as it comes: usual, chance, now and then a swing; worse while a hard session is still felt."""
    u, z = people.draws.u, people.draws.z
    swing = np.where(u["swing"][:, t] < 0.04, 2.5, 0) - np.where(u["swing"][:, t] > 0.96, 2.5, 0)
    calmly = people.usual + 1.1 * z["activation"][:, t] + swing
    activation = calmly + np.where(calmly < 0, -1, 1) * latent.fatigue
    strained = np.maximum(np.abs(activation) - 1.5, 0)
    safety = people.usual_safety - 0.5 * strained + 0.9 * z["safety"][:, t] - 1.2 * latent.fatigue
    return TrueDay(np.clip(activation, -5, 5), np.clip(safety, 0, 10))


def fade_fatigue(people: People, latent: LatentState, t: int) -> None:
    """Fatigue passes with the days since last time."""
    if t:
        days = people.t_days[:, t] - people.t_days[:, t - 1]
        latent.fatigue = latent.fatigue * np.exp(-days / people.fatigue_days)


def compute_margins(people: People, latent: LatentState, day: TrueDay, t: int) -> Floats:
    """How far beyond capacity each practice of the menu would be today; (clients, practices), log-load."""
    up, down = np.maximum(day.activation, 0), np.maximum(-day.activation, 0)
    sensitised = np.where(
        people.sensitising, np.minimum(1 + SENSITISATION_PER_HARD * latent.hard, MAX_SENSITISATION), 1.0
    )
    strain = people.up * up + people.down * down + people.unsafe * np.maximum(6 - day.safety, -2)
    capacity = people.capacity + people.exogenous[:, t] + latent.practised
    lean = people.lift[:, None] * people.menus.direction * (up - down)[:, None]  # what leads the wrong way asks more
    beyond: Floats = (
        people.practice_loads + (sensitised * strain + latent.fatigue - capacity)[:, None] + np.clip(lean, -0.6, 0.6)
    )
    return beyond


def overwhelm_probability(people: People, margins: Floats, day: TrueDay) -> Floats:
    """P(overwhelm), (clients, practices): a curve over the margin, and the harm of very quiet practices in shutdown."""
    scaled = people.slope[:, None] * margins
    p = 1 / (1 + np.exp(-np.clip(scaled, -60, 60)))
    for kind, curve in ((STEP, _step_curve), (PROBIT, _probit_curve), (HEAVY, _heavy_tail_curve)):
        who = people.curve == kind
        if who.any():
            p[who] = curve(scaled[who])
    chance: Floats = 1 - (1 - p) * (1 - _quiet_harm_probability(people, day)) * (1 - RISK_FLOOR)
    return chance


def _step_curve(scaled: Floats) -> Floats:
    """Nothing at all until a little below capacity, then nearly always."""
    result: Floats = 1 / (1 + np.exp(-np.clip(5 * (scaled + 1.2), -60, 60)))
    return result


def _probit_curve(scaled: Floats) -> Floats:
    return np.asarray(normal_cdf(scaled / 1.7), dtype=np.float64)


def _heavy_tail_curve(scaled: Floats) -> Floats:
    """Student's t with three degrees of freedom: a risk that hardly sinks far below capacity."""
    t = scaled / 1.3 / 3**0.5
    result: Floats = 0.5 + (t / (1 + t**2) + np.arctan(t)) / np.pi
    return result


def _quiet_harm_probability(people: People, day: TrueDay) -> Floats:
    """Far down, what is very quiet and leads further down harms some: most at level 1 for a minute or two."""
    depth = 1 / (1 + np.exp(-2 * (-day.activation - 2.5)))
    settles = np.where(people.menus.direction == SETTLES, 1.0, np.where(people.menus.direction == LIFTS, 0.0, 0.4))
    return (people.quiet_harm * depth)[:, None] * settles * np.exp(-np.maximum(people.practice_loads, 0) / 0.8)


def capacity_growth(people: People, margins: Floats) -> Floats:
    """Capacity a practice adds when it does not overwhelm, (clients, practices), by the client's own mechanism."""
    near = np.exp(-np.maximum(-margins - FULL_GROWTH_MARGIN, 0) / GROWTH_FADE_SCALE)
    by_dose = np.clip(people.practice_loads / 4, 0, 1)
    kind = people.growth[:, None]
    shape = np.where(kind == BY_DOSE, by_dose, np.where(kind == SLOWLY, SLOW_SHARE * near, near))
    return np.where(kind == NEVER, 0.0, people.rate[:, None] * shape)


def apply_session(people: People, latent: LatentState, grown: Floats, hard: Flags) -> None:
    """What the session leaves behind: growth where it went well, setback, fatigue and memory where it overwhelmed."""
    latent.practised = np.maximum(latent.practised + np.where(hard, -people.setback, grown), -MAX_CAPACITY_LOSS)
    latent.fatigue = np.minimum(latent.fatigue + np.where(hard, people.fatigue, 0), MAX_FATIGUE)
    latent.hard = latent.hard + hard


def take_chosen(values: Floats, chosen: Ints) -> Floats:
    """The value of what was chosen; nothing where nothing was (chosen < 0)."""
    picked = values[np.arange(len(chosen)), np.maximum(chosen, 0)]
    return np.where(chosen >= 0, picked, 0.0)
