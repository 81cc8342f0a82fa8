"""The way to the provider and back: what is asked for, and what comes back of it, checked.

State, nonce and the secret half of PKCE lie in the caller's own session, are used once and hold for ten minutes.
"""

import logging
import secrets
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import requests
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest, HttpResponse

from fotfeste.people.openid.id_token import Identity, NotVerified, verify_id_token
from fotfeste.people.openid.provider import ProviderConnection, get_identity_provider, open_provider

log = logging.getLogger(__name__)

# The last three: a list where an object belongs, a number without end, a nest without a bottom.
ANSWER_FAULTS = (
    OAuth2Error,
    NotVerified,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


class Purpose(StrEnum):
    """What someone went to the provider for."""

    SIGN_IN = "sign-in"
    INVITATION = "invitation"  # to make the account an invitation is for
    LINK = "link"  # to add this way in to the account she is signed in to
    CONFIRM = "confirm"  # to show once more that it is she


class Why(StrEnum):
    """Why nothing came of it, as far as it is told. Who has an account is not told."""

    NOT_OPENED = "not-opened"
    STOPPED = "stopped"
    AWAY = "away"


class Refused(Exception):
    def __init__(self, why: Why = Why.NOT_OPENED):
        super().__init__(why)
        self.why = why


def lead_to_provider(request: HttpRequest, purpose: Purpose, **remembered: str | None) -> HttpResponse:
    """A redirect to the provider. What is `remembered` waits in the session. Raises Refused if it does not answer."""
    nonce = secrets.token_urlsafe(32)
    try:
        response: HttpResponse = open_provider(request).redirect(
            request, purpose.value, auth_params=_build_question(purpose, nonce), nonce=nonce, **remembered
        )
    except requests.RequestException as fault:
        raise _refuse(Why.AWAY, fault) from None
    except ANSWER_FAULTS as fault:
        raise _refuse(Why.NOT_OPENED, fault) from None
    return response


def _build_question(purpose: Purpose, nonce: str) -> dict[str, str]:
    question = {"nonce": nonce}
    if accepted := get_identity_provider().second_factor_acr:
        question["acr_values"] = " ".join(accepted)
    if purpose is Purpose.CONFIRM:
        question |= {"prompt": "login", "max_age": "0"}
    return question


def receive_answer(request: HttpRequest) -> tuple[dict[str, Any], Identity]:
    """What was remembered, and who signed in there. Raises Refused. A state opens one answer, in its own session."""
    provider, issuer = open_provider(request), get_identity_provider().issuer
    state = statekit.unstash_state(request, provider_id=issuer, state_id=request.GET.get("state", ""))
    if state is None or request.GET.get("iss", issuer) != issuer:
        raise Refused
    if request.GET.get("error") == "access_denied":
        raise Refused(Why.STOPPED)
    if "error" in request.GET or not request.GET.get("code"):
        raise Refused
    return state, _fetch_identity(request, provider.get_oauth2_adapter(request), state)


def _fetch_identity(request: HttpRequest, connection: ProviderConnection, state: Mapping[str, Any]) -> Identity:
    app, provider = open_provider(request).app, get_identity_provider()
    try:
        client = connection.get_client(request, app)
        answer = connection.get_access_token_data(request, app, client, pkce_code_verifier=state["pkce_code_verifier"])
        return verify_id_token(
            answer["id_token"],
            key_set=connection.fetch_key_set(),
            issuer=provider.issuer,
            client_id=provider.client_id,
            nonce=state["nonce"],
            second_factor_acr=provider.second_factor_acr,
        )
    except requests.RequestException as fault:
        raise _refuse(Why.AWAY, fault) from None
    except ANSWER_FAULTS as fault:
        raise _refuse(Why.NOT_OPENED, fault) from None


def _refuse(why: Why, fault: Exception) -> Refused:
    """The log says that, never who: a provider's answer can hold names and tokens, so none of it is repeated."""
    if why is Why.AWAY:
        log.warning("the identity provider did not answer")
    else:
        log.warning("the identity provider's answer was refused")
    return Refused(why)
