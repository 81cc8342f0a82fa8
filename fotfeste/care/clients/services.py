"""Inviting a client."""

import uuid
from datetime import datetime

from fotfeste.kit.audit_log import audited_transaction
from fotfeste.kit.idempotency import lock_person
from fotfeste.people.models import Invitation, Person, Role
from fotfeste.people.services import invite
from fotfeste.privacy.access import Act, require_may


@audited_transaction()
def invite_client(*, actor: Person, row: uuid.UUID, name: str, now: datetime) -> str | None:
    """The token of a new single-use link, to hand over; None if this very form already made one. Locks the actor."""
    require_may(actor, Act.INVITE_CLIENT)
    lock_person(actor)
    if Invitation.objects.filter(pk=row).exists():
        return None
    _invitation, token = invite(actor=actor, role=Role("client"), name=name, now=now, row=row)
    return token
