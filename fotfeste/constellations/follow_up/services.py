"""How it has been since: the client's answer, and whom it is told, if she wants it told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fotfeste.constellations import pace_doses
from fotfeste.constellations.harm_reports import HEAVIER
from fotfeste.constellations.models import CheckBack, CheckBackAnswers, Constellation
from fotfeste.kit.drafts import DraftSlug, delete_draft
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import lock_person
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of
from fotfeste.safety.queries import HarmReader
from fotfeste.safety.services import send_harm_entry


class AnswerNotSaved(Sentence):
    """She does not keep things here now, or has answered before. Nothing was written, nothing was sent."""


def check_back_draft_name(constellation: Constellation) -> str:
    return f"{DraftSlug.CHECK_BACK}-{constellation.pk.hex}"


@transaction.atomic
def save_check_back(
    *,
    actor: Person,
    constellation: Constellation,
    row: UUID,
    answers: CheckBackAnswers,
    now: datetime,
    reader: HarmReader | None = None,
    message: str = "",
) -> CheckBack:
    """Keep how it has been, once, and send it to the one reader she chose, in the same transaction.

    The same form again is the same answer. Raises NotKept, or NoReader when whom she chose cannot be reached any more.
    Locks the client. Nobody is told; the reader finds it at the next visit.
    """
    if not clients_of(actor, Act.KEEP).filter(pk=constellation.client_id).exists():
        raise AnswerNotSaved(
            _("You have said no to keeping things here, so this was not kept. Your words are still below.")
        )
    lock_person(constellation.client)
    if kept := CheckBack.objects.filter(constellation=constellation).first():
        if kept.pk != row:
            raise AnswerNotSaved(
                _("You have told how it was before, and that stands. What you wrote now is still below.")
            )
        return kept
    made = CheckBack.objects.create(
        id=row, constellation=constellation, client=constellation.client, answered_at=now, answers=answers
    )
    pace_doses.add_check_back_to_dose(
        actor=actor, constellation=constellation, felt_worse=_is_felt_worse(answers), now=now
    )
    if reader:
        _tell_reader(actor, constellation, row, reader, message, now)
    delete_draft(person=actor, form=check_back_draft_name(constellation))
    return made


def _tell_reader(
    actor: Person, constellation: Constellation, row: UUID, reader: HarmReader, message: str, now: datetime
) -> None:
    send_harm_entry(
        actor=actor,
        client=constellation.client,
        row=row,
        to=reader.to,
        expected_reader=reader.person,
        words=message,
        now=now,
        draft=check_back_draft_name(constellation),
    )


def _is_felt_worse(answers: CheckBackAnswers) -> bool | None:
    """Her own word for it counts first. What she left open, or called something else, is neither yes nor no."""
    if answers.since in ("easier", HEAVIER):
        return answers.since == HEAVIER
    if answers.effects:
        return True
    return False if answers.since == "same" else None
