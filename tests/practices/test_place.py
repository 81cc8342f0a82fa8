"""Where a move leads, for every practice on the shelf."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fotfeste.practices.catalogue import load_practices
from fotfeste.practices.format import Practice
from fotfeste.practices.player_position import MOVES, apply_move, find_position, mark_seen, sum_done_minutes
from fotfeste.practices.run_record import Course

SHELF = list(load_practices("nb").values())


def begin_course(practice: Practice, softer: bool = False) -> Course:
    return mark_seen(practice, Course(slug=practice.slug, version="1", language="nb", softer=softer))


@pytest.mark.parametrize("practice", SHELF, ids=lambda practice: practice.slug)
@pytest.mark.parametrize("softer", [False, True])
def test_next_visits_every_step_once_and_ends(practice: Practice, softer: bool) -> None:
    course = begin_course(practice, softer)
    while not course.ended:
        course = apply_move(practice, course, "next", course.step)
    assert course.seen == tuple(step.id for step in practice.variant(softer))
    assert course.ended == "done"


@given(st.sampled_from(SHELF), st.lists(st.sampled_from(MOVES), max_size=30), st.booleans())
def test_wherever_she_goes_there_is_a_step(practice: Practice, moves: list[str], softer: bool) -> None:
    course = begin_course(practice, softer)
    for move in moves:
        before = course
        course = apply_move(practice, course, move, find_position(practice, course).step.id)
        here = find_position(practice, course)
        assert here.step in practice.variant(course.softer)
        assert course.softer >= before.softer
        assert abs(here.index - find_position(practice, before).index) <= 1 or move == "soften"
    whole = round(sum(step.seconds for step in practice.steps) / 60, 1)  # told to a tenth, so 3.75 is 3.8
    assert 0 <= sum_done_minutes(practice, course) <= whole


@given(st.sampled_from(SHELF), st.sampled_from(MOVES), st.text(max_size=8))
def test_a_move_from_another_step_only_ever_stops(practice: Practice, move: str, elsewhere: str) -> None:
    course = begin_course(practice)
    after = apply_move(practice, course, move, elsewhere + "?")
    assert after == (replace(course, ended="stopped") if move == "stop" else course)


@given(st.sampled_from(SHELF), st.text(max_size=8), st.lists(st.text(max_size=8), max_size=4), st.booleans())
def test_any_old_course_finds_a_place(practice: Practice, step: str, seen: list[str], softer: bool) -> None:
    course = Course(slug=practice.slug, version="0", language="nb", step=step, seen=tuple(seen), softer=softer)
    assert find_position(practice, course).step in practice.variant(softer)
