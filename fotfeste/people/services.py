"""Writes about people: language, roles, bonds, invitations. Permission is decided by the callers' rooms above."""

from datetime import datetime

from django.db import transaction

from fotfeste.people.models import Bond, Person, Role, RoleGrant


def set_language(*, person: Person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def grant_role(*, person: Person, role: Role, by: Person | None, now: datetime) -> RoleGrant:
    """Granting an open role again changes nothing."""
    grant, _ = RoleGrant.objects.get_or_create(
        person=person, role=role, until=None, defaults={"since": now, "granted_by": by}
    )
    return grant


@transaction.atomic
def end_role(*, person: Person, role: Role, now: datetime) -> None:
    RoleGrant.objects.filter(person=person, role=role, until__isnull=True).update(until=now)


@transaction.atomic
def begin_bond(*, client: Person, therapist: Person, now: datetime) -> Bond:
    bond, _ = Bond.objects.get_or_create(client=client, therapist=therapist, until=None, defaults={"since": now})
    return bond


@transaction.atomic
def end_bond(*, client: Person, therapist: Person, now: datetime) -> None:
    Bond.objects.filter(client=client, therapist=therapist, until__isnull=True).update(until=now)
