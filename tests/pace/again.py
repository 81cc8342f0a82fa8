"""`python -m tests.pace.again`: a stored question on stdin, the engine's answer on stdout. A process of its own."""

import sys
from typing import Any

import msgspec

from fotfeste.pace import asking
from fotfeste.pace.record import Asked, DoseRecord


class Stored(msgspec.Struct):
    asked: Asked
    history: list[DoseRecord]
    state: dict[str, Any]


if __name__ == "__main__":
    stored = msgspec.json.decode(sys.stdin.buffer.read(), type=Stored)
    sys.stdout.buffer.write(msgspec.json.encode(asking.answer(stored.asked, stored.history, stored.state)))
