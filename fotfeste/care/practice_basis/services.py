"""The practice basis a therapist keeps her notes on."""

from fotfeste.kit.audit_log import audited_transaction, record_act
from fotfeste.people.models import Person, PracticeBasis, TherapistPractice
from fotfeste.privacy.access import Act, require_may


@audited_transaction()
def set_legal_basis(*, actor: Person, basis: PracticeBasis) -> TherapistPractice:
    """Holds for what is written from now on; what was written keeps what the law gave it then."""
    require_may(actor, Act.INVITE_CLIENT)
    practice, _made = TherapistPractice.objects.update_or_create(therapist=actor, defaults={"basis": basis})
    record_act(practice, "set", actor=actor)
    return practice
