"""The therapist's menu of each client: one settling family, one lifting, one more; deep for four in ten."""

from dataclasses import dataclass

import numpy as np

from fotfeste.pace.engine import DEEP_FAMILIES, FAMILIES, Item

from .draws import Draws, Flags, Floats, Ints

SETTLING = ("orienting", "breath", "mindfulness")
LIFTING = ("yoga", "movement")
DIRECTION = {**dict.fromkeys(SETTLING, "settles"), **dict.fromkeys(LIFTING, "lifts")}
DEEP_SHARE = 0.4
# Rungs (level, minutes). Fine at the bottom, where a step matters most; the last is beyond nearly everyone at first.
FIRST_FAMILY_RUNGS = (
    (1, 2),
    (1, 4),
    (1, 6),
    (1, 10),
    (2, 5),
    (2, 8),
    (2, 12),
    (2, 16),
    (3, 10),
    (3, 15),
    (3, 20),
    (4, 15),
    (4, 20),
)
FIRST_FAMILY_TOP_RUNGS = ((5, 20), (5, 30))
SECOND_FAMILY_RUNGS = (
    (1, 3),
    (1, 5),
    (1, 8),
    (2, 5),
    (2, 8),
    (2, 12),
    (3, 8),
    (3, 12),
    (3, 18),
    (4, 12),
    (4, 18),
    (4, 25),
    (5, 25),
)
THIRD_FAMILY_RUNGS = ((1, 5), (2, 5), (2, 10), (3, 10), (3, 20), (4, 20))
RUNGS = FIRST_FAMILY_RUNGS + FIRST_FAMILY_TOP_RUNGS + SECOND_FAMILY_RUNGS + THIRD_FAMILY_RUNGS
SETTLES, EITHER, LIFTS = -1, 0, 1


@dataclass(frozen=True)
class Menus:
    """Arrays of shape (clients, practices); `items` are the same as the engine sees them."""

    family: Ints
    level: Floats
    minutes: Floats
    direction: Ints
    deep: Flags
    items: list[list[Item]]


def make_menus(draws: Draws) -> Menus:
    """Levels and minutes are the same for everyone; which families they are in differs."""
    trait = draws.trait_u
    n = len(trait["settling"])
    first = [SETTLING[int(u * len(SETTLING))] for u in trait["settling"]]
    second = [LIFTING[int(u * len(LIFTING))] for u in trait["lifting"]]
    third = [_third_family(u, a, b) for u, a, b in zip(trait["third"], first, second, strict=True)]
    counts = (len(FIRST_FAMILY_RUNGS + FIRST_FAMILY_TOP_RUNGS), len(SECOND_FAMILY_RUNGS), len(THIRD_FAMILY_RUNGS))
    names = [[a] * counts[0] + [b] * counts[1] + [c] * counts[2] for a, b, c in zip(first, second, third, strict=True)]
    rungs = np.array(RUNGS, dtype=np.float64)
    return Menus(
        family=np.array([[FAMILIES.index(name) for name in row] for row in names]),
        level=np.tile(rungs[:, 0], (n, 1)),
        minutes=np.tile(rungs[:, 1], (n, 1)),
        direction=np.array([[_direction_code(name) for name in row] for row in names]),
        deep=np.array([[name in DEEP_FAMILIES for name in row] for row in names]),
        items=[[_engine_item(i, name) for i, name in enumerate(row)] for row in names],
    )


def _third_family(u: float, first: str, second: str) -> str:
    if u < DEEP_SHARE:
        return DEEP_FAMILIES[int(u / DEEP_SHARE * len(DEEP_FAMILIES))]
    others = [name for name in (*SETTLING, *LIFTING) if name not in (first, second)]
    return others[int((u - DEEP_SHARE) / (1 - DEEP_SHARE) * len(others))]


def _direction_code(family: str) -> int:
    return {"settles": SETTLES, "lifts": LIFTS}.get(DIRECTION.get(family, "either"), EITHER)


def _engine_item(index: int, family: str) -> Item:
    level, minutes = RUNGS[index]
    return Item(f"{index:02d}-{family}", family, level, minutes, DIRECTION.get(family, "either"))
