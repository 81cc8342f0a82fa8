"""A whole constellation to look back at: Ana and Thea, Iben stands for Mor; told apart by planted words."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fotfeste.constellations import services
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Kind, Moment, Phase, Purpose, Role
from fotfeste.constellations.models import Constellation, Seat
from tests.cast import NOW, Cast
from tests.constellations.make_constellation import (
    add_element,
    invite_and_seat,
    lead_to,
    place_figure,
    plan_constellation,
    run_command,
    seat_of,
)

CANARY = "kanarifugl"
PATH = ((300, 500, 0), (320, 480, 900), (320, 480, 2600), (400, 400, 3000))


@dataclass
class LedConstellation:
    one: Constellation
    thea: Seat
    ana: Seat
    iben: Seat
    per: Seat
    mother: str
    stone: str


def lead_constellation(cast: Cast, *, until: str = Phase.CLOSED, record: bool = True, **plan: Any) -> LedConstellation:
    one = plan_constellation(cast, **({"mode": "group", "issue": f"{CANARY}-tema"} | plan))
    iben, per = invite_and_seat(one, "Iben"), invite_and_seat(one, "Per", Role.OBSERVER)
    thea, ana = seat_of(one, Role.FACILITATOR), seat_of(one, Role.CLIENT)
    lead_to(one, Phase.CHOOSING)
    stone = add_element(one, f"{CANARY}-stein", Kind.RESOURCE)
    mother = add_element(one, f"{CANARY}-mor", masked="maske-B")
    run_command(thea, do.SetPhase(Phase.PLACING))
    place_figure(one, stone, 200, 800)
    place_figure(one, mother, 300, 500, 90)
    run_command(thea, do.TakePicture(Moment.FIRST))
    run_command(thea, do.Assign(iben.key, mother))
    run_command(thea, do.SetPhase(Phase.SENSING))
    run_command(iben, do.Perceive(mother, words="ibens-ord", intensity=6))
    run_command(thea, do.SetPhase(Phase.MOVING))
    run_command(iben, do.Move(mother, 400, 400, 120, path=PATH))
    run_command(thea, do.SetPhase(Phase.CLOSING))
    run_command(thea, do.TakePicture(Moment.CLOSING))
    for seat in (thea, ana, iben, per) if record else ():
        run_command(seat, do.Consent(Purpose.RECORD))
    made = LedConstellation(one, thea, ana, iben, per, mother, stone)
    end_constellation(made, until)
    return made


def end_constellation(made: LedConstellation, until: str) -> None:
    if until == Phase.CLOSING:
        return
    run_command(made.thea, do.SetPhase(Phase.DEROLING))
    run_command(made.iben, do.LetGo(made.mother))
    if until in (Phase.AFTERCARE, Phase.CLOSED):
        run_command(made.thea, do.SetPhase(Phase.AFTERCARE))
    if until == Phase.CLOSED:
        run_command(made.thea, do.SetPhase(Phase.CLOSED))
    made.one.refresh_from_db()


def open_for_replay(made: LedConstellation) -> LedConstellation:
    """Thea has looked at it with Ana."""
    Constellation.objects.filter(pk=made.one.pk).update(looked_back_at=NOW)
    made.one.refresh_from_db()
    return made


def send_command(seat: Seat, command: do.Command) -> None:
    services.submit_command(seat=seat, command=command, command_id=uuid4(), session=None, now=NOW)
