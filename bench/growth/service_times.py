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


# `make bench BENCH="--clients 200 --notes 10000 --living 40 --days 180 --workers 1 --rounds 30"` on two busy cores,
# SQLite, November 2026. Commits are counted from the code, not measured: what a form keeps, the drafts between, links
# in the trail, and a session that is written once a minute.
DEFAULTS: Mapping[str, ServiceTime] = {
    "/now/": ServiceTime(19.6, 26.2, commits=0.1),
    "/traces/": ServiceTime(32.1, 56.9, commits=0.1),
    "/choose/": ServiceTime(17.5, 34.2, commits=1.1),
    "/practise/": ServiceTime(11.1, 15.4, commits=0.1),
    "/me/": ServiceTime(13.1, 14.9, commits=0.1),
    "check-in": ServiceTime(24.6, 32.6, commits=2.1),
    "/today/": ServiceTime(57.9, 76.1, commits=0.3),
    "/clients/": ServiceTime(36.4, 43.4, commits=0.3),
    "client": ServiceTime(59.5, 69.2, commits=1.1),
    "note": ServiceTime(23.2, 36.2, commits=1.1),
    "command": ServiceTime(5.6, 6.4, commits=1),
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
