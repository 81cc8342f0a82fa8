"""Who writes: three clients of Thea's, Noor who changes her mind about consents, and two therapists."""

import random
from collections.abc import Callable

from allauth.mfa.models import Authenticator

from fotfeste.people.models import Bond, Institute, PaceMode, Person, Role
from fotfeste.privacy.models import ConsentTo
from tests.cast import NOW, Cast, agree, gather, person
from tests.durability.claims import Ledger
from tests.durability.errands import consent, errands_of_client, limits, note
from tests.durability.writers import Browser, Errand, Writer


def writers_at(port: int, ledger: Ledger, dice: random.Random) -> list[Writer]:
    cast = _gathered()
    clients = [cast.ana, *(_client_of(cast.thea, name) for name in ("Bo", "Ida"))]
    busy: list[tuple[Person, list[Callable[[], Errand]]]] = [
        (each, errands_of_client(each, cast.thea, ledger, dice)) for each in clients
    ]
    busy.append((cast.noor, [consent(cast.noor, to) for to in (ConsentTo.SHARE, ConsentTo.NOTES)]))
    busy.append((cast.thea, [note(each, ledger) for each in clients]))
    busy.append((cast.mika, [limits(cast.noor)]))
    return [
        Writer(Browser(port, who), errands, ledger, random.Random(dice.random()))  # noqa: S311  # a test's dice
        for who, errands in busy
    ]


def _gathered() -> Cast:
    """In mode `offers`, where a practice begun is two rows; staff with the second factor a real house asks for."""
    cast = gather()
    Institute.objects.update(pace_mode=PaceMode.OFFERS)
    Bond.objects.create(client=cast.noor, therapist=cast.mika, since=NOW)
    for staff in (cast.thea, cast.mika):
        Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return cast


def _client_of(therapist: Person, name: str) -> Person:
    client = person(name, Role.CLIENT)
    agree(client)
    Bond.objects.create(client=client, therapist=therapist, since=NOW)
    return client
