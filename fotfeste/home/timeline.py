"""The client's traces of one month: what she kept, day by day, newest first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.vocabulary import ACTIVATION, DescribedAnswers, describe_answers
from fotfeste.constellations.models import Constellation, EventWords
from fotfeste.home.months import Month, format_month_slug
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import load_practices
from fotfeste.practices.models import Run
from fotfeste.practices.player_position import STOPPED
from fotfeste.practices.run_record import Course
from fotfeste.privacy.access import Act, require

# What leaves a trace: its kind, its table, and the field that says when.
KINDS: tuple[tuple[str, Any, str], ...] = (
    ("check-in", CheckIn, "at"),
    ("practice", Run, "started_at"),
    ("moment", Moment, "at"),
    ("request", AskMe, "at"),
    ("constellation", Constellation, "closed_at"),
)


TITLES = {
    "check-in": gettext_lazy("Check-in"),
    "moment": gettext_lazy("A moment of safety"),
    "request": gettext_lazy("Please ask me about …"),
    "constellation": gettext_lazy("Constellation"),
}


@dataclass(frozen=True)
class Trace:
    kind: str
    at: datetime
    row: Any
    kept: str = ""  # what she wanted to keep from a constellation

    @property
    def title(self) -> str:
        return _practice_title(self.row.course) if self.kind == "practice" else str(TITLES[self.kind])

    @property
    def description(self) -> DescribedAnswers:
        """A check-in in words."""
        return describe_answers(self.row.answers)

    @property
    def course(self) -> str:
        """How a practice went, in words."""
        return " ".join(filter(None, _describe_course(self.row.course)))

    @property
    def words(self) -> str:
        """Her own words, or those she wanted to keep."""
        return self.kept if self.kind == "constellation" else str(self.row.words)


def _practice_title(course: Course) -> str:
    """The title of a practice in the reader's language; what it was called if it has left the shelf."""
    known_practice = load_practices(get_language() or "nb").get(course.slug)
    return known_practice.title if known_practice else course.slug.replace("-", " ")


def _describe_course(course: Course) -> Iterator[str]:
    ended = _("Walked through.") if course.ended else _("Begun.")
    yield _("Ended along the way.") if course.ended == STOPPED else ended
    yield _("The softer way.") if course.softer else ""
    yield _("Something was left out.") if course.skipped else ""
    felt = str(ACTIVATION[course.activation])
    yield _("Afterwards: %(felt)s.") % {"felt": felt} if felt else ""


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
    """Everything of one month in one query per kind, and one for the words that lie in the logs of boards.

    Raises NotVisible unless they are the reader's own: that is asked once, before any of them is read.
    """
    require(client, Act.BE, client)
    all_traces = sorted(_query_traces(client, month), key=lambda trace: trace.at, reverse=True)
    return Traces(
        days=tuple(_group_by_day(all_traces)),
        check_ins=tuple(trace.row for trace in reversed(all_traces) if trace.kind == "check-in"),
        moments=tuple(trace.row for trace in all_traces if trace.kind == "moment"),
        moments_so_far=Moment.objects.filter(at__lt=month.ends_at, client=client).count(),
        earlier=_find_month_before(client, month),
        later=_find_month_after(client, month),
    )


def _query_traces(client: Person, month: Month) -> Iterator[Trace]:
    for kind, _model, when in KINDS:
        rows = _FIND_ROWS[kind](client.pk, month.begins_at, month.ends_at)
        words_by_constellation = EventWords.objects.kept_by_constellation(rows) if kind == "constellation" else {}
        yield from (Trace(kind, getattr(row, when), row, words_by_constellation.get(row.pk, "")) for row in rows)


def _compile_kind(model: Any, when: str) -> Callable[[UUID, datetime, datetime], list[Any]]:
    @compiled_query
    def find_rows(client: UUID, start: datetime, end: datetime) -> QuerySet[Any]:
        rows: QuerySet[Any] = model.objects.filter(client=client, **{f"{when}__gte": start, f"{when}__lt": end})
        return rows

    return find_rows


_FIND_ROWS = {kind: _compile_kind(model, when) for kind, model, when in KINDS}


def _group_by_day(traces: Iterable[Trace]) -> Iterator[Day]:
    zone = timezone.get_current_timezone()
    for day, traces_of_day in groupby(traces, key=lambda trace: trace.at.astimezone(zone).date()):
        yield Day(day, tuple(traces_of_day))


def _find_month_before(client: Person, month: Month) -> str:
    """The nearest month before with traces in it; one query."""
    return _format_slug(next(iter(_find_time_before(client.pk, month.begins_at)), None))


def _find_month_after(client: Person, month: Month) -> str:
    """The nearest month after with traces in it; one query, and none when this is the current month."""
    return "" if month.is_current else _format_slug(next(iter(_find_time_after(client.pk, month.ends_at)), None))


@compiled_query
def _find_time_before(client: UUID, start: datetime) -> QuerySet[Any, datetime]:
    return _times_of_traces(client, "lt", start).order_by("-at")[:1]


@compiled_query
def _find_time_after(client: UUID, end: datetime) -> QuerySet[Any, datetime]:
    return _times_of_traces(client, "gte", end).order_by("at")[:1]


def _times_of_traces(client: UUID, comparison: str, moment: datetime) -> QuerySet[Any, datetime]:
    """When she left traces, of whatever kind. Named `at`, after the first of them."""
    first, *others = (
        model.objects.filter(**{f"{when}__{comparison}": moment}, client=client).values_list(when, flat=True)
        for _, model, when in KINDS
    )
    times: QuerySet[Any, datetime] = first.union(*others, all=True)
    return times


def _format_slug(moment: datetime | None) -> str:
    return format_month_slug(moment) if moment else ""
