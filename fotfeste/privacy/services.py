"""Giving and taking back consent, and resting. A yes is to one version of a text; taking it back holds at once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from fotfeste.kit.audit_log import audited_transaction, record_act, record_acts
from fotfeste.kit.drafts import DraftSlug
from fotfeste.kit.file_erasure import erase_on_commit
from fotfeste.kit.models import Draft
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, require
from fotfeste.privacy.consent_texts import TEXTS
from fotfeste.privacy.models import Consent, ConsentTo


@audited_transaction()
def give_consent(*, actor: Person, client: Person, to: ConsentTo, now: datetime) -> Consent:
    """Saying yes twice is one yes. A yes to an older text ends, and this one begins."""
    require(actor, Act.BE, client)
    _withdraw(_open_consents(client, to).exclude(version=TEXTS[to].version), actor, now)
    consent, is_new = Consent.objects.get_or_create(
        client=client, to=to, withdrawn_at=None, defaults={"version": TEXTS[to].version, "given_at": now}
    )
    if is_new:
        record_act(consent, "give", actor=actor, at=now)
    return consent


@audited_transaction()
def withdraw_consent(*, actor: Person, client: Person, to: ConsentTo, now: datetime) -> bool:
    """Ends the yes at once. What is stored stays until the client forgets it; nobody new sees it. False: none held.

    Drafts of what the yes was for go with it: they were never sent.
    """
    require(actor, Act.BE, client)
    if to == ConsentTo.KEEP:
        Draft.objects.filter(Q(form__startswith=DraftSlug.CHECK_IN) | Q(form=DraftSlug.ASK_ME), person=client).delete()
        erase_on_commit()
    return _withdraw(_open_consents(client, to), actor, now) > 0


def _withdraw(consents: QuerySet[Consent], actor: Person, now: datetime) -> int:
    record_acts(list(consents), "withdraw", actor=actor, at=now)
    return consents.update(withdrawn_at=now)


@transaction.atomic
def pause_account(*, actor: Person, client: Person, now: datetime) -> None:
    """Pause the account: nothing new is kept and nobody reads what is there. No reason is asked; nobody is told."""
    require(actor, Act.BE, client)
    Person.objects.filter(pk=client.pk, resting_since__isnull=True).update(resting_since=now)


@transaction.atomic
def resume_account(*, actor: Person, client: Person) -> None:
    require(actor, Act.BE, client)
    Person.objects.filter(pk=client.pk).update(resting_since=None)


def _open_consents(client: Person, to: ConsentTo) -> QuerySet[Consent]:
    return Consent.objects.filter(client=client, to=to, withdrawn_at__isnull=True)
