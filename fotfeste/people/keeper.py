"""What is held of a client as a person: name, address, roles, bonds, keys to sign in, and unsent drafts.

Drafts and data keys are kit's tables; nobody below this room knows what a client is, so they are kept here.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken

from fotfeste.kit.audit_log import record_acts
from fotfeste.kit.keeper import Collected, Keeper, register
from fotfeste.kit.models import DataKey, Draft
from fotfeste.people.models import (
    Bond,
    BrowserSession,
    Institute,
    Invitation,
    Person,
    RoleGrant,
    TherapistPractice,
)
from fotfeste.people.open_sessions import end_sessions

MODELS = (
    Person,
    RoleGrant,
    Bond,
    Invitation,
    TherapistPractice,
    Institute,
    Draft,
    DataKey,
    EmailAddress,
    Authenticator,
    BrowserSession,
    SocialAccount,
    SocialToken,  # always empty: no token of a provider is stored
)


def collect(client: Person) -> Collected:
    bonds = client.bonds_as_client.select_related("therapist").order_by("since")
    return {
        "person": [
            {"name": client.name, "email": client.email, "language": client.language, "since": client.created_at}
        ],
        "bonds": [{"therapist": str(bond.therapist), "since": bond.since, "until": bond.until} for bond in bonds],
        "passkeys": [
            {"name": str(key), "made_at": key.created_at, "used_at": key.last_used_at}
            for key in Authenticator.objects.filter(user=client).order_by("created_at")
        ],
        "sessions": [
            {"started_at": session.began_at, "used_at": session.last_used_at}
            for session in client.sessions.order_by("began_at")
        ],
        "sign_in_at_institution": [
            {"issuer": link.provider, "subject": link.uid, "since": link.date_joined}
            for link in SocialAccount.objects.filter(user=client).order_by("date_joined")
        ],
        "drafts": [
            {"form": draft.form, "saved_at": draft.saved_at, "words": draft.body}
            for draft in Draft.objects.filter(person=client).order_by("saved_at")
        ],
    }


def forget(client: Person, keep_record: bool) -> None:
    """The row itself stays as an empty shell for what points to it; keys are destroyed by `privacy.forgetting`."""
    end_sessions(person=client)
    Draft.objects.filter(person=client).delete()
    Authenticator.objects.filter(user=client).delete()
    EmailAddress.objects.filter(user=client).delete()
    links = SocialAccount.objects.filter(user=client)
    record_acts(list(links), "unlink")
    links.delete()
    invitations = Invitation.objects.filter(accepted_by=client)
    record_acts(list(invitations), "forget the name")
    invitations.update(name=None)
    if not keep_record:
        Bond.objects.filter(client=client).delete()
        RoleGrant.objects.filter(person=client).delete()


register(Keeper("people", MODELS, collect, forget))
