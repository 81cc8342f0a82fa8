"""A socket that is open already: what ends it, what it may not open, and how much it may ask."""

import asyncio
import uuid
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore

from fotfeste.constellations import room, services, sockets, tempo
from fotfeste.constellations.member import Member
from fotfeste.constellations.models import BoardEvent, Seat
from fotfeste.constellations.room import Room
from fotfeste.people.guests import CAME_BY, SEAT
from fotfeste.people.models import Bond
from fotfeste.privacy.models import TrailEntry
from tests.cast import NOW, Cast
from tests.constellations.live.conftest import Open, Sit
from tests.constellations.live.laying import CANARIES, Laid, laid
from tests.constellations.live.sitting import Sitting, session_of

MOVE = {"x": 5, "y": 5}


def came_by_link(one: Laid, who: str) -> str:
    """The session of a guest's browser as `join_by_link` leaves it."""
    session, seat = SessionStore(), Seat.objects.get(pk=one.seats[who].pk)
    session[SEAT], session[CAME_BY] = str(seat.pk), seat.link_hash
    session.save()
    return str(session.session_key)


def test_a_new_link_ends_the_open_socket_of_the_old_one(live_cast: Cast, open_house: Open) -> None:
    one, house = laid(live_cast), open_house()
    old = Sitting(house.port, one.board, came_by_link(one, "r0")).joined()
    services.new_link(actor=live_cast.thea, seat=Seat.objects.get(pk=one.seats["r0"].pk), now=NOW)
    assert old.ask("move", figure=one.figures[CANARIES[0]], **MOVE)["code"] == "gone"
    assert old.ended() == 4404


def test_a_new_password_ends_what_an_older_session_may_do(live_cast: Cast, open_house: Open, sit: Sit) -> None:
    one, house = laid(live_cast), open_house()
    somebody_else = sit(house, one, "ana")
    live_cast.ana.set_password("et helt annet passord")
    live_cast.ana.save()
    assert somebody_else.ask("send", signal="ok")["code"] == "gone"


def test_who_only_watches_is_asked_too(
    live_cast: Cast, open_house: Open, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LOOKS_AFTER_S", 0.2)
    one, house = laid(live_cast), open_house()
    thea, r0, ana = sit(house, one, "thea"), sit(house, one, "r0"), sit(house, one, "ana")
    Bond.objects.filter(client=live_cast.ana).update(until=NOW)
    assert thea.ended() == r0.ended() == 4404  # nobody may lead there any more, so guests go too
    assert ana.ask("send", signal="ok")["ack"]


@pytest.mark.parametrize("who", ["kai", "r0", "olav"])
def test_the_wall_is_opened_by_whoever_leads(live_cast: Cast, open_house: Open, who: str) -> None:
    one, house = laid(live_cast), open_house()
    socket = Sitting(house.port, one.board, session_of(one.seats[who]), path="wall/")
    assert socket.ended() == 4404 and socket.frames == []


def test_a_socket_leaves_a_link_in_the_trail_without_its_page(live_cast: Cast, open_house: Open, sit: Sit) -> None:
    one, house = laid(live_cast), open_house()
    looked = TrailEntry.objects.filter(client=live_cast.ana, what="constellation", verb="read")
    assert not looked.exists()
    sit(house, one, "thea"), sit(house, one, "ana"), sit(house, one, "r0")
    assert [each.actor for each in looked] == [live_cast.thea]


def test_brackets_within_brackets_are_answered(live_cast: Cast, open_house: Open, sit: Sit) -> None:
    one, house = laid(live_cast), open_house()
    r0 = sit(house, one, "r0")
    r0.socket.send('{"x":' + "[" * 3_900 + "]" * 3_900 + "}")
    r0.hear(lambda me: any(frame.get("code") == "unreadable" for frame in me.frames))
    assert r0.ask("send", signal="ok")["ack"]


def test_one_who_asks_without_end_is_slowed_and_a_stop_is_heard(
    live_cast: Cast, open_house: Open, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempo, "MOST", 5)
    one, house = laid(live_cast), open_house()
    r0, thea = sit(house, one, "r0"), sit(house, one, "thea")
    asked = [r0.say({"do": "perceive", "figure": one.figures[CANARIES[0]], "intensity": 1}) for _ in range(20)]
    assert r0.answer_to(asked[-1])["code"] == "slowly"
    assert r0.ask("send", signal="stop")["ack"] and thea.ask("resume", seen=10_000)["ack"]
    assert BoardEvent.objects.filter(kind="Perceived").count() < len(asked)


def test_one_seat_has_so_many_sockets(
    live_cast: Cast, open_house: Open, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "MOST_SOCKETS", 2)
    one, house = laid(live_cast), open_house()
    sit(house, one, "r0"), sit(house, one, "r0"), sit(house, one, "thea")
    with pytest.raises(Exception, match="403"):
        sit(house, one, "r0")


# ---- in one process, without a server --------------------------------------------------------------------------------


async def silent(message: Any) -> None:
    """A socket nobody listens to."""


def test_who_was_seated_a_moment_ago_does_not_take_the_view_from_the_others(live_cast: Cast) -> None:
    """She came by another process, and her socket opens before this one has read that she is seated."""
    one = laid(live_cast)
    state, here, new = services.now_of(one.board.pk), Member(one.seats["r0"].pk, silent), Member(uuid.uuid4(), silent)

    async def told() -> None:
        held = Room(one.board.pk)
        held.state = state
        held.join(new)
        held.join(here)
        held._show_whole()

    asyncio.run(told())
    assert sum("view" in text for text, _preview in here.waiting) == 2 and not any("view" in t for t, _p in new.waiting)
