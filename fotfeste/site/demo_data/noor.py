"""Noor's first two weeks: few marks, as it often is in the beginning. Made up."""

from collections.abc import Iterator

from fotfeste.safety.models import AnchorKind
from fotfeste.site.demo_data.calendar import Calendar, Happening
from fotfeste.site.demo_data.living import OFFER, Day, Life, felt
from fotfeste.site.demo_data.people import People

DAYS = (
    Day(14, 19, felt(-3, 5, 3, "numb empty")),
    Day(11, 20, felt(-2, 6, 3, "heavy", at="all-over", wish="unsure"), "jording"),
    Day(7, 9, felt(-2, 6, 4, "foggy", wish="life"), OFFER, "stopped"),
    Day(3, 21, felt(-1, 7, 4, "soft heavy"), OFFER),
)
MOMENTS = ((10, 17, "Bakeren hadde boller."), (3, 22, ""))
ANCHORS = ((12, AnchorKind.PLACE, "Hjørnet i sofaen"), (6, AnchorKind.SOUND, "Radioen lavt"))


def two_weeks(people: People, days: Calendar) -> Iterator[Happening]:
    life = Life(people.noor, days)
    yield from life.lived(DAYS)
    yield from life.moments(MOMENTS)
    yield from life.anchors(ANCHORS)
