"""What an administrator decides: name, basis, people, who leads, and whether pace assistance is on."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import lock_person
from fotfeste.people.models import Institute, Invitation, PaceMode, Person, PracticeBasis, Role, RoleGrant
from fotfeste.people.services import end_role as close_role
from fotfeste.people.services import invite
from fotfeste.privacy.access import Act, NotVisible, grants_to, leads, require_may, staff_grants


class LastAdministrator(Sentence):
    """The house would be left with nobody who can open it to others."""


class LeadNeeded(Sentence):
    """Someone would be left as fagansvarlig without working here."""


class AssessmentMissing(Sentence):
    """Pace assistance stays off until it is recorded who assessed it, and when."""


@transaction.atomic
def set_texts(*, actor: Person, name: str, basis: PracticeBasis) -> None:
    require_may(actor, Act.ADMINISTER)
    Institute.objects.update(name=name, basis=basis)


@transaction.atomic
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


@transaction.atomic
def end_staff_role(*, actor: Person, grant: RoleGrant, now: datetime) -> None:
    """End one role. Locks the institute, so that two administrators cannot end each other at once.

    Raises LastAdministrator or LeadNeeded; then nothing has changed.
    """
    require_may(actor, Act.ADMINISTER)
    Institute.objects.select_for_update().get()
    if not staff_grants(actor).filter(pk=grant.pk).exists():
        raise NotVisible
    if [each.pk for each in grants_to(Act.ADMINISTER)] == [grant.pk]:
        raise LastAdministrator(_("This is the last administrator. Invite another one first, then this role can end."))
    if leads(grant.person) and grants_to(Act.INVITE_CLIENT).filter(pk=grant.pk).exists():
        raise LeadNeeded(_("This person is the clinical lead. Name another one first, then this role can end."))
    close_role(person=grant.person, role=Role(grant.role), now=now)


@transaction.atomic
def name_lead(*, actor: Person, lead: Person | None) -> None:
    """Name the fagansvarlig, or nobody. Entries sent before stay with the one they were sent to."""
    require_may(actor, Act.ADMINISTER)
    if lead is not None and not grants_to(Act.INVITE_CLIENT).filter(person=lead).exists():
        raise NotVisible
    Institute.objects.update(lead=lead)


@transaction.atomic
def allow_offers(*, actor: Person, assessed_by: str, assessed_on: date, assessment: str, confirmed: bool) -> None:
    """Turn pace assistance on. Raises AssessmentMissing without who made it, where it is kept and an explicit yes."""
    require_may(actor, Act.ADMINISTER)
    if not (assessed_by.strip() and assessment.strip() and confirmed):
        raise AssessmentMissing(_("Pace assistance stays off until a qualified assessment is recorded."))
    Institute.objects.update(
        pace_mode=PaceMode.OFFERS,
        pace_assessed_by=assessed_by.strip(),
        pace_assessed_on=assessed_on,
        pace_assessment=assessment.strip(),
    )


@transaction.atomic
def back_to_limits(*, actor: Person) -> None:
    """Turn pace assistance off. The recorded assessment stays, as history."""
    require_may(actor, Act.ADMINISTER)
    Institute.objects.update(pace_mode=PaceMode.LIMITS)
