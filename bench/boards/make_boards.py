"""Lays the boards of the bench in a new home, as the product would: planned, invited, knocked, let in, led to moving.

A program of its own (`python -m bench.boards.make_boards HOME SIZE`) that prints the rooms as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from bench.boards.load_size import DRAGGERS, LoadSize
from bench.boards.our_server import BenchRoom

if TYPE_CHECKING:
    from bench.population import House
    from fotfeste.constellations.board import Command, State
    from fotfeste.constellations.models import Constellation, Seat

CSRF = "b" * 32
TOWARDS_MOVING = ("arriving", "intention", "choosing", "placing", "sensing", "moving")


def main() -> None:
    home, size = Path(sys.argv[1]), LoadSize(**json.loads(sys.argv[2]))
    house = _make_people(home, size)
    from fotfeste.kit.keyring import keyring

    rooms = []
    for _session, client in house.living[: size.rooms]:
        with keyring():
            rooms.append(_BoardMaker(client, size).room(house))
    print(json.dumps([asdict(room) for room in rooms]))


def _make_people(home: Path, size: LoadSize) -> "House":
    from fotfeste.ops.installation import prepare_database, set_environment, write_keys

    set_environment(home, demo=False)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fotfeste.config.settings"
    write_keys(home, home / "instance.key")
    import django

    django.setup()
    prepare_database()
    from django.utils import timezone

    from bench import population

    return population.settle(population.Size(size.rooms, 0, size.rooms, 1), timezone.now())


class _BoardMaker:
    """One constellation, from its plan until everyone may move."""

    def __init__(self, client: str, size: LoadSize):
        from django.utils import timezone

        from fotfeste.constellations import services
        from fotfeste.people.models import Bond

        bond = Bond.objects.select_related("client", "therapist").get(client__pk=client)
        self.size, self.therapist, self.now = size, bond.therapist, timezone.now()
        plan = services.Plan("group", "classic", most_elements=size.figures, most_representatives=size.seats)
        self.row: Constellation = services.plan_constellation(
            actor=bond.therapist, client=bond.client, row=uuid4(), plan=plan, now=self.now
        )
        own = {seat.role: seat for seat in self.row.seats.all()}
        self.seats: list[Seat] = [own["facilitator"], own["client"], *map(self._invite_guest, range(size.seats - 2))]

    def _invite_guest(self, number: int) -> "Seat":
        from fotfeste.constellations import services

        _seat, token = services.invite_guest(
            actor=self.therapist, constellation=self.row, role="representative", name=f"Gjest {number}", now=self.now
        )
        return services.enter_lobby_by_link(token=token, name=f"Gjest {number}", now=self.now)

    def room(self, house: "House") -> BenchRoom:
        figures = self._lead_to_moving()
        theirs = dict((one, session) for session, one in house.living)
        of_therapist = next(s for s, clients in house.therapists if str(self.row.client_id) in clients)
        sessions = [of_therapist, theirs[str(self.row.client_id)], *_guest_sessions(self.seats[2:])]
        cookies = [f"session={session}; csrf={CSRF}" for session in sessions]
        return BenchRoom(figures[: len(DRAGGERS)], str(self.row.pk), cookies, CSRF)

    def _lead_to_moving(self) -> list[str]:
        """The figures of the hands, first."""
        from fotfeste.constellations.board import commands as do
        from fotfeste.constellations.board.enums import Kind, Phase, Purpose

        self._do(self.seats[1], [do.Consent(Purpose.TAKE_PART)])
        self._do(self.seats[0], [do.Admit(seat.key) for seat in self.seats[2:]])
        for seat in self.seats[2:]:
            self._do(seat, [do.Consent(Purpose.TAKE_PART)])
        kinds = [Kind.RESOURCE, *[Kind.PERSON] * (self.size.figures - 1)]
        phases = [do.SetPhase(Phase(phase)) for phase in TOWARDS_MOVING]
        self._do(self.seats[0], phases[:3])
        state = self._do(self.seats[0], [do.Add(f"Skikkelse {at}", kind) for at, kind in enumerate(kinds)])
        support, *others = state.figures
        places = [do.Move(figure, *_place(at)) for at, figure in enumerate((support, *others))]
        held = [do.Assign(self.seats[at].key, figure) for at, figure in zip(DRAGGERS, others, strict=False)]
        self._do(self.seats[0], [phases[3], *places, *held, *phases[4:]])
        return others

    def _do(self, seat: "Seat", commands: "Sequence[Command]") -> "State":
        from fotfeste.constellations.board import Refusal
        from fotfeste.constellations.store import execute

        done = execute.execute_commands(
            self.row.pk, [execute.CommandRequest(seat.pk, one, uuid4()) for one in commands], state=None, now=self.now
        )
        refused = [answer for answer in done.answers if isinstance(answer, Refusal)]
        assert not refused, refused
        return done.state


def _place(at: int) -> tuple[int, int, int]:
    """x, y, heading: rows of twelve."""
    return 80 + 90 * (at % 12), 200 + 150 * (at // 12), 0


def _guest_sessions(seats: "Iterable[Seat]") -> Iterable[str]:
    from django.conf import settings

    from fotfeste.people.guests import SEAT

    store = import_module(settings.SESSION_ENGINE).SessionStore
    for seat in seats:
        session = store()
        now_s = time.time()
        session.update({SEAT: str(seat.pk), "began_s": now_s, "seen_s": now_s})
        session.save()
        yield session.session_key


if __name__ == "__main__":
    main()
