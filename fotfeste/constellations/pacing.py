"""What a constellation that was held tells the pacing: one dose, written where the house uses answers at all."""

from datetime import datetime, timedelta
from typing import TypedDict

from fotfeste.constellations import logbook
from fotfeste.constellations.board.words import Method, Mode
from fotfeste.constellations.models import Constellation
from fotfeste.pace.models import Dose
from fotfeste.pace.services import record_choice, record_outcome
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of

FAMILY = "constellation"
LIGHT, MIDDLE, LARGE = 2, 3, 4
_OF_MODE = {Mode.SOLO: LIGHT, Mode.PAIR: MIDDLE}
LONGEST = timedelta(hours=4)  # a board that was left open overnight was not worked with all night


class Amount(TypedDict):
    family: str
    level: int
    minutes: float


def level_of(mode: str, method: str) -> int:
    """How much it asks: three elements are the lightest way, a group the largest, whatever is done in it."""
    by_mode = _OF_MODE.get(Mode(mode), LARGE)
    if by_mode == LARGE:
        return LARGE
    if method == Method.INTENTION:
        return LIGHT
    return MIDDLE if method == Method.PARTS else by_mode


def record_closing(held: Constellation, now: datetime) -> None:
    """The dose of a constellation that is closed now. Nothing without her yes to keeping, or in mode `limits`."""
    if held.begun_at is None or not _keeps(held.client):
        return
    dose = record_choice(client=held.client, dose_id=None, **_amount(held, now), now=now)
    if dose:
        _told(held, dose, now, felt_worse=None, now=now)


def record_since(held: Constellation, *, felt_worse: bool | None, now: datetime) -> None:
    """How it has been since, added to the same dose. What she leaves open stays open."""
    if held.closed_at is None or felt_worse is None:
        return
    if dose := _dose_of(held, held.closed_at):
        _told(held, dose, held.closed_at, felt_worse=felt_worse, now=now)


def _told(held: Constellation, dose: Dose, closed_at: datetime, *, felt_worse: bool | None, now: datetime) -> None:
    amount = _amount(held, closed_at)
    record_outcome(
        client=held.client,
        dose_id=dose.pk,
        **amount,
        done_minutes=amount["minutes"],
        activation=None,
        safety=None,
        settled=None,
        stopped_early=logbook.ended_by_stop(held.pk),
        felt_worse=felt_worse,
        now=now,
    )


def _amount(held: Constellation, closed_at: datetime) -> Amount:
    lasted = min(closed_at - (held.begun_at or closed_at), LONGEST)
    return Amount(family=FAMILY, level=level_of(held.mode, held.method), minutes=lasted.total_seconds() / 60)


def _dose_of(held: Constellation, closed_at: datetime) -> Dose | None:
    """It was written at the very moment the constellation closed, by nothing else."""
    written = Dose.objects.filter(client=held.client, at=closed_at)
    return next((dose for dose in written if dose.session.chosen and dose.session.chosen.family == FAMILY), None)


def _keeps(client: Person) -> bool:
    return clients_of(client, Act.KEEP).filter(pk=client.pk).exists()
