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
from fotfeste.body.vocabulary import ACTIVATION, DescribedAnswers, describe_answers
from fotfeste.constellations.models import Constellation, EventWords
from fotfeste.home.months import Month, format_month_slug
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import load_practices
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
    def description(self) -> DescribedAnswers:
        """A check-in in words."""
        return describe_answers(self.row.answers)

    @property
    def practice(self) -> str:
        """The title of a practice in the reader's language; what it was called if it has left the shelf."""
        known_practice = load_practices(get_language() or "nb").get(self.row.course.slug)
        return known_practice.title if known_practice else self.row.course.slug.replace("-", " ")

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


def collect_traces(client: Person, month: Month) -> Traces:
    """Everything of one month in one query per kind, and one for the words that lie in the logs of boards."""
    all_traces = sorted(_query_traces(client, month), key=lambda trace: trace.at, reverse=True)
    days = groupby(all_traces, key=lambda trace: timezone.localdate(trace.at))
    earlier, later = _find_neighbour_months(client, month)
    return Traces(
        days=tuple(Day(day, tuple(traces)) for day, traces in days),
        check_ins=tuple(trace.row for trace in reversed(all_traces) if trace.kind == "check-in"),
        moments=tuple(trace.row for trace in all_traces if trace.kind == "moment"),
        moments_so_far=Moment.objects.filter(month.until("at"), client=client).count(),
        earlier=earlier,
        later=later,
    )


def _query_traces(client: Person, month: Month) -> Iterator[Trace]:
    for kind, model, when in KINDS:
        rows = list(model.objects.visible_to(client).filter(month.within(when), client=client))
        words_by_constellation = EventWords.objects.kept_by_constellation(rows) if kind == "constellation" else {}
        yield from (Trace(kind, getattr(row, when), row, words_by_constellation.get(row.pk, "")) for row in rows)


def _find_neighbour_months(client: Person, month: Month) -> tuple[str, str]:
    """The nearest months with traces in them, before and after; one query."""
    before = [_nearest_subquery(model, when, month.before(when), f"-{when}") for _, model, when in KINDS]
    after = (
        ()
        if month.is_current
        else (_nearest_subquery(model, when, month.after(when), when) for _, model, when in KINDS)
    )
    row = Person.objects.filter(pk=client.pk).values_list(*before, *after).get()
    return _nearest_slug(row[: len(KINDS)], newest=True), _nearest_slug(row[len(KINDS) :], newest=False)


def _nearest_subquery(model: Any, when: str, within: Q, order: str) -> Subquery:
    return Subquery(model.objects.filter(within, client=OuterRef("pk")).order_by(order).values(when)[:1])


def _nearest_slug(moments: Iterable[datetime | None], *, newest: bool) -> str:
    present_moments = [moment for moment in moments if moment]
    return format_month_slug(max(present_moments) if newest else min(present_moments)) if present_moments else ""
