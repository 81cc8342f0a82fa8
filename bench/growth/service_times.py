"""What one request works, by kind: measured by `make bench`, or the defaults that it measured before."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.growth.queueing import Times

CPU_FIGURE = re.compile(r"one (.+), CPU p95")
CPU_MEDIAN = re.compile(r"median ([\d.]+) ms")
P95_DEVIATIONS = 1.645  # of a normal distribution
LEAST_SPREAD = 1.02  # a p95 may lie on the median; a logarithm of nothing must not


@dataclass(frozen=True)
class ServiceTime:
    """Log-normal through its median and its p95, ms of one core; and how many transactions it writes."""

    median_ms: float
    p95_ms: float
    commits: float = 0.0

    def draw_s(self, count: int, random: np.random.Generator) -> Times:
        spread = math.log(max(self.p95_ms / self.median_ms, LEAST_SPREAD)) / P95_DEVIATIONS
        return self.median_ms / 1000 * random.lognormal(0.0, spread, count)


# `make bench BENCH="--clients 10000 --notes 60000 --living 100 --seconds 25 --rounds 8"` on two cores, SQLite,
# November 2026. Commits are counted from the code, not measured: what a form keeps, the drafts between, links
# in the trail, and a session that is written once a minute.
DEFAULTS: Mapping[str, ServiceTime] = {
    "/now/": ServiceTime(9.1, 10.5, commits=0.1),
    "/traces/": ServiceTime(20.8, 21.7, commits=0.1),
    "/choose/": ServiceTime(8.7, 9.2, commits=1.1),
    "/practise/": ServiceTime(9.9, 10.5, commits=0.1),
    "/me/": ServiceTime(9.3, 10.1, commits=0.1),
    "check-in": ServiceTime(13.6, 17.0, commits=2.1),
    "/today/": ServiceTime(14.6, 27.6, commits=0.3),
    "/clients/": ServiceTime(12.5, 16.6, commits=0.3),
    "client": ServiceTime(17.5, 19.2, commits=1.1),
    "note": ServiceTime(9.8, 12.7, commits=1.1),
    "command": ServiceTime(4.4, 4.9, commits=1),
}


def read_service_times(file: Path) -> tuple[dict[str, ServiceTime], str]:
    """By kind, and where they come from. What the file does not tell stays as it was measured before."""
    if not file.exists():
        return dict(DEFAULTS), "the defaults of bench/growth/service_times.py"
    times = dict(DEFAULTS)
    for figure in json.loads(file.read_text(encoding="utf-8")):
        name, median = CPU_FIGURE.fullmatch(figure["name"]), CPU_MEDIAN.match(figure["note"])
        if name and median and name[1] in times:
            before = times[name[1]]
            times[name[1]] = ServiceTime(float(median[1]), float(figure["measured"]), before.commits)
    return times, str(file)
