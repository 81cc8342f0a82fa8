"""`python -m bench.pace.search`: where the numbers of the grid baselines come from; on the tuning seeds alone.

For each baseline: every point of its grid in `base`, and the one with the most gain among those whose overwhelm is at
most the bar's. Prints the frontier too, so that another choice can be judged.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

from .clinician import Clinician, ClinicianParams
from .oracles import GreedyOracle
from .people import People, make_people
from .runs import TUNING_SEEDS
from .scores import PolicyRecord, score
from .simple_baselines import StaircaseParams, StateStaircase
from .simulation import Policy, simulate
from .worlds import BASE

CLIENTS, SESSIONS, MOST_OVERWHELM = 150, 60, 3.2


def main() -> None:
    """Both grids, on the tuning seeds."""
    people = [make_people(BASE, seed, range(CLIENTS), SESSIONS) for seed in TUNING_SEEDS]
    greedy = _run_policy(people, GreedyOracle)
    for title, points in (("clinician", _clinician_grid()), ("state-staircase", _staircase_grid())):
        found = sorted(_score_points(people, greedy, points))
        print(title)
        for overwhelm, gain, numbers in _frontier(found):
            print(f"  {overwhelm:5.2f} per 100, gain {gain:.3f}: {numbers}", flush=True)


def _clinician_grid() -> Iterator[tuple[object, Callable[[], Policy]]]:
    for up, good, down, hold, quiet in product((0.1, 0.15, 0.2), (1, 2, 3), (0.4, 0.5, 0.7), (1, 2), (0.0, 0.2)):
        habits = replace(ClinicianParams(), up=up, good_needed=good, down=down, hold=hold, silence_down=quiet)
        yield habits, lambda habits=habits: Clinician(habits)  # type: ignore[misc]


def _staircase_grid() -> Iterator[tuple[object, Callable[[], Policy]]]:
    for start, up, down, strain in product((0.3, 0.6, 0.9), (0.03, 0.05, 0.1), (0.3, 0.5, 0.8), (0.1, 0.15, 0.25)):
        stairs = StaircaseParams(start, up, down, strain)
        yield stairs, lambda stairs=stairs: StateStaircase(stairs)  # type: ignore[misc]


def _score_points(
    people: list[People], greedy: PolicyRecord, points: Iterable[tuple[object, Callable[[], Policy]]]
) -> Iterator[tuple[float, float, str]]:
    for numbers, make in points:
        found = score(_run_policy(people, make), greedy)
        yield found["overwhelm"], found["gain"], str(numbers)


def _run_policy(people: list[People], make: Callable[[], Policy]) -> PolicyRecord:
    whole = PolicyRecord()
    for part in people:
        policy = make()
        whole = whole.add(PolicyRecord.of(simulate(part, policy), policy))
    return whole


def _frontier(found: list[tuple[float, float, str]]) -> Iterator[tuple[float, float, str]]:
    """Those with more gain than every safer one, up to the bar."""
    best = -1.0
    for point in found:
        if point[1] > best and point[0] <= MOST_OVERWHELM:
            best = point[1]
            yield point


if __name__ == "__main__":
    main()
