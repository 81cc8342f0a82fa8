"""What the pages around the board are tested with: browsers, and constellations planned, held and ended."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from fotfeste.constellations import services
from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import PHASE_ORDER, Phase, Purpose, Signal
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.people.models import Bond
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import Cast


@dataclass
class ConstellationSetup:
    """One constellation of Ana's, held by Thea, and what they do in it."""

    one: Constellation
    at: datetime
    seats: dict[str, Seat] = field(default_factory=dict)

    def run_commands(self, who: str, *commands: Command) -> None:
        for command in commands:
            self.at += timedelta(seconds=30)
            services.submit_command(
                seat=self.seats[who], command=command, command_id=uuid.uuid4(), session=None, now=self.at
            )

    def advance_to(self, phase: Phase) -> None:
        now = services.current_state(self.one.pk).phase
        self.run_commands(
            "Thea", *map(do.SetPhase, PHASE_ORDER[PHASE_ORDER.index(now) + 1 : PHASE_ORDER.index(phase) + 1])
        )

    def reload(self) -> Constellation:
        self.one.refresh_from_db()
        return self.one


def set_up_planned(cast: Cast, at: datetime | None = None, **plan: Any) -> ConstellationSetup:
    now = at or timezone.now()
    how = services.Plan(**{"mode": "pair", "method": "classic", **plan})
    one = services.plan_constellation(actor=cast.thea, client=cast.ana, row=uuid.uuid4(), plan=how, now=now)
    seats = Seat.objects.filter(constellation=one, person__isnull=False).select_related("constellation", "person")
    return ConstellationSetup(one, now, {seat.name: seat for seat in seats})


def set_up_begun(
    cast: Cast, at: datetime | None = None, phase: Phase = Phase.ARRIVING, **plan: Any
) -> ConstellationSetup:
    setup = set_up_planned(cast, at, **plan)
    setup.run_commands("Ana", do.Consent(Purpose.TAKE_PART))
    setup.advance_to(phase)
    return setup


def set_up_closed(
    cast: Cast, *, hours_ago: float = 48, kept: str = "", stopped: bool = False, **plan: Any
) -> ConstellationSetup:
    """Held for some twenty minutes, and closed so many hours ago."""
    setup = set_up_begun(cast, timezone.now() - timedelta(hours=hours_ago, minutes=20), Phase.PLACING, **plan)
    if stopped:
        setup.run_commands("Ana", do.Send(Signal.STOP), do.Agree())
        setup.run_commands("Thea", do.SetPhase(Phase.DEROLING))
    else:
        setup.run_commands("Thea", do.SetPhase(Phase.CLOSING), do.SetPhase(Phase.DEROLING))
    if kept:
        setup.run_commands("Ana", do.KeepWords(kept))
    setup.advance_to(Phase.AFTERCARE)
    setup.at = timezone.now() - timedelta(hours=hours_ago)
    setup.advance_to(Phase.CLOSED)
    return setup


def withdraw_keep_consent(cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())


def withdraw_share_consent(cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.SHARE).update(withdrawn_at=timezone.now())


def end_bond(cast: Cast) -> None:
    Bond.objects.filter(client=cast.ana).update(until=timezone.now())


def page_text(page: Any) -> str:
    return str(page.content.decode())
