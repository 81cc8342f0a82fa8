"""A group's board, laid and led to where something can be tried: through the house's own services."""

from dataclasses import dataclass, field
from uuid import uuid4

from fotfeste.constellations import services
from fotfeste.constellations.board import Command, State
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Kind, Phase, Purpose, Role
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.services import Plan
from tests.cast import NOW, Cast

CANARIES = ("kanarimor", "kanarisorg", "kanarisak", "kanariskille")


@dataclass
class LiveBoard:
    """`seats` by name: thea leads, ana is the client, r0… represent, olav observes, kai waits in the lobby."""

    board: Constellation
    seats: dict[str, Seat] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)

    def run_commands(self, who: str, command: Command) -> State:
        return services.submit_command(
            seat=self.seats[who], command=command, command_id=uuid4(), session=None, now=NOW
        )[1]

    def advance_to(self, phase: Phase) -> None:
        now = services.current_state(self.board.pk).phase
        for each in PHASE_ORDER[PHASE_ORDER.index(now) + 1 : PHASE_ORDER.index(phase) + 1]:
            self.run_commands("thea", do.SetPhase(each))


def make_live_board(cast: Cast, *, blind: int = 1, representatives: int = 2, phase: Phase = Phase.MOVING) -> LiveBoard:
    """Mor and a resource stand on the board; r0 stands for Mor, r1 for the resource."""
    board = services.plan_constellation(
        actor=cast.thea,
        client=cast.ana,
        row=uuid4(),
        now=NOW,
        plan=Plan(mode="group", method="classic", blind=blind, issue=CANARIES[2]),
    )
    made = LiveBoard(
        board, {s.name.lower(): s for s in Seat.objects.filter(constellation=board).select_related("person")}
    )
    for name, role in [*((f"r{n}", Role.REPRESENTATIVE) for n in range(representatives)), ("olav", Role.OBSERVER)]:
        _admit_guest(made, cast, name, role)
    _seat, token = services.invite_guest(
        actor=cast.thea, constellation=board, role="representative", name="kai", now=NOW
    )
    made.seats["kai"] = services.enter_lobby_by_link(token=token, name="kai", now=NOW)
    made.run_commands("ana", do.Consent(Purpose.TAKE_PART))
    made.advance_to(Phase.PLACING)
    _place_figures(made)
    made.advance_to(phase)
    return made


def _admit_guest(made: LiveBoard, cast: Cast, name: str, role: Role) -> None:
    _seat, token = services.invite_guest(actor=cast.thea, constellation=made.board, role=role, name=name, now=NOW)
    made.seats[name] = services.enter_lobby_by_link(token=token, name=name, now=NOW)
    made.run_commands("thea", do.Admit(made.seats[name].key))
    made.run_commands(name, do.Consent(Purpose.TAKE_PART))


def _place_figures(made: LiveBoard) -> None:
    for name, kind, x in (("stein", Kind.RESOURCE, 300), (CANARIES[0], Kind.PERSON, 600)):
        before = set(services.current_state(made.board.pk).figures)
        after = made.run_commands("ana", do.Add(name, kind, masked=name[0].upper() if kind == Kind.RESOURCE else "B"))
        made.figures[name] = (set(after.figures) - before).pop()
        made.run_commands("ana", do.Move(made.figures[name], x=x, y=500, heading=90))
    made.run_commands("ana", do.Draw(made.figures["stein"], made.figures[CANARIES[0]], CANARIES[3]))
    made.run_commands("ana", do.Mark(200, 200, 100, CANARIES[1]))
    if "r0" in made.seats:
        made.run_commands("ana", do.Assign(made.seats["r0"].key, made.figures[CANARIES[0]]))
    if "r1" in made.seats:
        made.run_commands("ana", do.Assign(made.seats["r1"].key, made.figures["stein"]))
