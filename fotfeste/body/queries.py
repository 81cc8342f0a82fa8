"""Reading check-ins, moments and requests that were sent."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.people.models import Bond, Person
from fotfeste.privacy.access import Act, is_permitted


def latest_check_in(client: Person, now: datetime, within_hours: float = 6) -> CheckIn | None:
    """The newest of the last hours. One dated ahead of `now` (a clock that was set back) counts as new."""
    return next(iter(_find_latest_check_in(client.pk, now - timedelta(hours=within_hours))), None)


@compiled_query
def _find_latest_check_in(client: UUID, start: datetime) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(client=client, at__gt=start).order_by("-at")[:1]


def latest_answers(client: Person, now: datetime, within_hours: float = 6) -> Answers | None:
    """Her latest answers, or None. The caller has already asked whether they may be seen."""
    latest = latest_check_in(client, now, within_hours)
    return latest.answers if latest else None


def check_ins(client: Person, since: datetime) -> QuerySet[CheckIn]:
    """Newest first. The caller has already asked whether they may be seen."""
    return CheckIn.objects.filter(client=client, at__gte=since).order_by("-at")


def moments(client: Person, since: datetime) -> QuerySet[Moment]:
    """Moments of safety, newest first."""
    return Moment.objects.filter(client=client, at__gte=since).order_by("-at")


def open_requests(client: Person) -> QuerySet[AskMe]:
    """'Ask me about …' that has not been taken up yet, newest first."""
    return AskMe.objects.filter(client=client, taken_up_at__isnull=True).order_by("-at")


def find_reader(client: Person) -> Person | None:
    """Her therapist, if what she keeps is shared now; whoever is named to her as reading it."""
    bond = next(iter(_find_newest_bond(client.pk)), None)
    return bond.therapist if bond and is_permitted(bond.therapist, Act.SEE_TRACES, client.pk) else None


@compiled_query
def _find_newest_bond(client: UUID) -> QuerySet[Bond]:
    bonds = Bond.objects.filter(client=client, until__isnull=True)
    return bonds.select_related("therapist").order_by("-since")[:1]
