"""One day of one client: a check-in, a practice with its dose, every third day a moment, every week a request."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.vocabulary import BODY_WORDS, PLACES, WISHES
from fotfeste.pace.dose_record import Choice, DoseRecord, OutcomeReport
from fotfeste.pace.models import Dose
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import list_menu_items
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course

MENU = list_menu_items()
WORDS, REGIONS, WISHED = list(BODY_WORDS), list(PLACES), list(WISHES)


def a_day(client: Person, day: int, at: datetime) -> Iterator[Any]:
    """`day` counts backwards: 0 is the last one. Rows in the order they have to be written."""
    yield CheckIn(client=client, at=at, answers=_answers(day))
    yield from _practice(client, day, at)
    if day % 3 == 0:
        yield Moment(client=client, at=at + timedelta(minutes=30), words=f"lyset på kjøkkenet, {day}")
    if day % 7 == 0:
        yield AskMe(client=client, at=at, words=f"søvnen, {day}", taken_up_at=at if day else None)


def _answers(day: int) -> Answers:
    return Answers(
        words=(WORDS[day % len(WORDS)], WORDS[(day * 5 + 2) % len(WORDS)]),
        places=(REGIONS[day % len(REGIONS)],),
        thought="det går" if day % 6 == 0 else "",
        activation=(day * 7) % 11 - 5,
        head_safe=6 + day % 5,
        body_safe=2 + (day * 3) % 6,
        wish=WISHED[day % len(WISHED)],
    )


def _practice(client: Person, day: int, at: datetime) -> Iterator[Any]:
    item = MENU[day % len(MENU)]
    family, level, minutes = item["family"], item["level"], item["minutes"]
    ended_at = at + timedelta(minutes=minutes)
    chosen = Choice(family=family, level=level, minutes=minutes, at=at)
    outcome = OutcomeReport(at=ended_at, done_minutes=minutes, activation=day % 4 - 1, safety=5)
    record = DoseRecord(t_days=float(400 - day), activation=day % 4, safety=5, chosen=chosen, outcomes=(outcome,))
    dose = Dose(client=client, at=at, session=record, engine="1")
    course = Course(
        slug=item["slug"],
        version="1",
        language="nb",
        family=family,
        level=level,
        minutes=minutes,
        ended="done",
        activation=1,
        safety=5,
    )
    yield dose
    yield Run(client=client, course=course, dose=dose, started_at=at, ended_at=ended_at)
