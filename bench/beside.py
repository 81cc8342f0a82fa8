"""`python -m bench.beside TREE`: what each page costs here and in another checkout, asked by turns in one run.

The other checkout needs its own environment (`make .venv/dev-ready node_modules/.ready` there). More options go to
both benches, e.g. `--clients 500 --notes 25000 --seconds 10`. Ends with 1 when a page's median of processor time is
slower than allowed: time on the clock belongs to whatever else the machine does.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
MEDIANS = re.compile(r"median ([\d.]+) ms|CPU median ([\d.]+) ms|(\d+) y ([\d.]+) ms \(CPU ([\d.]+)\)")
Medians = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.beside", description=__doc__)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--turns", type=int, default=3, help="how often each is asked")
    parser.add_argument("--most", type=float, default=1.1, help="how many times the other's median is too slow")
    args, rest = parser.parse_known_args()
    seen: dict[Path, list[Medians]] = defaultdict(list)
    for turn in range(args.turns):
        for tree in sorted((HERE, args.tree.resolve()), reverse=turn % 2 == 1):
            seen[tree].append(run_bench(tree, rest))
    ratios = print_table(typical(seen[HERE]), typical(seen[args.tree.resolve()]))
    return int(any(ratio > args.most for name, ratio in ratios.items() if name.endswith("CPU")))


def run_bench(tree: Path, options: list[str]) -> Medians:
    """The medians of one run, by page, in ms. Ends with what the bench said when that ends with an error."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        command = [str(tree / ".venv/bin/python"), "-m", "bench.load", f"--json={figures}", *options]
        ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise SystemExit(f"the bench of {tree} ended with {ran.returncode}:\n{ran.stderr[-2000:]}")
        return read_medians(json.loads(figures.read_text()))


def read_medians(figures: list[dict[str, str]]) -> Medians:
    """Medians stand in the figures' notes: `median 5.2 ms … CPU median 4.9 ms` or, by years, `0 y 5.2 ms (CPU 4.9)`."""
    found: Medians = {}
    for figure in figures:
        page = figure["name"].split(", server p95")[0].split(", 10 years")[0]
        for served, worked, years, served_at, worked_at in MEDIANS.findall(figure["note"]):
            if years:
                found[f"{page}, {years} y"] = float(served_at)
                found[f"{page}, {years} y, CPU"] = float(worked_at)
            elif worked:
                found[f"{page}, CPU"] = float(worked)
            else:
                found.setdefault(page, float(served))
    return found


def typical(runs: list[Medians]) -> Medians:
    return {name: median(run[name] for run in runs) for name in runs[0] if all(name in run for run in runs)}


def print_table(here: Medians, there: Medians) -> dict[str, float]:
    """Pages both have, slowest ratio last. The ratios by name."""
    ratios = {name: here[name] / there[name] for name in here if there.get(name)}
    for name, ratio in sorted(ratios.items(), key=lambda item: item[1]):
        print(f"{name:40} here {here[name]:7.2f} ms   there {there[name]:7.2f} ms   {ratio:.2f} ×")
    return ratios


if __name__ == "__main__":
    sys.exit(main())
