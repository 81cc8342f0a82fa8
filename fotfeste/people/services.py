"""Writes about people: language, roles, bonds, invitations. Permission is decided by the callers' rooms above."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fotfeste.kit.audit_log import audited_transaction, record_act, record_acts
from fotfeste.kit.errors import Sentence
from fotfeste.kit.tokens import hash_of_token, new_token
from fotfeste.people.invitations import LIFETIME, find_invitation, open_invitations
from fotfeste.people.models import Bond, Invitation, Person, Role, RoleGrant, TherapistPractice
from fotfeste.people.open_sessions import end_sessions
from fotfeste.people.openid.id_token import Identity
from fotfeste.people.openid.links import link_identity, remove_link_of_former_staff

__all__ = [
    "AddressInUse",
    "InvitationGone",
    "accept_invitation",
    "begin_bond",
    "end_bond",
    "end_role",
    "end_rows",
    "find_invitation",
    "grant_role",
    "invite",
    "invite_first_owner",
    "set_language",
    "withdraw_invitation",
]


class InvitationGone(Sentence):
    """The link was used, withdrawn or is too old; which of them is not told."""


class AddressInUse(Sentence):
    """The e-mail address cannot be used. Why is not told: it would reveal who has an account."""


def set_language(*, person: Person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])


@audited_transaction()
def grant_role(*, person: Person, role: Role, by: Person | None, now: datetime) -> RoleGrant:
    """Granting an open role again changes nothing."""
    grant, is_new = RoleGrant.objects.get_or_create(
        person=person, role=role, until=None, defaults={"since": now, "granted_by": by}
    )
    if is_new:
        record_act(grant, "grant", actor=by, at=now)
    remove_link_of_former_staff(person, actor=by, now=now)
    return grant


@audited_transaction()
def end_role(*, person: Person, role: Role, now: datetime, actor: Person | None = None) -> None:
    """She is signed out everywhere with it, also at boards that are open."""
    end_sessions(person=person)
    end_rows(RoleGrant.objects.filter(person=person, role=role, until__isnull=True), actor=actor, now=now)
    remove_link_of_former_staff(person, actor=actor, now=now)


@audited_transaction()
def begin_bond(*, client: Person, therapist: Person, now: datetime, actor: Person | None = None) -> Bond:
    bond, is_new = Bond.objects.get_or_create(client=client, therapist=therapist, until=None, defaults={"since": now})
    if is_new:
        record_act(bond, "begin", actor=actor, at=now)
    return bond


@audited_transaction()
def end_bond(*, client: Person, therapist: Person, now: datetime, actor: Person | None = None) -> None:
    end_rows(Bond.objects.filter(client=client, therapist=therapist, until__isnull=True), actor=actor, now=now)


def end_rows(rows: QuerySet[Any], *, actor: Person | None, now: datetime) -> None:
    """End roles or bonds, each an act in the audit log. To be called within `audited_transaction`."""
    record_acts(list(rows), "end", actor=actor, at=now)
    rows.update(until=now)


@audited_transaction()
def invite(
    *, actor: Person, role: Role, name: str, basis: str = "", now: datetime, row: UUID | None = None
) -> tuple[Invitation, str]:
    """A new link. The token is given back once, to be handed over, never stored. `row` is the id its form carried."""
    token = new_token()
    invitation = Invitation.objects.create(
        id=row or uuid4(),
        token_hash=hash_of_token(token),
        role=role,
        invited_by=actor,
        name=name,
        basis=basis,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    record_act(invitation, "invite", actor=actor, at=now)
    return invitation, token


@audited_transaction()
def invite_first_owner(*, now: datetime) -> str:
    """The link with which an installation gets its first administrator; it closes once there is one."""
    token = new_token()
    _withdraw(Invitation.objects.filter(invited_by__isnull=True, accepted_at=None), None, now)
    invitation = Invitation.objects.create(
        token_hash=hash_of_token(token), role=Role.ADMINISTRATOR, created_at=now, expires_at=now + LIFETIME
    )
    record_act(invitation, "invite", at=now)
    return token


@audited_transaction()
def withdraw_invitation(*, actor: Person, invitation: Invitation, now: datetime) -> bool:
    """False if it was used or withdrawn already, or is not the actor's own."""
    own = Invitation.objects.filter(pk=invitation.pk, invited_by=actor, accepted_at=None, withdrawn_at=None)
    return _withdraw(own, actor, now) == 1


def _withdraw(invitations: QuerySet[Invitation], actor: Person | None, now: datetime) -> int:
    record_acts(list(invitations), "withdraw", actor=actor, at=now)
    return invitations.update(withdrawn_at=now)


def accept_invitation(
    *,
    token: str,
    email: str,
    password: str | None,
    name: str,
    language: str,
    now: datetime,
    identity: Identity | None = None,
) -> Person:
    """A link makes one account, however many try at once. Raises a Sentence where it cannot; nothing is made then.

    With an `identity` at the institution's provider there is no password. A password is hashed before the
    transaction: a slow hash must not hold the write lock.
    """
    password_hash = make_password(password)
    with audited_transaction():
        invitation = _claim_invitation(token, now)
        person = _create_person(email, password_hash, name=name, language=language)
        _grant_invited_role(person, invitation, now)
        if identity:
            link_identity(person=person, identity=identity, now=now)
        Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
        record_act(invitation, "accept", actor=person, at=now)
    return person


def _claim_invitation(token: str, now: datetime) -> Invitation:
    """Lock the row, then mark it used only where it is still open: the second of two finds nothing to mark."""
    invitation = open_invitations(now).select_for_update(of=("self",)).filter(token_hash=hash_of_token(token)).first()
    if invitation and open_invitations(now).filter(pk=invitation.pk).update(accepted_at=now) == 1:
        return invitation
    raise InvitationGone(_("This link cannot be used."))


def _create_person(email: str, password_hash: str, *, name: str, language: str) -> Person:
    address = Person.objects.normalize_email(email).lower()
    person = Person(email=address, name=name, language=language, password=password_hash)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as taken:
        raise AddressInUse(_("This e-mail address cannot be used here. Another one is fine.")) from taken
    return person


def _grant_invited_role(person: Person, invitation: Invitation, now: datetime) -> None:
    role, inviter = Role(invitation.role), invitation.invited_by
    grant_role(person=person, role=role, by=inviter, now=now)
    if role == Role.CLIENT and inviter:
        begin_bond(actor=person, client=person, therapist=inviter, now=now)
    if role == Role.THERAPIST:
        practice = TherapistPractice.objects.create(therapist=person, basis=invitation.basis)
        record_act(practice, "set", actor=person, at=now)
