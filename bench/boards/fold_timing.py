"""A long constellation read from its log: 20,000 events, mostly moves with their paths, folded into where they lead."""

import gc
import random
from time import perf_counter

from bench.figures import median
from fotfeste.constellations.board import events as ev
from fotfeste.constellations.board import fold
from fotfeste.constellations.board.enums import (
    Answer,
    Kind,
    Method,
    Mode,
    Phase,
    Posture,
    Presence,
    Role,
    Shape,
    Signal,
    Tone,
)
from fotfeste.constellations.board.events import Event

EVENTS, SEATS, FIGURES, ROUNDS = 20_000, 40, 12, 7
# What a long group session is made of; per hundred. Everything else is rarer than one.
SHARES = {"move": 80, "turn": 8, "feel": 5, "offer": 2, "reply": 2, "look": 1, "signal": 1, "phase": 1}


def fold_ms() -> float:
    """The median of a few."""
    history, took_ms = _make_history(random.Random(20)), []
    for _ in range(ROUNDS):
        gc.collect()
        began_s = perf_counter()
        state = fold(history)
        took_ms.append((perf_counter() - began_s) * 1000)
    assert state.seq == len(history) == EVENTS
    return median(took_ms)


def _make_history(chance: random.Random) -> list[Event]:
    history: list[Event] = [ev.Began(Mode.GROUP, Method.CLASSIC)]
    history += [ev.Seated(f"seat{at}", Role.REPRESENTATIVE, Presence.IN, f"Navn {at}") for at in range(SEATS)]
    history += [ev.Added(f"figure{at}", label=f"Skikkelse {at}", kind=Kind.PERSON) for at in range(FIGURES)]
    history += [ev.Assigned(f"seat{at}", f"figure{at}") for at in range(FIGURES)]
    kinds, weights = list(SHARES), list(SHARES.values())
    while len(history) < EVENTS:
        kind = chance.choices(kinds, weights)[0]
        history.append(_make_event(kind, chance, len(history)))
    return history


def _make_event(kind: str, chance: random.Random, n: int) -> Event:
    seat, figure = f"seat{chance.randrange(SEATS)}", f"figure{chance.randrange(FIGURES)}"
    if kind in ("move", "turn"):
        path = tuple((i * 7, i * 5, i * 50) for i in range(20)) if kind == "move" else ()
        return ev.Moved(seat, figure, chance.randrange(1200), chance.randrange(1000), chance.randrange(360), 0, n, path)
    rare: dict[str, Event] = {
        "feel": ev.Perceived(f"felt{n}", seat, figure, "bryst", "tungt", 5, "", "som representant merker jeg"),
        "offer": ev.Offered(f"said{n}", seat, "Jeg ser deg."),
        "reply": ev.Replied(f"said{chance.randrange(n)}", Answer.SPOKEN),
        "look": ev.Appeared(figure, chance.choice(list(Posture)), Shape.ROUND, Tone.FJORD, 100),
        "signal": ev.Signalled(seat, Signal.SLOWER),
        "phase": ev.PhaseSet(chance.choice((Phase.SENSING, Phase.MOVING))),
    }
    return rare[kind]
