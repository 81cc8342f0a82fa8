"""Who still sits there: the seat, and the browser session it is asked from. Asked of the database each time."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from fotfeste.constellations.models import Constellation, Seat
from fotfeste.people.guests import find_guest
from fotfeste.people.session_store import SessionStore, load_sessions
from fotfeste.people.sessions import find_signed_in_person

SeatSession = tuple[UUID, str | None]  # a seat, and the key of the session it was opened by; the house's own have none


def find_valid_seats(sitters: Iterable[SeatSession]) -> set[SeatSession]:
    """Those whose seat and session still hold, in as many queries for forty guests as for one."""
    asked = set(sitters)
    ids = {seat for seat, _session in asked}
    people = _people_seats(ids) if ids else {}
    guests = _guest_seats(ids - people.keys()) if ids - people.keys() else {}
    session_data = load_sessions({session for seat, session in asked if session and seat in guests})
    return {
        each
        for each in asked
        if (each[0] in guests and _is_guest_session_valid(each, guests[each[0]], session_data))
        or (each[0] in people and _is_person_session_valid(each, people[each[0]]))
    }


def _guest_seats(ids: set[UUID]) -> dict[UUID, Seat]:
    return {seat.pk: seat for seat in Seat.objects.of_guests().filter(pk__in=ids)}


def _people_seats(ids: set[UUID]) -> dict[UUID, Seat]:
    """A person's seat needs what lets her see the constellation at all."""
    theirs = Seat.objects.filter(pk__in=ids, gone_at__isnull=True, person__is_active=True).select_related("person")
    return {seat.pk: seat for seat in theirs if _can_see_constellation(seat)}


def _can_see_constellation(seat: Seat) -> bool:
    person = seat.person
    return person is not None and Constellation.objects.visible_to(person).filter(pk=seat.constellation_id).exists()


def _is_guest_session_valid(sitter: SeatSession, seat: Seat, session_data: Mapping[str, Mapping[str, object]]) -> bool:
    """A new link for the seat ends the session that came by the old one."""
    if sitter[1] is None:
        return True
    guest = find_guest(session_data.get(sitter[1], {}))
    return guest is not None and guest.seat == seat.pk and guest.link_hash in (None, seat.link_hash)


def _is_person_session_valid(sitter: SeatSession, seat: Seat) -> bool:
    """A new password ends the sessions from before it."""
    return sitter[1] is None or find_signed_in_person(SessionStore(sitter[1]), may_be_idle=True) == seat.person
