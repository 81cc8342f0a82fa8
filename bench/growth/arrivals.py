"""The busiest hour of many institutes: when each request comes, and what it works."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bench.crowd import CLIENT_DOES, THERAPIST_DOES
from bench.growth.assumptions import Evening
from bench.growth.queueing import Times
from bench.growth.service_times import ServiceTime

HOUR_S = 3600.0
READ_SPREAD = 0.6  # of the logarithm of how long a page is read
MOST_REQUESTS = 200_000  # a shorter window of a larger hour tells as much


@dataclass(frozen=True)
class BusyHour:
    """Requests in the order they come. `window_s` is what was looked at of the hour."""

    at_s: Times
    service_s: Times
    commits: float
    window_s: float

    @property
    def work(self) -> float:
        """Cores that are busy all the time with this."""
        return float(self.service_s.sum()) / self.window_s


def draw_busy_hour(
    institutes: int, evening: Evening, times: Mapping[str, ServiceTime], random: np.random.Generator
) -> BusyHour:
    expected = institutes * (evening.client_pages + evening.therapist_pages + evening.commands)
    window_s = HOUR_S * min(1.0, MOST_REQUESTS / expected)
    share = institutes * window_s / HOUR_S
    parts = [
        _draw_visits(share * evening.client_visits, evening.pages_a_visit, evening, window_s, random),
        _draw_visits(share * evening.therapist_pages / 5, 5, evening, window_s, random),
        random.uniform(0, window_s, random.poisson(share * evening.commands)),
    ]
    mixes = (CLIENT_DOES, THERAPIST_DOES, {"command": 1})
    drawn = [_draw_services(len(part), mix, times, random) for part, mix in zip(parts, mixes, strict=True)]
    at_s, service_s = np.concatenate(parts), np.concatenate([services for services, _ in drawn])
    order = np.argsort(at_s, kind="stable")
    return BusyHour(at_s[order], service_s[order], sum(commits for _, commits in drawn), window_s)


def _draw_visits(visits: float, pages: float, evening: Evening, window_s: float, random: np.random.Generator) -> Times:
    """People come by chance; then page follows page. What would fall behind the end comes at the beginning."""
    counts = random.geometric(1 / pages, random.poisson(visits))
    gaps = random.lognormal(np.log(evening.read_s), READ_SPREAD, int(counts.sum()))
    first = np.cumsum(counts) - counts
    since = np.cumsum(gaps) - np.repeat(np.cumsum(gaps)[first] if len(first) else [], counts)
    begins = np.repeat(random.uniform(0, window_s, len(counts)), counts)
    return np.asarray((begins + since) % window_s, dtype=np.float64)


def _draw_services(
    count: int, mix: Mapping[str, int], times: Mapping[str, ServiceTime], random: np.random.Generator
) -> tuple[Times, float]:
    shares = np.array(list(mix.values())) / sum(mix.values())
    kinds, services, commits = random.choice(len(mix), size=count, p=shares), np.empty(count), 0.0
    for number, kind in enumerate(mix):
        chosen = kinds == number
        services[chosen] = times[kind].draw_s(int(chosen.sum()), random)
        commits += times[kind].commits * int(chosen.sum())
    return services, commits
