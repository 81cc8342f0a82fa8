"""Who writes: three clients of Thea's, Noor who changes her mind about consents, and two therapists."""

import random
from collections.abc import Callable

from fotfeste.people.models import Bond, Person, Role
from fotfeste.privacy.models import ConsentTo
from tests.cast import NOW, Cast, agree, person
from tests.durability.claims import Ledger
from tests.durability.client_actions import Daily, consent, limits, note
from tests.durability.writers import Browser, Errand, Writer


def writers_at(port: int, cast: Cast, ledger: Ledger, dice: random.Random) -> list[Writer]:
    clients = [cast.ana, *(_client_of(cast.thea, name) for name in ("Bo", "Ida"))]
    busy: list[tuple[Person, list[Callable[[], Errand]]]] = [
        (each, Daily(each, cast.thea, ledger, dice).list_errands()) for each in clients
    ]
    busy.append((cast.noor, [consent(cast.noor, to) for to in (ConsentTo.SHARE, ConsentTo.NOTES)]))
    busy.append((cast.thea, [note(each, ledger) for each in clients]))
    busy.append((cast.mika, [limits(cast.noor)]))
    return [
        Writer(Browser(port, who), errands, ledger, random.Random(dice.random()))  # noqa: S311  # a test's dice
        for who, errands in busy
    ]


def _client_of(therapist: Person, name: str) -> Person:
    client = person(name, Role.CLIENT)
    agree(client)
    Bond.objects.create(client=client, therapist=therapist, since=NOW)
    return client
