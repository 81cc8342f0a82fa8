"""Noor's first two weeks: few marks, as it often is in the beginning. Made up."""

from collections.abc import Iterator

from fotfeste.demo.people_and_days.calendar import Calendar, Happening
from fotfeste.demo.people_and_days.client_days import OFFER, ClientDays, Day, make_answers
from fotfeste.demo.people_and_days.people import People
from fotfeste.safety.models import AnchorKind

DAYS = (
    Day(14, 19, make_answers(-3, 5, 3, "numb empty")),
    Day(11, 20, make_answers(-2, 6, 3, "heavy", at="all-over", wish="unsure"), "jording"),
    Day(7, 9, make_answers(-2, 6, 4, "foggy", wish="life"), OFFER, "stopped"),
    Day(3, 21, make_answers(-1, 7, 4, "soft heavy"), OFFER),
)
MOMENTS = ((10, 17, "Bakeren hadde boller."), (3, 22, ""))
ANCHORS = ((12, AnchorKind.PLACE, "Hjørnet i sofaen"), (6, AnchorKind.SOUND, "Radioen lavt"))


def make_two_weeks(people: People, days: Calendar) -> Iterator[Happening]:
    life = ClientDays(people.noor, days)
    yield from life.make_days(DAYS)
    yield from life.make_moments(MOMENTS)
    yield from life.make_anchors(ANCHORS)
