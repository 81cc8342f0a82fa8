"""The list of clients: who, since when, and when there was last a trace."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from fotfeste.body.models import CheckIn, Moment
from fotfeste.care.queries import find_followed_clients
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Person
from fotfeste.practices.models import Run


def list_clients(actor: Person) -> list[Person]:
    """Her clients by name, each with `last_trace_at` where she may see traces. Two queries, however many."""
    clients = _list_with_last_times(actor)
    preload_keys({actor.pk, *(client.pk for client in clients)})
    for client in clients:
        client.last_trace_at = _last_trace(client) if client.sees_traces else None  # type: ignore[attr-defined]
    return sorted(clients, key=lambda client: client.name.casefold())


@compiled_query
def _list_with_last_times(actor: Person) -> QuerySet[Person]:
    return find_followed_clients(actor).annotate(
        last_check_in=_last(CheckIn, "at"), last_run=_last(Run, "started_at"), last_moment=_last(Moment, "at")
    )


def _last(model: Any, when: str) -> Subquery:
    rows: Any = model.objects.filter(client=OuterRef("pk")).order_by(f"-{when}")
    return Subquery(rows.values(when)[:1])


def _last_trace(client: Any) -> datetime | None:
    times = (client.last_check_in, client.last_run, client.last_moment)
    return max((at for at in times if at), default=None)
