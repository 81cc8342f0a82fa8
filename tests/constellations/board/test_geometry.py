"""Places and directions, whatever the numbers."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fotfeste.constellations.board.enums import HEIGHT, RADIUS, STEP, WIDTH
from fotfeste.constellations.board.geometry import (
    bearing,
    clamp_to_board,
    distance,
    distance_in_steps,
    find_free_place,
    place_beside,
    shortest_turn,
    simplify_path,
)

coordinates = st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT))
inner = st.tuples(st.integers(400, 800), st.integers(400, 600))
degrees = st.integers(-720, 720)
paths = st.lists(st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT), st.integers(0, 9_999)), max_size=80)


def is_on_board(place: tuple[int, int]) -> bool:
    return RADIUS <= place[0] <= WIDTH - RADIUS and RADIUS <= place[1] <= HEIGHT - RADIUS


@pytest.mark.parametrize(("to", "deg"), [((5, 0), 0), ((9, 5), 90), ((5, 9), 180), ((0, 5), 270), ((5, 5), 0)])
def test_bearings_go_clockwise_from_the_top(to: tuple[float, float], deg: float) -> None:
    assert bearing((5, 5), to) == deg


@example((1e-38, 1.0), (0.0, 0.0))  # a hair to the left of straight up
@given(coordinates, coordinates)
def test_there_and_back_are_opposite(a: tuple[float, float], b: tuple[float, float]) -> None:
    assume(distance(a, b) > 1e-6)
    assert 0 <= bearing(a, b) < 360
    assert abs(shortest_turn(bearing(a, b), bearing(b, a))) == pytest.approx(180)


@given(degrees, degrees)
def test_a_turn_is_the_shorter_way_and_arrives(start: int, end: int) -> None:
    way = shortest_turn(start, end)
    assert -180 < way <= 180
    assert (start + way - end) % 360 == 0


@given(inner, st.integers(0, 359), st.integers(0, 359), st.floats(0.5, 4))
def test_beside_is_that_far_in_that_direction(place: tuple[int, int], facing: int, way: int, many: float) -> None:
    there = place_beside(place, facing, way, many)
    assert distance_in_steps(place, there) == pytest.approx(many, abs=1.0 / STEP)
    off = shortest_turn(facing + way, bearing(place, there))
    assert abs(math.radians(off)) * distance(place, there) <= 1.0


@given(coordinates, st.integers(0, 359), st.integers(0, 359), st.floats(0, 40))
def test_nothing_is_put_off_the_board(place: tuple[float, float], facing: int, way: int, many: float) -> None:
    assert is_on_board(place_beside(place, facing, way, many))


@given(st.floats(-5_000, 5_000), st.floats(-5_000, 5_000))
def test_onto_the_board_stays_put_once_there(x: float, y: float) -> None:
    place = clamp_to_board(x, y)
    assert is_on_board(place) and clamp_to_board(*place) == place


@given(coordinates, st.lists(coordinates, max_size=6))
def test_a_clear_place_is_clear(wanted: tuple[float, float], taken: list[tuple[float, float]]) -> None:
    place = find_free_place(wanted, taken)
    assert is_on_board(place)
    assert all(distance(place, each) >= 1.9 * RADIUS for each in taken)


@given(coordinates)
def test_a_place_that_is_free_is_the_one(wanted: tuple[float, float]) -> None:
    assert find_free_place(wanted, []) == clamp_to_board(*wanted)


@given(paths, st.integers(2, 40))
def test_a_simplified_path_keeps_its_ends_and_invents_nothing(path: list[tuple[int, int, int]], most: int) -> None:
    short = simplify_path(path, most)
    assert len(short) == min(len(path), most)
    assert short[:1] == tuple(path[:1]) and short[-1:] == tuple(path[-1:])
    rest = iter(path)
    assert all(point in rest for point in short)


def test_a_simplified_path_keeps_the_corner_and_the_waiting() -> None:
    there = [(10 * n, 0, 10 * n) for n in range(10)]
    waits = [(100, 0, 1_000), (100, 0, 5_000)]
    down = [(100, 10 * n, 5_000 + 10 * n) for n in range(1, 10)]
    assert {(100, 0, 5_000), (100, 90, 5_090)} <= set(simplify_path([*there, *waits, *down], 6))
