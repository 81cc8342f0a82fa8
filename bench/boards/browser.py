"""What a board costs a slow phone: work on the main thread for each frame, in a real Chromium slowed down four times.

`python -m bench.boards.browser` alone, or as part of `make bench-boards`. One room of 40 with thirty figures; two
others drag, and the seat that watches drags nothing. All tasks of the main thread from one frame to the next are
counted to that frame, whatever they are for: a message read, the page's script, style, layout, paint. What counts is
the thread's own time, in which the slowing down is contained; waiting for a core that others have is told beside it.
"""

import asyncio
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl

from playwright.async_api import Page, async_playwright
from playwright.async_api import TimeoutError as TimedOut

from bench.boards.load_size import LoadSize
from bench.boards.our_server import BenchRoom, OurServer, run_our_server
from bench.boards.peer_protocols import Fotfeste
from bench.boards.simulated_seats import SimulatedSeats
from bench.figures import median, p95

CPU_SLOWDOWN = 4
WATCHING_SEAT = 8  # a seat that does nothing else
SETTLE_S, WATCH_S = 3.0, 8.0
PAINT_TIMEOUT_MS = 8_000
FIGURES, FIGURE_SELECTOR = 30, "svg [data-figure]"  # what one figure is on the page
PHONE = {"width": 390, "height": 844}
CATEGORIES = [
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
]
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-default-browser-check",
    "--mute-audio",
]
Trace = list[dict[str, Any]]


class BoardNotShown(Exception):
    """The page has no board to look at."""


@dataclass(frozen=True)
class Frames:
    """Milliseconds of every frame of one watch: the main thread's own time, and the same by the clock on the wall."""

    work_ms: list[float]
    wall_ms: list[float]


def measure_frames() -> dict[int, Frames]:
    """While others drag: slowed down, and as the machine is (times four, the steadier figure on a busy one)."""
    size = LoadSize(rooms=1, seats=40, joins_per_s=20, figures=FIGURES)
    with run_our_server(size) as house:
        return asyncio.run(_measure_in_room(house, size))


async def _measure_in_room(house: OurServer, size: LoadSize) -> dict[int, Frames]:
    crowd = SimulatedSeats(Fotfeste(house.rooms), house.port, size)
    try:
        await crowd.join()
        crowd.cut(0, WATCHING_SEAT)  # the browser sits there now
        crowd.start_hands()
        return await _watch_page(f"http://localhost:{house.port}", house.rooms[0])
    finally:
        crowd.leave()


async def _watch_page(origin: str, room: BenchRoom) -> dict[int, Frames]:
    installed = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=installed, args=BROWSER_FLAGS)
        context = await browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]}, locale="nb-NO"
        )
        cookies = dict(parse_qsl(room.cookies[WATCHING_SEAT].replace("; ", "&")))
        await context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])
        page = await context.new_page()
        answer = await page.goto(f"{origin}/constellations/{room.board}/")
        if answer is None or not answer.ok:
            raise BoardNotShown(f"the page answered {answer and answer.status}")
        await _wait_until_painted(page)
        found = {slower: await trace_frames(page, slower) for slower in (CPU_SLOWDOWN, 1)}
        await browser.close()
        return found


async def _wait_until_painted(page: Page) -> None:
    try:
        await page.locator(FIGURE_SELECTOR).nth(FIGURES - 1).wait_for(state="attached", timeout=PAINT_TIMEOUT_MS)
    except TimedOut as late:
        seen = await page.locator(FIGURE_SELECTOR).count()
        raise BoardNotShown(f"{seen} figures on the page; is {FIGURE_SELECTOR} still what one is?") from late


async def trace_frames(page: Page, slower: int, seconds: float = WATCH_S) -> Frames:
    """Of any page: slow it down, let it settle, and look."""
    chrome = await page.context.new_cdp_session(page)
    await chrome.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    await asyncio.sleep(SETTLE_S)
    browser = page.context.browser
    assert browser
    await browser.start_tracing(page=page, categories=CATEGORIES)
    await asyncio.sleep(seconds)
    traced = json.loads(await browser.stop_tracing())
    return frames_of_trace(traced["traceEvents"] if isinstance(traced, dict) else traced)


def frames_of_trace(events: Trace) -> Frames:
    """All tasks that ended between the beginnings of two frames are the work of the first."""
    begins = sorted((e for e in events if e["name"] == "BeginMainThreadFrame"), key=lambda e: float(e["ts"]))
    thread = _busiest_thread(begins)
    begins_us = [e["ts"] for e in begins if (e["pid"], e["tid"]) == thread]
    tasks = [e for e in events if e["name"] == "RunTask" and e["ph"] == "X" and (e["pid"], e["tid"]) == thread]
    within = [[e for e in tasks if a < e["ts"] + e["dur"] <= b] for a, b in pairwise(begins_us)]
    return Frames(*([sum(e.get(took, 0) for e in those) / 1000 for those in within] for took in ("tdur", "dur")))


def format_frames(found: dict[int, Frames]) -> str:
    slow, free_ms = found[CPU_SLOWDOWN], p95(found[1].work_ms)
    return (
        f"{len(slow.work_ms)} frames at {CPU_SLOWDOWN}×: median {median(slow.work_ms):.1f} ms, "
        f"p95 {p95(slow.work_ms):.1f} ms, by the wall {p95(slow.wall_ms):.1f} ms; "
        f"not slowed down p95 {free_ms:.1f} ms, times {CPU_SLOWDOWN}: {free_ms * CPU_SLOWDOWN:.1f} ms; "
        f"loadavg {os.getloadavg()[0]:.1f}"
    )


def _busiest_thread(begins: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """The main thread of the page: the one that makes the frames."""
    threads = [(e["pid"], e["tid"]) for e in begins]
    return max(set(threads), key=threads.count)


if __name__ == "__main__":
    print(format_frames(measure_frames()))
