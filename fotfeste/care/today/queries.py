"""What is new with the clients one follows since one's last signed note, in as many queries for thirty as for one."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Note
from fotfeste.care.queries import FURTHEST_BACK, find_followed_clients, find_news_start
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Person
from fotfeste.practices.models import Run
from fotfeste.safety.models import HarmEntry, HarmTo


@dataclass(frozen=True)
class News:
    """Counts of what came since `since`. Nothing here is weighed or ordered by weight."""

    client: Person
    since: datetime
    counts: Counter[str]
    asks: bool


def collect_news(actor: Person, now: datetime) -> list[News]:
    """Clients with something new, by name."""
    followed = list(find_followed_clients(actor))
    preload_keys({actor.pk, *(client.pk for client in followed)})  # the whole page's names, drafts and entries too
    clients = {client.pk: client for client in followed if client.sees_traces}  # type: ignore[attr-defined]
    since = {pk: find_news_start(client, now) for pk, client in clients.items()}
    asking = set(AskMe.objects.visible_to(actor).filter(taken_up_at__isnull=True).values_list("client_id", flat=True))
    counts = _counts(actor, since, now)
    news = [News(clients[pk], since[pk], counts[pk], pk in asking) for pk in clients if counts[pk] or pk in asking]
    return sorted(news, key=lambda each: each.client.name.casefold())


def _counts(actor: Person, since: dict[uuid.UUID, datetime], now: datetime) -> dict[uuid.UUID, Counter[str]]:
    counts = {pk: Counter[str]() for pk in since}
    start = min(since.values(), default=now - FURTHEST_BACK)
    for kind, rows in (("check_ins", CheckIn.objects.visible_to(actor)), ("moments", Moment.objects.visible_to(actor))):
        for pk, at in rows.filter(client__in=since, at__gt=start).values_list("client_id", "at"):
            counts[pk][kind] += at > since[pk]
    for run in Run.objects.visible_to(actor).filter(client__in=since, started_at__gt=start, ended_at__isnull=False):
        if run.started_at > since[run.client_id]:
            counts[run.client_id].update(_of_run(run))
    return {pk: +count for pk, count in counts.items()}


def _of_run(run: Run) -> Iterable[str]:
    yield "stopped" if run.course.ended == "stopped" else "done"
    if run.course.felt_worse:
        yield "worse"


def find_own_drafts(actor: Person) -> QuerySet[Note]:
    """Her notes begun and not signed, the oldest first: those wait longest."""
    return Note.objects.visible_to(actor).drafts().filter(author=actor).select_related("client").order_by("created_at")


def find_unread_harm_entries(actor: Person) -> tuple[list[HarmEntry], list[HarmEntry]]:
    """'Something did not feel right', not yet opened: sent to her as therapist, and as fagansvarlig."""
    unread = HarmEntry.objects.visible_to(actor).filter(reader=actor, read_at__isnull=True)
    entries = list(unread.select_related("client").order_by("at"))
    return [e for e in entries if e.to == HarmTo.THERAPIST], [e for e in entries if e.to == HarmTo.LEAD]
