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

from bench.boards import peer_protocols, servers
from bench.boards.checks import run_proofs
from bench.boards.fold_timing import fold_ms
from bench.boards.load_size import DRAGGERS, FEWEST_SEATS, LoadSize
from bench.boards.measurement import RECONNECTS_OVER_S, WARM_UP_S, Measurement, measure_server
from bench.boards.our_server import BenchRoom, run_our_server
from bench.boards.peer_protocols import PeerProtocol
from bench.boards.report import Bar, format_bars, format_measurements, make_bars
from bench.figures import p95

SLACK_S = 60  # for what a server in trouble may take beyond its time
RunningServer = AbstractContextManager[tuple[int, int]]


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.boards", description=__doc__)
    size = LoadSize()
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
    args = parse_options()
    size = LoadSize(rooms=args.rooms, seats=args.seats, seconds=args.seconds, joins_per_s=args.joins)
    folded_ms = fold_ms()
    all_seen = [seen for name in args.only for seen in SERVERS[name](size)]
    ours = next((seen for seen in all_seen if seen.name == "Fotfeste"), None)
    found = make_bars(ours, folded_ms, nan if args.no_browser else measure_frame_ms())
    print(format_measurements(all_seen), format_bars(found), sep="\n\n", flush=True)
    if args.only == list(SERVERS):
        print("", *run_proofs(browser=not args.no_browser), sep="\n")
    if (size.rooms, size.seats) < (LoadSize.rooms, LoadSize.seats):
        print("\nFewer rooms or seats than the bars are meant for: each frame then bears more of what is done anyway.")
    args.json.parent.mkdir(parents=True, exist_ok=True)
    kept = {"size": asdict(size), "seen": [*map(_without_nan, all_seen)], "bars": [*map(_without_nan, found)]}
    args.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return 0


def _without_nan(figures: Measurement | Bar) -> dict[str, Any]:
    """What was measured; JSON knows no NaN."""
    return {name: value for name, value in asdict(figures).items() if value == value}


def measure_ours(size: LoadSize) -> Iterator[Measurement]:
    with run_our_server(size) as house:
        yield _measure("Fotfeste", peer_protocols.Fotfeste(house.rooms), (house.port, house.pid), size)


def make_peer_measure(
    name: str, speaks: Callable[[list[BenchRoom], LoadSize], PeerProtocol], served: Callable[[], RunningServer]
) -> Callable[[LoadSize], Iterator[Measurement]]:
    def measure(size: LoadSize) -> Iterator[Measurement]:
        with served() as where:
            yield _measure(name, speaks(_peer_rooms(size), size), where, size)

    return measure


def _peer_rooms(size: LoadSize) -> list[BenchRoom]:
    """Rooms for peers, which need nothing but the names of two figures; as long as ours."""
    return [BenchRoom(figures=[uuid.uuid4().hex[:16] for _ in DRAGGERS]) for _ in range(size.rooms)]


def _measure(name: str, protocol: PeerProtocol, where: tuple[int, int], size: LoadSize) -> Measurement:
    """Ends by itself, also when the server does not answer."""
    gc.collect()
    gc.freeze()  # what is there stays there; looking through it again would only disturb
    longest_s = size.rooms * size.seats / size.joins_per_s + WARM_UP_S + size.seconds + RECONNECTS_OVER_S + SLACK_S

    seen = Measurement(name)

    async def within() -> None:
        async with asyncio.timeout(longest_s):
            await measure_server(seen, protocol, *where, size)

    try:
        uvloop.run(within())
    except TimeoutError:
        _log(f"{name} did not get to the end")
    _log(f"{name}: {seen.counts}")
    return seen


def measure_frame_ms() -> float:
    """p95 of the browser's work for a frame; NaN, with a word why, where there is no browser or no page to look at."""
    try:
        from bench.boards import browser

        found = browser.measure_frames()
        _log(f"browser: {browser.format_frames(found)}")
        return p95(found[browser.CPU_SLOWDOWN].work_ms)
    except Exception as why:  # a browser can be missing in many ways; the servers' figures are worth having alone
        _log(f"no browser: {type(why).__name__}: {str(why).splitlines()[0]}")
        return nan


def _log(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


SERVERS = {
    "ours": measure_ours,
    "group": make_peer_measure("group_send", lambda rooms, _: peer_protocols.GroupSend(rooms), servers.run_group_send),
    "yjs": make_peer_measure("Yjs", peer_protocols.Yjs, lambda: servers.run_node(servers.YJS)),
    "socketio": make_peer_measure(
        "socket.io", lambda rooms, _: peer_protocols.SocketIO(rooms), lambda: servers.run_node("peers/relay.mjs")
    ),
}

if __name__ == "__main__":
    raise SystemExit(main())
