"""One server: everybody joins, two in each room drag, some come back, and where there is a STOP, rooms are stopped."""

import asyncio
import os
import time
from dataclasses import dataclass, field
from math import nan

from bench.boards.load_size import LoadSize
from bench.boards.peer_protocols import PeerProtocol
from bench.boards.servers import machine_cpu_s, process_cpu_s
from bench.boards.simulated_seats import SimulatedSeats
from bench.boards.stop_latency import StopLatencies, measure_stops
from bench.figures import median, p95

WARM_UP_S = 2.0
RECONNECTS_OVER_S = 5.0
LAG_SAMPLE_S = 0.01
SETTLE_S = 1.0


@dataclass
class Measurement:
    """Of one server. NaN: it has no such thing."""

    name: str
    drag_p50_ms: float = nan
    drag_p95_ms: float = nan
    ack_p50_ms: float = nan
    ack_p95_ms: float = nan
    core_share: float = nan  # of one core, 1.0 is all of it
    us_per_frame: float = nan
    us_per_preview: float = nan
    frames_per_s: float = nan
    previews_per_s: float = nan
    arrived: float = nan  # previews that came, of those that ought to have; two in one tick are one
    join_p95_ms: float = nan
    back_p95_ms: float = nan
    stop_p95_ms: float = nan
    stop_http_p95_ms: float = nan
    bench_share: float = nan  # of one core, this process
    bench_lag_p95_ms: float = nan  # how late this process was for its own appointments
    others_share: float = nan  # of one core, everybody else on the machine
    load: float = nan  # loadavg over one minute
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ClockReadings:
    """Readings of all clocks at once."""

    at_s: float
    server_s: float
    bench_s: float
    machine_s: float
    frames: int

    @classmethod
    def now(cls, pid: int, crowd: SimulatedSeats) -> "ClockReadings":
        return cls(time.perf_counter(), process_cpu_s(pid), time.process_time(), machine_cpu_s(), crowd.frames)


async def measure_server(seen: Measurement, protocol: PeerProtocol, port: int, pid: int, size: LoadSize) -> None:
    """Writes into `seen` as it goes, so that something is there also when a server does not get to the end."""
    crowd = SimulatedSeats(protocol, port, size)
    try:
        seen.join_p95_ms = p95(await crowd.join())
        crowd.start_hands()
        await asyncio.sleep(WARM_UP_S)
        await _measure_dragging(seen, crowd, pid)
        seen.back_p95_ms = p95(await crowd.reconnect_all(RECONNECTS_OVER_S))
        if protocol.stops:
            await asyncio.sleep(SETTLE_S)
            _record_stops(seen, await measure_stops(crowd, protocol.rooms))
    finally:
        crowd.leave()


async def _measure_dragging(seen: Measurement, crowd: SimulatedSeats, pid: int) -> None:
    lags_ms: list[float] = []
    lagging = asyncio.create_task(_sample_lag(lags_ms))
    crowd.start_tally()
    before = ClockReadings.now(pid, crowd)
    await asyncio.sleep(crowd.size.seconds)
    after, tally = ClockReadings.now(pid, crowd), crowd.tally
    crowd.start_tally()
    lagging.cancel()
    seen.drag_p50_ms, seen.drag_p95_ms = median(tally.drags_ms), p95(tally.drags_ms)
    seen.ack_p50_ms, seen.ack_p95_ms = median(tally.acks_ms), p95(tally.acks_ms)
    seen.bench_lag_p95_ms, seen.load = p95(lags_ms), os.getloadavg()[0]
    _record_cpu(seen, before, after)
    _record_delivery(seen, crowd.size, len(tally.drags_ms), tally.drags_sent, after.at_s - before.at_s)
    seen.counts = {
        "frames": after.frames - before.frames,
        "drags sent": tally.drags_sent,
        "drags timed": len(tally.drags_ms),
        "drops sent": tally.drops_sent,
        "drops acknowledged": len(tally.acks_ms),
        "shut out": crowd.closed_by_server_count,
        **tally.refused,
    }


def _record_cpu(seen: Measurement, before: ClockReadings, after: ClockReadings) -> None:
    took_s, frames = after.at_s - before.at_s, after.frames - before.frames
    server_s, bench_s = after.server_s - before.server_s, after.bench_s - before.bench_s
    seen.core_share, seen.bench_share = server_s / took_s, bench_s / took_s
    seen.others_share = max(0.0, after.machine_s - before.machine_s - server_s - bench_s) / took_s
    seen.frames_per_s = frames / took_s
    seen.us_per_frame = server_s / frames * 1e6 if frames else nan


def _record_delivery(seen: Measurement, size: LoadSize, came: int, sent: int, took_s: float) -> None:
    """From the sample to all other seats: whoever drags counts for as many as there are to see it."""
    seen.arrived = came / (sent * size.sampled) if sent else nan
    seen.previews_per_s = seen.arrived * sent * (size.seats - 1) / took_s
    seen.us_per_preview = seen.core_share / seen.previews_per_s * 1e6 if seen.previews_per_s else nan


def _record_stops(seen: Measurement, stops: StopLatencies) -> None:
    seen.stop_p95_ms, seen.stop_http_p95_ms = p95(stops.by_socket_ms), p95(stops.by_http_ms)


async def _sample_lag(lags_ms: list[float]) -> None:
    while True:
        due_s = time.perf_counter() + LAG_SAMPLE_S
        await asyncio.sleep(LAG_SAMPLE_S)
        lags_ms.append((time.perf_counter() - due_s) * 1000)
