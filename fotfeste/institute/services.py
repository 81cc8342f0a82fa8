"""What an administrator decides: name, basis, who leads, and whether pace assistance is on."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fotfeste.kit.audit_log import audited_transaction, record_act
from fotfeste.kit.errors import Sentence
from fotfeste.people.models import Institute, PaceMode, Person, PracticeBasis
from fotfeste.privacy.access import Act, NotVisible, grants_permitting, require_may


class AssessmentMissing(Sentence):
    """Pace assistance stays off until it is recorded who assessed it, and when."""


@audited_transaction()
def set_name_and_basis(*, actor: Person, name: str, basis: PracticeBasis) -> None:
    require_may(actor, Act.ADMINISTER)
    _update_institute(actor, name=name, basis=basis)


@audited_transaction()
def set_clinical_lead(*, actor: Person, lead: Person | None) -> None:
    """Name the fagansvarlig, or nobody. Entries sent before stay with the one they were sent to."""
    require_may(actor, Act.ADMINISTER)
    if lead is not None and not grants_permitting(Act.INVITE_CLIENT).filter(person=lead).exists():
        raise NotVisible
    _update_institute(actor, lead=lead)


@audited_transaction()
def turn_on_pace_assistance(
    *, actor: Person, assessed_by: str, assessed_on: date, assessment: str, confirmed: bool
) -> None:
    """Turn pace assistance on. Raises AssessmentMissing without who made it, where it is kept and an explicit yes."""
    require_may(actor, Act.ADMINISTER)
    if not (assessed_by.strip() and assessment.strip() and confirmed):
        raise AssessmentMissing(_("Pace assistance stays off until a qualified assessment is recorded."))
    _update_institute(
        actor,
        pace_mode=PaceMode.OFFERS,
        pace_assessed_by=assessed_by.strip(),
        pace_assessed_on=assessed_on,
        pace_assessment=assessment.strip(),
    )


@audited_transaction()
def turn_off_pace_assistance(*, actor: Person) -> None:
    """Turn pace assistance off. The recorded assessment stays, as history."""
    require_may(actor, Act.ADMINISTER)
    _update_institute(actor, pace_mode=PaceMode.LIMITS)


def _update_institute(actor: Person, **changes: Any) -> None:
    Institute.objects.update(**changes)
    record_act(Institute.objects.get(), "set", actor=actor)
