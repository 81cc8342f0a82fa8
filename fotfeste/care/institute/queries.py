"""The institute as its administrator sees it: staff and texts. Nothing here knows who is a client."""

from dataclasses import dataclass

from fotfeste.kit.keyring import preload
from fotfeste.people.models import Institute, Person, RoleGrant
from fotfeste.privacy.access import Act, grants_to, staff_grants


@dataclass(frozen=True)
class Member:
    person: Person
    grants: list[RoleGrant]
    leads: bool


def the_institute() -> Institute:
    return Institute.objects.select_related("lead").get()


def members(actor: Person) -> list[Member]:
    """People with a role in the house, by name."""
    lead_id = the_institute().lead_id
    by_person: dict[Person, list[RoleGrant]] = {}
    for grant in staff_grants(actor).select_related("person").order_by("since"):
        by_person.setdefault(grant.person, []).append(grant)
    preload(person.pk for person in by_person)
    found = [Member(person, grants, person.pk == lead_id) for person, grants in by_person.items()]
    return sorted(found, key=lambda member: str(member.person).casefold())


def possible_leads() -> list[Person]:
    """Those who follow clients: reading 'something did not feel right' asks for a professional."""
    people = [grant.person for grant in grants_to(Act.INVITE_CLIENT).select_related("person")]
    preload(person.pk for person in people)
    return sorted(people, key=lambda person: str(person).casefold())
