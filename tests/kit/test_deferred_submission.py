"""How long a form lay on a phone: from the phone's own word, within bounds."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from fotfeste.kit.deferred_submission import MAX_WAIT_S, parse_wait_s, submission_time
from tests.cast import NOW


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("0.5", 0.5),
        ("-5", 0),
        ("", 0),
        (None, 0),
        ("i går", 0),
        ("nan", 0),
        ("inf", MAX_WAIT_S),
        ("-inf", 0),
        ("1e300", MAX_WAIT_S),
        (str(MAX_WAIT_S + 1), MAX_WAIT_S),
        ("9" * 500, MAX_WAIT_S),
        ("0x10", 0),
    ],
)
def test_anything_is_read_as_a_wait_of_0_to_14_days(text: str | None, seconds: float) -> None:
    assert parse_wait_s(text) == seconds


def test_it_happened_before_now() -> None:
    request = RequestFactory().post("/", {"waited_s": "3600"})
    assert submission_time(request, NOW) == NOW - timedelta(hours=1)
