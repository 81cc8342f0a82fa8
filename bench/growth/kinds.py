"""What each kind of thing the crowd does works in the server, asked calmly: where `make simulate-growth` draws from."""

from time import process_time
from typing import TYPE_CHECKING
from uuid import uuid4

from bench.crowd import CLIENT_DOES, THERAPIST_DOES, Crowd
from bench.figures import Figure, median, p95
from bench.page_requests import Caller

if TYPE_CHECKING:
    from bench.population import House

WARM = 3


async def one_of_each(house: "House", ours: int, rounds: int) -> list[Figure]:
    """CPU of the server process; a check-in has two posts, and both count."""
    crowd = Crowd(house, ours, ours, users=1)
    figures = []
    for kind in (*CLIENT_DOES, *THERAPIST_DOES):
        worked = [await _ask(crowd, kind, turn) for turn in range(WARM + rounds)][WARM:]
        figures.append(_figure(kind, worked))
    return figures


def _figure(kind: str, worked_ms: list[float]) -> Figure:
    return Figure(f"one {kind}, CPU p95", "ms", p95(worked_ms), note=f"median {median(worked_ms):.1f} ms of CPU")


def one_command(house: "House", rounds: int) -> Figure:
    """A command of a board, decided and written in this very process; sending it round is `make bench-boards`'s."""
    from django.utils import timezone

    from fotfeste.constellations import services
    from fotfeste.constellations.board import commands as do
    from fotfeste.constellations.board.enums import Purpose
    from fotfeste.constellations.models import Seat
    from fotfeste.constellations.store.execute import CommandRequest, execute_commands
    from fotfeste.people.models import Bond

    now = timezone.now()
    bond = Bond.objects.select_related("client", "therapist").get(client__pk=house.living[0][1])
    plan = services.Plan("pair", "classic")
    board = services.plan_constellation(actor=bond.therapist, client=bond.client, row=uuid4(), plan=plan, now=now)
    seat, state, worked_ms = Seat.objects.get(constellation=board, person=bond.client), None, []
    for turn in range(WARM + rounds):
        began_s = process_time()
        request = CommandRequest(seat.pk, do.Consent(Purpose.TAKE_PART, given=turn % 2 == 0), uuid4())
        state = execute_commands(board.pk, [request], state=state, now=now).state
        worked_ms.append((process_time() - began_s) * 1000)
    return _figure("command", worked_ms[WARM:])


async def _ask(crowd: Crowd, kind: str, turn: int) -> float:
    session, hers = _choose_person(crowd.house, kind, turn)
    caller = Caller(crowd.ours, session)
    answers = await crowd.do(caller, kind, hers)
    caller.close()
    return sum(answer.cpu_ms for answer in answers)


def _choose_person(house: "House", kind: str, turn: int) -> tuple[str, list[str]]:
    if kind in CLIENT_DOES:
        return house.living[turn % len(house.living)][0], []
    session, hers = house.therapists[turn % len(house.therapists)]
    return session, list(hers)
