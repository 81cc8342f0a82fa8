"""`python -m bench.pace --clients 60 --worlds base`: prints every score."""

import argparse

from .runs import POLICIES, TUNING_SEEDS, run
from .worlds import WORLDS


def main() -> None:
    """Reads the options, runs, prints."""
    parser = argparse.ArgumentParser(prog="bench.pace")
    parser.add_argument("--seed", type=int, default=TUNING_SEEDS[0])
    parser.add_argument("--clients", type=int, default=60)
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--worlds", nargs="+", default=["base"], choices=[*WORLDS, "all"])
    parser.add_argument("--policies", nargs="+", default=["engine", "clinician"], choices=list(POLICIES))
    parser.add_argument("--processes", type=int, default=1)
    options = vars(parser.parse_args())
    worlds = list(WORLDS) if "all" in options["worlds"] else options["worlds"]
    for world, scores in run(**{**options, "worlds": worlds}).items():
        print(world)
        names = sorted({name for found in scores.values() for name in found})
        print(f"  {'':26}" + "".join(f"{policy:>15}" for policy in scores))
        for name in names:
            row = "".join(f"{found.get(name, float('nan')):15.3f}" for found in scores.values())
            print(f"  {name:26}{row}")


main()
