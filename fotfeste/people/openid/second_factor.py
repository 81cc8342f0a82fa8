"""Whether the provider has asked for a second factor already. Only an `acr` that the operator named says so."""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest

from fotfeste.people.models import Person
from fotfeste.people.openid.id_token import Identity
from fotfeste.people.openid.links import has_link

METHOD = "openid"


def is_linked(person: Any) -> bool:
    """Whether this account opens by the provider of the settings."""
    return isinstance(person, Person) and has_link(person)


def record_sign_in(request: HttpRequest, person: Any, identity: Identity, **more: bool) -> None:
    """In the session alone: that it was the provider, when, and whether it vouched for a second factor."""
    record_authentication(request, person, METHOD, second_factor=identity.has_second_factor, **more)


def has_second_factor_by_provider(request: HttpRequest) -> bool:
    """Whether this very session began with a second factor at the provider."""
    return any(map(_is_with_second_factor, get_authentication_records(request, request.user)))


def did_recently_confirm(request: HttpRequest) -> bool:
    """Whether she was at the provider just now, in this session: as long ago as a password may have been typed."""
    records = [each for each in get_authentication_records(request, request.user) if each.get("method") == METHOD]
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth ships no types
    """Our own second factor, unless this very sign-in came with one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        return not (records and _is_with_second_factor(records[-1])) and bool(super()._should_handle(request))


def _is_with_second_factor(record: dict[str, Any]) -> bool:
    return record.get("method") == METHOD and record.get("second_factor") is True
