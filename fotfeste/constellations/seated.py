"""Who still sits there: the seat, and the browser session it is asked from. Asked of the database each time."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore

from fotfeste.constellations.models import Constellation, Seat
from fotfeste.people.guests import Guest, guest_of
from fotfeste.people.sessions import person_of

Sitter = tuple[UUID, str | None]  # a seat, and the key of the session it was opened by; the house's own have none


def holding(sitters: Iterable[Sitter]) -> set[Sitter]:
    """Those whose seat and session still hold. What ends either: see `Seats.visible_to` and `person_of`."""
    asked = set(sitters)
    seats = {seat.pk: seat for seat in _open_seats({seat for seat, _session in asked})}
    return {each for each in asked if each[0] in seats and (each[1] is None or _opens(each[1], seats[each[0]]))}


def _open_seats(ids: set[UUID]) -> list[Seat]:
    found = Seat.objects.filter(pk__in=ids, gone_at__isnull=True).select_related("person", "constellation")
    return [seat for seat in found if _holds(seat)]


def _holds(seat: Seat) -> bool:
    """A guest's seat holds while somebody may lead there; a person's needs what lets her see the constellation."""
    if seat.person is None:
        return Seat.objects.visible_to(Guest(seat.pk)).exists()
    if not seat.person.is_active:
        return False
    return Constellation.objects.visible_to(seat.person).filter(pk=seat.constellation_id).exists()


def _opens(key: str, seat: Seat) -> bool:
    """Whether this session is still the one of whoever sits there: a new link or a new password ends it."""
    session = SessionStore(key)
    if seat.person is None:
        guest = guest_of(session)
        return guest is not None and guest.seat == seat.pk and guest.came_by in (None, seat.link_hash)
    return person_of(session, may_be_idle=True) == seat.person
