"""Times of the demo, counted back from today on the wall clock of where it runs."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from django.utils import timezone


@dataclass(frozen=True)
class Happening:
    at: datetime
    do: Callable[[datetime], object]


class Calendar:
    def __init__(self, now: datetime, rng: Random):
        self.midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        self.rng = rng

    def at(self, days_ago: int, hour: int, minute: int | None = None) -> datetime:
        """That hour `days_ago` days ago; at some minute of it unless one is given."""
        minute_of_hour = self.rng.randrange(4, 56) if minute is None else minute
        return (self.midnight - timedelta(days=days_ago)).replace(hour=hour, minute=minute_of_hour).astimezone(UTC)

    def new_id(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)
