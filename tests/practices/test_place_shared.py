"""The same moves as the phone's own player: tests/js/place.test.mjs reads the same file."""

import json
from pathlib import Path
from typing import Any

import pytest

from fotfeste.practices.format import Practice, Step
from fotfeste.practices.player_position import apply_move, find_position
from fotfeste.practices.run_record import Course

SHARED = Path(__file__).resolve().parents[1] / "shared" / "moves.json"


def practice_of(steps: list[Any]) -> Practice:
    built = tuple(Step(id, id, id, 10, (), "", None, short, None) for id, short in steps)
    empty: dict[str, Any] = dict.fromkeys(Practice.__dataclass_fields__, "")
    return Practice(**{**empty, "slug": "x", "minutes_short": 0, "steps": built})


def course_of(plain: dict[str, Any]) -> Course:
    lists = {name: tuple(plain[name]) for name in ("seen", "skipped")}
    return Course(slug="x", version="", language="", **{**plain, **lists})


def plain(course: Course) -> dict[str, Any]:
    lists = {"seen": list(course.seen), "skipped": list(course.skipped)}
    return {"softer": course.softer, "step": course.step, **lists, "ended": course.ended}


def cases() -> list[Any]:
    told = json.loads(SHARED.read_text())
    return [(practice_of(told["practices"][case["practice"]]), case) for case in told["cases"]]


@pytest.mark.parametrize(("practice", "case"), cases())
def test_every_shared_move(practice: Practice, case: dict[str, Any]) -> None:
    course = course_of(case["course"])
    assert find_position(practice, course).index == case["index"]
    assert plain(apply_move(practice, course, case["move"], case["shown"])) == case["after"]
