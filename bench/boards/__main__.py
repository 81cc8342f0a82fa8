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
from pathlib import Path

import uvloop

from bench.boards import dialects, servers
from bench.boards.dialects import Dialect
from bench.boards.fold import fold_ms
from bench.boards.house import Room, opened
from bench.boards.measuring import COMES_BACK_S, WARM_S, Seen, measured
from bench.boards.size import DRAGGERS, Size
from bench.boards.tables import bars, beside, judged

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
    return parser.parse_args()


def main() -> int:
    args = options()
    size = Size(rooms=args.rooms, seats=args.seats, seconds=args.seconds, joins_per_s=args.joins)
    folded_ms = fold_ms()
    all_seen = [seen for name in args.only for seen in SERVERS[name](size)]
    ours = next((seen for seen in all_seen if seen.name == "Fotfeste"), None)
    found = bars(ours, folded_ms, None)
    print(beside(all_seen), judged(found), sep="\n\n")
    args.json.parent.mkdir(parents=True, exist_ok=True)
    kept = {"size": asdict(size), "seen": [asdict(seen) for seen in all_seen], "bars": [asdict(bar) for bar in found]}
    args.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return 0


def ours(size: Size) -> Iterator[Seen]:
    with opened(size) as house:
        yield _seen("Fotfeste", dialects.Fotfeste(house.rooms), (house.port, house.pid), size)


def peer(name: str, speaks: Callable[[list[Room], Size], Dialect], served: Callable[[], Served]):  # type: ignore[no-untyped-def]
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

    async def within() -> Seen:
        async with asyncio.timeout(longest_s):
            return await measured(name, dialect, *where, size)

    seen = uvloop.run(within())
    print(f"{name}: {seen.counts}", file=sys.stderr, flush=True)
    return seen


SERVERS = {
    "ours": ours,
    "group": peer("group_send", lambda rooms, _: dialects.GroupSend(rooms), servers.group_send),
    "yjs": peer("Yjs", dialects.Yjs, lambda: servers.node(servers.YJS)),
    "socketio": peer("socket.io", lambda rooms, _: dialects.SocketIO(rooms), lambda: servers.node("peers/relay.mjs")),
}

if __name__ == "__main__":
    raise SystemExit(main())
