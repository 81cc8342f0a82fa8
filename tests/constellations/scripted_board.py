"""A board to play on: the cast, one line per command, and what came of it."""

import random
from collections.abc import Iterable

import msgspec

from fotfeste.constellations.board import HOUSE, Command, Event, Refusal, State, decide, evolve
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Kind, Phase, Purpose, Right, Role

P = Phase
FAC, HOST, CLIENT, REP, OTHER, EYE = "fac", "host", "client", "rep", "other", "eye"
CAST = {
    FAC: Role.FACILITATOR,
    HOST: Role.COHOST,
    CLIENT: Role.CLIENT,
    REP: Role.REPRESENTATIVE,
    OTHER: Role.REPRESENTATIVE,
    EYE: Role.OBSERVER,
}
COMMAND_DECODER: msgspec.json.Decoder[Command] = msgspec.json.Decoder(do.AnyCommand)


class ScriptedBoard:
    """`do` fails when refused, `expect_refusal` fails when not. Time passes only by `wait`."""

    def __init__(self, *, seats: dict[str, Role] = CAST, mode: str = "group", method: str = "classic", **laid: object):
        self.state, self.events, self.now_s = State(), list[Event](), 1_000.0
        self.chance = random.Random(1)  # noqa: S311  # ids of a test
        self.do(HOUSE, do.Begin(mode, method, **laid))  # type: ignore[arg-type]
        for key, role in seats.items():
            self.do(HOUSE, do.Knock(key, role, f"Name {key}", admitted=True))
        for key, role in seats.items():
            if role in (Role.CLIENT, Role.ALONE, Role.REPRESENTATIVE):
                self.do(key, do.Consent(Purpose.TAKE_PART))

    def new_id(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def try_command(self, actor: str, command: Command) -> list[Event] | Refusal:
        return decide(self.state, actor, command, now=self.now_s, new_id=self.new_id)

    def do(self, actor: str, *commands: Command) -> list[Event]:
        happened: list[Event] = []
        for command in commands:
            decided = self.try_command(actor, command)
            assert not isinstance(decided, Refusal), (actor, command, decided.code, self.state.phase)
            self.apply(decided)
            happened += decided
        return happened

    def apply(self, happened: Iterable[Event]) -> None:
        for event in happened:
            self.state = evolve(self.state, event)
            self.events.append(event)

    def expect_refusal(self, actor: str, command: Command) -> str:
        decided = self.try_command(actor, command)
        assert isinstance(decided, Refusal), (actor, command, decided)
        return decided.code

    def wait(self, seconds: float) -> None:
        self.now_s += seconds

    def advance_to(self, phase: Phase, by: str = FAC) -> "ScriptedBoard":
        """Forward, phase by phase, as whoever leads would go."""
        while self.state.phase != phase:
            self.do(by, do.SetPhase(PHASE_ORDER[PHASE_ORDER.index(self.state.phase) + 1]))
        return self

    def add(self, label: str, kind: Kind = Kind.PERSON, by: str = FAC, *, masked: str = "") -> str:
        before = set(self.state.figures)
        self.do(by, do.Add(label, kind, masked))
        return next(iter(set(self.state.figures) - before))

    def place(self, figure: str, x: int = 300, y: int = 300, by: str = FAC) -> None:
        self.do(by, do.Move(figure, x, y))

    def add_and_place(
        self, label: str, kind: Kind = Kind.PERSON, x: int = 300, y: int = 300, *, masked: str = ""
    ) -> str:
        figure = self.add(label, kind, masked=masked)
        self.place(figure, x, y)
        return figure

    def grant(self, seat: str, *rights: Right) -> None:
        for right in rights:
            self.do(FAC, do.Grant(seat, right))


def make_board_at_work(phase: Phase = P.MOVING, **laid: object) -> tuple[ScriptedBoard, str, str]:
    """A group at work: a resource and a mother stand on the board, REP stands for the mother."""
    board = ScriptedBoard(**laid).advance_to(P.PLACING)  # type: ignore[arg-type]
    support = board.add_and_place("Support", Kind.RESOURCE, 100, 100)
    mother = board.add_and_place("Mother", masked="M")
    board.do(FAC, do.Assign(REP, mother))
    return board.advance_to(phase), support, mother
