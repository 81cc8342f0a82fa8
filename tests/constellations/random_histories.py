"""Random histories of boards: random seats, rights and commands, also refused and nonsense ones. By seed, so that one
that fails can be had again.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fotfeste.constellations.board import HOUSE, Command, Event, Refusal, State, decide, evolve
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Blind, Method, Mode, Phase, Purpose, Right, Role, Signal
from fotfeste.constellations.board.permissions import allowed_commands
from tests.constellations.random_commands import MAKE_COMMAND

BY_NAME = {kind.__name__.lower(): kind for kind in do.SEAT_COMMANDS}
COMMAND_WEIGHTS = {
    "leave": 0.02,
    "stepout": 0.1,
    "send": 0.15,
    "consent": 0.2,
    "remove": 0.05,
    "freeze": 0.2,
    "takeaway": 0.2,
    "setphase": 1.2,
    "move": 5.0,
    "add": 3.0,
    "assign": 4.0,
    "perceive": 3.0,
    "takebackwords": 0.15,
    "reply": 15.0,
    "offer": 4.0,
    "letgo": 2.0,
    "waive": 3.0,
    "resume": 6.0,
    "agree": 3.0,
    "grant": 1.5,
    "admit": 2.0,
}
NONSENSE_SHARE = 0.15
MakeText = Callable[[str, int], str]


def make_numbered_texts() -> MakeText:
    """Texts of which no two are the same."""
    count = itertools.count()
    return lambda kind, most: f"{kind} {next(count)}"[:most]


@dataclass(frozen=True)
class Step:
    before: State
    actor: str
    command: Command
    decided: list[Event] | Refusal
    after: State

    @property
    def events(self) -> list[Event]:
        return [] if isinstance(self.decided, Refusal) else self.decided


@dataclass
class History:
    """`words(kind, most)` gives every text that is said, so that a test can plant its own."""

    seed: int
    steps: int = 60
    blind: Blind | None = None
    words: MakeText = field(default_factory=make_numbered_texts)
    initial_state: State = field(default_factory=State)
    busy: int = 6  # commands to a phase on the way in
    state: State = field(init=False)
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  # a history, no secret
        self.state, self.now_s, self.events = self.initial_state, 1_000.0, list[Event]()
        self.keys = list(self.initial_state.seats)

    def __iter__(self) -> Iterator[Step]:
        if not self.keys:
            yield from self._begin_steps()
        for _ in range(self.steps):
            self.now_s += self.chance.choice((0.0, 0.5, 3.0, 40.0))
            yield self._step(*self._choose_command())

    def play(self) -> "History":
        for _ in self:
            pass
        return self

    def new_id(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def new_seat(self) -> str:
        return f"seat-{len(self.keys)}-{self.chance.getrandbits(32):08x}"

    # ---- how it begins

    def _begin_steps(self) -> Iterator[Step]:
        alone = self.chance.random() < 0.12
        mode = Mode.SOLO if alone else self.chance.choice([m for m in Mode if m != Mode.SOLO])
        blind = self.chance.choice(list(Blind)) if self.blind is None else self.blind
        yield self._step(
            HOUSE,
            do.Begin(
                mode,
                self.chance.choice(list(Method)),
                blind,
                self.chance.randint(2, 12),
                self.chance.randint(1, 5),
                deep_closed=self.chance.random() < 0.1,
                issue=self.words("issue", 600),
            ),
        )
        for role in self._choose_roles(alone):
            yield self._knock(role, admitted=role != Role.OBSERVER or self.chance.random() < 0.7)
        for key in [k for k in self.keys if self.chance.random() < 0.9]:
            yield self._step(key, do.Consent(Purpose.TAKE_PART))
        if self.chance.random() < 0.8:
            yield from self._lead_in_steps()

    def _lead_in_steps(self) -> Iterator[Step]:
        """Most histories start at work: by chance alone few would come there."""
        leader = self.keys[0]
        for seat in self.keys * 2:
            yield self._step(leader, do.Grant(seat, self.chance.choice(list(Right))))
        for phase in PHASE_ORDER[1 : self.chance.randint(4, 8)]:
            yield self._step(leader, do.SetPhase(phase))
            for name in self.chance.choices(("add", "move", "assign"), (3, 4, 2), k=self.busy):
                yield self._step(leader, MAKE_COMMAND[name](self, leader))
        for seat in self.keys if self.state.phase in (Phase.SENSING, Phase.MOVING, Phase.CLOSING) else ():
            for actor, name in ((leader, "offer"), (seat, "reply"), (seat, "perceive"), (seat, "keepwords")):
                yield self._step(actor, MAKE_COMMAND[name](self, actor))

    def _choose_roles(self, alone: bool) -> list[Role]:
        if alone:
            return [Role.ALONE]
        many = self.chance.randint
        guests = [Role.COHOST] * many(0, 2) + [Role.REPRESENTATIVE] * many(1, 4) + [Role.OBSERVER] * many(0, 2)
        return [Role.FACILITATOR, Role.CLIENT, *guests]

    def _knock(self, role: Role, *, admitted: bool) -> Step:
        key = self.new_seat()
        step = self._step(HOUSE, do.Knock(key, role, self.words("name", 60), admitted))
        if step.events:
            self.keys.append(key)
        return step

    # ---- how it goes on

    def _step(self, actor: str, command: Command) -> Step:
        before = self.state
        decided = decide(before, actor, command, now=self.now_s, new_id=self.new_id)
        for event in [] if isinstance(decided, Refusal) else decided:
            self.state = evolve(self.state, event)
            self.events.append(event)
        return Step(before, actor, command, decided, self.state)

    def _choose_command(self) -> tuple[str, Command]:
        if self.chance.random() < 0.03:
            role = self.chance.choice([Role.REPRESENTATIVE, Role.OBSERVER, Role.COHOST])
            key = self.new_seat()
            self.keys.append(key)
            return HOUSE, do.Knock(key, role, self.words("name", 60), self.chance.random() < 0.5)
        actor = self._actor()
        names = (
            list(BY_NAME)
            if self.chance.random() < NONSENSE_SHARE
            else allowed_commands(self.state, actor) or list(BY_NAME)
        )
        name = self.chance.choices(names, [COMMAND_WEIGHTS.get(each, 1.0) for each in names])[0]
        return actor, MAKE_COMMAND[name](self, actor)

    def _actor(self) -> str:
        if self.chance.random() < 0.02:
            return self.chance.choice(["nobody", HOUSE, "wall"])
        leads = [k for k, s in self.state.seats.items() if s.role in (Role.FACILITATOR, Role.CLIENT, Role.ALONE)]
        return self.chance.choice(leads if leads and self.chance.random() < 0.6 else self.keys)

    # ---- what a command may name

    def a_seat(self) -> str:
        return self.chance.choice([*self.keys, "nobody"])

    def a_figure(self, actor: str = "") -> str:
        """Most often one's own; now and then one that was taken away, or never was."""
        seat = self.state.seats.get(actor)
        if seat and seat.figure and self.chance.random() < 0.6:
            return seat.figure
        return self.of(self.state.figures)

    def of(self, table: dict[str, object] | object) -> str:
        known = list(table) if isinstance(table, dict) else []
        return self.chance.choice(known) if known and self.chance.random() < 0.93 else "f" * 16

    def maybe(self, value: object) -> object:
        return value if self.chance.random() < 0.6 else None

    def a_phase(self) -> Phase:
        """Onward more often than not: otherwise few histories would come to their end."""
        if self.state.phase not in PHASE_ORDER or self.chance.random() < 0.25:
            return self.chance.choice([*Phase, Phase.DEROLING])
        return PHASE_ORDER[min(PHASE_ORDER.index(self.state.phase) + 1, len(PHASE_ORDER) - 1)]

    def a_signal(self) -> Signal:
        return self.chance.choices(list(Signal), (3, 2, 1, 1))[0]

    def seen_seq(self) -> int:
        return self.state.seq if self.chance.random() < 0.8 else self.chance.randint(0, self.state.seq)
