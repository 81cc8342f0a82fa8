"""One month of traces, in the reader's own days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Month:
    first: date
    is_current: bool

    @property
    def begins_at(self) -> datetime:
        return _start_of_day(self.first)

    @property
    def ends_at(self) -> datetime:
        """The current month has no end: a row dated ahead by a wrong clock is still shown."""
        return END_OF_TIME if self.is_current else _start_of_day(_next_month(self.first))


def parse_month(text: str, now: datetime) -> Month:
    """`2026-11` as a month; the current one for anything else, also for a month that has not come."""
    today = timezone.localdate(now)
    current = today.replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = current
    return Month(min(first, current), is_current=first >= current)


def format_month_slug(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m")


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
