"""Role × command × phase, cell by cell, against the table of the specification, written out here once more."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from fotfeste.constellations.board import HOUSE, Command, Refusal, State, decide, permissions
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Answer, Kind, Mode, Phase, Presence, Purpose, Right, Role, Signal
from fotfeste.constellations.board.state import Element, Figure, Perception, Seat, Sentence

SPEC = Path(permissions.__file__).parents[1] / "SPEC.md"
PHASES = {
    "open": "screening arriving intention choosing placing sensing moving closing deroling aftercare grounding",
    "live": "arriving intention choosing placing sensing moving closing deroling aftercare grounding",
    "open but grounding": "screening arriving intention choosing placing sensing moving closing deroling aftercare",
    "shaping": "choosing placing sensing moving",
    "naming": "choosing placing",
    "work": "choosing placing sensing moving closing",
    "standing": "placing sensing moving",
    "felt": "sensing moving closing",
    "ending": "closing deroling aftercare",
    "leaving roles": "deroling aftercare",
    "moving": "moving",
    "grounding": "grounding",
    "ever": "screening arriving intention choosing placing sensing moving closing deroling aftercare grounding closed",
}
ROLES = (Role.FACILITATOR, Role.COHOST, Role.CLIENT, Role.ALONE, Role.REPRESENTATIVE, Role.OBSERVER)
# Per command, in the order of ROLES. `own` reaches one's own; `+right`: once that right was handed over; `in a room`:
# only where people share one. Several ways are parted by a semicolon; a dash is none.
TABLE = """
send          | any open | any open | any open | any open | any open | any open
stepout       | own open | own open | own open | own open | own open | own open
comeback      | own open | own open | own open | own open | own open | own open
leave         | own ever | own ever | own ever | own ever | own ever | own ever
consent       | own ever | own ever | own ever | own ever | own ever | own ever
takebackwords | own ever | own ever | own ever | own ever | own ever | own ever
letgo         | own live | own live | own live | own live | own live | own live
resume        | any live | – | – | any live | – | –
agree         | – | – | any grounding | – | – | –
setphase      | any open | any open but grounding +lead | – | any open | – | –
proposephase  | – | – | any live | – | – | –
admit         | any open | any open +lead | – | – | – | –
remove        | any ever | – | – | – | – | –
grant         | any open | – | – | – | – | –
freeze        | any live | any live +lead | – | – | – | –
slow          | any live | any live +lead | – | any live | – | –
opendeep      | any open | – | – | – | – | –
setissue      | any open | – | any open | any open | – | –
add           | any shaping | any shaping +elements | any naming | any shaping | – | –
mask          | any shaping | any shaping +elements | any naming | any shaping | – | –
reveal        | any shaping | any shaping +elements | any naming | any shaping | – | –
takeaway      | any shaping | any shaping +elements | any naming | any shaping | – | –
assign        | any shaping | any shaping +elements | any naming | – | – | –
move          | any work | any work +figures | any naming; any work +figures; own work | any work | own moving | –
appear        | any work | any work +figures | any naming; any work +figures; own work | any work | own moving | –
lift          | any work | any work +figures | any naming; any work +figures | any work | – | –
showrows      | any work | any work +figures | any naming; any work +figures | any work | – | –
draw          | any work | any work +figures | any naming; any work +figures | any work | – | –
mark          | any work | any work +figures | any naming; any work +figures | any work | – | –
erase         | any work | any work +figures | any naming; any work +figures | any work | – | –
standat       | – | – | own work | – | own standing | –
perceive      | any felt in a room | any felt in a room +perceptions | own felt | any felt | own felt | –
putaway       | any live | – | any live | any live | own live | –
offer         | any felt | any felt +sentences | – | – | – | –
reply         | – | – | own felt | – | own felt | –
tell          | – | – | any open | any open | – | –
takepicture   | any work | any work +lead | – | any work | – | –
waive         | any leaving roles | – | – | – | – | –
keepwords     | – | – | any ending | any ending | – | –
"""
ORACLE = {
    name.strip(): dict(zip(ROLES, map(str.strip, cells), strict=True))
    for name, *cells in (line.split("|") for line in TABLE.strip().splitlines())
}
# Whatever the table says, this is all that is open to a seat that is not in.
OUTSIDE = {
    Presence.LOBBY: {"leave"},
    Presence.LEFT: {"consent", "takebackwords"},
    Presence.REMOVED: {"consent", "takebackwords"},
    Presence.STEPPED_OUT: {
        "send",
        "stepout",
        "comeback",
        "leave",
        "letgo",
        "consent",
        "takebackwords",
        "tell",
        "agree",
        "keepwords",
    },
}
# One that names what is one's own, and one that names another's (the same where a command names nothing of anybody's).
COMMANDS_TO_TRY: dict[str, tuple[Command, ...]] = {
    "send": (do.Send(Signal.STOP),),
    "stepout": (do.StepOut(),),
    "comeback": (do.ComeBack(),),
    "leave": (do.Leave(),),
    "consent": (do.Consent(Purpose.RECORD),),
    "takebackwords": (do.TakeBackWords(),),
    "letgo": (do.LetGo("mine"), do.LetGo("theirs")),
    "resume": (do.Resume(),),
    "agree": (do.Agree(),),
    "setphase": (do.SetPhase(Phase.CLOSING),),
    "proposephase": (do.ProposePhase(Phase.CLOSING),),
    "admit": (do.Admit("other"),),
    "remove": (do.Remove("other"),),
    "grant": (do.Grant("other", Right.LEAD),),
    "freeze": (do.Freeze(),),
    "slow": (do.Slow(1),),
    "opendeep": (do.OpenDeep("because"),),
    "setissue": (do.SetIssue("words"),),
    "add": (do.Add("Aunt", Kind.PERSON),),
    "mask": (do.Mask("mine", "A"), do.Mask("theirs", "A")),
    "reveal": (do.Reveal("mine"), do.Reveal("theirs")),
    "takeaway": (do.TakeAway("mine"), do.TakeAway("theirs")),
    "assign": (do.Assign("me", "mine"), do.Assign("other", "theirs")),
    "move": (do.Move("mine", 9, 9), do.Move("theirs", 9, 9)),
    "appear": (do.Appear("mine"), do.Appear("theirs")),
    "lift": (do.Lift("mine"), do.Lift("theirs")),
    "showrows": (do.ShowRows(),),
    "draw": (do.Draw("mine", "theirs"),),
    "mark": (do.Mark(1, 1, 50),),
    "erase": (do.Erase("line"),),
    "standat": (do.StandAt(2),),
    "perceive": (do.Perceive("mine", "chest"), do.Perceive("theirs", "chest")),
    "putaway": (do.PutAway("felt mine"), do.PutAway("felt theirs")),
    "offer": (do.Offer("other", "words"),),
    "reply": (do.Reply("to me", Answer.SPOKEN), do.Reply("to other", Answer.SPOKEN)),
    "tell": (do.Tell(1),),
    "takepicture": (do.TakePicture("first"),),  # type: ignore[arg-type]
    "waive": (do.Waive("other", "because"),),
    "keepwords": (do.KeepWords("words"),),
}


def make_state(
    role: Role, phase: Phase, mode: Mode, granted: frozenset[str], presence: Presence = Presence.IN
) -> State:
    """Two seats, each with a figure, a perception and a sentence of its own. Nothing but the table says no here."""
    figure, element = Figure(5, 5, on_board=True), Element("label", Kind.PERSON)
    return State(
        seq=9,
        mode=mode,
        phase=phase,
        seats={
            "me": Seat(role, presence=presence, figure="mine", owes=("mine",), granted=granted),
            "other": Seat(Role.REPRESENTATIVE, presence=Presence.IN, figure="theirs", owes=("theirs",)),
        },
        elements={"mine": element, "theirs": element},
        figures={"mine": figure, "theirs": figure},
        perceptions={"felt mine": Perception("me", "mine", 1), "felt theirs": Perception("other", "theirs", 1)},
        sentences={"to me": Sentence("me", "words"), "to other": Sentence("other", "words")},
    )


def is_open(cell: str, phase: Phase, mode: Mode, granted: frozenset[str], *, own: bool) -> bool:
    """What the written table says."""
    return any(_is_way(way.strip(), phase, mode, granted, own=own) for way in cell.split(";"))


def _is_way(way: str, phase: Phase, mode: Mode, granted: frozenset[str], *, own: bool) -> bool:
    if way == "–":
        return False
    way, _, right = way.partition(" +")
    way, in_a_room, _ = way.partition(" in a room")
    reach, _, phases = way.partition(" ")
    if in_a_room and mode not in ("in_room", "hybrid"):
        return False
    return phase in PHASES[phases].split() and (reach == "any" or own) and (not right or right in granted)


GRANTS = [frozenset[str](), *(frozenset({right.value}) for right in Right), frozenset(right.value for right in Right)]


def iterate_cells(name: str) -> Iterator[tuple[Role, Phase, Mode, frozenset[str], int]]:
    return product(ROLES, Phase, Mode, GRANTS, range(len(COMMANDS_TO_TRY[name])))


@pytest.mark.parametrize("name", ORACLE)
def test_every_cell_is_as_written(name: str) -> None:
    for role, phase, mode, granted, which in iterate_cells(name):
        state = make_state(role, phase, mode, granted)
        expected = is_open(ORACLE[name][role], phase, mode, granted, own=which == 0)
        assert permissions.allows(state, "me", COMMANDS_TO_TRY[name][which]) is expected, (
            role,
            phase,
            mode,
            set(granted),
            which,
        )


@pytest.mark.parametrize("name", ORACLE)
def test_what_the_page_is_told_it_may_is_the_same_table(name: str) -> None:
    for role, phase, mode, granted in product(ROLES, Phase, Mode, GRANTS):
        state, cell = make_state(role, phase, mode, granted), ORACLE[name][role]
        own, anyone = (is_open(cell, phase, mode, granted, own=own) for own in (True, False))
        assert (name in permissions.allowed_commands(state, "me")) is own
        assert permissions.command_reach(state, "me", type(COMMANDS_TO_TRY[name][0])) == (
            "any" if anyone else "own" if own else ""
        )


@pytest.mark.parametrize("presence", OUTSIDE)
@pytest.mark.parametrize("name", ORACLE)
def test_a_seat_that_is_not_in_has_only_what_is_named(name: str, presence: Presence) -> None:
    everything = GRANTS[-1]
    for role, phase, mode in product(ROLES, Phase, (Mode.GROUP, Mode.HYBRID)):
        state = make_state(role, phase, mode, everything, presence)
        expected = name in OUTSIDE[presence] and is_open(ORACLE[name][role], phase, mode, everything, own=True)
        assert permissions.allows(state, "me", COMMANDS_TO_TRY[name][0]) is expected, (role, phase, mode)
        assert (name in permissions.allowed_commands(state, "me")) is expected


@pytest.mark.parametrize("name", ORACLE)
def test_decide_asks_the_table_and_always_has_an_answer(name: str) -> None:
    for role, phase, granted in product(ROLES, Phase, (GRANTS[0], GRANTS[-1])):
        state = make_state(role, phase, Mode.IN_ROOM, granted)
        for command in COMMANDS_TO_TRY[name]:
            decided = decide(state, "me", command, now=99.0, new_id=lambda: "new")
            if not permissions.allows(state, "me", command):
                assert decided == Refusal("not_allowed")


def test_every_command_is_in_the_table_and_nothing_else() -> None:
    known = {kind.__name__.lower() for kind in do.Command.__subclasses__()} - {"begin", "knock"}
    assert set(ORACLE) == set(COMMANDS_TO_TRY) == known
    assert {kind.__name__.lower() for kind in do.SEAT_COMMANDS} == known
    assert {kind.__name__.lower() for kind in permissions.PERMISSIONS} == known


def test_what_is_not_in_the_table_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    table: dict[Any, Any] = permissions.PERMISSIONS
    monkeypatch.delitem(table, do.Send)
    state = make_state(Role.FACILITATOR, Phase.MOVING, Mode.GROUP, GRANTS[-1])
    assert decide(state, "me", do.Send(Signal.STOP), now=0, new_id=str) == Refusal("not_allowed")


@pytest.mark.parametrize("actor", [HOUSE, "nobody", "wall", ""])
@pytest.mark.parametrize("name", ORACLE)
def test_who_has_no_seat_may_nothing(name: str, actor: str) -> None:
    for phase in Phase:
        state = make_state(Role.FACILITATOR, phase, Mode.GROUP, GRANTS[-1])
        assert decide(state, actor, COMMANDS_TO_TRY[name][0], now=0, new_id=str) == Refusal("not_allowed")


@pytest.mark.parametrize("command", [do.Begin("group", "classic"), do.Knock("x", Role.FACILITATOR, admitted=True)])
def test_what_the_house_does_no_seat_does(command: Command) -> None:
    for role, phase in product(ROLES, Phase):
        state = make_state(role, phase, Mode.GROUP, GRANTS[-1])
        assert decide(state, "me", command, now=0, new_id=str) == Refusal("not_allowed")


def test_the_written_rules_say_the_same_table() -> None:
    text = SPEC.read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    said = {name: cells for names, *cells in rows for name in names.replace("`", "").split(", ")}
    assert said == {name: list(cells.values()) for name, cells in ORACLE.items()}
    for name, phases in PHASES.items():
        assert f"| {name} | {phases} |" in text
