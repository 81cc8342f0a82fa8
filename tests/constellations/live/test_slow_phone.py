"""A phone that takes nothing in holds nobody up, and is told to come again."""

import asyncio
import json
import uuid
from typing import Any

from fotfeste.constellations.member import MOST_WAITING, RESYNC, Member


def member(sent: list[Any], gate: asyncio.Event) -> Member:
    async def send(message: Any) -> None:
        await gate.wait()
        sent.append(message)

    return Member(uuid.uuid4(), send)


def run(story: Any) -> list[Any]:
    async def told() -> list[Any]:
        sent: list[Any] = []
        gate = asyncio.Event()
        who = member(sent, gate)
        pump = asyncio.create_task(who.pump())
        await asyncio.sleep(0)
        story(who)
        gate.set()
        who.close(RESYNC) if who.close_code is None else None
        await asyncio.wait_for(pump, 2)
        return sent

    return asyncio.run(told())


def test_previews_make_room_for_what_is_kept() -> None:
    def story(who: Member) -> None:
        for n in range(MOST_WAITING):
            who.give(json.dumps(n), preview=True)
        who.give('"kept"')
        assert [text for text, _preview in who.waiting] == ['"kept"'] and who.close_code is None

    run(story)


def test_when_what_is_kept_overflows_it_is_closed_to_come_again() -> None:
    def story(who: Member) -> None:
        for n in range(MOST_WAITING + 2):
            who.give(json.dumps(n))
        assert who.close_code == RESYNC

    assert run(story)[-1] == {"type": "websocket.close", "code": RESYNC}
