"""`python -m tests.pace.recompute_offers`: a stored question on stdin, the engine's answer on stdout.

A process of its own.
"""

import sys

import msgspec

from fotfeste.pace import engine_adapter
from fotfeste.pace.dose_record import DoseRecord, EngineExchange
from fotfeste.pace.engine_input_types import StateDict


class StoredQuestion(msgspec.Struct):
    asked: EngineExchange
    history: list[DoseRecord]
    state: StateDict


if __name__ == "__main__":
    stored = msgspec.json.decode(sys.stdin.buffer.read(), type=StoredQuestion)
    sys.stdout.buffer.write(
        msgspec.json.encode(engine_adapter.recompute_offers(stored.asked, stored.history, stored.state))
    )
