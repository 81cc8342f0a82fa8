"""What a constellation that was held tells the pacing: one dose, written where the house uses answers at all."""

from datetime import datetime, timedelta
from typing import TypedDict

from fotfeste.constellations.board.enums import Method, Mode
from fotfeste.constellations.models import Constellation
from fotfeste.constellations.store import event_store
from fotfeste.pace.models import Dose
from fotfeste.pace.services import record_choice, record_outcome
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of

FAMILY = "constellation"
LIGHT_LEVEL, MIDDLE_LEVEL, LARGE_LEVEL = 2, 3, 4
_LEVEL_OF_MODE = {Mode.SOLO: LIGHT_LEVEL, Mode.PAIR: MIDDLE_LEVEL}
MAX_DURATION = timedelta(hours=4)  # a board that was left open overnight was not worked with all night


class DoseAmount(TypedDict):
    family: str
    level: int
    minutes: float


def demand_level(mode: str, method: str) -> int:
    """How much it asks: three elements are the lightest way, a group the largest, whatever is done in it."""
    by_mode = _LEVEL_OF_MODE.get(Mode(mode), LARGE_LEVEL)
    if by_mode == LARGE_LEVEL:
        return LARGE_LEVEL
    if method == Method.INTENTION:
        return LIGHT_LEVEL
    return MIDDLE_LEVEL if method == Method.PARTS else by_mode


def record_closing_dose(constellation: Constellation, now: datetime) -> None:
    """The dose of a constellation that is closed now. Nothing without her yes to keeping, or in mode `limits`.

    Written in the client's own name: it is hers, and her yes decides, whoever closes.
    """
    if constellation.begun_at is None or not _has_consented_to_keeping(constellation.client):
        return
    client = constellation.client
    dose = record_choice(actor=client, client=client, dose_id=None, **_dose_amount(constellation, now), now=now)
    if dose:
        _record_outcome(client, constellation, dose, now, felt_worse=None, now=now)


def add_check_back_to_dose(
    *, actor: Person, constellation: Constellation, felt_worse: bool | None, now: datetime
) -> None:
    """How it has been since, added to the same dose. What she leaves open stays open."""
    if constellation.closed_at is None or felt_worse is None:
        return
    if dose := _find_dose(constellation, constellation.closed_at):
        _record_outcome(actor, constellation, dose, constellation.closed_at, felt_worse=felt_worse, now=now)


def _record_outcome(
    actor: Person,
    constellation: Constellation,
    dose: Dose,
    closed_at: datetime,
    *,
    felt_worse: bool | None,
    now: datetime,
) -> None:
    amount = _dose_amount(constellation, closed_at)
    record_outcome(
        actor=actor,
        client=constellation.client,
        dose_id=dose.pk,
        **amount,
        done_minutes=amount["minutes"],
        activation=None,
        safety=None,
        settled=None,
        stopped_early=event_store.is_ended_by_stop(constellation.pk),
        felt_worse=felt_worse,
        now=now,
    )


def _dose_amount(constellation: Constellation, closed_at: datetime) -> DoseAmount:
    lasted = min(closed_at - (constellation.begun_at or closed_at), MAX_DURATION)
    return DoseAmount(
        family=FAMILY, level=demand_level(constellation.mode, constellation.method), minutes=lasted.total_seconds() / 60
    )


def _find_dose(constellation: Constellation, closed_at: datetime) -> Dose | None:
    """It was written at the very moment the constellation closed, by nothing else."""
    written = Dose.objects.filter(client=constellation.client, at=closed_at)
    return next((dose for dose in written if dose.session.chosen and dose.session.chosen.family == FAMILY), None)


def _has_consented_to_keeping(client: Person) -> bool:
    return clients_of(client, Act.KEEP).filter(pk=client.pk).exists()
