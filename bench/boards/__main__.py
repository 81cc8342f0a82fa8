"""`make bench-boards`: the boards under load, beside three peers on this machine in the same minutes. See README.md."""

import argparse
import asyncio
import gc
import json
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from math import nan
from pathlib import Path
from typing import Any

import uvloop

from bench.boards import dialects, servers
from bench.boards.dialects import Dialect
from bench.boards.fold import fold_ms
from bench.boards.house import Room, opened
from bench.boards.measuring import COMES_BACK_S, WARM_S, Seen, measured
from bench.boards.proved import proved
from bench.boards.size import DRAGGERS, FEWEST_SEATS, Size
from bench.boards.tables import Bar, bars, beside, judged
from bench.figures import p95

SLACK_S = 60  # for what a server in trouble may take beyond its time
Served = AbstractContextManager[tuple[int, int]]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.boards", description=__doc__)
    size = Size()
    parser.add_argument("--rooms", type=int, default=size.rooms)
    parser.add_argument("--seats", type=int, default=size.seats)
    parser.add_argument("--seconds", type=float, default=size.seconds, help="measured, of each server")
    parser.add_argument("--joins", type=float, default=size.joins_per_s, help="people who come in a second")
    parser.add_argument("--only", nargs="+", choices=list(SERVERS), default=list(SERVERS))
    parser.add_argument("--no-browser", action="store_true", help="leave out the work of a frame in a real browser")
    parser.add_argument("--json", type=Path, default=Path("var/bench-boards.json"))
    args = parser.parse_args()
    if args.seats < FEWEST_SEATS:
        parser.error(f"At least {FEWEST_SEATS} seats: those who watch must not be those who do something.")
    return args


def main() -> int:
    args = options()
    size = Size(rooms=args.rooms, seats=args.seats, seconds=args.seconds, joins_per_s=args.joins)
    folded_ms = fold_ms()
    all_seen = [seen for name in args.only for seen in SERVERS[name](size)]
    ours = next((seen for seen in all_seen if seen.name == "Fotfeste"), None)
    found = bars(ours, folded_ms, nan if args.no_browser else frame_ms())
    print(beside(all_seen), judged(found), sep="\n\n", flush=True)
    if args.only == list(SERVERS):
        print("", *proved(browser=not args.no_browser), sep="\n")
    if (size.rooms, size.seats) < (Size.rooms, Size.seats):
        print("\nFewer rooms or seats than the bars are meant for: each frame then bears more of what is done anyway.")
    args.json.parent.mkdir(parents=True, exist_ok=True)
    kept = {"size": asdict(size), "seen": [*map(_known, all_seen)], "bars": [*map(_known, found)]}
    args.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return 0


def _known(figures: Seen | Bar) -> dict[str, Any]:
    """What was measured; JSON knows no NaN."""
    return {name: value for name, value in asdict(figures).items() if value == value}


def ours(size: Size) -> Iterator[Seen]:
    with opened(size) as house:
        yield _seen("Fotfeste", dialects.Fotfeste(house.rooms), (house.port, house.pid), size)


def peer(
    name: str, speaks: Callable[[list[Room], Size], Dialect], served: Callable[[], Served]
) -> Callable[[Size], Iterator[Seen]]:
    def measure(size: Size) -> Iterator[Seen]:
        with served() as where:
            yield _seen(name, speaks(_rooms(size), size), where, size)

    return measure


def _rooms(size: Size) -> list[Room]:
    """Rooms for peers, which need nothing but the names of two figures; as long as ours."""
    return [Room(figures=[uuid.uuid4().hex[:16] for _ in DRAGGERS]) for _ in range(size.rooms)]


def _seen(name: str, dialect: Dialect, where: tuple[int, int], size: Size) -> Seen:
    """Ends by itself, also when the server does not answer."""
    gc.collect()
    gc.freeze()  # what is there stays there; looking through it again would only disturb
    longest_s = size.rooms * size.seats / size.joins_per_s + WARM_S + size.seconds + COMES_BACK_S + SLACK_S

    seen = Seen(name)

    async def within() -> None:
        async with asyncio.timeout(longest_s):
            await measured(seen, dialect, *where, size)

    try:
        uvloop.run(within())
    except TimeoutError:
        _say(f"{name} did not get to the end")
    _say(f"{name}: {seen.counts}")
    return seen


def frame_ms() -> float:
    """p95 of the browser's work for a frame; NaN, with a word why, where there is no browser or no page to look at."""
    try:
        from bench.boards import browser

        found = browser.work()
        _say(f"browser: {browser.told(found)}")
        return p95(found[browser.SLOWER].work_ms)
    except Exception as why:  # a browser can be missing in many ways; the servers' figures are worth having alone
        _say(f"no browser: {type(why).__name__}: {str(why).splitlines()[0]}")
        return nan


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


SERVERS = {
    "ours": ours,
    "group": peer("group_send", lambda rooms, _: dialects.GroupSend(rooms), servers.group_send),
    "yjs": peer("Yjs", dialects.Yjs, lambda: servers.node(servers.YJS)),
    "socketio": peer("socket.io", lambda rooms, _: dialects.SocketIO(rooms), lambda: servers.node("peers/relay.mjs")),
}

if __name__ == "__main__":
    raise SystemExit(main())
