"""The frontier of safety and gain as a small SVG, written by hand: one dot per policy, two lines for the bars."""

from collections.abc import Mapping
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 60, 20, 20, 50
MOST_OVERWHELM, LEAST_GAIN, MOST_GAIN = 8.0, -0.2, 1.05


def render_frontier(scores: Mapping[str, Mapping[str, float]], bar_overwhelm: float, bar_gain: float) -> str:
    """Overwhelm to the right, gain upwards; what lies outside is drawn at the edge."""
    dots = "".join(_dot(name, own) for name, own in scores.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{_axes()}'
        f"{_dashed_line(_x(bar_overwhelm), TOP, _x(bar_overwhelm), HEIGHT - BOTTOM)}"
        f"{_dashed_line(LEFT, _y(bar_gain), WIDTH - RIGHT, _y(bar_gain))}{dots}</svg>\n"
    )


def _x(overwhelm: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(overwhelm, MOST_OVERWHELM) / MOST_OVERWHELM


def _y(gain: float) -> float:
    share = (min(max(gain, LEAST_GAIN), MOST_GAIN) - LEAST_GAIN) / (MOST_GAIN - LEAST_GAIN)
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def _dot(name: str, own: Mapping[str, float]) -> str:
    x, y = _x(own["overwhelm"]), _y(own.get("gain", 0.0))
    colour = "#b03a2e" if name.startswith("engine") else "#35506b"
    anchor = "end" if x > WIDTH - 130 else "start"
    shift = -8 if anchor == "end" else 8
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
        f'<text x="{x + shift:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(name)}</text>'
    )


def _axes() -> str:
    ticks = "".join(
        f'<text x="{_x(v):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{v}</text>' for v in range(9)
    ) + "".join(f'<text x="{LEFT - 8}" y="{_y(v / 5) + 4:.1f}" text-anchor="end">{v * 20}</text>' for v in range(-1, 6))
    frame = (
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#444"/>'
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 12}" text-anchor="middle">overwhelm per 100 sessions</text>'
        f'<text x="14" y="{HEIGHT / 2}" transform="rotate(-90 14 {HEIGHT / 2})" text-anchor="middle">'
        "gain, % of the greedy oracle's</text>"
    )
    return frame + ticks


def _dashed_line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#999" stroke-dasharray="4 4"/>'
