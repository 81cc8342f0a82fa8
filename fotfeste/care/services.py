"""The trace an overview leaves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.models import TrailEntry

ONE_LINK_PER = timedelta(hours=1)


def leave_overview_link(*, actor: Person, clients: Sequence[Person], now: datetime) -> None:
    """One link per client for having seen the overview; seeing it again within the hour adds none, so that the
    trail stays something a person can read. No lock is held when there is nothing to add."""
    lately = TrailEntry.objects.filter(actor=actor, what="client list", at__gt=now - ONE_LINK_PER, client__in=clients)
    linked = set(lately.values_list("client_id", flat=True))
    fresh = [client for client in clients if client.pk not in linked]
    if fresh:
        trail.record_each(actor=actor, clients=fresh, whats=["client list"], why="preparing", now=now)
