"""Over a real socket of a real server: who may come in, what each sees, what a command does, and only once."""

import time
import uuid

import pytest
from websockets.exceptions import InvalidStatus

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Phase
from fotfeste.constellations.models import BoardEvent, Seat
from fotfeste.people.models import BrowserSession
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import NOW, Cast
from tests.constellations.live.conftest import OpenHouse, OpenSocket
from tests.constellations.live.live_setup import CANARIES, make_live_board
from tests.constellations.live.socket_client import SocketClient, make_session


def test_a_stranger_finds_no_board_and_nobody_without_a_session(live_cast: Cast, open_house: OpenHouse) -> None:
    one, house = make_live_board(live_cast), open_house()
    stranger = make_session(Seat(person=live_cast.noor))
    for session in (stranger, "no-such-session"):
        with pytest.raises(InvalidStatus, match="403"):
            SocketClient(house.port, one.board, session)


def test_another_site_cannot_open_the_socket_in_her_name(live_cast: Cast, open_house: OpenHouse) -> None:
    one, house = make_live_board(live_cast), open_house()
    with pytest.raises(InvalidStatus):
        SocketClient(house.port, one.board, make_session(one.seats["ana"]), origin="https://evil.example")


def test_a_move_is_kept_acknowledged_and_seen_by_all(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0, others = sit(house, one, "r0"), [sit(house, one, who) for who in ("thea", "ana", "olav")]
    figure = one.figures[CANARIES[0]]
    answer = r0.send_and_wait("move", figure=figure, x=700, y=400, heading=180)
    assert answer["seq"] == BoardEvent.objects.get(kind="Moved", command=answer["ack"]).seq
    for each in (r0, *others):
        each.wait_until(lambda me: me.view["figures"][figure]["at"] == [700, 400, 180, 0])


def test_a_move_of_somebody_elses_figure_is_refused_and_nobody_sees_it(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket
) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0, thea = sit(house, one, "r0"), sit(house, one, "thea")
    thea.collect_frames()
    answer = r0.send_and_wait("move", figure=one.figures["stein"], x=1, y=1)
    assert answer["code"] == "not_allowed" and answer["sentence"] == "That is not open to you right now."
    r0.drag(one.figures["stein"], 1, 1)
    assert thea.collect_frames() == []


def test_a_command_sent_again_counts_once(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0, same = sit(house, one, "r0"), uuid.uuid4()
    felt = {"do": "perceive", "figure": one.figures[CANARIES[0]], "quality": "kaldt"}
    r0.send_command(felt, same)
    first = r0.wait_for_answer(same)
    r0.leave()
    again = sit(house, one, "r0")
    again.send_command(felt, same)
    assert again.wait_for_answer(same) == first
    assert BoardEvent.objects.filter(kind="Perceived").count() == 1


def test_a_drag_is_shown_and_never_kept(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    before = BoardEvent.objects.count()
    r0, ana = sit(house, one, "r0"), sit(house, one, "ana")
    r0.drag(one.figures[CANARIES[0]], 640, 480, 10)
    ana.wait_until(lambda me: any(f.get("drags") == {one.figures[CANARIES[0]]: [640, 480, 10]} for f in me.frames))
    assert BoardEvent.objects.count() == before


@pytest.mark.parametrize("blind", [1, 2, 3])
def test_hidden_words_never_reach_who_may_not_see_them(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, blind: int
) -> None:
    one, house = make_live_board(live_cast, blind=blind), open_house()
    may_not = [sit(house, one, who) for who in ("r0", "r1", "olav", "kai")]
    wall, ana = sit(house, one, "thea", path="wall/"), sit(house, one, "ana")
    for say in ({"do": "mark", "x": 1, "y": 1, "radius": 90}, {"do": "move", "figure": one.figures["stein"]}):
        may_not[0].send_command(say)
    ana.send_and_wait("move", figure=one.figures["stein"], x=310, y=500)
    sit(house, one, "thea").send_and_wait("offer", to=one.seats["r1"].key, words="Jeg ser deg")
    for each in (*may_not, wall):
        each.collect_frames()
        assert not [word for word in CANARIES if word in str(each.frames)]
    assert all(word in str(ana.frames) for word in CANARIES)
    logged = house.log.read_text()
    assert logged and not [word for word in (*CANARIES, str(one.board.pk), one.board.pk.hex) if word in logged]


def test_the_lobby_sees_that_it_waits_and_nothing_else(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    kai, thea = sit(house, one, "kai"), sit(house, one, "thea")
    thea.send_and_wait("move", figure=one.figures["stein"], x=333, y=500)
    kai.collect_frames()
    assert all(set(f) <= {"view"} and not f["view"]["phase"] for f in kai.frames)
    assert kai.send_and_wait("send", signal="stop")["code"] == "not_allowed"
    thea.send_and_wait("admit", seat=one.seats["kai"].key)
    kai.wait_until(lambda me: me.view["phase"] == Phase.MOVING)


def test_a_removed_guest_is_out_at_once_and_stays_out(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0, thea = sit(house, one, "r0"), sit(house, one, "thea")
    thea.send_and_wait("remove", seat=one.seats["r0"].key)
    assert r0.wait_for_close() == 4404
    with pytest.raises(InvalidStatus):
        SocketClient(house.port, one.board, make_session(one.seats["r0"]))


def test_signed_out_means_no_more_commands(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0 = sit(house, one, "r0")
    BrowserSession.objects.all().delete()
    assert r0.send_and_wait("move", figure=one.figures[CANARIES[0]], x=5, y=5)["code"] == "gone"
    assert r0.wait_for_close() == 4404


def test_a_withdrawn_consent_ends_what_the_therapist_can_do(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket
) -> None:
    one, house = make_live_board(live_cast), open_house()
    thea = sit(house, one, "thea")
    Consent.objects.filter(client=live_cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=NOW)
    assert thea.send_and_wait("freeze")["code"] == "gone"


def test_taking_back_the_yes_stops_the_board_for_all(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0, ana = sit(house, one, "r0"), sit(house, one, "ana")
    ana.send_and_wait("consent", purpose="take_part", given=False)
    r0.wait_until(lambda me: me.view["phase"] == Phase.GROUNDING)
    assert r0.send_and_wait("move", figure=one.figures[CANARIES[0]], x=5, y=5)["code"] == "gone"


@pytest.mark.parametrize("junk", ["", "{", "[]", '{"do": 1}', '{"drag": ["x", -5, 0, 0]}', "x" * 9000, '{"id": "1"}'])
def test_what_cannot_be_read_is_answered_and_changes_nothing(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, junk: str
) -> None:
    one, house = make_live_board(live_cast), open_house()
    r0, before = sit(house, one, "r0"), BoardEvent.objects.count()
    r0.socket.send(junk)
    r0.wait_until(lambda me: any(f.get("code") == "unreadable" for f in me.frames))
    assert r0.send_and_wait("send", signal="ok")["seq"] == before + 1


def test_a_command_by_form_is_seen_on_the_sockets(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    """The form is answered by another process here, as it may be: the room looks for what is new."""
    one, house = make_live_board(live_cast), open_house()
    ana = sit(house, one, "ana")
    one.run_commands("thea", do.Freeze(True))
    thea = sit(house, one, "thea")
    thea.send_and_wait("slow", seconds=3)
    ana.wait_until(lambda me: me.view["frozen"] and me.view["slow_s"] == 3)


def test_a_stop_sent_with_the_last_breath_is_a_stop(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    """The only socket of the board asks and is gone: what it asked is done all the same."""
    one, house = make_live_board(live_cast), open_house()
    for _ in range(5):
        ana = sit(house, one, "ana")
        ana.send_command({"do": "send", "signal": "stop"})
        ana.leave()
    until = time.monotonic() + 5
    while BoardEvent.objects.filter(kind="Signalled").count() < 5 and time.monotonic() < until:
        time.sleep(0.05)
    assert BoardEvent.objects.filter(kind="Signalled").count() == 5
