"""Which identity at the provider opens which account: issuer and subject, and nothing else about the person.

Only for those who work here and are nobody's client here: whoever runs the provider could sign in as anyone it knows,
and what is a client's own must not hang on her employer. A link made or taken away is an act of the audit log.
"""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fotfeste.kit.audit_log import audited_transaction, record_act, record_acts
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import lock_person
from fotfeste.people.models import Person
from fotfeste.people.openid.id_token import Identity


class LinkRefused(Sentence):
    """This identity cannot be linked to this account. Whether another account has it is not told."""


def find_linked_person(identity: Identity) -> Person | None:
    """Whose account this identity opens now; None for one that is unknown, closed or not for staff, all alike."""
    rows = SocialAccount.objects.select_related("user").filter(provider=identity.issuer, uid=identity.subject)
    person: Person | None = next((row.user for row in rows), None)
    return person if person and person.is_active and person.may_use_institution_sign_in else None


def has_link(person: Person) -> bool:
    """Whether the provider of the settings opens this account. A link to an earlier one opens nothing."""
    provider = settings.FOTFESTE_OIDC
    if provider is None:
        return False
    return bool(SocialAccount.objects.filter(user=person, provider=provider.issuer).exists())


def is_linked_to_someone(identity: Identity) -> bool:
    return bool(SocialAccount.objects.filter(provider=identity.issuer, uid=identity.subject).exists())


@audited_transaction()
def link_identity(*, person: Person, identity: Identity, now: datetime) -> None:
    """Locks the person: one account has one identity. Nothing but issuer and subject is stored. Raises LinkRefused."""
    lock_person(person)
    if not person.may_use_institution_sign_in or SocialAccount.objects.filter(user=person).exists():
        raise LinkRefused(_("This sign-in cannot be linked to the account."))
    try:
        with transaction.atomic():
            link = SocialAccount.objects.create(
                user=person, provider=identity.issuer, uid=identity.subject, extra_data={}
            )
    except IntegrityError as taken:
        raise LinkRefused(_("This sign-in cannot be linked to the account.")) from taken
    record_act(link, "link", actor=person, at=now)


@audited_transaction()
def unlink_identity(*, person: Person, now: datetime) -> None:
    """Raises LinkRefused where it is the only way in."""
    lock_person(person)
    if not person.has_usable_password():
        raise LinkRefused(_("It is your only way in. Choose a password first, then it can be taken away."))
    _remove_link(person, actor=person, now=now)


def remove_link_of_former_staff(person: Person, *, actor: Person | None, now: datetime) -> None:
    """Called whenever a role begins or ends: who is no longer staff, or is a client now, keeps no link."""
    vars(person).pop("roles", None)  # a role changed just now
    if not person.may_use_institution_sign_in:
        _remove_link(person, actor=actor, now=now)


def _remove_link(person: Person, *, actor: Person | None, now: datetime) -> None:
    links = SocialAccount.objects.filter(user=person)
    record_acts(list(links), "unlink", actor=actor, at=now)
    links.delete()
