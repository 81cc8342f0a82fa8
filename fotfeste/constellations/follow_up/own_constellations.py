"""What a client's own pages show of her constellations: through `seat_view`, like everything else about a board."""

from dataclasses import dataclass
from typing import Any

from fotfeste.constellations.board import BoardView, SeatView, seat_view
from fotfeste.constellations.board.enums import Phase, Purpose, Role
from fotfeste.constellations.constellation_labels import MODES_TO_CLIENT
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.store.event_store import load_states
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Person

MAX_LISTED = 40  # earlier ones on one page
OWN_ROLES = (Role("client").value, Role("alone").value)


@dataclass(frozen=True)
class OwnConstellation:
    one: Constellation
    kept: str = ""  # what she wanted to keep
    agreed: bool = False
    replays: bool = False
    can_check_back: bool = False  # how it has been since: it was begun, is over, and has not been told of

    @property
    def mode(self) -> Any:
        return MODES_TO_CLIENT.get(self.one.mode, "")


def list_own_constellations(client: Person) -> tuple[list[OwnConstellation], list[OwnConstellation]]:
    """Those that come or run, the next first; and earlier ones, the newest first. Four questions to the database."""
    own = Constellation.objects.visible_to(client).filter(client=client).order_by("-created_at")
    found = list(own.select_related("facilitator", "check_back")[:MAX_LISTED])
    preload_keys({client.pk, *(each.facilitator_id for each in found)})
    seats = Seat.objects.filter(constellation__in=found, person=client, role__in=OWN_ROLES)
    keys = {seat.constellation_id: seat.key for seat in seats}
    states = load_states(keys)
    shown = [
        _build_own_constellation(each, seat_view(states[each.pk], keys[each.pk])) for each in found if each.pk in states
    ]
    coming = sorted((each for each in shown if not each.one.is_over), key=_upcoming_sort_key)
    earlier = sorted((each for each in shown if each.one.is_over), key=_ended_at, reverse=True)
    return coming, earlier


def _build_own_constellation(one: Constellation, view: SeatView) -> OwnConstellation:
    untold = not hasattr(one, "check_back")
    can_check_back = one.is_over and one.begun_at is not None and untold
    if not isinstance(view, BoardView):
        return OwnConstellation(one, can_check_back=can_check_back)
    me = view.me
    return OwnConstellation(
        one, view.kept, Purpose.TAKE_PART in me.agreed, me.replays and one.is_over, can_check_back=can_check_back
    )


def _upcoming_sort_key(mine: OwnConstellation) -> Any:
    """What runs first, then by time; without one last."""
    one = mine.one
    return (one.phase == Phase.SCREENING, one.planned_for is None, one.planned_for or one.created_at)


def _ended_at(mine: OwnConstellation) -> Any:
    return mine.one.closed_at or mine.one.withdrawn_at or mine.one.created_at
