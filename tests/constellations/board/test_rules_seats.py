"""B18–B23: seats, and what is handed to them."""

import pytest

from fotfeste.constellations.board import HOUSE
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Phase, Purpose, Right, Role
from fotfeste.constellations.board.permissions import INSIDE, REPLAY, TRUE_LABELS, can_see
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
from tests.constellations.wire import wire_view

P = Phase
ALL_RIGHTS = {
    Role.COHOST: set(Right) - {Right.INSIDE},
    Role.CLIENT: {Right.FIGURES},
    Role.OBSERVER: {Right.INSIDE},
}


def test_b18_a_guest_waits_until_a_person_lets_her_in() -> None:
    board, _, _ = make_board_at_work()
    board.do(HOUSE, do.Knock("new", Role.REPRESENTATIVE, "New"))
    view = wire_view(board.state, "new")
    assert set(view) == {"seq", "phase", "me"} and view["phase"] == ""
    assert board.expect_refusal(HOST, do.Admit("new")) == board.expect_refusal(REP, do.Admit("new")) == "not_allowed"
    assert board.expect_refusal("new", do.Admit("new")) == "not_allowed"
    board.grant(HOST, Right.LEAD)
    board.do(HOST, do.Admit("new"))
    assert wire_view(board.state, "new")["phase"] == P.MOVING
    board.do(FAC, do.Remove("new"))
    assert board.expect_refusal(FAC, do.Admit("new")) == "unknown" and wire_view(board.state, "new")["phase"] == ""


def test_b19_there_are_no_hidden_observers() -> None:
    board, _, _ = make_board_at_work(blind=3)
    board.do(HOUSE, do.Knock("new", Role.OBSERVER, "New"))
    board.do(OTHER, do.StepOut())
    for key in CAST:
        shown = {seat["id"] for seat in wire_view(board.state, key)["seats"]}
        assert shown == set(CAST) | ({"new"} if key == FAC else set())
    board.do(FAC, do.Admit("new"))
    assert all("new" in {seat["id"] for seat in wire_view(board.state, key)["seats"]} for key in CAST)


@pytest.mark.parametrize("key", CAST)
@pytest.mark.parametrize("right", Right)
def test_b20_only_rights_of_a_role_are_handed_on_and_can_be_taken_back(key: str, right: Right) -> None:
    board = ScriptedBoard()
    if right not in ALL_RIGHTS.get(CAST[key], set()):
        assert board.expect_refusal(FAC, do.Grant(key, right)) == "not_grantable"
        return
    board.do(FAC, do.Grant(key, right))
    assert wire_view(board.state, key)["me"]["granted"] == [right]
    board.do(FAC, do.Grant(key, right, False))
    assert wire_view(board.state, key)["me"]["granted"] == []


def test_b21_who_holds_the_group_stays_and_the_client_is_never_removed() -> None:
    board, _, _ = make_board_at_work()
    assert board.expect_refusal(FAC, do.Leave()) == "facilitator_stays"
    assert board.expect_refusal(FAC, do.Remove(CLIENT)) == board.expect_refusal(FAC, do.Remove(FAC)) == "not_allowed"
    for key in (HOST, REP, EYE):
        board.do(FAC, do.Remove(key))
        assert wire_view(board.state, key)["phase"] == ""
    closed = ScriptedBoard().advance_to(P.CLOSED)
    closed.do(FAC, do.Leave())


def test_b22_the_house_seats_as_many_as_there_is_room_for() -> None:
    board = ScriptedBoard(most_representatives=3)
    board.do(HOUSE, do.Knock("third", Role.REPRESENTATIVE), do.Knock("eye 2", Role.OBSERVER))
    assert board.expect_refusal(HOUSE, do.Knock("fourth", Role.REPRESENTATIVE)) == "full"
    assert board.try_command(HOUSE, do.Knock("third", Role.FACILITATOR)) == []
    board.do("third", do.Leave())
    board.do(HOUSE, do.Knock("fourth", Role.REPRESENTATIVE))
    assert board.try_command(HOUSE, do.Begin("solo", "parts")) == []
    assert ScriptedBoard().advance_to(P.CLOSED).expect_refusal(HOUSE, do.Knock("late", Role.OBSERVER)) == "closed"


def test_b23_one_figure_for_a_seat_and_one_seat_for_a_figure() -> None:
    board, support, mother = make_board_at_work()
    assert board.expect_refusal(FAC, do.Assign(OTHER, mother)) == "held_already"
    board.do(FAC, do.Assign(REP, support), do.Assign(OTHER, mother))
    assert (board.state.seats[REP].figure, board.state.seats[OTHER].figure) == (support, mother)
    for key in (HOST, EYE, FAC):
        assert board.expect_refusal(FAC, do.Assign(key, "")) == "stands_for_nobody"
    board.do(OTHER, do.StepOut())
    assert board.expect_refusal(FAC, do.Assign(OTHER, mother)) == "unknown"


def test_looking_is_decided_by_a_table_of_its_own() -> None:
    board, _, _ = make_board_at_work(blind=1)
    tables = {"labels": TRUE_LABELS, "inside": INSIDE, "replay": REPLAY}
    anything = {name: {key for key in CAST if can_see(board.state, key, table)} for name, table in tables.items()}
    assert anything == {"labels": {FAC, CLIENT}, "inside": {FAC, HOST, CLIENT}, "replay": {FAC, CLIENT}}
    own = {
        name: {key for key in CAST if can_see(board.state, key, table, of_own=True)} for name, table in tables.items()
    }
    assert own == {
        "labels": {FAC, CLIENT},
        "inside": {FAC, HOST, CLIENT, REP, OTHER},
        "replay": {FAC, CLIENT, REP, OTHER},
    }
    board.grant(HOST, Right.SEES)
    board.grant(EYE, Right.INSIDE)
    assert can_see(board.state, HOST, TRUE_LABELS) and can_see(board.state, EYE, INSIDE)
    assert [wire_view(board.state, key)["me"]["inside"] for key in (FAC, REP, EYE)] == ["any", "own", "any"]


def test_b57_nobody_stands_for_anything_before_saying_yes() -> None:
    board = ScriptedBoard().advance_to(P.PLACING)
    figure = board.add("It")
    board.do(HOUSE, do.Knock("new", Role.REPRESENTATIVE, "New", admitted=True))
    assert board.expect_refusal(FAC, do.Assign("new", figure)) == "has_not_said_yes"
    board.do("new", do.Consent(Purpose.TAKE_PART))
    board.do(FAC, do.Assign("new", figure))
    board.do("new", do.Consent(Purpose.TAKE_PART, False))
    assert board.state.seats["new"].figure == ""
