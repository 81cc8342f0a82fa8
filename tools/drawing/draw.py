"""Draw the posture figures: `python tools/drawing/draw.py [name …]`, all of them when none is named."""

import sys
from collections.abc import Callable
from pathlib import Path

import bodies
import poses_near
import poses_sitting
import poses_standing
import scenes
from figure import Figure
from lighter import lighter

FIGURES = Path(__file__).resolve().parents[2] / "fotfeste" / "static" / "figures"
ROOMS = (poses_standing, poses_sitting, poses_near, scenes, bodies)
POSTURES: dict[str, Callable[[], Figure]] = {
    posture.__name__.replace("_", "-"): posture for room in ROOMS for posture in room.POSTURES
}


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(POSTURES))
    if unknown:
        print(f"No posture named {', '.join(unknown)}. There are: {', '.join(sorted(POSTURES))}", file=sys.stderr)
        return 2
    for name in names or POSTURES:
        (FIGURES / f"{name}.svg").write_text(lighter(POSTURES[name]().svg()), encoding="utf-8", newline="\n")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
