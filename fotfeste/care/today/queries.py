"""What is new with the clients one follows since one's last signed note, in as many queries for thirty as for one."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Note
from fotfeste.care.queries import (
    FURTHEST_BACK,
    WITHOUT_A_NOTE,
    find_followed_clients,
    find_last_note_times,
    find_news_start,
)
from fotfeste.kit.compiled_queries import compiled_query
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
    nearest, furthest = now - WITHOUT_A_NOTE, now - FURTHEST_BACK
    followed: list[Any] = _list_with_news(actor, nearest, furthest)
    preload_keys({actor.pk, *(client.pk for client in followed)})  # the whole page's names, drafts and entries too
    practised = _count_runs(_find_new_runs(actor, nearest, furthest))
    news = [
        News(client, find_news_start(client, now), _count_news(client) + practised[client.pk], client.asks)
        for client in followed
        if client.sees_traces
    ]
    return sorted((each for each in news if each.counts or each.asks), key=lambda each: each.client.name.casefold())


def _count_news(client: Any) -> Counter[str]:
    return +Counter(check_ins=client.new_check_ins, moments=client.new_moments)


def _count_runs(runs: Iterable[Run]) -> dict[uuid.UUID, Counter[str]]:
    counts: defaultdict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for run in runs:
        counts[run.client_id].update(_of_run(run))
    return counts


@compiled_query
def _list_with_news(actor: Person, nearest: datetime, furthest: datetime) -> QuerySet[Person]:
    """Her clients, each with what came since her last note about the client, counted, and whether a request waits."""
    followed = find_followed_clients(actor).annotate(news_since=_news_start(F("last_note_at"), nearest, furthest))
    return followed.annotate(
        new_check_ins=_count_new(CheckIn.objects.visible_to(actor)),
        new_moments=_count_new(Moment.objects.visible_to(actor)),
        asks=Exists(AskMe.objects.visible_to(actor).filter(client=OuterRef("pk"), taken_up_at__isnull=True)),
    )


def _news_start(last_note_at: Any, nearest: datetime, furthest: datetime) -> Greatest:
    """What `find_news_start` says, for the database to compare with."""
    return Greatest(Coalesce(last_note_at, nearest), furthest)


def _count_new(rows: QuerySet[Any]) -> Coalesce:
    new = rows.filter(client=OuterRef("pk"), at__gt=OuterRef("news_since"))
    return Coalesce(Subquery(new.order_by().values("client").annotate(n=Count("pk")).values("n")), 0)


@compiled_query
def _find_new_runs(actor: Person, nearest: datetime, furthest: datetime) -> QuerySet[Run]:
    """The practices that ended since her last note about the client."""
    start = _news_start(Subquery(find_last_note_times(actor, OuterRef("client"))), nearest, furthest)
    ended: QuerySet[Run] = Run.objects.visible_to(actor).filter(started_at__gt=furthest, ended_at__isnull=False)
    ended = ended.alias(news_since=start)
    return ended.filter(started_at__gt=F("news_since"))


def _of_run(run: Run) -> Iterable[str]:
    yield "stopped" if run.course.ended == "stopped" else "done"
    if run.course.felt_worse:
        yield "worse"


@compiled_query
def find_own_drafts(actor: Person) -> QuerySet[Note]:
    """Her notes begun and not signed, the oldest first: those wait longest."""
    return Note.objects.visible_to(actor).drafts().filter(author=actor).select_related("client").order_by("created_at")


@compiled_query
def _find_unread_entries(actor: Person) -> QuerySet[HarmEntry]:
    unread = HarmEntry.objects.visible_to(actor).filter(reader=actor, read_at__isnull=True)
    return unread.select_related("client").order_by("at")


def find_unread_harm_entries(actor: Person) -> tuple[list[HarmEntry], list[HarmEntry]]:
    """'Something did not feel right', not yet opened: sent to her as therapist, and as fagansvarlig."""
    entries = _find_unread_entries(actor)
    return [e for e in entries if e.to == HarmTo.THERAPIST], [e for e in entries if e.to == HarmTo.LEAD]
