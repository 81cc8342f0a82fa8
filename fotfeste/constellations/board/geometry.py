"""Places, directions and what one sees from where. Angles are whole degrees, clockwise, 0 is up the board."""

import math
from collections.abc import Sequence

from .enums import HEIGHT, RADIUS, STEP, WIDTH

Place = tuple[float, float]
FIELD = 100.0  # degrees to each side that a standing person is aware of
BESIDE = 35.0  # within so many degrees of straight ahead something is in front


def bearing(a: Place, b: Place) -> float:
    """From a to b, in degrees [0, 360). From a place to itself: 0."""
    if a == b:
        return 0.0
    return math.degrees(math.atan2(b[0] - a[0], a[1] - b[1])) % 360 % 360  # a hair left of up is 360.0 once


def turn(from_deg: float, to_deg: float) -> float:
    """The shorter way round, in degrees (−180, 180]; positive is to the right."""
    way = (to_deg - from_deg) % 360
    return way - 360 if way > 180 else way


def distance(a: Place, b: Place) -> float:
    return math.hypot(b[0] - a[0], b[1] - a[1])


def steps(a: Place, b: Place) -> float:
    return distance(a, b) / STEP


def onto_board(x: float, y: float) -> tuple[int, int]:
    """The nearest whole place on the board, a little in from its edge."""
    return (
        round(min(max(x, RADIUS), WIDTH - RADIUS)),
        round(min(max(y, RADIUS), HEIGHT - RADIUS)),
    )


def beside(place: Place, facing_deg: float, way_deg: float, so_many: float) -> tuple[int, int]:
    """So many steps from a place, in a direction counted from where it faces: 0 ahead, 90 right, 180 behind."""
    at = math.radians(facing_deg + way_deg)
    return onto_board(place[0] + math.sin(at) * so_many * STEP, place[1] - math.cos(at) * so_many * STEP)


def clear_place(wanted: Place, taken: Sequence[Place], gap: float = 2.2 * RADIUS) -> tuple[int, int]:
    """The nearest free place around `wanted`, so that nobody is put on top of another by a typed word."""
    ways = [(0.0, 0.0)] + [(r, a) for r in (gap, 2 * gap, 3 * gap) for a in range(0, 360, 45)]
    for radius, angle in ways:
        at = math.radians(angle)
        place = onto_board(wanted[0] + math.sin(at) * radius, wanted[1] - math.cos(at) * radius)
        if all(distance(place, each) >= gap * 0.9 for each in taken):
            return place
    return onto_board(*wanted)


def simplify_path(path: Sequence[tuple[int, int, int]], most: int = 40) -> tuple[tuple[int, int, int], ...]:
    """At most so many points of a drawn path: first and last stay, and where it bends or waits most between them."""
    kept = list(path)
    while len(kept) > max(most, 2):
        weights = [_bend(*kept[i - 1 : i + 2]) for i in range(1, len(kept) - 1)]
        del kept[1 + weights.index(min(weights))]
    return tuple(kept)


def _bend(a: tuple[int, int, int], b: tuple[int, int, int], c: tuple[int, int, int]) -> float:
    """How much would be lost without b: its distance from where steady movement from a to c would be at its time."""
    share = (b[2] - a[2]) / (c[2] - a[2]) if c[2] > a[2] else 0.5
    return distance((b[0], b[1]), (a[0] + share * (c[0] - a[0]), a[1] + share * (c[1] - a[1])))
