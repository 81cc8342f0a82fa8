"""Constellations to test with: planned, with guests let in, led on to a phase."""

from typing import Any
from uuid import uuid4

from fotfeste.constellations import services
from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Kind, Phase, Purpose, Role
from fotfeste.constellations.models import Constellation, Seat
from tests.cast import NOW, Cast

LEADING = (Role.FACILITATOR, Role.ALONE)
CLIENTS = (Role.CLIENT, Role.ALONE)


def plan_constellation(cast: Cast, **plan: Any) -> Constellation:
    """What Thea has planned with Ana: a pair, unless told otherwise."""
    wanted = services.Plan(**({"mode": "pair", "method": "classic"} | plan))
    return services.plan_constellation(actor=cast.thea, client=cast.ana, row=uuid4(), plan=wanted, now=NOW)


def invite_and_seat(
    constellation: Constellation, name: str, role: str = Role.REPRESENTATIVE, *, admitted: bool = True
) -> Seat:
    """Someone who came by a link; let in by whoever leads."""
    holder = constellation.facilitator
    _seat, token = services.invite_guest(actor=holder, constellation=constellation, role=role, name=name, now=NOW)
    seat = services.enter_lobby_by_link(token=token, name=name, now=NOW)
    if admitted:
        run_command(seat_of(constellation, *LEADING), do.Admit(seat.key))
        run_command(seat, do.Consent(Purpose.TAKE_PART))
    return seat


def seat_of(constellation: Constellation, *roles: str) -> Seat:
    """The first seat in one of these roles."""
    return constellation.seats.filter(role__in=roles).order_by("invited_at")[0]


def run_command(seat: Seat, command: Command) -> None:
    """One command of this seat. Raises BoardRefused."""
    services.submit_command(seat=seat, command=command, command_id=uuid4(), session=None, now=NOW)


def lead_to(constellation: Constellation, phase: str) -> None:
    """The client says yes, and whoever leads goes on step by step; out of a role is what nobody here is in."""
    run_command(seat_of(constellation, *CLIENTS), do.Consent(Purpose.TAKE_PART))
    here = services.current_state(constellation.pk).phase
    for step in PHASE_ORDER[PHASE_ORDER.index(here) + 1 : PHASE_ORDER.index(Phase(phase)) + 1]:
        run_command(seat_of(constellation, *LEADING), do.SetPhase(step))


def add_element(constellation: Constellation, label: str, kind: str = Kind.PERSON, **more: Any) -> str:
    """An element of the client's; its id. In choosing or placing."""
    run_command(seat_of(constellation, *CLIENTS), do.Add(label, Kind(kind), **more))
    elements = services.current_state(constellation.pk).elements
    return next(key for key, element in elements.items() if element.label == label)


def place_figure(constellation: Constellation, figure: str, x: int, y: int, heading: int = 0) -> None:
    run_command(seat_of(constellation, *LEADING), do.Move(figure, x=x, y=y, heading=heading))
