"""Who is in the demo. Addresses end in `.invalid`, which no mail can reach; nobody has a password."""

from dataclasses import dataclass
from datetime import datetime

from fotfeste.demo.people_and_days.calendar import Calendar
from fotfeste.kit.audit_log import audited_transaction, record_act
from fotfeste.people.models import Institute, PaceMode, Person, PracticeBasis, Role, TherapistPractice
from fotfeste.people.services import begin_bond, grant_role
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import give_consent

START_DAYS_AGO = 46


@dataclass(frozen=True)
class People:
    ana: Person
    noor: Person
    thea: Person
    mika: Person
    sol: Person


def create_people(days: Calendar) -> People:
    start_at = days.at(START_DAYS_AGO, 9, 0)
    sol = _create_person("Sol", Role.ADMINISTRATOR, start_at)
    people = People(
        ana=_create_person("Ana", Role.CLIENT, days.at(42, 10, 0), by=sol),
        noor=_create_person("Noor", Role.CLIENT, days.at(15, 11, 0), by=sol),
        thea=_create_person("Thea", Role.THERAPIST, start_at, by=sol),
        mika=_create_person("Mika", Role.THERAPIST, start_at, by=sol),
        sol=sol,
    )
    _found_institute(people, start_at)
    _begin_bond(people.ana, people.thea, list(ConsentTo))
    _begin_bond(people.noor, people.thea, [ConsentTo.KEEP, ConsentTo.SHARE])
    return people


@audited_transaction()
def _found_institute(people: People, at: datetime) -> None:
    for therapist in (people.thea, people.mika):
        practice = TherapistPractice.objects.create(therapist=therapist, basis=PracticeBasis.ALTERNATIVE)
        record_act(practice, "set", at=at)
    institute = Institute.objects.create(
        name="Fotfeste demo",
        is_demo=True,
        basis=PracticeBasis.ALTERNATIVE,
        lead=people.mika,
        pace_mode=PaceMode.OFFERS,
        created_at=at,
    )
    record_act(institute, "set", at=at)


def _create_person(name: str, role: Role, since: datetime, by: Person | None = None) -> Person:
    person = Person.objects.create_person(email=f"{name.lower()}@demo.invalid", name=name, created_at=since)
    grant_role(person=person, role=role, by=by, now=since)
    return person


def _begin_bond(client: Person, therapist: Person, consents: list[ConsentTo]) -> None:
    begin_bond(actor=client, client=client, therapist=therapist, now=client.created_at)
    for to in consents:
        give_consent(actor=client, client=client, to=to, now=client.created_at)
