"""What the pages around the board are tested with: browsers, and constellations planned, held and ended."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from fotfeste.constellations import services
from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.words import ORDER, Phase, Purpose, Signal
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.people.models import Bond, Person
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import Cast

Enter = Callable[[Person], Client]


def entering(cast: Cast) -> Enter:
    """Sign in as someone. Staff have a second factor, as they must on a real installation."""
    for staff in (cast.thea, cast.mika, cast.sol):
        Authenticator.objects.get_or_create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})

    def as_person(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return as_person


@dataclass
class Around:
    """One constellation of Ana's, held by Thea, and what they do in it."""

    one: Constellation
    at: datetime
    seats: dict[str, Seat] = field(default_factory=dict)

    def does(self, who: str, *commands: Command) -> None:
        for command in commands:
            self.at += timedelta(seconds=30)
            services.ask(seat=self.seats[who], command=command, command_id=uuid.uuid4(), session=None, now=self.at)

    def comes_to(self, phase: Phase) -> None:
        now = services.now_of(self.one.pk).phase
        self.does("Thea", *map(do.SetPhase, ORDER[ORDER.index(now) + 1 : ORDER.index(phase) + 1]))

    def again(self) -> Constellation:
        self.one.refresh_from_db()
        return self.one


def planned(cast: Cast, at: datetime | None = None, **plan: Any) -> Around:
    now = at or timezone.now()
    how = services.Plan(**{"mode": "pair", "method": "classic", **plan})
    one = services.plan(actor=cast.thea, client=cast.ana, row=uuid.uuid4(), plan=how, now=now)
    seats = Seat.objects.filter(constellation=one, person__isnull=False).select_related("constellation", "person")
    return Around(one, now, {seat.name: seat for seat in seats})


def begun(cast: Cast, at: datetime | None = None, phase: Phase = Phase.ARRIVING, **plan: Any) -> Around:
    around = planned(cast, at, **plan)
    around.does("Ana", do.Consent(Purpose.TAKE_PART))
    around.comes_to(phase)
    return around


def held(cast: Cast, *, hours_ago: float = 48, kept: str = "", stopped: bool = False, **plan: Any) -> Around:
    """Held for some twenty minutes, and closed so many hours ago."""
    around = begun(cast, timezone.now() - timedelta(hours=hours_ago, minutes=20), Phase.PLACING, **plan)
    if stopped:
        around.does("Ana", do.Send(Signal.STOP), do.Agree())
        around.does("Thea", do.SetPhase(Phase.DEROLING))
    else:
        around.does("Thea", do.SetPhase(Phase.CLOSING), do.SetPhase(Phase.DEROLING))
    if kept:
        around.does("Ana", do.KeepWords(kept))
    around.comes_to(Phase.AFTERCARE)
    around.at = timezone.now() - timedelta(hours=hours_ago)
    around.comes_to(Phase.CLOSED)
    return around


def keeps_nothing(cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())


def shares_nothing(cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.SHARE).update(withdrawn_at=timezone.now())


def bond_ends(cast: Cast) -> None:
    Bond.objects.filter(client=cast.ana).update(until=timezone.now())


def text(page: Any) -> str:
    return str(page.content.decode())
