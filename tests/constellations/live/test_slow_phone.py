"""A phone that takes nothing in holds nobody up, and is told to come again."""

import asyncio
import json
import uuid
from typing import Any

from fotfeste.live.member import CLOSE_RESYNC, MAX_WAITING_FRAMES, Member


def make_member(sent: list[Any], gate: asyncio.Event) -> Member:
    async def send(message: Any) -> None:
        await gate.wait()
        sent.append(message)

    return Member(uuid.uuid4(), send)


def run_story(story: Any) -> list[Any]:
    async def run_and_collect() -> list[Any]:
        sent: list[Any] = []
        gate = asyncio.Event()
        who = make_member(sent, gate)
        pump = asyncio.create_task(who.send_waiting())
        await asyncio.sleep(0)
        story(who)
        gate.set()
        who.close(CLOSE_RESYNC) if who.close_code is None else None
        await asyncio.wait_for(pump, 2)
        return sent

    return asyncio.run(run_and_collect())


def test_previews_make_room_for_what_is_kept() -> None:
    def story(who: Member) -> None:
        for n in range(MAX_WAITING_FRAMES):
            who.enqueue(json.dumps(n), preview=True)
        who.enqueue('"kept"')
        assert [text for text, _preview in who.waiting] == ['"kept"'] and who.close_code is None

    run_story(story)


def test_when_what_is_kept_overflows_it_is_closed_to_come_again() -> None:
    def story(who: Member) -> None:
        for n in range(MAX_WAITING_FRAMES + 2):
            who.enqueue(json.dumps(n))
        assert who.close_code == CLOSE_RESYNC

    assert run_story(story)[-1] == {"type": "websocket.close", "code": CLOSE_RESYNC}
