"""Between the provider and the invitation's form: who was there, kept in the session for one invitation."""

import time
import uuid

from django.http import HttpRequest

from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.tokens import hash_of_token, open_token, seal_token
from fotfeste.people.openid.id_token import Identity

SESSION_NAME = "openid_identity"
GOOD_FOR_S = 600
PLACE = "invitation at the provider"
_NOBODY = uuid.UUID(int=0)  # nobody is signed in yet


def seal_invitation(token: str) -> str:
    """The link's token for the session, where it never lies in clear."""
    return seal_token(token.encode(), KeyUse.INVITATION_LINK, _NOBODY, PLACE)


def open_invitation_token(sealed_token: str) -> str | None:
    try:
        return open_token(sealed_token, KeyUse.INVITATION_LINK, PLACE).decode()
    except SealBroken:
        return None


def keep_identity(request: HttpRequest, token: str, identity: Identity) -> None:
    request.session[SESSION_NAME] = {
        "for": hash_of_token(token),
        "until_s": time.time() + GOOD_FOR_S,
        "issuer": identity.issuer,
        "subject": identity.subject,
        "has_second_factor": identity.has_second_factor,
    }


def find_identity(request: HttpRequest, token: str) -> Identity | None:
    """Who was at the provider for this very invitation, within the last ten minutes."""
    held = request.session.get(SESSION_NAME)
    if not held or held["for"] != hash_of_token(token) or held["until_s"] < time.time():
        return None
    return Identity(held["issuer"], held["subject"], held["has_second_factor"])


def forget_identity(request: HttpRequest) -> None:
    request.session.pop(SESSION_NAME, None)
