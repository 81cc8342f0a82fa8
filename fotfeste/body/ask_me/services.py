"""Writes about 'please ask me about …'."""

import uuid
from datetime import datetime

from django.db import transaction

from fotfeste.body.ask_me.request_draft import REQUEST_DRAFT
from fotfeste.body.models import AskMe
from fotfeste.kit.audit_log import audited_transaction
from fotfeste.kit.drafts import delete_draft
from fotfeste.kit.file_erasure import erase_on_commit
from fotfeste.kit.idempotency import create_once
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, require


@transaction.atomic
def ask_me(*, actor: Person, client: Person, row: uuid.UUID, words: str, now: datetime) -> AskMe:
    """'Please ask me about …'. Nobody is told; the therapist sees it the next time she opens the page."""
    require(actor, Act.KEEP, client)
    asked, _created = create_once(AskMe, row, client=client, words=words, at=now)
    delete_draft(person=client, form=REQUEST_DRAFT)
    return asked


@transaction.atomic
def remove_ask_me(*, actor: Person, ask_me: AskMe) -> None:
    require(actor, Act.BE, ask_me.client)
    ask_me.delete()
    erase_on_commit()


@audited_transaction()
def mark_taken_up(*, actor: Person, ask_me: AskMe, now: datetime) -> None:
    """The therapist marks that it was talked about; the client sees it in her trail. A second time changes nothing."""
    require(actor, Act.SEE_TRACES, ask_me.client)
    if AskMe.objects.filter(pk=ask_me.pk, taken_up_at__isnull=True).update(taken_up_at=now):
        trail.record(actor=actor, client=ask_me.client, what="request", why="preparing", verb="write", now=now)
        ask_me.taken_up_at = now
