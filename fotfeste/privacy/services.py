"""Giving and taking back consent. A yes is to one version of a text; taking it back is always possible and at once."""

from datetime import datetime

from django.db import transaction

from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, require
from fotfeste.privacy.models import Consent, ConsentTo

VERSION: dict[ConsentTo, int] = {ConsentTo.KEEP: 1, ConsentTo.SHARE: 1, ConsentTo.NOTES: 1}


@transaction.atomic
def give_consent(*, actor: Person, client: Person, to: ConsentTo, now: datetime) -> Consent:
    """Saying yes twice is one yes."""
    require(actor, Act.BE, client)
    given, _ = Consent.objects.get_or_create(
        client=client, to=to, withdrawn_at=None, defaults={"version": VERSION[to], "given_at": now}
    )
    return given


@transaction.atomic
def withdraw_consent(*, actor: Person, client: Person, to: ConsentTo, now: datetime) -> None:
    """Ends the yes at once. What was stored stays until the client forgets it; nobody new can see it."""
    require(actor, Act.BE, client)
    Consent.objects.filter(client=client, to=to, withdrawn_at__isnull=True).update(withdrawn_at=now)


def has_agreed(client: Person, to: ConsentTo) -> bool:
    return Consent.objects.filter(client=client, to=to, withdrawn_at__isnull=True).exists()
