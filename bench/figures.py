"""One figure of the table: what was asked, the bar, what was seen, and the plain page beside it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    name: str
    unit: str
    measured: float
    bar: float | None = None  # at most; None: shown for comparison
    plain: float | None = None  # the plain page, same server, same minutes
    note: str = ""

    @property
    def holds(self) -> str:
        return "" if self.bar is None else ("yes" if self.measured <= self.bar else "NO")


def p95(values: Sequence[float]) -> float:
    """The nearest-rank 95th percentile. NaN for nothing."""
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else math.nan


def median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else math.nan


def table(figures: Sequence[Figure]) -> str:
    rows = [("figure", "bar", "measured", "holds", "plain page", "ratio", "")]
    rows += [_row(figure) for figure in figures]
    wide = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join(
        "  ".join([cell.ljust(size) for cell, size in zip(row, wide, strict=False)] + [row[6]]) for row in rows
    )


def _row(figure: Figure) -> tuple[str, str, str, str, str, str, str]:
    said = [_said(value, figure.unit) for value in (figure.bar, figure.measured, figure.plain)]
    ratio = f"{figure.measured / figure.plain:.1f}" if figure.plain else ""
    return (figure.name, said[0], said[1], figure.holds, said[2], ratio, figure.note)


def _said(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.{0 if abs(value) >= 100 else 1}f} {unit}".strip()
