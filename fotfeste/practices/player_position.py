"""Where she is in a practice, and where each move leads. Pure: a course in, a course out."""

from dataclasses import dataclass

from msgspec.structs import replace

from fotfeste.practices.format import Practice, Step
from fotfeste.practices.run_record import Course

MOVES = ("next", "back", "skip", "soften", "pause", "stop")
DONE, STOPPED = "done", "stopped"


@dataclass(frozen=True)
class Place:
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
    def number(self) -> int:
        return self.index + 1

    @property
    def of(self) -> int:
        return len(self.steps)

    @property
    def is_first(self) -> bool:
        return self.index == 0

    @property
    def is_last(self) -> bool:
        return self.number == self.of


def place_of(practice: Practice, course: Course) -> Place:
    """The step she is on. If that step is not in the text any more, the nearest one: after it, or the last one seen."""
    for step in (course.step, *reversed(course.seen)):
        index = _index(practice, course.softer, step)
        if index is not None:
            return Place(practice, course.softer, index)
    return Place(practice, course.softer, 0)


def _index(practice: Practice, softer: bool, step: str) -> int | None:
    """Its place in this variant, or the place of the first step here that comes after it in the whole practice."""
    whole = [each.id for each in practice.steps]
    if step not in whole:
        return None
    places = [whole.index(each.id) for each in practice.variant(softer)]
    at = whole.index(step)
    return next((index for index, place in enumerate(places) if place >= at), len(places) - 1)


def arrive(practice: Practice, course: Course) -> Course:
    """The course with the step she is shown noted as seen."""
    step = place_of(practice, course).step.id
    return replace(course, step=step, seen=course.seen if step in course.seen else (*course.seen, step))


def apply_move(practice: Practice, course: Course, move: str, shown: str) -> Course:
    """The course after `move`, made on the step `shown`.

    A move from a step she is no longer on (a second click, another tab) changes nothing; stopping always stops.
    """
    if course.ended:
        return course
    if move == "stop":
        return replace(course, ended=STOPPED)
    place = place_of(practice, course)
    if place.step.id != shown:
        return course
    if move == "soften":
        return arrive(practice, replace(course, softer=True, minutes=practice.minutes_short))
    if move == "back":
        return _to(place, course, place.index - 1)
    if move == "skip":
        skipped = course.skipped if shown in course.skipped else (*course.skipped, shown)
        return _to(place, replace(course, skipped=skipped), place.index + 1)
    return _to(place, course, place.index + 1) if move == "next" else course


def _to(place: Place, course: Course, index: int) -> Course:
    if index >= place.of:
        return replace(course, ended=DONE)
    return arrive(place.practice, replace(course, step=place.steps[max(index, 0)].id))


def minutes_done(practice: Practice, course: Course) -> float:
    """The suggested time of the steps she did not skip. A clock would count the night the phone lay there."""
    seen = set(course.seen) - set(course.skipped)
    return round(sum(step.seconds for step in practice.variant(course.softer) if step.id in seen) / 60, 1)
