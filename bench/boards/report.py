"""The figures as text: every server beside the others, then each bar of the spec with what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from bench.boards.measurement import Measurement

ROWS = (
    ("drag, server part, p50", "drag_p50_ms", "ms"),
    ("drag, server part, p95", "drag_p95_ms", "ms"),
    ("durable acknowledgement, p50", "ack_p50_ms", "ms"),
    ("durable acknowledgement, p95", "ack_p95_ms", "ms"),
    ("server CPU, of one core", "core_share", "%"),
    ("CPU per delivered frame", "us_per_frame", "µs"),
    ("CPU per delivered preview", "us_per_preview", "µs"),
    ("frames delivered a second", "frames_per_s", ""),
    ("previews delivered a second", "previews_per_s", ""),
    ("previews that came, of all", "arrived", "%"),
    ("join to a whole view, p95", "join_p95_ms", "ms"),
    ("back after a lost connection, p95", "back_p95_ms", "ms"),
    ("STOP rests everyone, p95", "stop_p95_ms", "ms"),
    ("STOP by a form, socket cut, p95", "stop_http_p95_ms", "ms"),
    ("— this bench, of one core", "bench_share", "%"),
    ("— this bench late by, p95", "bench_lag_p95_ms", "ms"),
    ("— others here, of one core", "others_share", "%"),
    ("— loadavg, one minute", "load", "."),
)
FIRST_COLUMN_WIDTH, COLUMN_WIDTH = 35, 16


@dataclass(frozen=True)
class Bar:
    name: str
    most: float
    unit: str
    seen: float  # NaN: not measured in this run

    def line(self) -> str:
        asked, seen = _format_value(self.most, self.unit), _format_value(self.seen, self.unit)
        return f"{self.name:{FIRST_COLUMN_WIDTH}}{asked:>{COLUMN_WIDTH}}{seen:>{COLUMN_WIDTH}}   {self.holds}"

    @property
    def holds(self) -> str:
        if isnan(self.seen):
            return "not measured here"
        return "yes" if self.seen <= self.most else "NO"


def make_bars(ours: Measurement | None, fold_ms: float, frame_ms: float) -> list[Bar]:
    found = ours or Measurement("")
    return [
        Bar("drag, server part, p95", 100, "ms", found.drag_p95_ms),
        Bar("durable acknowledgement, p95", 100, "ms", found.ack_p95_ms),
        Bar("server CPU, of one core", 0.70, "%", found.core_share),
        Bar("CPU per delivered frame", 50, "µs", found.us_per_frame),
        Bar("fold of 20,000 events", 100, "ms", fold_ms),
        Bar("STOP rests everyone, p95", 300, "ms", found.stop_p95_ms),
        Bar("STOP by a form, socket cut, p95", 300, "ms", found.stop_http_p95_ms),
        Bar("join, p95", 1_000, "ms", found.join_p95_ms),
        Bar("back, p95", 1_000, "ms", found.back_p95_ms),
        Bar("browser work a frame, 4×, p95", 16, "ms", frame_ms),
    ]


def format_measurements(all_seen: Sequence[Measurement]) -> str:
    lines = [f"{'':{FIRST_COLUMN_WIDTH}}" + "".join(f"{seen.name:>{COLUMN_WIDTH}}" for seen in all_seen)]
    for name, field, unit in ROWS:
        lines.append(
            f"{name:{FIRST_COLUMN_WIDTH}}"
            + "".join(f"{_format_value(getattr(seen, field), unit):>{COLUMN_WIDTH}}" for seen in all_seen)
        )
    return "\n".join(lines)


def format_bars(found: Sequence[Bar]) -> str:
    head = f"{'bar':{FIRST_COLUMN_WIDTH}}{'at most':>{COLUMN_WIDTH}}{'seen':>{COLUMN_WIDTH}}   holds"
    return "\n".join([head, *(bar.line() for bar in found)])


def _format_value(value: float, unit: str) -> str:
    if isnan(value):
        return "—"
    if unit == "%":
        return f"{value * 100:.0f} %"
    if unit == ".":
        return f"{value:.1f}"
    digits = 0 if abs(value) >= 100 or not unit else 1
    return f"{value:,.{digits}f} {unit}".strip()
