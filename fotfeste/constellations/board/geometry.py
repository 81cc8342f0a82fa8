"""Places, directions and what one sees from where. Angles are whole degrees, clockwise, 0 is up the board."""

import math
from collections.abc import Sequence

from .enums import HEIGHT, RADIUS, STEP, WIDTH

Place = tuple[float, float]
FIELD = 100.0  # degrees to each side that a standing person is aware of
BESIDE = 35.0  # within so many degrees of straight ahead something is in front


def bearing(a: Place, b: Place) -> float:
    """The direction from one place to another.

    Parameters
    ----------
    a, b : (float, float)
        Board units, x to the right and y down the board; finite.

    Returns
    -------
    float
        Degrees in [0, 360), clockwise from up the board; 0 from a place to itself.

    Notes
    -----
    The compass bearing on a plane: atan2 of the step to the right and the step up. No errors are raised; a NaN
    comes back as NaN.

    Examples
    --------
    >>> bearing((0, 100), (0, 0)), bearing((0, 0), (100, 0))
    (0.0, 90.0)
    """
    if a == b:
        return 0.0
    return math.degrees(math.atan2(b[0] - a[0], a[1] - b[1])) % 360 % 360  # a hair left of up is 360.0 once


def shortest_turn(from_deg: float, to_deg: float) -> float:
    """The shorter way round from one direction to another.

    Parameters
    ----------
    from_deg, to_deg : float
        Degrees, clockwise; any number of rounds.

    Returns
    -------
    float
        Degrees in (−180, 180]; positive is to the right. NaN where either is NaN.

    Examples
    --------
    >>> shortest_turn(350, 10), shortest_turn(10, 350), shortest_turn(0, 180)
    (20, -20, 180)
    """
    way = (to_deg - from_deg) % 360
    return way - 360 if way > 180 else way


def distance(a: Place, b: Place) -> float:
    """How far two places are apart, in a straight line.

    Parameters
    ----------
    a, b : (float, float)
        Board units.

    Returns
    -------
    float
        Board units, 0 or more; NaN where a coordinate is NaN.

    Examples
    --------
    >>> distance((0, 0), (30, 40))
    50.0
    """
    return math.hypot(b[0] - a[0], b[1] - a[1])


def distance_in_steps(a: Place, b: Place) -> float:
    """How far two places are apart, counted in steps of `STEP` board units.

    Parameters
    ----------
    a, b : (float, float)
        Board units.

    Returns
    -------
    float
        Steps, 0 or more.

    Examples
    --------
    >>> distance_in_steps((0, 0), (0, 160))
    2.0
    """
    return distance(a, b) / STEP


def clamp_to_board(x: float, y: float) -> tuple[int, int]:
    """The nearest whole place on the board, a figure's radius in from its edge.

    Parameters
    ----------
    x, y : float
        Board units; may lie beside the board.

    Returns
    -------
    (int, int)
        x in [RADIUS, WIDTH − RADIUS], y in [RADIUS, HEIGHT − RADIUS].

    Raises
    ------
    ValueError
        For NaN, which has no nearest place.

    Examples
    --------
    >>> clamp_to_board(-5, 500.4)
    (44, 500)
    """
    return (
        round(min(max(x, RADIUS), WIDTH - RADIUS)),
        round(min(max(y, RADIUS), HEIGHT - RADIUS)),
    )


def place_beside(place: Place, facing_deg: float, way_deg: float, so_many: float) -> tuple[int, int]:
    """The place so many steps from another, in a direction counted from where one faces there.

    Parameters
    ----------
    place : (float, float)
        Board units.
    facing_deg : float
        Degrees, clockwise from up the board.
    way_deg : float
        Degrees from there: 0 ahead, 90 to the right, 180 behind.
    so_many : float
        Steps of `STEP` board units.

    Returns
    -------
    (int, int)
        A whole place on the board, as `clamp_to_board` gives it.

    Raises
    ------
    ValueError
        For NaN or an infinite angle.

    Examples
    --------
    >>> place_beside((600, 500), 0, 90, 2), place_beside((600, 500), 180, 0, 1)
    ((760, 500), (600, 580))
    """
    at = math.radians(facing_deg + way_deg)
    return clamp_to_board(place[0] + math.sin(at) * so_many * STEP, place[1] - math.cos(at) * so_many * STEP)


def find_free_place(target: Place, others: Sequence[Place], gap: float = 2.2 * RADIUS) -> tuple[int, int]:
    """The nearest free place around a wanted one, so that nobody is put on top of another by a typed word.

    Parameters
    ----------
    target : (float, float)
        Board units.
    others : sequence of (float, float)
        Where others stand, in board units; its order does not matter.
    gap : float
        Board units that two are kept apart; a tenth less counts as free.

    Returns
    -------
    (int, int)
        The wanted place if it is free; else the first free one of eight directions at one, two and three gaps; else
        the wanted place all the same.

    Examples
    --------
    >>> find_free_place((600, 500), []), find_free_place((600, 500), [(600, 500)])
    ((600, 500), (600, 403))
    """
    ways = [(0.0, 0.0)] + [(r, a) for r in (gap, 2 * gap, 3 * gap) for a in range(0, 360, 45)]
    for radius, angle in ways:
        at = math.radians(angle)
        place = clamp_to_board(target[0] + math.sin(at) * radius, target[1] - math.cos(at) * radius)
        if all(distance(place, each) >= gap * 0.9 for each in others):
            return place
    return clamp_to_board(*target)


def simplify_path(path: Sequence[tuple[int, int, int]], most: int = 40) -> tuple[tuple[int, int, int], ...]:
    """A drawn path with fewer points: first and last stay, and where it bends or waits most between them.

    Parameters
    ----------
    path : sequence of (int, int, int)
        x and y in board units, milliseconds since the hand took hold; in order of time.
    most : int
        How many points may be left; below 2 counts as 2.

    Returns
    -------
    tuple of (int, int, int)
        Points of the path, in their order; all of them where there are no more than `most`.

    Notes
    -----
    Takes out one point at a time, each time the one nearest to where steady movement between its neighbours would be
    at its moment: as Visvalingam and Whyatt thin a line, with time for their area, so that hesitation stays.

    References
    ----------
    Visvalingam M, Whyatt JD (1993). Line generalisation by repeated elimination of points. The Cartographic Journal
    30(1), 46–51. doi:10.1179/000870493786962263

    Examples
    --------
    >>> simplify_path([(0, 0, 0), (50, 0, 50), (50, 90, 60), (100, 0, 100)], most=3)
    ((0, 0, 0), (50, 90, 60), (100, 0, 100))
    """
    kept = list(path)
    while len(kept) > max(most, 2):
        weights = [_bend(*kept[i - 1 : i + 2]) for i in range(1, len(kept) - 1)]
        del kept[1 + weights.index(min(weights))]
    return tuple(kept)


def _bend(a: tuple[int, int, int], b: tuple[int, int, int], c: tuple[int, int, int]) -> float:
    """How much would be lost without b: its distance from where steady movement from a to c would be at its time."""
    share = (b[2] - a[2]) / (c[2] - a[2]) if c[2] > a[2] else 0.5
    return distance((b[0], b[1]), (a[0] + share * (c[0] - a[0]), a[1] + share * (c[1] - a[1])))
