"""B24–B39: elements and blindness, figures, lines and zones."""

import msgspec
import pytest

from fotfeste.constellations.board import WALL, seat_view
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Answer, Kind, Living, Phase, Right, Role, Tone
from tests.constellations.scripted_board import (
    CAST,
    CLIENT,
    COMMAND_DECODER,
    EYE,
    FAC,
    HOST,
    OTHER,
    REP,
    ScriptedBoard,
    make_board_at_work,
)
from tests.constellations.wire import wire_view

P = Phase
BLIND = (1, 2, 3)


def test_b56_a_client_alone_keeps_to_what_is_light() -> None:
    alone = ScriptedBoard(seats={"me": Role.ALONE}, mode="solo").advance_to(P.PLACING, "me")
    for kind in (Kind.PART, Kind.EVENT, Kind.SECRET):
        assert alone.expect_refusal("me", do.Add("It", kind)) == "not_alone"
    for kind in set(Kind) - {Kind.PART, Kind.EVENT, Kind.SECRET}:
        alone.add("It", kind, "me")
    assert alone.expect_refusal("me", do.SetPhase(P.SENSING)) == "deep_closed"
    alone.do("me", do.SetPhase(P.CLOSING))


# ---- elements and blindness ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
def test_b24_a_resource_comes_before_the_first_demanding_element(kind: Kind) -> None:
    board = ScriptedBoard().advance_to(P.PLACING)
    figure, support = board.add("It", kind), board.add("Support", Kind.RESOURCE)
    if kind in (Kind.SELF, Kind.RESOURCE, Kind.GOAL, Kind.PLACE):
        board.place(figure)
        return
    for key in (FAC, CLIENT):
        assert board.expect_refusal(key, do.Move(figure, 9, 9)) == "resource_first"
    board.place(support)
    board.do(FAC, do.Lift(support))
    assert board.expect_refusal(FAC, do.Move(figure, 9, 9)) == "resource_first"
    board.place(support)
    board.place(figure)


@pytest.mark.parametrize("most", [2, 3, 12])
def test_b25_the_intention_method_keeps_a_place_for_i(most: int) -> None:
    board = ScriptedBoard(method="intention", most_elements=most).advance_to(P.CHOOSING)
    for number in range(min(most, 3) - 1):
        board.add(f"Wish {number}", Kind.GOAL)
    assert board.expect_refusal(FAC, do.Add("Wish", Kind.GOAL)) == "self_comes_first"
    board.add("I", Kind.SELF)
    assert board.expect_refusal(FAC, do.Add("Wish", Kind.GOAL)) == "enough_elements"


def test_b25_the_parts_method_has_its_own_kinds() -> None:
    board = ScriptedBoard(method="parts").advance_to(P.CHOOSING)
    taken = {kind for kind in Kind if isinstance(board.try_command(FAC, do.Add("It", kind)), list)}
    assert taken == set(Kind) - {Kind.PERSON, Kind.EVENT, Kind.SECRET, Kind.GROUP, Kind.MISSING}


@pytest.mark.parametrize("blind", [0, *BLIND])
def test_b26_what_each_blind_level_shows(blind: int) -> None:
    board, _, mother = make_board_at_work(blind=blind)
    board.do(REP, do.Perceive(mother, "chest"))
    view, all_seen = wire_view(board.state, OTHER), wire_view(board.state, FAC)
    names = {seat["id"]: seat.get("figure") for seat in view["seats"]}
    assert view["figures"][mother]["label"] == ("Mother", "M", "", "")[blind]
    assert names[REP] == (mother, mother, None, None)[blind]
    assert [each["figure"] for each in view["perceptions"]] == ([mother], [mother], [""], [])[blind]
    assert all_seen["figures"][mother]["label"] == "Mother" and all_seen["perceptions"][0]["figure"] == mother
    board.grant(HOST, Right.SEES)
    assert wire_view(board.state, HOST)["figures"] == wire_view(board.state, FAC)["figures"]


@pytest.mark.parametrize("blind", BLIND)
def test_b27_what_goes_with_a_meaning_is_not_there(blind: int) -> None:
    board, support, mother = make_board_at_work(blind=blind)
    board.do(FAC, do.SetIssue("Why"), do.Draw(support, mother, "grief"), do.Mark(9, 9, 90, "home"), do.ShowRows())
    board.do(FAC, do.Add("Aunt", Kind.PERSON, "A", 2, Living.DEAD, Tone.DAWN))
    view = wire_view(board.state, REP)
    assert not {"kind", "generation", "living"} & set(view["figures"][mother])
    assert (
        [line["words"] for line in view["lines"].values()] == [zone["words"] for zone in view["zones"].values()] == [""]
    )
    assert view["issue"] == "" and view["pictures"] == []


@pytest.mark.parametrize("blind", BLIND)
def test_b28_what_was_revealed_is_seen_by_all_and_only_revealed_by_who_may_see(blind: int) -> None:
    board, _, mother = make_board_at_work(blind=blind)
    board.grant(HOST, Right.ELEMENTS)
    assert board.expect_refusal(HOST, do.Reveal(mother)) == "not_allowed"
    board.grant(HOST, Right.SEES)
    board.do(HOST, do.Reveal(mother))
    for key in (*CAST, WALL):
        assert wire_view(board.state, key)["figures"][mother]["label"] == "Mother"


@pytest.mark.parametrize("blind", BLIND)
def test_b29_what_waits_beside_the_board_is_not_there(blind: int) -> None:
    board, support, mother = make_board_at_work(blind=blind)
    aunt = board.add("Aunt", masked="A")
    board.do(FAC, do.Draw(aunt, support), do.Assign(OTHER, aunt))
    for key in (REP, EYE, HOST, WALL):
        assert aunt not in msgspec.json.encode(seat_view(board.state, key)).decode()
        assert set(wire_view(board.state, key)["figures"]) == {support, mother}
    assert wire_view(board.state, OTHER)["figures"][aunt]["mine"]


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.GOAL])
def test_b30_placing_blind_is_answered_alike_whatever_it_is(kind: Kind) -> None:
    board = ScriptedBoard(blind=2).advance_to(P.PLACING)
    board.grant(HOST, Right.FIGURES)
    figure = board.add("It", kind)
    assert board.expect_refusal(HOST, do.Move(figure, 9, 9)) == "place_first"


def test_b31_figures_come_in_the_order_of_their_random_ids() -> None:
    board = ScriptedBoard().advance_to(P.PLACING)
    for number in range(8):
        board.place(board.add(f"Goal {number}", Kind.GOAL))
    shown = list(wire_view(board.state, REP)["figures"])
    assert shown == sorted(shown) != list(board.state.figures)


def test_b32_unknown_and_forbidden_answer_alike() -> None:
    board, support, _ = make_board_at_work(blind=2)
    for figure in (support, "f" * 16):
        for command in (do.Move(figure, 9, 9), do.Appear(figure), do.Perceive(figure, "chest"), do.LetGo(figure)):
            assert board.expect_refusal(REP, command) == "not_allowed"
    sentence = board.do(FAC, do.Offer(OTHER, "words"))[0]
    for each in (sentence.sentence, "f" * 16):  # type: ignore[attr-defined]
        assert board.expect_refusal(REP, do.Reply(each, Answer.SPOKEN)) == "not_allowed"


@pytest.mark.parametrize(("blind", "label"), [(0, "M"), (1, ""), (2, ""), (3, "")])
def test_b33_the_wall_shows_nothing_private(blind: int, label: str) -> None:
    board, support, mother = make_board_at_work(blind=blind)
    board.do(FAC, do.SetIssue("Why"), do.Mark(9, 9, 90, "home"), do.Draw(support, mother, "grief"))
    board.do(REP, do.Perceive(mother, "chest", words="tight"))
    view = wire_view(board.state, WALL)
    assert view["figures"][mother]["label"] == label and "kind" not in view["figures"][mother]
    assert not any(view[each] for each in ("issue", "seats", "perceptions", "sentences", "told", "kept", "waived"))
    assert "home" not in str(view) and "grief" not in str(view)


# ---- figures, lines, zones -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        '"x":-1',
        '"x":1201',
        '"y":1001',
        '"x":1.5',
        '"heading":360',
        '"heading":-1',
        '"gaze":91',
        '"path":[[0,0]]',
        '"path":' + str([[0, 0, 0]] * 41),
        '"unknown":1',
        '"figure":""',
        '"path":[[0,0,-1]]',
    ],
)
def test_b34_what_does_not_fit_is_no_command(wrong: str) -> None:
    COMMAND_DECODER.decode('{"do":"move","figure":"f","x":1,"y":2,"heading":359,"gaze":-90,"path":[[0,0,0]]}')
    with pytest.raises(msgspec.ValidationError):
        COMMAND_DECODER.decode(
            '{"do":"move","figure":"f",' + wrong + "}" if "figure" not in wrong else '{"do":"move",' + wrong + "}"
        )


def test_b35_a_place_comes_before_a_turn() -> None:
    board = ScriptedBoard().advance_to(P.PLACING)
    goal = board.add("Goal", Kind.GOAL)
    for command in (do.Move(goal, heading=90), do.Move(goal, x=9), do.Move(goal, y=9, gaze=3)):
        assert board.expect_refusal(FAC, command) == "place_first"
    board.place(goal)
    board.do(FAC, do.Move(goal, heading=90))
    board.grant(HOST, Right.FIGURES)  # with open eyes a co-host places too
    board.place(board.add("Goal 2", Kind.GOAL), by=HOST)


def test_b36_what_is_so_already_does_nothing() -> None:
    board, support, mother = make_board_at_work()
    board.do(FAC, do.Reveal(mother), do.Lift(support), do.Slow(2), do.ShowRows(), do.Freeze())
    for command in (
        do.Reveal(mother),
        do.Slow(2),
        do.ShowRows(),
        do.Freeze(),
        do.SetPhase(P.MOVING),
        do.Admit(REP),
        do.Assign(REP, mother),
        do.Mask(mother, "M"),
        do.SetIssue(""),
    ):
        assert board.try_command(FAC, command) == []
    board.do(FAC, do.Freeze(False))
    for again in (do.Lift(support), do.Move(mother, 300, 300), do.Appear(mother, scale=100)):
        assert board.try_command(FAC, again) == []


def test_b37_what_is_taken_away_takes_its_lines_along_and_leaves_the_role_owed() -> None:
    board, support, mother = make_board_at_work()
    board.do(FAC, do.Draw(support, mother))
    board.do(REP, do.Perceive(mother, "chest"))
    board.do(FAC, do.TakeAway(mother))
    assert not (board.state.lines or board.state.perceptions) and mother not in board.state.elements
    assert board.state.seats[REP].figure == "" and board.state.seats[REP].owes == (mother,)
    board.do(REP, do.LetGo(mother))


def test_b38_there_is_room_for_so_many() -> None:
    board, support, mother = make_board_at_work(most_elements=3)
    board.do(FAC, *(do.Mark(n, n, 40) for n in range(40)), *(do.Draw(support, mother) for _ in range(40)))
    assert (
        board.expect_refusal(FAC, do.Mark(1, 1, 40))
        == board.expect_refusal(FAC, do.Draw(support, mother))
        == "enough_marks"
    )
    board.add("Aunt")
    assert board.expect_refusal(FAC, do.Add("Uncle", Kind.PERSON)) == "enough_elements"


@pytest.mark.parametrize(("blind", "who"), [(0, {*CAST, WALL}), (1, {FAC, CLIENT})])
def test_b39_rows_are_shown_to_who_sees_generations(blind: int, who: set[str]) -> None:
    board, _, _ = make_board_at_work(blind=blind)
    board.do(FAC, do.ShowRows())
    assert {key for key in (*CAST, WALL) if wire_view(board.state, key)["rows_shown"]} == who
