"""Opening the looking back."""

from datetime import datetime

from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.replay.replay_access import ReplayAccess, decide_replay_access
from fotfeste.constellations.services import BoardRefused, current_view


def open_replay(*, seat: Seat, now: datetime) -> None:
    """Whoever leads opens it, and is there when it is first looked at; from then on the others may look by themselves.

    Once: the first time stands. Raises BoardRefused where there is nothing to open, or it is not this seat's to open.
    """
    if decide_replay_access(current_view(seat), seat.constellation) != ReplayAccess.TO_OPEN:
        raise BoardRefused("not_allowed")
    Constellation.objects.filter(pk=seat.constellation_id, looked_back_at__isnull=True).update(looked_back_at=now)
