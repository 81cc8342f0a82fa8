"""What is never half: rows that are written together are there together, and nothing is there that nobody sent."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from fotfeste.body.check_in.check_in_draft import DRAFT_NAMES
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Addition, Note
from fotfeste.kit.models import Draft
from fotfeste.pace.models import ClientLimits
from fotfeste.people.models import Person
from fotfeste.practices.models import Run
from fotfeste.privacy import trail
from fotfeste.privacy.models import TrailEntry
from fotfeste.safety.models import HarmEntry
from tests.durability.claims import WITH_ROWS, Ledger, numbers_of


@contextmanager
def still() -> Iterator[None]:
    """One picture of the database, while others go on writing. Takes no lock."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def half_written(ledger: Ledger, since: datetime) -> Iterator[str]:
    """Cheap enough for every kill: counts, and the runs that ended since the last look."""
    yield from _uneven_trails()
    yield from _runs_without_dose(since)
    yield from _sent_and_still_a_draft()
    for model in WITH_ROWS:
        strays = set(model.objects.values_list("pk", flat=True)) - ledger.rows.get(model, set())
        yield from (f"{model.__name__} {row}: nobody sent it under this id" for row in strays)


def _uneven_trails() -> Iterator[str]:
    """Beginning, signing and adding leave a link each; so does every change of the limits."""
    notes: Counter[Any] = Counter(Note.objects.values_list("client_id", flat=True))
    notes.update(Note.objects.only_signed().values_list("client_id", flat=True))
    notes.update(Addition.objects.values_list("client_id", flat=True))
    limits = Counter(ClientLimits.objects.values_list("client_id", flat=True))
    for what, written in (("note", notes), ("limits", limits)):
        links = Counter(TrailEntry.objects.filter(verb="write", what=what).values_list("client_id", flat=True))
        if written != links:
            yield f"{what}: {sum(written.values())} written, {sum(links.values())} links in the trail"


def _runs_without_dose(since: datetime) -> Iterator[str]:
    for run in Run.objects.select_related("dose").filter(Q(ended_at__gte=since) | Q(dose=None)):
        if run.dose is None:
            yield f"Run {run.pk} has no dose"
        elif not run.dose.session.chosen or bool(run.course.ended) is not bool(run.dose.session.outcomes):
            yield f"Run {run.pk} ended and its dose was not told"


def _sent_and_still_a_draft() -> Iterator[str]:
    drafts = Draft.objects.filter(form__in=DRAFT_NAMES.values())
    rows = {json.loads(draft.body)["row"][0] for draft in drafts}
    yield from (f"CheckIn {row} was sent and is still a draft" for row in CheckIn.objects.filter(pk__in=rows))


def broken_chains() -> Iterator[str]:
    for client in Person.objects.filter(trail_head__isnull=False):
        yield from trail.verify(client)


def broken_file() -> Iterator[str]:
    """What SQLite itself says of its file. PostgreSQL has no such question: its rows are all opened at the end."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = cursor.execute("PRAGMA integrity_check").fetchall()
        yield from (str(each) for each in said if each != ("ok",))


def said_twice() -> Iterator[str]:
    """Every row opened, and no words of anyone's there twice."""
    said = Counter[str](row.words for model in (Moment, AskMe, HarmEntry) for row in model.objects.all())
    said.update(str(row.answers.thought) for row in CheckIn.objects.all())
    said.update(row.body for model in (Note, Addition) for row in model.objects.all())
    said.update(f"limits {pk} {number}" for pk in _check_limits() for number in numbers_of(Person.objects.get(pk=pk)))
    yield from (f"{words}: {times} times" for words, times in said.items() if times > 1 and words)


def _check_limits() -> set[Any]:
    return set(ClientLimits.objects.values_list("client_id", flat=True))
