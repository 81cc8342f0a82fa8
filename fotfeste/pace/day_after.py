"""The one question the day after: asked of the last practice of yesterday, once, and free to leave."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from fotfeste.pace.dose_record import DayAfterQuestion
from fotfeste.pace.models import Dose
from fotfeste.pace.queries import is_assisted
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, NotVisible, require

FAMILIES_ASKED_ELSEWHERE = ("constellation",)  # how it has been since is asked by that room, a day to three days after


def put_day_after_question(doses: Sequence[Dose], now: datetime) -> UUID | None:
    """Which of her doses to ask about now, noted on the row as put: nothing else can be answered.

    A question left open changes no offer; only a yes or a no is told to the engine.
    """
    dose = next((each for each in reversed(doses) if _is_of_yesterday(each, now)), None)
    if dose is None or (dose.session.day_after and dose.session.day_after.answered_at):
        return None
    if dose.session.day_after is None:
        dose.session = replace(dose.session, day_after=DayAfterQuestion(put_at=now))
        dose.save(update_fields=["session"])
    return dose.pk


@transaction.atomic
def record_day_after(
    *, actor: Person, client: Person, dose_id: UUID, felt_worse: bool | None, now: datetime
) -> Dose | None:
    """Her answer, or None for leaving it. The first one stands. NotVisible for a dose not hers. Locks the dose."""
    require(actor, Act.KEEP, client)
    dose = Dose.objects.select_for_update().filter(client=client, pk=dose_id).first()
    if dose is None:
        raise NotVisible
    asked = dose.session.day_after
    if asked is None or asked.answered_at or not is_assisted(client):
        return None
    dose.session = replace(dose.session, day_after=replace(asked, answered_at=now, felt_worse=felt_worse))
    dose.save(update_fields=["session"])
    return dose


def _is_of_yesterday(dose: Dose, now: datetime) -> bool:
    chosen = dose.session.chosen
    if chosen is None or not chosen.family or chosen.family in FAMILIES_ASKED_ELSEWHERE:
        return False
    return timezone.localdate(chosen.at) == timezone.localdate(now) - timedelta(days=1)
