"""Many kills in a row under load, and after each the question what is there of what was acknowledged."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, connections
from django.utils import timezone

from fotfeste.kit.keyring import keyring
from tests.cast import Cast
from tests.durability import fault_campaigns
from tests.durability.claims import Ledger
from tests.durability.consistency import broken_chains, broken_file, half_written, said_twice, still
from tests.durability.people import writers_at
from tests.durability.server_under_test import House

LOAD_AGAIN_WITHIN_S = 30
THOROUGH_EVERY = 50


@dataclass
class Tally:
    kills: int = 0
    storms: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def has_findings(self) -> bool:
        return bool(self.lost or self.half)

    def __str__(self) -> str:
        kills = f"{connection.vendor}: {self.kills} kills ({self.storms} of the database server)"
        found = f"{len(self.lost)} lost, {len(self.half)} half, {len(self.refused)} refused"
        return f"{kills}, {self.acknowledged} writes acknowledged, {found}, {self.seconds:.0f} s"


@dataclass
class Campaign:
    house: House
    ledger: Ledger
    dice: random.Random
    tally: Tally = field(default_factory=Tally)
    looked_at: datetime = field(default_factory=timezone.now)

    def round(self) -> None:
        """Load, a kill at a random moment, a look; sometimes the next worker is up before the look, sometimes after."""
        workers = self.dice.choice([1, 1, 2])
        self.house.fill(workers)
        self._wait_for_load()
        self.ledger.stormy = False
        self._strike()
        if self.dice.random() < 0.3:
            self.house.fill(1)
        self.look()

    def _wait_for_load(self) -> None:
        before, deadline = self.ledger.acknowledged, time.monotonic() + LOAD_AGAIN_WITHIN_S
        while self.ledger.acknowledged == before:
            if time.monotonic() > deadline:
                raise TimeoutError(f"nobody is answered any more: {self.house.log.read_text()[-4000:]}")
            time.sleep(0.002)
        time.sleep(self.dice.uniform(0, 0.25))

    def _strike(self) -> None:
        self.tally.kills += 1
        lot = self.dice.random()
        if lot < 0.05 and fault_campaigns.can_storm():
            self._storm(all_of_it=lot < 0.01)
        elif lot > 0.9:
            self.house.fill(0)
        else:
            self.house.kill(self.dice.choice(self.house.workers))

    def _storm(self, *, all_of_it: bool) -> None:
        self.tally.storms += 1
        self.ledger.stormy = True
        if all_of_it:
            fault_campaigns.kill_postmaster()
        else:
            fault_campaigns.kill_backend(self.dice)
        self._wait_for_load()

    def look(self) -> None:
        """What was acknowledged by now is there; what was not is there whole or not at all."""
        claims, now = self.ledger.take_unseen(), timezone.now()
        with keyring(), still():
            self.tally.lost += [claim.name for claim in claims if not claim.holds()]
            self.tally.half += half_written(self.ledger, self.looked_at - timedelta(seconds=5))
            if self.tally.kills % THOROUGH_EVERY == 0:
                self.tally.half += [*broken_chains(), *broken_file()]
        self.looked_at = now
        connections.close_all()  # so that whoever opens the file next has to recover it

    def last_look(self) -> None:
        """Everything once more, and every row opened."""
        self.look()
        with keyring(), still():
            lost = {claim.name for claim in self.ledger.seen if not claim.holds()}
            self.tally.lost += sorted(lost - set(self.tally.lost))
            self.tally.half += [*broken_chains(), *broken_file(), *said_twice()]
        self.tally.acknowledged, self.tally.refused = self.ledger.acknowledged, self.ledger.refused


@contextmanager
def _open_house(log: Path, fault: str) -> Iterator[House]:
    house = House(log, fault)
    try:
        yield house
    finally:
        house.close()


def campaign(*, cast: Cast, kills: int, seed: int, log: Path, fault: str = "") -> Tally:
    """The same seed gives the same dice; the moments themselves are as the machine's clock has them.

    With a planted fault it ends when the fault is found.
    """
    began_s, dice = time.monotonic(), random.Random(seed)  # noqa: S311  # a test's dice
    ledger = Ledger()
    with _open_house(log, fault) as house:
        run = Campaign(house, ledger, dice)
        writers = writers_at(house.port, cast, ledger, dice)
        threads = [writer.start() for writer in writers]
        try:
            while run.tally.kills < kills and not (fault and run.tally.has_findings):
                run.round()
            house.fill(1)
            run._wait_for_load()
        finally:
            for writer in writers:
                writer.over.set()
        for thread in threads:
            thread.join()
        run.last_look()
    run.tally.seconds = time.monotonic() - began_s
    return run.tally
