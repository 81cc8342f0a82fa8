"""Invitations: a single-use link, good for fourteen days. Only a hash of its token is ever stored."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.kit.tokens import hash_of_token
from fotfeste.people.models import Invitation, Person, Role, RoleGrant

LIFETIME = timedelta(days=14)
_INVITERS = {
    Role.CLIENT: Role.THERAPIST,
    Role.THERAPIST: Role.ADMINISTRATOR,
    Role.ADMINISTRATOR: Role.ADMINISTRATOR,
}


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Neither used, withdrawn nor expired, and from someone who may still invite to that role."""
    owners = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True)
    has_valid_inviter: Any = Q(invited_by__isnull=True, role=Role.ADMINISTRATOR) & ~Exists(owners)
    for role, inviter_role in _INVITERS.items():
        grants = RoleGrant.objects.filter(person=OuterRef("invited_by"), role=inviter_role, until__isnull=True)
        has_valid_inviter |= Q(role=role) & Exists(grants)
    return Invitation.objects.filter(
        has_valid_inviter,
        Q(invited_by__isnull=True) | Q(invited_by__is_active=True),
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gt=now,
    )


def invitations_waiting(inviter: Person, now: datetime) -> QuerySet[Invitation]:
    """The inviter's own links that can still be used or withdrawn, the newest first."""
    own = Invitation.objects.filter(invited_by=inviter, accepted_at__isnull=True, withdrawn_at__isnull=True)
    return own.filter(expires_at__gt=now).order_by("-created_at")


list_waiting_invitations = compiled_query(invitations_waiting)


def find_invitation(token: str, now: datetime) -> Invitation | None:
    """The open invitation behind this link; None for one that is unknown, used, withdrawn or too old, all alike."""
    return open_invitations(now).select_related("invited_by").filter(token_hash=hash_of_token(token)).first()


def has_accepted(person: Any, token: str) -> bool:
    """Whether this very person made her account with this link: a form sent twice is not a link used twice."""
    return (
        person.is_authenticated
        and Invitation.objects.filter(token_hash=hash_of_token(token), accepted_by=person).exists()
    )
