"""How a virtual body works, as far as a simulation asks it; the one the engine's own model resembles.

Two others, in `window_body.py` and `reserve_body.py`, share no equation with it: what is fitted here must hold there.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from fotfeste.pace.engine import FAMILIES

from .draws import Flags, Floats, Ints
from .latent_dynamics import (
    LatentState,
    TrueDay,
    apply_session,
    capacity_growth,
    compute_margins,
    draw_true_day,
    fade_fatigue,
    overwhelm_probability,
    take_chosen,
)
from .people import People


@dataclass(frozen=True)
class Truth:
    """Of every practice today, (clients, practices): chance of overwhelm, growth if it goes well, nearness to the edge.

    `margin` is in log-load where there is one, and read by the reports alone: 0 at the edge, −3 far within.
    `setback` (clients,): what an overwhelm takes back.
    """

    p: Floats
    growth: Floats
    margin: Floats
    setback: Floats


class Body(Protocol):
    """All clients at once; a session is `begin_day`, `weigh`, then `apply`. `gain`: capacity that practice added."""

    @property
    def gain(self) -> Floats: ...
    def begin_day(self, t: int) -> TrueDay: ...
    def weigh(self, day: TrueDay, t: int) -> Truth: ...
    def apply(self, truth: Truth, chosen: Ints, hard: Flags) -> None: ...


class MarginBody:
    """Capacity against load, both as one number: `latent_dynamics`."""

    def __init__(self, people: People) -> None:
        self.people, self.latent = people, LatentState.at_start(people)

    @property
    def gain(self) -> Floats:
        return self.latent.practised

    def begin_day(self, t: int) -> TrueDay:
        fade_fatigue(self.people, self.latent, t)
        return draw_true_day(self.people, self.latent, t)

    def weigh(self, day: TrueDay, t: int) -> Truth:
        margins = compute_margins(self.people, self.latent, day, t)
        p = overwhelm_probability(self.people, margins, day)
        return Truth(p, capacity_growth(self.people, margins), margins, self.people.setback)

    def apply(self, truth: Truth, chosen: Ints, hard: Flags) -> None:
        apply_session(self.people, self.latent, take_chosen(truth.growth, chosen), hard)


def family_traits(people: People, spread: float) -> Floats:
    """How much each practice's family stirs this client beyond what it stirs anyone, (clients, practices), a factor."""
    own = np.stack([people.draws.trait_z[name] for name in FAMILIES], axis=1)
    factor: Floats = np.exp(spread * np.take_along_axis(own, people.menus.family, axis=1))
    return factor * np.exp(0.15 * people.draws.practice_z[:, : factor.shape[1]])
