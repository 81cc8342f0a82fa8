"""B1–B17: signals, stopping, going on, and the phases."""

import pytest

from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import DEFAULT_SLOW_S, PHASE_ORDER, Kind, Phase, Purpose, Right, Role, Signal
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
UNDER_WAY = PHASE_ORDER[1:8]
NOT_CLOSED = [phase for phase in PHASE_ORDER if phase != P.CLOSED]
STOP, PAUSE = do.Send(Signal.STOP), do.Send(Signal.PAUSE)


def resume_having_seen(board: ScriptedBoard) -> do.Resume:
    return do.Resume(board.state.seq)


@pytest.mark.parametrize("phase", NOT_CLOSED)
def test_b1_everyone_can_signal_in_every_phase(phase: Phase) -> None:
    for key in CAST:
        board = ScriptedBoard().advance_to(phase)
        for signal in Signal:
            board.do(key, do.Send(signal))
            assert wire_view(board.state, EYE)["signal"] == signal
        board.do(key, do.StepOut(), STOP)


@pytest.mark.parametrize("phase", NOT_CLOSED)
def test_b2_a_stop_leads_to_grounding_and_freezes(phase: Phase) -> None:
    for key in CAST:
        board = ScriptedBoard().advance_to(phase)
        board.do(key, STOP)
        assert (board.state.phase, board.state.before, board.state.frozen) == (P.GROUNDING, phase, True)
        assert board.do(OTHER, STOP) and board.state.before == phase


def test_b3_only_who_leads_resumes_and_back_to_where_it_was() -> None:
    board, _, _ = make_board_at_work(P.SENSING)
    board.do(REP, STOP)
    board.grant(HOST, *(right for right in Right if right != Right.INSIDE))
    for key in (HOST, CLIENT, REP, OTHER, EYE):
        assert board.expect_refusal(key, resume_having_seen(board)) == "not_allowed"
    board.do(FAC, resume_having_seen(board))
    assert (board.state.phase, board.state.frozen, board.state.signal) == (P.SENSING, False, Signal.OK)
    alone = ScriptedBoard(seats={"me": Role.ALONE}, mode="solo").advance_to(P.PLACING, "me")
    alone.do("me", STOP, do.Resume(99))
    assert alone.state.phase == P.PLACING


@pytest.mark.parametrize("onward", [do.Resume(99), do.SetPhase(P.CLOSING, 99)])
def test_b4_after_the_clients_stop_nothing_goes_on_without_her_yes(onward: Command) -> None:
    board, _, _ = make_board_at_work()
    board.do(CLIENT, STOP)
    board.do(REP, STOP)
    assert board.expect_refusal(FAC, onward) == "client_has_not_agreed"
    board.do(CLIENT, do.Agree())
    board.do(OTHER, STOP)
    assert board.expect_refusal(FAC, onward) == "client_has_not_agreed"
    board.do(CLIENT, do.Agree(), do.Agree(False))
    assert board.expect_refusal(FAC, onward) == "client_has_not_agreed"
    board.do(CLIENT, do.Agree())
    board.do(FAC, onward)


def test_b4_a_client_who_stops_after_another_is_asked_too() -> None:
    board, _, _ = make_board_at_work()
    board.do(REP, STOP)
    board.do(CLIENT, STOP)
    assert board.expect_refusal(FAC, do.Resume(99)) == "client_has_not_agreed"
    board.do(FAC, do.SetPhase(P.DEROLING))


@pytest.mark.parametrize("key", [REP, FAC, EYE])
def test_b5_a_stop_on_an_old_page_holds(key: str) -> None:
    """A facilitator in two tabs: the one that has not seen the stop cannot end it."""
    board, _, _ = make_board_at_work()
    board.do(key, STOP)
    old = board.state.seq - 1
    assert board.expect_refusal(FAC, do.Resume(old)) == board.expect_refusal(FAC, do.Resume()) == "stopped_since"
    assert board.expect_refusal(FAC, do.SetPhase(P.CLOSING, old)) == "stopped_since"
    assert board.expect_refusal(FAC, do.SetPhase(P.CLOSING)) == "stopped_since"
    board.do(FAC, do.SetPhase(P.CLOSING, old + 1))


def test_b5_a_pause_on_an_old_page_holds() -> None:
    board, _, _ = make_board_at_work()
    board.do(REP, PAUSE)
    assert board.expect_refusal(FAC, do.Resume(board.state.seq - 1)) == "stopped_since"
    board.do(FAC, resume_having_seen(board))
    assert not board.state.frozen


@pytest.mark.parametrize("rest", [do.Freeze(), PAUSE])
def test_b6_while_frozen_nothing_moves_whoever_asks(rest: Command) -> None:
    board, support, mother = make_board_at_work()
    board.do(FAC, rest)
    looks = (do.Move(mother, 9, 9), do.Move(mother, heading=9), do.Appear(mother, scale=60))
    for key, command in [*((FAC, each) for each in looks), *((REP, each) for each in looks)]:
        assert board.expect_refusal(key, command) == "frozen"
    assert board.expect_refusal(FAC, do.Lift(support)) == board.expect_refusal(FAC, do.TakeAway(mother)) == "frozen"
    waiting = board.add("Aunt")
    assert board.expect_refusal(FAC, do.Move(waiting, 9, 9)) == "frozen"
    board.do(FAC, do.TakeAway(waiting))


def test_b7_a_pause_is_ended_by_resuming_alone() -> None:
    board, _, mother = make_board_at_work()
    board.grant(HOST, Right.LEAD)
    board.do(CLIENT, PAUSE)
    for key in (FAC, HOST):
        assert board.expect_refusal(key, do.Freeze(False)) == "frozen"
        board.do(key, do.SetPhase(P.SENSING if board.state.phase == P.MOVING else P.MOVING))
        assert board.expect_refusal(FAC, do.Move(mother, 9, 9)) == "frozen"
    board.do(EYE, do.Send(Signal.OK))
    assert board.state.frozen
    board.do(FAC, resume_having_seen(board), do.Freeze(), do.Freeze(False), do.Move(mother, 9, 9))


def test_b8_slower_asks_for_time_between_moves() -> None:
    board, support, mother = make_board_at_work()
    board.do(EYE, do.Send(Signal.SLOWER))
    board.do(REP, do.Move(mother, 400, 400))
    board.wait(DEFAULT_SLOW_S - 0.1)
    assert board.expect_refusal(REP, do.Move(mother, 410, 400)) == "slowly"
    board.do(FAC, do.Move(mother, 420, 400), do.Move(support, 90, 90))
    board.wait(0.1)
    board.do(REP, do.Move(mother, 430, 400))
    board.do(FAC, do.Slow(20))
    board.do(REP, do.Send(Signal.SLOWER))
    assert board.state.slow_s == 20


def test_b9_who_stopped_is_told_to_nobody() -> None:
    board, _, _ = make_board_at_work()
    board.grant(HOST, Right.LEAD, Right.SEES)
    board.do(CLIENT, STOP)
    waits = {key: wire_view(board.state, key)["waits_for_client"] for key in CAST}
    assert {key for key, each in waits.items() if each} == {FAC, CLIENT}
    for command in (do.SetPhase(P.CLOSING, 99), do.SetPhase(P.DEROLING), do.Resume(99)):
        assert board.expect_refusal(HOST, command) == "not_allowed"


@pytest.mark.parametrize("phase", UNDER_WAY)
@pytest.mark.parametrize("goes", [do.Leave(), do.Consent(Purpose.TAKE_PART, False)])
def test_b10_a_client_who_goes_stops_the_board(phase: Phase, goes: Command) -> None:
    board = ScriptedBoard().advance_to(phase)
    board.do(CLIENT, goes)
    assert board.state.phase == P.GROUNDING
    assert board.expect_refusal(FAC, do.Resume(99)) == "client_has_not_agreed"
    board.do(FAC, do.SetPhase(P.DEROLING))


@pytest.mark.parametrize("key", CAST)
def test_b11_anyone_steps_out_at_once_and_comes_back_without_a_role(key: str) -> None:
    board, _, mother = make_board_at_work()
    board.do(FAC, do.Freeze())
    board.do(key, do.StepOut())
    assert board.try_command(key, do.StepOut()) == []
    assert board.state.seats[key].figure == "" and (key != REP or mother in board.state.seats[REP].owes)
    assert board.expect_refusal(key, do.Perceive(mother, "chest")) == "not_allowed"
    board.do(key, do.ComeBack())
    assert board.state.seats[key].figure == ""


def reachable_phases(board: ScriptedBoard, seen: int = 99) -> set[Phase]:
    return {
        to
        for to in Phase
        if to != board.state.phase and isinstance(board.try_command(FAC, do.SetPhase(to, seen)), list)
    }


@pytest.mark.parametrize("at", range(len(PHASE_ORDER)))
def test_b12_the_ways_from_each_phase(at: int) -> None:
    ahead = {*PHASE_ORDER[at + 1 : at + 2]}
    if at == 0:
        expected = ahead | {P.AFTERCARE}
    elif PHASE_ORDER[at] in UNDER_WAY:
        expected = ahead | set(PHASE_ORDER[1:at]) | {P.CLOSING, P.DEROLING}
    else:
        expected = ahead
    assert reachable_phases(ScriptedBoard().advance_to(PHASE_ORDER[at])) == expected - {PHASE_ORDER[at]}


def test_b13_nothing_begins_or_goes_on_without_the_clients_yes() -> None:
    board = ScriptedBoard()
    board.do(CLIENT, do.Consent(Purpose.TAKE_PART, False))
    assert board.expect_refusal(FAC, do.SetPhase(P.ARRIVING)) == "no_consent"
    assert reachable_phases(board) == {P.AFTERCARE}
    board, _, _ = make_board_at_work()
    board.do(CLIENT, do.Consent(Purpose.TAKE_PART, False), do.Agree())
    assert (
        board.expect_refusal(FAC, do.Resume(99))
        == board.expect_refusal(FAC, do.SetPhase(P.CLOSING, 99))
        == "no_consent"
    )
    assert reachable_phases(board) == {P.DEROLING}
    board.do(CLIENT, do.Consent(Purpose.TAKE_PART))
    board.do(FAC, do.Resume(99))


def test_b13_a_board_without_a_client_goes_nowhere() -> None:
    board = ScriptedBoard(seats={FAC: Role.FACILITATOR, REP: Role.REPRESENTATIVE})
    assert board.expect_refusal(FAC, do.SetPhase(P.ARRIVING)) == "no_consent"


@pytest.mark.parametrize("phase", NOT_CLOSED)
def test_b14_the_ways_out_of_a_stop(phase: Phase) -> None:
    board = ScriptedBoard().advance_to(phase)
    board.do(REP, STOP)
    assert reachable_phases(board) == ({P.CLOSING, P.DEROLING} if phase in UNDER_WAY else {P.DEROLING})
    board.do(FAC, resume_having_seen(board))
    assert board.state.phase == phase


def test_b15_deep_work_stays_closed_until_it_is_opened() -> None:
    board = ScriptedBoard(deep_closed=True).advance_to(P.PLACING)
    board.do(FAC, do.SetPhase(P.CLOSING))
    for to in (P.SENSING, P.MOVING):
        board.do(FAC, do.SetPhase(P.PLACING if board.state.phase == P.CLOSING else P.CLOSING))
        assert board.expect_refusal(FAC, do.SetPhase(to)) in ("deep_closed", "phase_not_next")
    assert board.expect_refusal(FAC, do.SetPhase(P.SENSING)) == "deep_closed"
    assert [wire_view(board.state, key)["deep_closed"] for key in (FAC, CLIENT, REP)] == [True, False, False]
    board.do(FAC, do.OpenDeep("she is steady today"), do.SetPhase(P.PLACING), do.SetPhase(P.SENSING))


def test_b16_closed_is_not_reached_while_someone_is_in_a_role() -> None:
    board, _, mother = make_board_at_work(P.AFTERCARE)
    assert board.expect_refusal(FAC, do.SetPhase(P.CLOSED)) == "still_in_role"
    board.do(REP, do.Leave())
    assert board.expect_refusal(FAC, do.SetPhase(P.CLOSED)) == "still_in_role"
    assert [seat["id"] for seat in wire_view(board.state, FAC)["seats"] if mother in seat["owes"]] == [REP]
    board.do(FAC, do.Waive(REP, "had to catch a train"), do.SetPhase(P.CLOSED))


def test_b17_a_proposal_moves_nothing() -> None:
    board = ScriptedBoard(seats=CAST).advance_to(P.PLACING)
    board.add("Support", Kind.RESOURCE)
    board.do(CLIENT, do.ProposePhase(P.CLOSING))
    told = {key: wire_view(board.state, key)["proposal"] for key in CAST}
    assert board.state.phase == P.PLACING and {key for key, each in told.items() if each} == {FAC, CLIENT}
    board.do(FAC, do.SetPhase(P.CLOSING))
    assert board.state.proposal == ""
