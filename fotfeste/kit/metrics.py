"""What a process counts about itself, for whoever runs it: routes by name, times, how many wait. Nothing of anybody.

The counts lie in the process's memory and are shown nowhere, unless `serve` was given FOTFESTE_METRICS: then they lie
in files that `ops/metrics_server.py` sums for all workers (docs/adr/0023). A label is a name of ours or a status class.
"""

from prometheus_client import Counter, Gauge, Histogram

BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS = Counter("fotfeste_requests", "Requests that were answered.", ["route", "status"])
REQUEST_SECONDS = Histogram("fotfeste_request_seconds", "How long an answer took.", ["route"], buckets=BUCKETS_S)
REQUESTS_WAITING = Gauge("fotfeste_requests_waiting", "Requests waiting in line.", multiprocess_mode="livesum")
OPEN_SOCKETS = Gauge("fotfeste_open_sockets", "Sockets of boards that are open.", multiprocess_mode="livesum")


def observe_request(route: str, status: int, duration_s: float) -> None:
    REQUESTS.labels(route, f"{status // 100}xx").inc()
    REQUEST_SECONDS.labels(route).observe(duration_s)
