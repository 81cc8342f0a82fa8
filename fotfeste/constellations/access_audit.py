"""The link a reading leaves: whoever opens a client's board is found in her trail."""

from datetime import datetime

from fotfeste.constellations.models import Seat
from fotfeste.privacy import trail


def record_board_access(seat: Seat, now: datetime) -> None:
    """One an hour for a person at work: a board is looked at again and again.

    Guests leave none here: they have no account. That they took part, and when, stands on the board itself.
    """
    if seat.person is None or seat.person_id == seat.client_id:
        return
    trail.record_hourly(actor=seat.person, clients=[seat.client], what="constellation", why="leading", now=now)
