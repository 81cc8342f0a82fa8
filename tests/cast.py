"""The people of every test. Ana and Noor are clients, Thea is Ana's therapist, Mika has no bond, Sol administers."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fotfeste.people.models import Bond, Institute, Person, Role, RoleGrant, TherapistPractice
from fotfeste.privacy.models import Consent, ConsentTo

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "steinene-ved-elva-er-varme"


@dataclass
class Cast:
    ana: Person
    noor: Person
    thea: Person
    mika: Person
    sol: Person
    institute: Institute


def person(name: str, *roles: Role) -> Person:
    made = Person.objects.create_person(email=f"{name.lower()}@example.org", password=PASSWORD, name=name)
    for role in roles:
        RoleGrant.objects.create(person=made, role=role, since=NOW)
    return made


def agree(client: Person, *to: ConsentTo) -> None:
    for each in to or tuple(ConsentTo):
        Consent.objects.create(client=client, to=each, version=1, given_at=NOW)


def gather() -> Cast:
    """Everybody, with all consents given and Ana bonded to Thea, Noor to Mika's empty chair: nobody."""
    sol = person("Sol", Role.ADMINISTRATOR)
    cast = Cast(
        ana=person("Ana", Role.CLIENT),
        noor=person("Noor", Role.CLIENT),
        thea=person("Thea", Role.THERAPIST),
        mika=person("Mika", Role.THERAPIST),
        sol=sol,
        institute=Institute.objects.create(name="Prøvestedet"),
    )
    agree(cast.ana)
    agree(cast.noor)
    Bond.objects.create(client=cast.ana, therapist=cast.thea, since=NOW)
    for therapist in (cast.thea, cast.mika):
        TherapistPractice.objects.create(therapist=therapist, basis="alternativ")
    return cast
