"""Fifty people at once: clients and therapists, each with her own session and connection, doing what they do."""

import asyncio
import random
import uuid
from collections import defaultdict
from time import perf_counter
from typing import TYPE_CHECKING

from bench.figures import Figure, median, p95
from bench.page_requests import Answer, Caller

if TYPE_CHECKING:
    from bench.population import House

WAITED_MS, MEMORY_MB = 300, 120
READS_S = (4.0, 12.0)  # a page is read, a body is felt into, an answer is written
RUSH_S = (1.0, 3.0)
WARM_S = 3.0
HARSH_SHARE, PLAIN_SHARE = 0.4, 0.25  # of the time the calm crowd gets
SHARE_OF_CLIENTS = 0.7
CLIENT_DOES = {"/now/": 25, "/traces/": 15, "/choose/": 15, "/practise/": 10, "/me/": 10, "check-in": 25}
THERAPIST_DOES = {"/today/": 30, "/clients/": 20, "client": 30, "note": 20}
BODY = {"activation": "2", "words": "heavy", "go": "on"}
FEELINGS = {"thought": "det går", "go": "save"}
NOTE = "Vi satt ved vinduet. Pusten, føttene, et sted i rommet. " * 6


def hurried(pace: tuple[float, float], seconds: float) -> tuple[float, float]:
    """A short try of the bench is a hurried one: everybody asks for something several times while it lasts."""
    return min(pace[0], seconds / 10), min(pace[1], seconds / 3)


def _memory(ours: dict[str, list[Answer]], theirs: dict[str, list[Answer]]) -> Figure:
    """The largest worker at its largest, after everything the crowd did."""
    most, plain = (max(each.peak_kb for many in got.values() for each in many) / 1000 for got in (ours, theirs))
    return Figure("a worker's memory after the crowd", "MB", most, MEMORY_MB, plain, "the largest at its largest")


class Crowd:
    def __init__(self, house: "House", ours: int, theirs: int, users: int):
        self.house, self.ours, self.theirs, self.users = house, ours, theirs, users
        self.random = random.Random(7)  # the same crowd every time

    async def figures(self, seconds: float) -> list[Figure]:
        await self.stay(WARM_S if seconds > WARM_S else 0.5, RUSH_S)
        reads, rushes = (hurried(pace, seconds) for pace in (READS_S, RUSH_S))
        calm = await self.stay(seconds, reads)
        plain = await self.stay(seconds, reads, plain=True)
        rush = await self.stay(seconds, rushes)
        plain_rush = await self.stay(seconds, rushes, plain=True)
        harsh = await self.stay(seconds * HARSH_SHARE, (0, 0))
        plain_harsh = await self.stay(seconds * PLAIN_SHARE, (0, 0), plain=True)
        return [
            self._figure(f"{self.users} at once, 4–12 s between", calm, seconds, None, plain),
            *self._kinds(calm, seconds),
            self._figure(f"{self.users} in a rush, 1–3 s between", rush, seconds, WAITED_MS, plain_rush),
            *self._kinds(rush, seconds),
            self._figure(f"{self.users} at once, no pause at all", harsh, seconds * HARSH_SHARE, None, plain_harsh),
            _memory(harsh, plain_harsh),
        ]

    def _kinds(self, got: dict[str, list[Answer]], seconds: float) -> list[Figure]:
        return [
            self._figure(f"— {kind}", {kind: answers}, seconds, None, None) for kind, answers in sorted(got.items())
        ]

    def _figure(
        self,
        name: str,
        got: dict[str, list[Answer]],
        seconds: float,
        bar: float | None,
        plain: dict[str, list[Answer]] | None,
    ) -> Figure:
        waited = [answer.whole_ms for answers in got.values() for answer in answers]
        beside = p95([answer.whole_ms for answer in plain["plain"]]) if plain else None
        note = f"median {median(waited):.1f} ms, {len(waited)} answers, {len(waited) / seconds:.0f} a second"
        return Figure(f"{name}, waited p95", "ms", p95(waited), bar, beside, note)

    async def stay(self, seconds: float, thinks: tuple[float, float], plain: bool = False) -> dict[str, list[Answer]]:
        got: dict[str, list[Answer]] = defaultdict(list)
        until_s = perf_counter() + seconds
        await asyncio.gather(*(self._user(number, until_s, thinks, got, plain) for number in range(self.users)))
        return got

    async def _user(
        self, number: int, until_s: float, thinks: tuple[float, float], got: dict[str, list[Answer]], plain: bool
    ) -> None:
        clients = round(self.users * SHARE_OF_CLIENTS)
        is_client = number < clients
        session, hers = (
            self.house.living[number % len(self.house.living)]
            if is_client
            else self.house.therapists[(number - clients) % len(self.house.therapists)]
        )
        caller = Caller(self.theirs) if plain else Caller(self.ours, session)
        await asyncio.sleep(self.random.uniform(0, thinks[1]))
        while perf_counter() < until_s:
            does = "plain" if plain else self._choice(CLIENT_DOES if is_client else THERAPIST_DOES)
            for answer in await self.do(caller, does, list(hers) if not is_client else []):
                got[does].append(answer)
            await asyncio.sleep(self.random.uniform(*thinks))
        caller.close()

    def _choice(self, weights: dict[str, int]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    async def do(self, caller: Caller, what: str, hers: list[str]) -> list[Answer]:
        if what == "plain":
            return [await caller.get("/")]
        if what == "check-in":
            return [await caller.post("/now/body/", BODY), await caller.post("/now/feelings/", FEELINGS)]
        if what == "client":
            return [await caller.get(f"/clients/{self.random.choice(hers)}/")]
        if what == "note":
            fields = {"body": NOTE, "row": str(uuid.uuid4()), "tab": str(uuid.uuid4())}
            return [await caller.post(f"/clients/{self.random.choice(hers)}/notes/new/", fields)]
        return [await caller.get(what)]
