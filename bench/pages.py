"""Pages at a calm pace, one request at a time, each beside the plain page."""

from collections import defaultdict
from typing import TYPE_CHECKING

from bench.figures import Figure, median, p95
from bench.page_requests import Answer, Caller

if TYPE_CHECKING:
    from bench.population import House

SERVER_MS, STEADY = 60, 1.3
HERS = {
    "Nå": "/now/",
    "check-in": "/now/body/",
    "offers": "/choose/",
    "Øve": "/practise/",
    "a practice": "/practise/jording/",
    "Spor": "/traces/",
    "Meg": "/me/",
    "consents": "/consents/",
    "readers": "/readers/",
    "next time": "/next-time/",
    "help": "/help/",
}
WARM = 3
Answers = dict[str, list[Answer]]


async def calm_pages(house: "House", ours: int, theirs: int) -> list[Figure]:
    """Every client with daily use opens each page once; the plain page is asked between."""
    got: Answers = defaultdict(list)
    await _warm(ours, theirs, house.living[0][0])
    plain = Caller(theirs)
    for session, _ in house.living:
        caller = Caller(ours, session)
        for name, path in HERS.items():
            got[name].append(await caller.get(path))
            got["plain"].append(await plain.get("/"))
        caller.close()
    plain.close()
    beside = p95([answer.inside_ms for answer in got.pop("plain")])
    return [_server(f"{name}, server p95", answers, beside) for name, answers in got.items()]


def _server(name: str, answers: list[Answer], beside: float) -> Figure:
    waited = p95([answer.whole_ms for answer in answers])
    middle = median([answer.inside_ms for answer in answers])
    note = f"median {middle:.1f} ms, waited for {waited:.1f} ms (p95), {len(answers)} answers"
    note += f", CPU median {median([answer.cpu_ms for answer in answers]):.1f} ms"
    return Figure(name, "ms", p95([answer.inside_ms for answer in answers]), SERVER_MS, beside, note)


async def _warm(ours: int, theirs: int, session: str) -> None:
    caller, plain = Caller(ours, session), Caller(theirs)
    for _ in range(WARM):
        for path in HERS.values():
            await caller.get(path)
        await plain.get("/")
    caller.close()
    plain.close()


async def flat_pages(house: "House", ours: int, theirs: int, rounds: int) -> list[Figure]:
    """The same page for clients whose history is 0, 1, 5 and 10 years long, by turns."""
    got: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    therapist, plain = Caller(ours, house.of_years), Caller(theirs)
    clients = {years: (Caller(ours, session), pk) for years, (session, pk) in house.years.items()}
    for turn in range(WARM + rounds):
        for years, (client, pk) in clients.items():
            asked = {
                "client page": await therapist.get(f"/clients/{pk}/"),
                "client page, 90 days": await therapist.get(f"/clients/{pk}/?since=90"),
                "Spor": await client.get("/traces/"),
                "offers": await client.get("/choose/"),
            }
            for name, answer in asked.items() if turn >= WARM else ():
                got[name, years].append(answer)
            got["plain", 0].append(await plain.get("/"))
    for caller in (therapist, plain, *(client for client, _ in clients.values())):
        caller.close()
    return [_flat(name, got) for name in ("client page", "client page, 90 days", "Spor", "offers")]


def _flat(name: str, got: dict[tuple[str, int], list[Answer]]) -> Figure:
    pages = {years: answers for (page, years), answers in got.items() if page == name}
    middle = {years: median([answer.inside_ms for answer in answers]) for years, answers in pages.items()}
    worked = {years: median([answer.cpu_ms for answer in answers]) for years, answers in pages.items()}
    times = ", ".join(f"{years} y {ms:.1f} ms (CPU {worked[years]:.1f})" for years, ms in sorted(middle.items()))
    note = f"by years of history: {times}; by CPU {worked[10] / worked[1]:.2f} ×"
    return Figure(f"{name}, 10 years to 1", "×", middle[10] / middle[1], STEADY, None, note)
