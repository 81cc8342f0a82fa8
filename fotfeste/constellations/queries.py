"""Reading constellations: whose seat one sits in, what a therapist holds, what a client has."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fotfeste.constellations.board.words import Phase
from fotfeste.constellations.models import Actor, Constellation, Seat
from fotfeste.people.guests import guest_of
from fotfeste.people.models import Person

ASKED_AFTER, ASKED_UNTIL = timedelta(hours=24), timedelta(hours=72)


def open_seat(person: Person | None, session: Any, constellation: UUID) -> Seat | None:
    """The seat this browser has in that constellation: a guest's, if it was given one there, or the person's own."""
    actors: list[Actor] = [each for each in (guest_of(session), person) if each]
    for actor in actors:
        found = Seat.objects.visible_to(actor).filter(constellation=constellation)
        if seat := found.select_related("constellation", "person", "constellation__facilitator").first():
            return seat
    return None


def guest_seat(session: Any) -> Seat | None:
    """The seat a guest's browser was given, wherever that is."""
    guest = guest_of(session)
    return Seat.objects.visible_to(guest).select_related("constellation").first() if guest else None


def held_by(therapist: Person) -> QuerySet[Constellation]:
    """What a therapist holds, the next first."""
    mine = Constellation.objects.visible_to(therapist).filter(facilitator=therapist)
    return mine.select_related("client").order_by("closed_at", "planned_for", "-created_at")


def open_of(client: Person) -> list[Constellation]:
    """A client's constellations that are not over, the next first."""
    mine = Constellation.objects.visible_to(client).filter(client=client, withdrawn_at__isnull=True)
    return list(mine.exclude(phase=Phase.CLOSED).select_related("facilitator").order_by("planned_for", "created_at"))


def of_client(actor: Person, client: Person) -> QuerySet[Constellation]:
    """This client's constellations that the actor may see, newest first."""
    return Constellation.objects.visible_to(actor).filter(client=client).order_by("-created_at")


def to_ask_about(client: Person, now: datetime) -> Constellation | None:
    """The one that ended a day to three days ago and has not been asked about: the newest of them."""
    ended = Constellation.objects.visible_to(client).filter(
        client=client, closed_at__gt=now - ASKED_UNTIL, closed_at__lte=now - ASKED_AFTER, check_back__isnull=True
    )
    return ended.order_by("-closed_at").first()
