"""B40–B55: what is felt and said, de-roling, consent and words, order and versions."""

import copy
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fotfeste.constellations.board import Event, Refusal, decide, evolve, fold, permissions, seat_view_of_event
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board import events as ev
from fotfeste.constellations.board.enums import Answer, Phase, Purpose, Right, Role
from tests.constellations.scripted_board import (
    CAST,
    CLIENT,
    EYE,
    FAC,
    HOST,
    OTHER,
    REP,
    ScriptedBoard,
    make_board_at_work,
)
from tests.constellations.wire import wire_view, wire_view_of_event

P = Phase
SPEC = Path(permissions.__file__).parents[1] / "SPEC.md"
TESTS = Path(__file__).parents[1]


def test_every_rule_has_a_test_of_its_name() -> None:
    written = re.findall(r"^- \*\*B(\d+)\*\*", SPEC.read_text(encoding="utf-8"), re.MULTILINE)
    assert written == [str(number) for number in range(1, len(written) + 1)] and written
    names = {name for file in TESTS.rglob("test_*.py") for name in re.findall(r"def test_b(\d+)_", file.read_text())}
    assert names == set(written)


def seen_perceptions(board: ScriptedBoard, key: str) -> list[Any]:
    return [each["words"] for each in wire_view(board.state, key)["perceptions"]]


def seen_sentences(board: ScriptedBoard, key: str) -> list[tuple[str, str]]:
    return [(each["words"], each["answer"]) for each in wire_view(board.state, key)["sentences"]]


def offer_sentence(board: ScriptedBoard, to: str = REP, words: str = "I see you") -> str:
    return board.do(FAC, do.Offer(to, words))[0].sentence  # type: ignore[attr-defined]


# ---- perceptions and sentences ---------------------------------------------------------------------------------------


def test_b40_a_perception_says_something_and_is_its_reporters() -> None:
    board, support, mother = make_board_at_work()
    assert board.expect_refusal(REP, do.Perceive(mother)) == "nothing_said"
    for only in (do.Perceive(mother, "chest"), do.Perceive(mother, intensity=0), do.Perceive(mother, impulse="turn")):
        board.do(REP, only)
    assert {each.seat for each in board.state.perceptions.values()} == {REP}
    assert board.expect_refusal(FAC, do.Perceive(support, "chest")) == "not_allowed"
    room, support, _ = make_board_at_work(mode="in_room")
    room.do(FAC, do.Perceive(support, "chest"))
    assert room.expect_refusal(FAC, do.Perceive("f" * 16, "chest")) == "unknown"


@pytest.mark.parametrize("blind", [0, 1, 3])
def test_b41_what_was_put_away_is_out_of_sight_for_the_others(blind: int) -> None:
    board, _, mother = make_board_at_work(blind=blind)
    perception = board.do(REP, do.Perceive(mother, words="tight"))[0].perception  # type: ignore[attr-defined]
    board.do(REP, do.PutAway(perception))
    assert {key for key in CAST if seen_perceptions(board, key)} == {FAC, CLIENT, REP}
    board.grant(HOST, Right.SEES)
    assert seen_perceptions(board, HOST) == ["tight"]
    board.do(CLIENT, do.PutAway(perception, False))
    assert bool(seen_perceptions(board, OTHER)) is (blind < 3)


def test_b38_one_seat_has_so_many_perceptions_and_the_others_have_theirs() -> None:
    board, support, mother = make_board_at_work()
    board.do(REP, *[do.Perceive(mother, intensity=n % 11) for n in range(300)])
    board.do(FAC, do.Assign(OTHER, support))
    assert board.expect_refusal(REP, do.Perceive(mother, words="more")) == "enough_said"
    assert board.do(OTHER, do.Perceive(support, words="warm"))


@pytest.mark.parametrize("key", [REP, CLIENT])
def test_b42_a_sentence_is_hers_to_say_change_or_leave_once(key: str) -> None:
    board, _, _ = make_board_at_work()
    board.grant(HOST, Right.SENTENCES)
    spoken, other, left = (offer_sentence(board, key, words) for words in ("one", "two", "three"))
    assert {each for each in CAST if seen_sentences(board, each)} == {FAC, HOST, key}
    assert board.expect_refusal(key, do.Reply(spoken, Answer.OFFERED)) == "nothing_said"
    assert board.expect_refusal(key, do.Reply(other, Answer.CHANGED, "  ")) == "nothing_said"
    board.do(
        key, do.Reply(spoken, Answer.SPOKEN), do.Reply(other, Answer.CHANGED, "mine"), do.Reply(left, Answer.DECLINED)
    )
    assert board.try_command(key, do.Reply(left, Answer.SPOKEN)) == []
    assert seen_sentences(board, EYE) == [("one", "spoken"), ("mine", "changed")]
    assert seen_sentences(board, key)[2] == ("three", "declined")


def test_b42_sentences_are_offered_to_who_may_stand_for_a_figure() -> None:
    board, _, _ = make_board_at_work()
    assert board.expect_refusal(FAC, do.Offer(EYE, "words")) == "stands_for_nobody"
    board.do(REP, do.StepOut())
    assert (
        board.expect_refusal(FAC, do.Offer(REP, "words"))
        == board.expect_refusal(FAC, do.Offer("nobody", "words"))
        == "unknown"
    )


def test_b43_what_is_told_reaches_who_leads_and_nobody_else() -> None:
    board, _, _ = make_board_at_work()
    board.grant(HOST, Right.LEAD, Right.SEES)
    assert board.expect_refusal(CLIENT, do.Tell()) == "nothing_said"
    board.do(CLIENT, do.Tell(activation=-5), do.Tell(safety=0))
    assert {key for key in CAST if wire_view(board.state, key)["told"]} == {FAC, CLIENT}
    assert [(each["activation"], each["safety"]) for each in wire_view(board.state, FAC)["told"]] == [
        (-5, None),
        (None, 0),
    ]


# ---- de-roling, ending -----------------------------------------------------------------------------------------------


def test_b44_a_role_is_stepped_out_of_by_who_had_it() -> None:
    board, support, mother = make_board_at_work()
    board.do(FAC, do.Assign(REP, support))
    assert board.state.seats[REP].owes == (mother, support)
    assert board.expect_refusal(OTHER, do.LetGo(mother)) == board.expect_refusal(FAC, do.LetGo(mother)) == "not_allowed"
    board.do(REP, do.LetGo(mother))
    assert board.state.seats[REP].figure == support
    board.do(REP, do.StepOut(), do.LetGo(support))
    assert not board.state.still_in_role


def test_b45_why_not_is_said_at_the_end_and_a_new_role_asks_anew() -> None:
    board, support, _ = make_board_at_work()
    for phase in (P.MOVING, P.GROUNDING):
        assert board.expect_refusal(FAC, do.Waive(REP, "she had to go")) == "not_allowed", phase
        board.do(EYE, do.Send("stop"))  # type: ignore[arg-type]
    board.do(FAC, do.SetPhase(P.DEROLING), do.Waive(REP, "she had to go"))
    assert not board.state.still_in_role and board.try_command(FAC, do.Waive(OTHER, "not in a role")) == []
    assert {key for key in CAST if wire_view(board.state, key)["waived"]} == {FAC}
    board.apply([ev.Assigned(REP, support)])
    assert board.state.still_in_role == [REP]


def test_b46_what_the_client_keeps_is_hers_alone() -> None:
    board, _, _ = make_board_at_work(P.CLOSING)
    board.grant(HOST, Right.SEES)
    board.do(CLIENT, do.KeepWords("I may rest"))
    assert {key for key in CAST if wire_view(board.state, key)["kept"]} == {CLIENT}


# ---- consent and words -----------------------------------------------------------------------------------------------


def test_b47_consent_is_ones_own_and_without_it_nobody_is_in_a_role() -> None:
    board, _, _ = make_board_at_work()
    board.do(REP, do.Consent(Purpose.TAKE_PART), do.Consent(Purpose.RECORD))
    assert board.state.seats[REP].agreed == {"take_part", "record"} and board.state.seats[OTHER].agreed == {"take_part"}
    board.do(REP, do.Consent(Purpose.TAKE_PART, False))
    assert board.state.seats[REP].figure == "" and board.state.phase == P.MOVING
    board.do(REP, do.Leave(), do.Consent(Purpose.RECORD, False))
    assert not board.state.seats[REP].agreed


def test_b48_it_is_looked_at_again_only_when_all_who_were_in_agree() -> None:
    board, _, _ = make_board_at_work()
    board.do("house", do.Knock("shy", Role.OBSERVER))
    board.do("shy", do.Leave())  # was never let in: took no part
    board.do(OTHER, do.Leave())
    for key in CAST:
        assert not any(wire_view(board.state, each)["me"].get("replays") for each in CAST)
        board.do(key, do.Consent(Purpose.RECORD))
    assert {key for key in CAST if wire_view(board.state, key)["me"].get("replays")} == {FAC, CLIENT, REP}
    board.do(OTHER, do.Consent(Purpose.RECORD, False))
    assert not wire_view(board.state, FAC)["me"]["replays"]


@pytest.mark.parametrize("leaves", [False, True])
def test_b49_words_taken_back_are_gone_for_everyone(leaves: bool) -> None:
    board, _, mother = make_board_at_work(P.CLOSING)
    board.do(REP, do.Perceive(mother, "chest", words="tight"), do.Reply(offer_sentence(board), Answer.CHANGED, "mine"))
    board.do(CLIENT, do.Tell(3), do.KeepWords("I may rest"))
    for key in (REP, CLIENT):
        board.do(key, *([do.Leave()] if leaves else []), do.TakeBackWords())
    left = msgspec.json.encode(board.state).decode()
    assert not [word for word in ("tight", "mine", "I may rest", "chest", '"activation":3') if word in left]
    assert all(told.activation is None for told in board.state.told)


def test_b50_a_board_folds_without_its_words() -> None:
    board, _, mother = make_board_at_work()
    bare = fold(ev.read_event(type(e).__name__, e.V, ev.split_sealed(e)[0], None) for e in board.events)
    there, was = bare.figures[mother], board.state.figures[mother]
    assert there == msgspec.structs.replace(was, tone=there.tone) and bare.elements[mother].label == ""


# ---- order and versions ----------------------------------------------------------------------------------------------


def test_b51_deciding_twice_is_the_same_and_changes_nothing() -> None:
    board, support, mother = make_board_at_work()
    before = copy.deepcopy(board.state)
    for command in (do.Add("Aunt", "person"), do.Draw(support, mother), do.Move(mother, 9, 9)):  # type: ignore[arg-type]
        twice = [decide(board.state, FAC, command, now=5.0, new_id=lambda: "new") for _ in range(2)]
        assert twice[0] == twice[1] and not isinstance(twice[0], Refusal)
        assert evolve(board.state, twice[0][0]).seq == board.state.seq + 1
    assert board.state == before


def test_b52_folding_all_events_is_the_live_state() -> None:
    board, _, _ = make_board_at_work(P.AFTERCARE)
    assert fold(board.events) == board.state
    for at in range(len(board.events)):
        assert fold(board.events[at:], fold(board.events[:at])) == board.state


NOWHERE: list[Event] = [
    ev.PresenceSet("x", "in"),  # type: ignore[arg-type]
    ev.Granted("x", "lead"),  # type: ignore[arg-type]
    ev.Consented("x", "record"),  # type: ignore[arg-type]
    ev.Assigned("x", "f"),
    ev.LetGoOf("x", "f"),
    ev.Waived("x", "why"),
    ev.StoodAt("x", 3),
    ev.Masked("f", "M"),
    ev.Revealed("f"),
    ev.TakenAway("f"),
    ev.Moved("x", "f", 1, 1, 1),
    ev.Lifted("f"),
    ev.Appeared("f"),
    ev.Drawn("l", "f", "g"),
    ev.Erased("l"),
    ev.WasPutAway("p"),
    ev.Replied("s", Answer.SPOKEN),
    ev.WordsTakenBack("x"),
]


@pytest.mark.parametrize("event", NOWHERE, ids=lambda event: type(event).__name__)
def test_b53_what_names_nothing_here_changes_nothing_but_the_count(event: Event) -> None:
    board, _, _ = make_board_at_work()
    after = evolve(board.state, event)
    assert msgspec.structs.replace(after, seq=board.state.seq) == board.state and after.seq == board.state.seq + 1


def test_b55_a_mere_move_is_told_to_who_is_in() -> None:
    board, _, mother = make_board_at_work()
    moved = board.do(REP, do.Move(mother, 9, 9))[0]
    board.do(OTHER, do.Leave())
    assert wire_view_of_event(board.state, moved, EYE) == {"seq": board.state.seq, "moved": {mother: [9, 9, 0, 0]}}
    assert seat_view_of_event(board.state, moved, OTHER) is None
    placed = board.do(FAC, do.Move(board.add("Aunt"), 1, 1))[0]
    assert seat_view_of_event(board.state, placed, EYE) is None
