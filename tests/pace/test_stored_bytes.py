"""Rows written by release 0.1.0 open, and the same history gives the same bytes again.

`stored_by_release_0_1.jsonl`: four doses, a fifth with what the engine was asked, and the belief kept with it.
`answered_by_engine_3.jsonl`: the offers and the belief that this version of the engine gives to the same question.
"""

from pathlib import Path

import msgspec

from fotfeste.pace import belief_replay, engine_adapter
from fotfeste.pace.dose_record import BeliefRecord, DoseRecord, EngineExchange
from fotfeste.pace.queries import history_digest

*DOSES, BELIEVED = Path(__file__).with_name("stored_by_release_0_1.jsonl").read_bytes().splitlines()
OFFERS, BELIEF = Path(__file__).with_name("answered_by_engine_3.jsonl").read_bytes().splitlines()
*HISTORY, LATEST = [msgspec.json.decode(line, type=DoseRecord) for line in DOSES]


def read_question() -> EngineExchange:
    assert LATEST.asked
    return LATEST.asked


def test_what_was_stored_is_written_again_as_it_was() -> None:
    assert [msgspec.json.encode(each) for each in (*HISTORY, LATEST)] == DOSES
    assert msgspec.json.encode(msgspec.json.decode(BELIEVED, type=BeliefRecord)) == BELIEVED


def test_the_same_history_gives_the_same_offers() -> None:
    assert history_digest(HISTORY) == read_question().history
    again = engine_adapter.recompute_offers(read_question(), HISTORY, LATEST.state)
    assert len(again) > 1 and msgspec.json.encode(again) == OFFERS


def test_the_same_history_gives_the_same_belief() -> None:
    belief = engine_adapter.build_belief(read_question().limits, HISTORY)
    again = belief_replay._build_belief_record(belief, read_question().limits, HISTORY)
    assert msgspec.json.encode(again) == BELIEF


def test_another_version_of_the_engine_gives_other_bytes_and_says_so() -> None:
    """Else beliefs stored by 0.1 would count as of this version, and as wrong."""
    assert BELIEF != BELIEVED and engine_adapter.ENGINE_VERSION == "engine 3"
