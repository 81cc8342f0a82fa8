"""Reading constellations: whose seat one sits in, what a therapist holds, what a client has."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fotfeste.constellations.models import Actor, Constellation, Seat
from fotfeste.people.guests import find_guest
from fotfeste.people.models import Person


def find_seat(person: Person | None, session: Any, constellation: UUID) -> Seat | None:
    """The seat this browser has in that constellation: a guest's, if it was given one there, or the person's own."""
    actors: list[Actor] = [each for each in (find_guest(session), person) if each]
    for actor in actors:
        found = Seat.objects.visible_to(actor).filter(constellation=constellation)
        if seat := found.select_related("client", "constellation", "person", "constellation__facilitator").first():
            return seat
    return None


def find_guest_seat(session: Any) -> Seat | None:
    """The seat a guest's browser was given, wherever that is."""
    guest = find_guest(session)
    return Seat.objects.visible_to(guest).select_related("constellation").first() if guest else None


def constellations_led_by(therapist: Person) -> QuerySet[Constellation]:
    """What a therapist holds, the next first."""
    mine = Constellation.objects.visible_to(therapist).filter(facilitator=therapist)
    return mine.select_related("client").order_by("closed_at", "planned_for", "-created_at")
