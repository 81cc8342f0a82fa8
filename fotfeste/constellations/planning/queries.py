"""What the planning pages show: a therapist's constellations by where they stand, and who comes to one."""

from dataclasses import dataclass, field
from typing import Any

from fotfeste.constellations.board import BoardView, seat_view
from fotfeste.constellations.constellation_labels import PRESENCES, ROLES, ConstellationLabels
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.queries import constellations_led_by
from fotfeste.constellations.services import current_state
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Person

FEW_EARLIER, MOST_EARLIER = 12, 200


@dataclass
class TherapistConstellations:
    running: list[ConstellationLabels] = field(default_factory=list)
    coming: list[ConstellationLabels] = field(default_factory=list)
    earlier: list[ConstellationLabels] = field(default_factory=list)  # the newest first
    has_more: bool = False


def list_constellations(therapist: Person, *, whole: bool = False) -> TherapistConstellations:
    """Everything she holds. Two questions to the database, and one for the names."""
    mine = constellations_led_by(therapist)
    open_ones = list(mine.filter(closed_at__isnull=True)[:MOST_EARLIER])
    most = MOST_EARLIER if whole else FEW_EARLIER
    earlier = list(mine.filter(closed_at__isnull=False).order_by("-closed_at")[: most + 1])
    preload_keys({each.client_id for each in (*open_ones, *earlier)})
    return TherapistConstellations(
        running=[ConstellationLabels(each) for each in open_ones if each.begun_at],
        coming=[ConstellationLabels(each) for each in open_ones if not each.begun_at],
        earlier=[ConstellationLabels(each) for each in earlier[:most]],
        has_more=len(earlier) > most,
    )


@dataclass(frozen=True)
class Guest:
    seat: Seat
    role: Any
    state: Any
    may_have_link: bool


def list_guests(constellation: Constellation, holder: Seat) -> list[Guest]:
    """Everyone invited, by name, those who have gone last, with where each stands now."""
    view = seat_view(current_state(constellation.pk), holder.key)
    here: dict[str, str] = {seat.id: seat.presence for seat in view.seats} if isinstance(view, BoardView) else {}
    seats = Seat.objects.filter(constellation=constellation, person__isnull=True)
    by_name = sorted(seats, key=lambda seat: (seat.gone_at is not None, seat.name.casefold()))
    return [_build_guest(constellation, seat, here) for seat in by_name]


def _build_guest(constellation: Constellation, seat: Seat, here: dict[str, str]) -> Guest:
    presence = "left" if seat.gone_at else here.get(seat.key, "") if seat.knocked_at else ""
    may_have_link = not (seat.gone_at or constellation.is_over)
    return Guest(seat, ROLES.get(seat.role, ""), PRESENCES.get(presence, ""), may_have_link)
