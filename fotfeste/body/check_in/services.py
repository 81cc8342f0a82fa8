"""Writes about check-ins and their drafts."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import msgspec
from django.db import transaction

from fotfeste.body.check_in.check_in_draft import DRAFT_NAMES
from fotfeste.body.check_in.flow import Fields
from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn
from fotfeste.kit.drafts import keep_draft
from fotfeste.kit.idempotency import create_once
from fotfeste.kit.models import Draft
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, require

NOT_SAID = (None, "", ())
AMENDS_FOR = timedelta(minutes=10)


@transaction.atomic
def keep_step(*, actor: Person, client: Person, step: str, fields: Fields, now: datetime) -> bool:
    """Keep one step until the whole check-in is sent. False: it is longer than any draft may be."""
    require(actor, Act.KEEP, client)
    try:
        keep_draft(person=client, form=DRAFT_NAMES[step], fields=fields, now=now)
    except ValueError:
        return False
    return True


@transaction.atomic
def begin_afresh(*, actor: Person, client: Person) -> None:
    """Let go of an unfinished check-in."""
    require(actor, Act.BE, client)
    Draft.objects.filter(person=client, form__in=DRAFT_NAMES.values()).delete()


@transaction.atomic
def save_check_in(
    *, actor: Person, client: Person, row: uuid.UUID, answers: Answers, now: datetime, ends_begun: bool = True
) -> CheckIn:
    """Keep one check-in and let its drafts go. The same form again changes nothing; nobody is told.

    A tab left open may send other last words under an id that was used: they become a check-in of their own.
    `ends_begun` is False for one that was not the unfinished one; the drafts of that stay.
    """
    require(actor, Act.KEEP, client)
    for each in _ids_after(row):
        check_in, created = create_once(CheckIn, each, client=client, answers=answers, at=now)
        if created or _said_in(answers, check_in.answers):
            break
    if ends_begun:
        begin_afresh(actor=actor, client=client)
    return check_in


@transaction.atomic
def send_check_in(*, actor: Person, client: Person, row: str, answers: Answers, now: datetime, may_amend: bool) -> None:
    """Keep it as a check-in of its own; or, where it may be so, as last words of the one sent a moment ago."""
    if not (may_amend and amend_check_in(actor=actor, client=client, answers=answers, now=now)):
        save_check_in(actor=actor, client=client, row=uuid.UUID(row), answers=answers, now=now)


@transaction.atomic
def amend_check_in(*, actor: Person, client: Person, answers: Answers, now: datetime) -> CheckIn | None:
    """Add last words to the check-in sent a moment ago: she went back and chose again. Locks it.

    None when there is none, or when words already kept would be lost; then it is a check-in of its own.
    """
    require(actor, Act.KEEP, client)
    sent = CheckIn.objects.select_for_update().filter(client=client, at__gt=now - AMENDS_FOR)
    recent: CheckIn | None = sent.order_by("-at").first()
    if recent is None or recent.answers is None or not _adds_to(recent.answers, answers):
        return None
    said = {name: value for name, value in msgspec.structs.asdict(answers).items() if value not in NOT_SAID}
    recent.answers = msgspec.structs.replace(recent.answers, **said)
    recent.save(update_fields=["answers"])
    return recent


def _ids_after(row: uuid.UUID) -> Iterator[uuid.UUID]:
    """The form's own id, then ids that follow from it: other words sent twice under a used id are still one row."""
    yield row
    for number in count(2):
        yield uuid.uuid5(row, str(number))


def _adds_to(kept: Answers, answers: Answers) -> bool:
    """Whether no words of `kept` would be written over. A wish may change."""
    texts = ((kept.feeling, answers.feeling), (kept.thought, answers.thought))
    return all(not said or said == was or not was for was, said in texts)


def _said_in(answers: Answers, kept: Answers) -> bool:
    """Whether `kept` holds everything said in `answers`. A form sent twice says less then: its drafts are gone."""
    said = msgspec.structs.asdict(answers)
    return all(value in NOT_SAID or getattr(kept, name) == value for name, value in said.items())
