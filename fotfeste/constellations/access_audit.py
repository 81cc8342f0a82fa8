"""The link a reading leaves: whoever opens a client's board is found in her trail."""

from datetime import datetime, timedelta

from fotfeste.constellations.models import Seat
from fotfeste.privacy import trail
from fotfeste.privacy.models import TrailEntry

TRAIL_ENTRY_INTERVAL = timedelta(hours=1)


def record_board_access(seat: Seat, now: datetime) -> None:
    """One an hour for a person at work: a board is looked at again and again, and the trail has to stay readable.

    Guests leave none here: they have no account. That they took part, and when, stands on the board itself.
    """
    if seat.person is None or seat.person_id == seat.client_id:
        return
    lately = TrailEntry.objects.filter(actor=seat.person, client_id=seat.client_id, what="constellation", verb="read")
    if not lately.filter(at__gt=now - TRAIL_ENTRY_INTERVAL).exists():
        trail.record(actor=seat.person, client=seat.client, what="constellation", why="leading", now=now)
