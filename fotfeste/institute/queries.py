"""The institute as its administrator sees it. Nothing here knows who is a client."""

from fotfeste.kit.keyring import preload_keys
from fotfeste.people.models import Institute, Person
from fotfeste.privacy.access import Act, grants_permitting


def get_institute() -> Institute:
    return Institute.objects.select_related("lead").get()


def list_possible_leads() -> list[Person]:
    """Those who follow clients: reading 'something did not feel right' asks for a professional."""
    people = [grant.person for grant in grants_permitting(Act.INVITE_CLIENT).select_related("person")]
    preload_keys(person.pk for person in people)
    return sorted(people, key=lambda person: str(person).casefold())
