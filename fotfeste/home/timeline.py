"""The client's traces of one month: what she kept, day by day, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.vocabulary import ACTIVATION, Spoken, describe_answers
from fotfeste.constellations.models import Constellation, EventWords
from fotfeste.home.months import Month, slug_of
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import practices
from fotfeste.practices.models import Run

# What leaves a trace: its kind, its table, and the field that says when.
KINDS: tuple[tuple[str, Any, str], ...] = (
    ("check-in", CheckIn, "at"),
    ("practice", Run, "started_at"),
    ("moment", Moment, "at"),
    ("request", AskMe, "at"),
    ("constellation", Constellation, "closed_at"),
)


@dataclass(frozen=True)
class Trace:
    kind: str
    at: datetime
    row: Any
    kept: str = ""  # what she wanted to keep from a constellation

    @property
    def description(self) -> Spoken:
        """A check-in in words."""
        return describe_answers(self.row.answers)

    @property
    def practice(self) -> str:
        """The title of a practice in the reader's language; what it was called if it has left the shelf."""
        found = practices(get_language() or "nb").get(self.row.course.slug)
        return found.title if found else self.row.course.slug.replace("-", " ")

    @property
    def afterwards(self) -> str:
        """How it was afterwards, in words."""
        return str(ACTIVATION[self.row.course.activation])


@dataclass(frozen=True)
class Day:
    date: date
    traces: tuple[Trace, ...]


@dataclass(frozen=True)
class Traces:
    days: tuple[Day, ...]
    check_ins: tuple[CheckIn, ...]  # oldest first, for the drawing
    moments: tuple[Moment, ...]  # newest first
    moments_so_far: int
    earlier: str  # the nearest month before with anything in it, or empty
    later: str


def traces_of(client: Person, month: Month) -> Traces:
    """Everything of one month in one query per kind, and one for the words that lie in the logs of boards."""
    found = sorted(_collect_traces(client, month), key=lambda trace: trace.at, reverse=True)
    days = groupby(found, key=lambda trace: timezone.localdate(trace.at))
    earlier, later = _neighbours(client, month)
    return Traces(
        days=tuple(Day(day, tuple(traces)) for day, traces in days),
        check_ins=tuple(trace.row for trace in reversed(found) if trace.kind == "check-in"),
        moments=tuple(trace.row for trace in found if trace.kind == "moment"),
        moments_so_far=Moment.objects.filter(month.until("at"), client=client).count(),
        earlier=earlier,
        later=later,
    )


def _collect_traces(client: Person, month: Month) -> Iterator[Trace]:
    for kind, model, when in KINDS:
        rows = list(model.objects.visible_to(client).filter(month.within(when), client=client))
        kept = EventWords.objects.kept_by_constellation(rows) if kind == "constellation" else {}
        yield from (Trace(kind, getattr(row, when), row, kept.get(row.pk, "")) for row in rows)


def _neighbours(client: Person, month: Month) -> tuple[str, str]:
    """The nearest months with traces in them, before and after; one query."""
    before = [_nearest(model, when, month.before(when), f"-{when}") for _, model, when in KINDS]
    after = () if month.is_current else (_nearest(model, when, month.after(when), when) for _, model, when in KINDS)
    row = Person.objects.filter(pk=client.pk).values_list(*before, *after).get()
    return _slug(row[: len(KINDS)], newest=True), _slug(row[len(KINDS) :], newest=False)


def _nearest(model: Any, when: str, within: Q, order: str) -> Subquery:
    return Subquery(model.objects.filter(within, client=OuterRef("pk")).order_by(order).values(when)[:1])


def _slug(moments: Iterable[datetime | None], *, newest: bool) -> str:
    known = [moment for moment in moments if moment]
    return slug_of(max(known) if newest else min(known)) if known else ""
