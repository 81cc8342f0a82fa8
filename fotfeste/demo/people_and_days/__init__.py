"""The demo's people and their six weeks, lived through the rooms' own services. All of it is made up."""

from datetime import datetime
from random import Random

from django.db import transaction

from fotfeste.demo.people_and_days import ana, constellations, noor
from fotfeste.demo.people_and_days.calendar import Calendar
from fotfeste.demo.people_and_days.people import create_people

SEED = 20261122


@transaction.atomic
def fill_demo_database(now: datetime) -> None:
    """Make the marked demo database whole, or not at all. Everything is dated back from `now`; today is left
    empty, but for what is planned for it."""
    days = Calendar(now, Random(SEED))  # noqa: S311  # for variety, not for secrets
    people = create_people(days)
    happenings = [
        *ana.make_six_weeks(people, days),
        *noor.make_two_weeks(people, days),
        *constellations.make_constellations(people, days),
    ]
    for happening in sorted(happenings, key=lambda each: each.at):
        happening.do(happening.at)
