"""Who works here, and as what. Nothing here knows who is a client."""

from dataclasses import dataclass

from fotfeste.institute.queries import get_institute
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Person, RoleGrant
from fotfeste.privacy.access import staff_grants


@dataclass(frozen=True)
class Member:
    person: Person
    grants: list[RoleGrant]
    leads: bool


def list_staff_members(actor: Person) -> list[Member]:
    """People with a role in the house, by name."""
    lead_id = get_institute().lead_id
    by_person: dict[Person, list[RoleGrant]] = {}
    for grant in staff_grants(actor).select_related("person").order_by("since"):
        by_person.setdefault(grant.person, []).append(grant)
    preload_keys(person.pk for person in by_person)
    found = [Member(person, grants, person.pk == lead_id) for person, grants in by_person.items()]
    return sorted(found, key=lambda member: str(member.person).casefold())
