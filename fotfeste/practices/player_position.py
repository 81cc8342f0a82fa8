"""Where she is in a practice, and where each move leads. Pure: a course in, a course out."""

from dataclasses import dataclass

from msgspec.structs import replace

from fotfeste.practices.format import Practice, Step
from fotfeste.practices.run_record import Course

MOVES = ("next", "back", "skip", "soften", "pause", "stop")
DONE, STOPPED = "done", "stopped"


@dataclass(frozen=True)
class PlayerPosition:
    practice: Practice
    softer: bool
    index: int

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.practice.variant(self.softer)

    @property
    def step(self) -> Step:
        return self.steps[self.index]

    @property
    def step_number(self) -> int:
        return self.index + 1

    @property
    def step_count(self) -> int:
        return len(self.steps)

    @property
    def is_first(self) -> bool:
        return self.index == 0

    @property
    def is_last(self) -> bool:
        return self.step_number == self.step_count


def find_position(practice: Practice, course: Course) -> PlayerPosition:
    """The step she is on. If that step is not in the text any more, the nearest one: after it, or the last one seen."""
    for step in (course.step, *reversed(course.seen)):
        index = _find_index(practice, course.softer, step)
        if index is not None:
            return PlayerPosition(practice, course.softer, index)
    return PlayerPosition(practice, course.softer, 0)


def _find_index(practice: Practice, softer: bool, step: str) -> int | None:
    """Its place in this variant, or the place of the first step here that comes after it in the whole practice."""
    all_ids = [each.id for each in practice.steps]
    if step not in all_ids:
        return None
    indexes = [all_ids.index(each.id) for each in practice.variant(softer)]
    step_index = all_ids.index(step)
    return next((index for index, place in enumerate(indexes) if place >= step_index), len(indexes) - 1)


def mark_seen(practice: Practice, course: Course) -> Course:
    """The course with the step she is shown noted as seen."""
    step = find_position(practice, course).step.id
    return replace(course, step=step, seen=course.seen if step in course.seen else (*course.seen, step))


def apply_move(practice: Practice, course: Course, move: str, shown_step: str) -> Course:
    """The course after `move`, made on the step `shown`.

    A move from a step she is no longer on (a second click, another tab) changes nothing; stopping always stops.
    """
    if course.ended:
        return course
    if move == "stop":
        return replace(course, ended=STOPPED)
    position = find_position(practice, course)
    if position.step.id != shown_step:
        return course
    if move == "soften":
        return mark_seen(practice, replace(course, softer=True, minutes=practice.minutes_short))
    if move == "back":
        return _go_to(position, course, position.index - 1)
    if move == "skip":
        skipped_steps = course.skipped if shown_step in course.skipped else (*course.skipped, shown_step)
        return _go_to(position, replace(course, skipped=skipped_steps), position.index + 1)
    return _go_to(position, course, position.index + 1) if move == "next" else course


def _go_to(position: PlayerPosition, course: Course, index: int) -> Course:
    if index >= position.step_count:
        return replace(course, ended=DONE)
    return mark_seen(position.practice, replace(course, step=position.steps[max(index, 0)].id))


def sum_done_minutes(practice: Practice, course: Course) -> float:
    """The suggested time of the steps she did not skip. A clock would count the night the phone lay there."""
    done_steps = set(course.seen) - set(course.skipped)
    return round(sum(step.seconds for step in practice.variant(course.softer) if step.id in done_steps) / 60, 1)
