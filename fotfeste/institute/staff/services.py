"""Who works here: invited by an administrator, and ended by one."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fotfeste.kit.audit_log import audited_transaction
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import lock_person
from fotfeste.people.models import Institute, Invitation, Person, Role, RoleGrant
from fotfeste.people.open_sessions import end_sessions
from fotfeste.people.services import end_role, invite
from fotfeste.privacy.access import Act, NotVisible, grants_permitting, is_lead, require_may, staff_grants


class LastAdministrator(Sentence):
    """The house would be left with nobody who can open it to others."""


class LeadNeeded(Sentence):
    """Someone would be left as fagansvarlig without working here."""


@audited_transaction()
def invite_staff(*, actor: Person, row: uuid.UUID, role: str, name: str, now: datetime) -> str | None:
    """The token of a new link for a therapist or an administrator; None if this very form already made one.

    Locks the actor, so that the same form sent twice at once is one link.
    """
    require_may(actor, Act.ADMINISTER)
    lock_person(actor)
    if Invitation.objects.filter(pk=row).exists():
        return None
    basis = Institute.objects.get().basis
    _invitation, token = invite(actor=actor, role=Role(role), name=name, basis=basis, now=now, row=row)
    return token


@audited_transaction()
def end_staff_role(*, actor: Person, grant: RoleGrant, now: datetime) -> None:
    """End one role. Locks the institute, so that two administrators cannot end each other at once.

    Raises LastAdministrator or LeadNeeded; then nothing has changed.
    """
    require_may(actor, Act.ADMINISTER)
    Institute.objects.select_for_update().get()
    if not staff_grants(actor).filter(pk=grant.pk).exists():
        raise NotVisible
    if [each.pk for each in grants_permitting(Act.ADMINISTER)] == [grant.pk]:
        raise LastAdministrator(_("This is the last administrator. Invite another one first, then this role can end."))
    if is_lead(grant.person) and grants_permitting(Act.INVITE_CLIENT).filter(pk=grant.pk).exists():
        raise LeadNeeded(_("This person is the clinical lead. Name another one first, then this role can end."))
    end_role(actor=actor, person=grant.person, role=Role(grant.role), now=now)


@transaction.atomic
def end_staff_sessions(*, actor: Person, member: Person) -> None:
    """Sign someone who works here out everywhere. How many there were, and where, nobody is told."""
    require_may(actor, Act.ADMINISTER)
    if not staff_grants(actor).filter(person=member).exists():
        raise NotVisible
    end_sessions(person=member)
