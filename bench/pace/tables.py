"""The figures as text."""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import TypeVar

from .bars import BARS, ByWorld, judged
from .runs import Scores

T = TypeVar("T")
WIDTH, FIRST, ABREAST = 16, 30, 7


def bars_table(scores: Scores) -> str:
    """One line per bar, one column per policy; ✓ holds, ✗ does not, blank not measured."""
    by_policy = _by_policy(scores)
    clinician = by_policy.get("clinician", {})
    return "\n\n".join(_bars(part, clinician) for part in _abreast(by_policy))


def _bars(by_policy: Mapping[str, ByWorld], clinician: ByWorld) -> str:
    verdicts = {name: judged(own, clinician) for name, own in by_policy.items()}
    lines = [_line("bar", "", list(by_policy))]
    for i, bar in enumerate(BARS):
        cells = [_cell(*verdicts[policy][i]) for policy in by_policy]
        lines.append(_line(bar.name, _asked(bar.least, bar.most), cells))
    return "\n".join(lines)


def worlds_table(scores: Scores, policies: Sequence[str]) -> str:
    """Overwhelm per 100 sessions and gain in every world."""
    names = [policy for policy in policies if any(policy in found for found in scores.values())]
    lines = [_line("world: overwhelm | gain", "", names)]
    for world, found in scores.items():
        cells = [_pair(found.get(name, {})) for name in names]
        lines.append(_line(world, "", cells))
    return "\n".join(lines)


def scores_table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Every score of one world."""
    return "\n\n".join(_scores(part) for part in _abreast(found))


def _scores(found: Mapping[str, Mapping[str, float]]) -> str:
    names = sorted({name for own in found.values() for name in own})
    rows = [_line(name, "", [_number(own.get(name, float("nan"))) for own in found.values()]) for name in names]
    return "\n".join([_line("score", "", list(found)), *rows])


def _by_policy(scores: Scores) -> dict[str, dict[str, dict[str, float]]]:
    policies = list(dict.fromkeys(name for found in scores.values() for name in found))
    return {name: {world: found[name] for world, found in scores.items() if name in found} for name in policies}


def _abreast(columns: Mapping[str, T]) -> Iterator[dict[str, T]]:
    """As many columns as go beside each other on a page."""
    names = list(columns)
    for i in range(0, len(names), ABREAST):
        yield {name: columns[name] for name in names[i : i + ABREAST]}


def _line(name: str, asked: str, cells: Sequence[str]) -> str:
    return f"{name:{FIRST}}{asked:>9}" + "".join(f"{cell[: WIDTH - 1]:>{WIDTH}}" for cell in cells)


def _asked(least: float | None, most: float | None) -> str:
    if least is None:
        return f"≤ {most:g}"
    return f"≥ {least:g}" if most is None else f"{least:g}–{most:g}"


def _cell(value: float, holds: bool | None) -> str:
    return "" if holds is None else f"{_number(value)} {'✓' if holds else '✗'}"


def _pair(own: Mapping[str, float]) -> str:
    return f"{own['overwhelm']:.1f} |{own.get('gain', float('nan')):5.2f}" if own else ""


def _number(value: float) -> str:
    return "" if isnan(value) else f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
