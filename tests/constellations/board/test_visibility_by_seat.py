"""What a seat may not see, it cannot find: not in a view, not in an answer, not in an order or a count."""

import os
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from fotfeste.constellations.board import WALL, Command, Refusal, State, decide, seat_view, seat_view_of_event
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Answer, Blind, Kind, Living, Right, Role, Shape, Tone
from fotfeste.constellations.board.state import Element, Figure, Line, Zone
from tests.constellations.canaries import Canaries, can_know_meaning, find_canaries, visible_words
from tests.constellations.random_histories import History, Step
from tests.constellations.scripted_board import CLIENT, EYE, FAC, HOST, OTHER, REP, ScriptedBoard, make_board_at_work
from tests.constellations.wire import wire_view, wire_view_of_event

LONG = os.environ.get("FOTFESTE_LONG") == "1"
HISTORIES, PER_TEST = (4_000, 200) if LONG else (24, 24)
STARTS = range(0, HISTORIES, PER_TEST)


def encode_view(view: Any) -> str:
    return msgspec.json.encode(view).decode()


def play_histories(blind: Blind, start: int, every: int = 3) -> Iterator[Step]:
    for seed in range(start, start + PER_TEST):
        for number, step in enumerate(History(seed, 60, blind, Canaries())):
            if number % every == 0:
                yield step


def all_viewers(state: State) -> list[str]:
    return [*state.seats, WALL, "nobody"]


def blind_viewers(state: State) -> list[str]:
    return [WALL, *(key for key, seat in state.seats.items() if not can_know_meaning(state, seat))]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("blind", Blind)
def test_a_view_holds_exactly_the_words_its_seat_may_see(blind: Blind, start: int) -> None:
    for step in play_histories(blind, start):
        for key in all_viewers(step.after):
            assert find_canaries(encode_view(seat_view(step.after, key))) == visible_words(step.after, key) - {""}, (
                key,
                step.command,
            )


@pytest.mark.parametrize("start", STARTS)
def test_answers_carry_a_code_and_nothing_else(start: int) -> None:
    for step in play_histories(Blind.UNNAMED, start, every=1):
        if isinstance(step.decided, Refusal):
            assert encode_view(step.decided) == f'{{"code":"{step.decided.code}"}}' and not find_canaries(
                step.decided.code
            )


@pytest.mark.parametrize("blind", Blind)
def test_there_are_leaks_to_be_found(blind: Blind) -> None:
    """A planted word that nobody ever sees would prove nothing."""
    seen, hidden = set[str](), set[str]()
    for step in play_histories(blind, 0, every=2):
        all_words = find_canaries(encode_view(step.after))
        for key in step.after.seats:
            shown = find_canaries(encode_view(seat_view(step.after, key)))
            seen |= {kind_of(word) for word in shown}
            hidden |= {kind_of(word) for word in all_words - shown}
    everything = {
        "label",
        "masked",
        "issue",
        "line",
        "zone",
        "region",
        "quality",
        "impulse",
        "felt",
        "offered",
        "own",
        "kept",
        "name",
    }
    assert everything <= seen
    assert everything - ({"own"} if blind < Blind.UNHEARD else set()) <= hidden  # what was said aloud, all heard


def kind_of(word: str) -> str:
    return word.strip("⟪⟫0123456789")


# ---- nothing depends on what is hidden -------------------------------------------------------------------------------


def replace_meanings(state: State, *, masks: bool) -> State:
    """The same board to the eye, with every hidden meaning another one."""
    return replace(
        state,
        issue="another",
        kept="another",
        told=(),
        pictures=(),
        waived={},
        elements={key: _other_element(element, masks=masks) for key, element in state.elements.items()},
        figures={key: _figure_with_look_of(figure, state.elements[key]) for key, figure in state.figures.items()},
        lines={key: Line(line.start, line.end, "another") for key, line in state.lines.items()},
        zones={key: Zone(zone.x, zone.y, zone.radius, "another") for key, zone in state.zones.items()},
    )


def _other_element(element: Element, *, masks: bool) -> Element:
    if element.revealed:
        return element
    kind = Kind.RESOURCE if element.kind == Kind.SECRET else Kind.SECRET
    return Element("another", kind, "another" if masks else element.masked, 3, Living.DEAD)


def _figure_with_look_of(figure: Figure, element: Element) -> Figure:
    return figure if element.revealed else replace(figure, shape=Shape.SQUARE, tone=Tone.DAWN)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("blind", [Blind.MASKED, Blind.UNNAMED, Blind.UNHEARD])
def test_a_blind_view_is_the_same_whatever_it_means(blind: Blind, start: int) -> None:
    for step in play_histories(blind, start):
        another = replace_meanings(step.after, masks=blind > Blind.MASKED)
        for key in blind_viewers(step.after):
            assert seat_view(step.after, key) == seat_view(another, key)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("blind", [Blind.MASKED, Blind.UNNAMED, Blind.UNHEARD])
def test_a_blind_seat_is_answered_the_same_whatever_it_means(blind: Blind, start: int) -> None:
    """Nothing can be found out by trying: done, refused and 'it is so already' tell nothing of a meaning."""
    for step in play_histories(blind, start, every=1):
        seat = step.before.seats.get(step.actor)
        if seat is None or can_know_meaning(step.before, seat) or Right.ELEMENTS in seat.granted:
            continue  # who may name things is trusted with what naming tells
        another = replace_meanings(step.before, masks=True)
        assert answer_to_step(step.before, step) == answer_to_step(another, step)


def answer_to_step(state: State, step: Step) -> str | list[str]:
    decided = decide(state, step.actor, step.command, now=1e9, new_id=lambda: "new")
    return decided.code if isinstance(decided, Refusal) else [type(event).__name__ for event in decided]


@pytest.mark.parametrize("start", STARTS)
def test_order_tells_nothing(start: int) -> None:
    for step in play_histories(Blind.UNNAMED, start):
        state = step.after
        turned = replace(
            state, **{each: reverse_table(getattr(state, each)) for each in ("figures", "elements", "lines", "zones")}
        )
        for key in blind_viewers(state):
            assert encode_view(seat_view(state, key)) == encode_view(seat_view(turned, key))


def reverse_table(table: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(table.items()))


@pytest.mark.parametrize("start", STARTS)
def test_what_waits_beside_the_board_is_not_counted_and_not_named(start: int) -> None:
    for blind in (Blind.MASKED, Blind.UNNAMED, Blind.UNHEARD):
        for step in play_histories(blind, start):
            for key in blind_viewers(step.after):
                seat = step.after.seats.get(key)
                own = {*seat.owes, seat.figure} if seat else set()
                hidden = {k for k, f in step.after.figures.items() if not f.on_board} - own
                said = encode_view(seat_view(step.after, key))
                assert not [each for each in hidden if each in said]


# ---- one by one ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blind", [Blind.MASKED, Blind.UNNAMED, Blind.UNHEARD])
def test_shape_and_tone_are_neutral_and_cannot_be_tried_out(blind: Blind) -> None:
    board, support, _mother = make_board_at_work(blind=blind)
    lost = board.add_and_place("Lost", Kind.MISSING)
    board.do(FAC, do.Appear(lost, tone=Tone.FJORD), do.Assign(OTHER, lost))
    for key in (REP, OTHER, EYE, HOST, WALL):
        shown = wire_view(board.state, key)["figures"][lost]
        assert (shown["shape"], shown["tone"]) == ("round", "stone") and "kind" not in shown
    assert wire_view(board.state, CLIENT)["figures"][lost]["shape"] == "open"
    for tried in (
        do.Appear(lost, shape=Shape.OPEN),
        do.Appear(lost, tone=Tone.FJORD),
        do.Appear(lost, shape=Shape.SQUARE),
    ):
        assert board.expect_refusal(OTHER, tried) == "not_allowed"
    board.do(OTHER, do.Appear(lost, scale=80))
    board.do(FAC, do.Reveal(lost))
    assert wire_view(board.state, OTHER)["figures"][lost]["label"] == "Lost"
    assert support in wire_view(board.state, OTHER)["figures"]


@pytest.mark.parametrize("blind", [Blind.UNNAMED, Blind.UNHEARD])
def test_who_stands_for_whom_is_known_of_oneself_alone(blind: Blind) -> None:
    board, _support, mother = make_board_at_work(blind=blind)
    board.do(REP, do.Perceive(mother, "chest"))
    seats = {seat["id"]: seat for seat in wire_view(board.state, OTHER)["seats"]}
    assert "figure" not in seats[REP] and seats[OTHER]["figure"] == ""
    heard = wire_view(board.state, OTHER)["perceptions"]
    assert [each["figure"] for each in heard] == ([""] if blind == Blind.UNNAMED else [])
    assert wire_view(board.state, REP)["perceptions"][0]["figure"] == mother
    sentence = board.do(FAC, do.Offer(REP, "I see you"))[0].sentence  # type: ignore[attr-defined]
    board.do(REP, do.Reply(sentence, Answer.SPOKEN))
    assert [each["to"] for each in wire_view(board.state, OTHER)["sentences"]] == (
        [""] if blind == Blind.UNNAMED else []
    )
    assert wire_view(board.state, REP)["sentences"][0]["to"] == REP


def test_masked_names_stand_in_at_level_one_only() -> None:
    for blind, label in ((0, "Mother"), (1, "M"), (2, ""), (3, "")):
        board, _support, mother = make_board_at_work(blind=blind)
        assert wire_view(board.state, REP)["figures"][mother]["label"] == label
        assert wire_view(board.state, FAC)["figures"][mother]["label"] == "Mother"


def test_nobody_is_told_who_stopped() -> None:
    """Not even by what is refused: a co-host who may lead meets the same no whoever it was."""
    for stopper in (CLIENT, REP, FAC):
        board, _support, _mother = make_board_at_work(blind=1)
        board.grant(HOST, Right.LEAD)
        board.do(stopper, do.Send("stop"))  # type: ignore[arg-type]
        for key in (HOST, REP, OTHER, EYE, WALL):
            view = wire_view(board.state, key)
            assert view["waits_for_client"] is False and "stopped_by" not in view
        tried: tuple[Command, ...] = (do.SetPhase("closing", 99), do.Resume(99), do.Freeze(False))  # type: ignore[arg-type]
        assert [board.try_command(HOST, each) for each in tried[:2]] == [Refusal("not_allowed")] * 2
        assert board.expect_refusal(HOST, tried[2]) == "frozen"


def test_a_proposal_is_told_to_who_leads_alone() -> None:
    board, _support, _mother = make_board_at_work()
    board.grant(HOST, Right.LEAD)
    board.do(CLIENT, do.ProposePhase("closing"))  # type: ignore[arg-type]
    for key, told in ((FAC, "closing"), (CLIENT, "closing"), (HOST, "closing"), (REP, ""), (EYE, ""), (WALL, "")):
        assert wire_view(board.state, key)["proposal"] == told


def test_a_mere_move_is_told_only_of_what_is_seen_already() -> None:
    board, _support, mother = make_board_at_work(blind=2)
    first = board.do(FAC, do.Move(board.add("Aunt"), 50, 50))[0]
    assert seat_view_of_event(board.state, first, REP) is None
    moved = board.do(FAC, do.Move(mother, 60, 60))[0]
    assert wire_view_of_event(board.state, moved, REP) == {"seq": board.state.seq, "moved": {mother: [60, 60, 0, 0]}}
    board.do(HOST, do.Leave())
    assert (
        seat_view_of_event(board.state, moved, HOST) is None
        and seat_view_of_event(board.state, moved, "nobody") is None
    )
    board.do(FAC, do.Lift(mother))
    assert seat_view_of_event(board.state, moved, EYE) is None


def test_what_was_told_and_kept_is_for_the_client_and_whoever_leads() -> None:
    board = ScriptedBoard().advance_to(make_board_at_work()[0].state.phase)
    board.do(CLIENT, do.Tell(3, 4))
    told = {key: wire_view(board.state, key)["told"] for key in (FAC, CLIENT, HOST, REP, EYE, WALL)}
    assert [key for key, each in told.items() if each] == [FAC, CLIENT]


def test_everyone_who_is_here_is_seen_by_everyone_here() -> None:
    board, _support, _mother = make_board_at_work(blind=3)
    here = {key for key, seat in board.state.seats.items() if seat.role in Role}
    for key in here:
        assert {seat["id"] for seat in wire_view(board.state, key)["seats"]} == here
