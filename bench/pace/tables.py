"""The figures as text."""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import TypeVar

from .bars import BARS, ByWorld, judge_all
from .runs import Scores

T = TypeVar("T")
COLUMN_WIDTH, FIRST_COLUMN_WIDTH, COLUMNS_PER_PAGE = 16, 30, 7


def bars_table(scores: Scores) -> str:
    """One line per bar, one column per policy; ✓ holds, ✗ does not, blank not measured."""
    by_policy = _group_by_policy(scores)
    clinician = by_policy.get("clinician", {})
    return "\n\n".join(_format_bars(part, clinician) for part in _split_columns(by_policy))


def _format_bars(by_policy: Mapping[str, ByWorld], clinician: ByWorld) -> str:
    verdicts = {name: judge_all(own, clinician) for name, own in by_policy.items()}
    lines = [_format_row("bar", "", list(by_policy))]
    for i, bar in enumerate(BARS):
        cells = [_format_verdict(*verdicts[policy][i]) for policy in by_policy]
        lines.append(_format_row(bar.name, _format_range(bar.least, bar.most), cells))
    return "\n".join(lines)


def worlds_table(scores: Scores, policies: Sequence[str]) -> str:
    """Overwhelm per 100 sessions and gain in every world."""
    names = [policy for policy in policies if any(policy in found for found in scores.values())]
    lines = [_format_row("world: overwhelm | gain", "", names)]
    for world, found in scores.items():
        cells = [_format_overwhelm_and_gain(found.get(name, {})) for name in names]
        lines.append(_format_row(world, "", cells))
    return "\n".join(lines)


def frontier_table(scores: Scores, worlds: Sequence[str]) -> str:
    """One line per policy: overwhelm per 100 sessions and gain with each body; rules broken, where checked."""
    there = [world for world in worlds if world in scores]
    by_policy = _group_by_policy({world: scores[world] for world in there})
    lines = [_format_row("policy: overwhelm | gain", "", [*there, "rules broken"])]
    for policy, own in by_policy.items():
        broken = [found["violations"] for found in own.values() if "violations" in found]
        cells = [_format_overwhelm_and_gain(own.get(world, {})) for world in there]
        lines.append(_format_row(policy, "", [*cells, f"{sum(broken):.0f}" if broken else ""]))
    return "\n".join(lines)


def scores_table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Every score of one world."""
    return "\n\n".join(_format_scores(part) for part in _split_columns(found))


def _format_scores(found: Mapping[str, Mapping[str, float]]) -> str:
    names = sorted({name for own in found.values() for name in own})
    rows = [
        _format_row(name, "", [_format_number(own.get(name, float("nan"))) for own in found.values()]) for name in names
    ]
    return "\n".join([_format_row("score", "", list(found)), *rows])


def _group_by_policy(scores: Scores) -> dict[str, dict[str, dict[str, float]]]:
    policies = list(dict.fromkeys(name for found in scores.values() for name in found))
    return {name: {world: found[name] for world, found in scores.items() if name in found} for name in policies}


def _split_columns(columns: Mapping[str, T]) -> Iterator[dict[str, T]]:
    """As many columns as go beside each other on a page."""
    names = list(columns)
    for i in range(0, len(names), COLUMNS_PER_PAGE):
        yield {name: columns[name] for name in names[i : i + COLUMNS_PER_PAGE]}


def _format_row(name: str, asked: str, cells: Sequence[str]) -> str:
    return f"{name:{FIRST_COLUMN_WIDTH}}{asked:>9}" + "".join(
        f"{cell[: COLUMN_WIDTH - 1]:>{COLUMN_WIDTH}}" for cell in cells
    )


def _format_range(least: float | None, most: float | None) -> str:
    if least is None:
        return f"≤ {most:g}"
    return f"≥ {least:g}" if most is None else f"{least:g}–{most:g}"


def _format_verdict(value: float, holds: bool | None) -> str:
    return "" if holds is None else f"{_format_number(value)} {'✓' if holds else '✗'}"


def _format_overwhelm_and_gain(own: Mapping[str, float]) -> str:
    return f"{own['overwhelm']:.1f} |{own.get('gain', float('nan')):5.2f}" if own else ""


def _format_number(value: float) -> str:
    return "" if isnan(value) else f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
