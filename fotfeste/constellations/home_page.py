"""What a client's home page shows of her constellations: the one that runs or comes next, one to be asked about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from fotfeste.constellations.board.enums import Phase
from fotfeste.constellations.models import Constellation
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of

CHECK_BACK_AFTER, CHECK_BACK_UNTIL = timedelta(hours=24), timedelta(hours=72)
UPCOMING_WITHIN = timedelta(days=4)  # what is planned within these days is told on her first page
STILL_SHOWN_WHEN_MISSED = timedelta(hours=12)  # and what was planned and never begun is told no longer than this

IS_OPEN = Q(withdrawn_at__isnull=True) & ~Q(phase=Phase.CLOSED)


def _open_filter(start: datetime, end: datetime) -> Q:
    """Those that run, or are planned between the two."""
    comes = Q(planned_for__range=(start, end))
    return IS_OPEN & (Q(begun_at__isnull=False) | comes)


def _check_back_due_filter(start: datetime, end: datetime) -> Q:
    """Ended between the two by closing, or by her taking back her yes meanwhile; begun, and not told of yet."""
    ended = Q(closed_at__range=(start, end)) | Q(closed_at__isnull=True, withdrawn_at__range=(start, end))
    return ended & Q(begun_at__isnull=False, check_back__isnull=True)


@dataclass(frozen=True)
class HomePageConstellations:
    """What her first page tells of constellations: one that runs or comes soon, and one to be asked about."""

    coming: Constellation | None = None
    to_ask_about: Constellation | None = None

    @property
    def is_running(self) -> bool:
        return self.coming is not None and self.coming.phase != Phase.SCREENING


def find_home_page_constellations(client: Person, now: datetime) -> HomePageConstellations:
    """One question to the database, whatever there is."""
    coming = (now - STILL_SHOWN_WHEN_MISSED, now + UPCOMING_WITHIN)
    ended = (now - CHECK_BACK_UNTIL, now - CHECK_BACK_AFTER)
    found = _find_own_constellations(client, *coming, *ended)
    is_next = sorted((each for each in found if each.goes_on), key=lambda each: each.phase == Phase.SCREENING)
    is_last = sorted(
        (each for each in found if not each.goes_on), key=lambda each: each.closed_at or each.withdrawn_at or now
    )
    return HomePageConstellations(next(iter(is_next), None), is_last[-1] if is_last else None)


@compiled_query
def _find_own_constellations(
    client: Person, comes_from: datetime, comes_until: datetime, ended_from: datetime, ended_until: datetime
) -> QuerySet[Any]:
    """Each says whether it `goes_on`."""
    own = Constellation.objects.filter(client=client, client__in=clients_of(client, Act.BE))
    shown = _open_filter(comes_from, comes_until) | _check_back_due_filter(ended_from, ended_until)
    goes_on = ExpressionWrapper(IS_OPEN, output_field=BooleanField())
    return own.filter(shown).annotate(goes_on=goes_on).order_by("planned_for", "created_at")
