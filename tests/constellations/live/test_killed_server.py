"""`kill -9` in the middle of a constellation: what was acknowledged is there, what is sent again counts once."""

import os
import random
import threading
import time
import uuid
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from fotfeste.constellations.models import BoardEvent
from tests.cast import Cast
from tests.constellations.live.conftest import OpenHouse, OpenSocket
from tests.constellations.live.live_setup import LiveBoard, make_live_board
from tests.constellations.live.socket_client import SocketClient, make_session
from tests.durability.server_under_test import House

KILLS = 200 if os.environ.get("FOTFESTE_LONG") == "1" else 4
SEED = 20261126


def test_no_acknowledged_command_is_lost_and_none_counts_twice(
    live_cast: Cast, open_house: OpenHouse, sit: OpenSocket, capsys: pytest.CaptureFixture[str]
) -> None:
    one, house, dice = make_live_board(live_cast), open_house(), random.Random(SEED)  # noqa: S311  # a test's dice
    sent, acknowledged, again = list[uuid.UUID](), set[uuid.UUID](), set[uuid.UUID]()
    for _ in range(KILLS):
        send_until_killed(house, one, sent, acknowledged, dice)
        house.fill(1)
        send_unanswered_again(house, one, [each for each in sent if each not in acknowledged | again])
        again |= set(sent) - acknowledged
    kept = [each for each in BoardEvent.objects.filter(command__in=sent).values_list("command", flat=True) if each]
    with capsys.disabled():
        print(f"\n{KILLS} kills, {len(sent)} commands, {len(acknowledged)} acknowledged before a kill")
    assert acknowledged <= set(kept)
    assert sorted(kept) == sorted(sent)


def make_command(one: LiveBoard, n: int) -> dict[str, Any]:
    return {"do": "send", "signal": "ok"}  # of these there may be as many as one likes


def send_until_killed(
    house: House, one: LiveBoard, sent: list[uuid.UUID], acknowledged: set[uuid.UUID], dice: random.Random
) -> None:
    """Send without waiting, as a hand does; the kill falls somewhere among the answers."""
    r0 = SocketClient(house.port, one.board, make_session(one.seats["r0"])).wait_for_view()
    killer = threading.Timer(dice.uniform(0.01, 0.25), lambda: house.kill(house.workers[0]))
    killer.start()
    try:
        while r0.closed is None:
            sent.append(uuid.uuid4())
            r0.send_command(make_command(one, len(sent)), sent[-1])
            r0.collect_frames(0.004)
    except ConnectionClosed:
        pass
    killer.join()
    r0.wait_for_close()
    acknowledged |= {uuid.UUID(frame["ack"]) for frame in r0.frames if "ack" in frame}


def send_unanswered_again(house: House, one: LiveBoard, unanswered: list[uuid.UUID]) -> None:
    """A browser that comes back sends again what was never answered, under the same ids.

    That may be more than one seat may send in a moment: told to go slowly, it waits and tries again.
    """
    r0 = SocketClient(house.port, one.board, make_session(one.seats["r0"])).wait_for_view()
    for n, each in enumerate(unanswered):
        answer = send_until_heard(r0, make_command(one, n), each)
        assert "ack" in answer, answer
    r0.leave()


def send_until_heard(client: SocketClient, command: dict[str, Any], each: uuid.UUID) -> dict[str, Any]:
    for _ in range(20):
        client.send_command(command, each)
        answer = client.wait_for_answer(each)
        if answer.get("code") != "slowly":
            break
        client.frames.remove(answer)
        time.sleep(0.25)
    return answer


def test_back_within_a_second_after_sleeping(live_cast: Cast, open_house: OpenHouse, sit: OpenSocket) -> None:
    """A phone that slept finds the whole board as it is now, however much happened."""
    one, house = make_live_board(live_cast), open_house()
    r0, thea = sit(house, one, "r0"), sit(house, one, "thea")
    r0.leave()
    for n in range(20):
        thea.send_and_wait("move", figure=one.figures["stein"], x=100 + n, y=300)
    began = time.monotonic()
    back = sit(house, one, "r0")
    assert time.monotonic() - began < 1 and back.view["figures"][one.figures["stein"]]["at"][0] == 119
