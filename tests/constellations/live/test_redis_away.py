"""A Redis that takes calls and never answers holds nobody up."""

import socket
import time
import uuid
from typing import Any

from fotfeste.constellations.live.board_room import Room
from fotfeste.live.hub import Hub


def test_a_form_does_not_wait_for_a_redis_that_does_not_answer(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings.REDIS_URL = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
        began = time.monotonic()
        Hub(Room).announce_new_events(uuid.uuid4())
        assert time.monotonic() - began < 4
