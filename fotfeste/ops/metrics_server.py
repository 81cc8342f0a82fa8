"""What the house counts, for a Prometheus on this machine: all workers summed, and how its own work is doing.

Each worker counts into files of its own; who serves the sum is the housekeeper, in a thread beside its chores. The
files lie in memory: on a full disk a file that cannot grow would end the worker that counts (docs/adr/0023).
"""

import hashlib
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

log = logging.getLogger(__name__)

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # the package's own name: it looks there when it is imported
IN_MEMORY = Path("/dev/shm")  # noqa: S108  # the folder made in it is this user's alone, or refused
FILE_OF_PROCESS = re.compile(r".*_(\d+)\.db")


def parse_metrics_address(text: str) -> tuple[str, int] | None:
    """`host:port`; empty means none. Raises ValueError with a sentence for anything that others could reach."""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    host = "127.0.0.1" if host == "localhost" else host.strip("[]")
    try:
        is_loopback = ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise ValueError("FOTFESTE_METRICS is a port of this machine alone, for example 127.0.0.1:9400.")
    return host, int(port)


def prepare_metrics_folder(home: Path) -> Path:
    """An empty folder for this home's counts, told to the processes that are started from here on."""
    folder = _choose_folder(home)
    shutil.rmtree(folder, ignore_errors=True)  # of workers that are gone
    folder.mkdir(mode=0o700)
    os.environ[FOLDER_VARIABLE] = str(folder)
    return folder


def remove_metrics_folder() -> None:
    """Once the house has ended: in memory nothing of it stays behind."""
    if folder := os.environ.pop(FOLDER_VARIABLE, None):
        shutil.rmtree(folder, ignore_errors=True)


def _choose_folder(home: Path) -> Path:
    """systemd's RuntimeDirectory where there is one. Two houses of one user do not share a folder."""
    runtime = os.environ.get("RUNTIME_DIRECTORY", "").split(":")[0]
    mark = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    in_memory = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    return (Path(runtime) if runtime else in_memory) / f"fotfeste-metrics-{os.getuid()}-{mark}"


def start_metrics_server(address: tuple[str, int] | None) -> None:
    """In a thread of this process. A port that is taken is told in the log; the chores go on without."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not address or not folder:
        return
    registry = CollectorRegistry()
    WorkersCollector(registry, folder)  # type: ignore[no-untyped-call]
    registry.register(HouseCollector())
    try:
        start_http_server(address[1], address[0], registry=registry)
    except OSError:
        log.exception("the metrics cannot be served: is their port taken?")


class WorkersCollector(MultiProcessCollector):
    """The sum over all workers. What a worker counted stays after its end; what it had open does not."""

    def collect(self) -> Iterator[Metric]:
        for worker in self._find_dead_workers():
            mark_process_dead(worker, self._path)  # type: ignore[no-untyped-call]
        yield from super().collect()  # type: ignore[no-untyped-call]

    def _find_dead_workers(self) -> set[int]:
        matches = [FILE_OF_PROCESS.fullmatch(file.name) for file in Path(self._path).iterdir()]
        return {pid for match in matches if match and not Path(f"/proc/{(pid := int(match[1]))}").exists()}


class HouseCollector(Collector):
    """Worked out when it is asked for: parts that are not well, chores, the newest backup."""

    def describe(self) -> list[Metric]:
        """Nothing is asked while it is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        from django.db import connections

        try:
            yield _measure_readiness()
            yield _measure_chores()
            yield from _measure_backup_age()
        finally:
            connections.close_all()


def _measure_readiness() -> Metric:
    from fotfeste.ops.readiness import PARTS, readiness

    ready = GaugeMetricFamily("fotfeste_ready", "1 while this part is well.", labels=["part"])
    failing_parts = readiness.find_failing_parts()
    for part in PARTS:
        ready.add_metric([part], 0 if part in failing_parts else 1)
    return ready


def _measure_chores() -> Metric:
    from fotfeste.ops.chores import CHORES, open_chore_book

    family = GaugeMetricFamily(
        "fotfeste_chore_last_success_timestamp_seconds", "When a chore was last done.", labels=["chore"]
    )
    for name, at in open_chore_book().read().items():
        if name in CHORES:
            family.add_metric([name], at.timestamp())
    return family


def _measure_backup_age() -> Iterator[Metric]:
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.ops.backup.backup_folder import find_newest_time

    newest: datetime | None = find_newest_time(settings.FOTFESTE_BACKUPS)
    if newest:
        age_s = (timezone.now() - newest).total_seconds()
        yield GaugeMetricFamily("fotfeste_backup_age_seconds", "Age of the newest backup.", value=age_s)
