from datetime import UTC, datetime, timedelta

from fotfeste.body.check_in_answers import Answers
from fotfeste.care.client.state_chart import HEIGHT, WIDTH, draw_state_chart

START = datetime(2026, 11, 1, tzinfo=UTC)
END = START + timedelta(days=10)


def test_time_goes_from_left_to_right_whatever_the_order_given() -> None:
    drawn = draw_state_chart([(END, Answers(activation=5)), (START, Answers(activation=-5))], START, END)
    first, last = drawn.dots
    assert first.x < last.x and first.y > last.y, "shut down lies below, full swing above"


def test_what_was_not_answered_is_not_drawn() -> None:
    drawn = draw_state_chart([(START, Answers()), (END, Answers(head_safe=8))], START, END)
    assert drawn.dots == () and drawn.line == ""
    assert [(pair.head is not None, pair.body is not None) for pair in drawn.pairs] == [(True, False)]
    assert drawn.pairs[0].between == ""


def test_zero_is_an_answer() -> None:
    drawn = draw_state_chart([(START, Answers(activation=0, head_safe=0, body_safe=0))], START, END)
    assert len(drawn.dots) == 1 and drawn.pairs[0].between


def test_everything_stays_on_the_sheet_even_with_a_clock_set_back() -> None:
    values = [-5, 5]
    times = [START - timedelta(days=3), END + timedelta(days=3)]
    drawn = draw_state_chart(
        [(at, Answers(activation=v, head_safe=10, body_safe=0)) for at in times for v in values], START, END
    )
    points = [*drawn.dots, *(p.head for p in drawn.pairs if p.head), *(p.body for p in drawn.pairs if p.body)]
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in points)


def test_a_period_of_no_length_does_not_divide_by_zero() -> None:
    assert len(draw_state_chart([(START, Answers(activation=1))], START, START).dots) == 1


def test_coordinates_have_a_point_and_never_a_comma() -> None:
    drawn = draw_state_chart(
        [(START + timedelta(hours=7), Answers(activation=3, head_safe=3, body_safe=1))], START, END
    )
    assert "," not in drawn.dots[0].path and "," not in drawn.pairs[0].between
