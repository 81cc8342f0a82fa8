"""`python -m bench.pace`: runs policies through worlds, prints every bar, keeps figures and plot in var/."""

import argparse
import json
from pathlib import Path

from .plot import render_frontier
from .runs import POLICIES, TUNING_SEEDS, Scores, run_policies
from .tables import bars_table, frontier_table, scores_table, worlds_table
from .worlds import WORLDS

VAR = Path("var")
WORLD_POLICIES = ("engine", "clinician", "clinician-slow", "oracle-05")
FRONTIER_WORLDS = ("base", "window", "reserve")  # three bodies, every policy, and the engine at each setting
BAR_OVERWHELM, BAR_GAIN = 3.2, 0.38


def main() -> None:
    """Every policy with each body; in the other worlds the engine and the hardest of the others, and fewer clients."""
    options = _parse_options()
    worlds = list(WORLDS) if "all" in options.worlds else options.worlds
    sizes = {"seed": options.seed, "sessions": options.sessions, "processes": options.processes}
    scores: Scores = {}
    for world in worlds:
        is_whole = world in FRONTIER_WORLDS
        clients = options.clients if is_whole else options.shift_clients or options.clients
        policies = options.policies or (list(POLICIES) if is_whole else WORLD_POLICIES)
        scores |= run_policies([world], policies, clients=clients, replay=world == "base", **sizes)
        if len(worlds) > 1:
            print(f"{world} done", flush=True)
    _print_tables(scores)
    _save(scores, vars(options))


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.pace", description="Virtual clients; see bench/pace/README.md.")
    parser.add_argument("--seed", type=int, default=TUNING_SEEDS[0])
    parser.add_argument("--clients", type=int, default=60)
    parser.add_argument("--shift-clients", type=int, help="in every world but the three bodies (default: as many)")
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--worlds", nargs="+", default=["base"], choices=[*WORLDS, "all"])
    parser.add_argument("--policies", nargs="+", choices=list(POLICIES), help="default: all, or four in shifted worlds")
    parser.add_argument("--processes", type=int, default=1)
    return parser.parse_args()


def _print_tables(scores: Scores) -> None:
    if "base" in scores:
        print(scores_table(scores["base"]), end="\n\n")
    print(bars_table(scores), end="\n\n")
    print(frontier_table(scores, FRONTIER_WORLDS), end="\n\n")
    if set(scores) != {"base"}:
        print(worlds_table(scores, WORLD_POLICIES))


def _save(scores: Scores, options: dict[str, object]) -> None:
    VAR.mkdir(exist_ok=True)
    (VAR / "bench-pace.json").write_text(json.dumps({"options": options, "scores": scores}, indent=1), encoding="utf-8")
    if "base" in scores:
        (VAR / "bench-pace.svg").write_text(render_frontier(scores["base"], BAR_OVERWHELM, BAR_GAIN), encoding="utf-8")


if __name__ == "__main__":
    main()
