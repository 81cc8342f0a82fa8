"""The drawings of Spor: inside their frame whatever was answered, and never smaller for a quiet month."""

from datetime import timedelta

import pytest

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn
from fotfeste.home.drawings import LEAVES_ON_A_STEM, MAX_STEMS, TWIG_WIDTH, draw_moments_twig, draw_safety_gap
from tests.cast import NOW


def check_in(hours: float, head: int | None, body: int | None) -> CheckIn:
    return CheckIn(at=NOW + timedelta(hours=hours), answers=Answers(head_safe=head, body_safe=body))


def test_no_gap_without_both_answers() -> None:
    assert draw_safety_gap([]) is None
    assert draw_safety_gap([check_in(0, 5, None), check_in(1, None, 5), CheckIn(at=NOW, answers=None)]) is None


def test_one_check_in_stands_in_the_middle() -> None:
    gap = draw_safety_gap([check_in(0, 10, 0)])
    assert gap is not None
    assert gap.marks[0].x == gap.width / 2
    assert gap.marks[0].head_y < gap.marks[0].body_y


def test_several_at_the_same_moment() -> None:
    gap = draw_safety_gap([check_in(0, 3, 3), check_in(0, 4, 4)])
    assert gap is not None
    assert len(gap.marks) == 2


def test_marks_stay_in_the_frame_and_in_order() -> None:
    gap = draw_safety_gap([check_in(hour**2, hour % 11, (hour * 3) % 11) for hour in range(60)])
    assert gap is not None
    xs = [mark.x for mark in gap.marks]
    assert xs == sorted(xs)
    assert all(
        0 <= mark.x <= gap.width and 0 <= mark.head_y <= gap.height and 0 <= mark.body_y <= gap.height
        for mark in gap.marks
    )


def test_a_twig_only_grows() -> None:
    assert draw_moments_twig(0) is None
    leaves = [len(twig.leaves) for moments in range(1, 400) if (twig := draw_moments_twig(moments))]
    assert leaves == sorted(leaves)
    assert leaves[0] == 1
    assert leaves[-1] == LEAVES_ON_A_STEM * MAX_STEMS


@pytest.mark.parametrize("moments", [1, 2, 7, 28, 29, 57, 84, 10_000])
def test_leaves_stay_in_the_frame(moments: int) -> None:
    twig = draw_moments_twig(moments)
    assert twig is not None
    assert all(0 <= leaf.x <= TWIG_WIDTH - 12 and 12 <= leaf.y <= twig.height - 12 for leaf in twig.leaves)
