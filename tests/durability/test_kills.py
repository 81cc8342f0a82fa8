"""`kill -9` at any moment loses nothing that was acknowledged and leaves nothing half written.

What this cannot show: killing a process leaves the machine and its page cache alive, so it is not a power cut. Against
that stand the settings that make each commit wait for the disk; test_settings reads them from live connections.
"""

import os
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.durability.campaign import Tally, campaign

SEED = 20261123
KILLS = 1000 if os.environ.get("FOTFESTE_LONG") == "1" else 15
UNTIL_FOUND = 40  # kills at most; it takes one to three

Capture = pytest.CaptureFixture[str]


def print_tally(tally: Tally, capsys: Capture, what: str = "") -> None:
    with capsys.disabled():
        print(f"\n{what}{tally}")


def test_nothing_acknowledged_is_lost_and_nothing_is_half(busy_cast: Cast, log: Path, capsys: Capture) -> None:
    tally = campaign(cast=busy_cast, kills=KILLS, seed=SEED, log=log)
    print_tally(tally, capsys)
    assert (tally.lost, tally.half, tally.refused) == ([], [], []), log.read_text()[-4000:]
    assert tally.kills == KILLS and tally.acknowledged >= KILLS


def test_an_acknowledgement_before_the_commit_is_caught(busy_cast: Cast, log: Path, capsys: Capture) -> None:
    tally = campaign(cast=busy_cast, kills=UNTIL_FOUND, seed=SEED, log=log, fault="acknowledges early")
    print_tally(tally, capsys, "planted, acknowledges before it commits: ")
    assert tally.lost


def test_two_rows_in_two_transactions_are_caught(busy_cast: Cast, log: Path, capsys: Capture) -> None:
    tally = campaign(cast=busy_cast, kills=UNTIL_FOUND, seed=SEED, log=log, fault="half written")
    print_tally(tally, capsys, "planted, its link in the trail written apart: ")
    assert tally.half
