"""How allauth speaks to the one provider: from the settings alone, without following it elsewhere, storing nothing."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from fotfeste.people.openid.configuration import IdentityProvider, is_safe_address, origin_of

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts come by invitation only, never by an e-mail the provider names; applications by settings, not rows."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        return None

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        return [build_app(settings.FOTFESTE_OIDC)] if settings.FOTFESTE_OIDC else []

    def get_provider(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> "InstitutionProvider":
        return open_provider(request)

    def get_requests_session(self) -> Any:
        """Short waits. Nobody is followed to another address: the client's secret goes where the settings say."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session


class ProviderConnection(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What is asked of the provider, after its own description of itself was held against the settings."""

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_checked_config"):
            self._checked_config = require_own_addresses(dict(super().openid_config), get_identity_provider())
        return self._checked_config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("openid:callback"))

    def fetch_key_set(self) -> dict[str, Any]:
        with ProviderAdapter(self.request).get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            return dict(answer.json())


class InstitutionProvider(OpenIDConnectProvider):  # type: ignore[misc]
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        """Who it is, and nothing about her: neither `profile` nor `email` is asked for."""
        return ["openid"]

    def get_oauth2_adapter(self, request: HttpRequest) -> ProviderConnection:
        return ProviderConnection(request, self.app.provider_id)


def open_provider(request: HttpRequest) -> InstitutionProvider:
    return InstitutionProvider(request, app=build_app(get_identity_provider()))


def get_identity_provider() -> IdentityProvider:
    """The provider of the settings. Raises Http404 where there is none."""
    if settings.FOTFESTE_OIDC is None:
        raise Http404
    return settings.FOTFESTE_OIDC


def build_app(provider: IdentityProvider) -> SocialApp:
    """allauth's own form of the settings; never saved."""
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.issuer,
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.client_secret,
        settings={"server_url": f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"},
    )


def require_own_addresses(config: dict[str, Any], provider: IdentityProvider) -> dict[str, Any]:
    """Raises OAuth2Error unless it is the issuer of the settings, reached safely, and people are led to it alone."""
    if config.get("issuer") != provider.issuer:
        raise OAuth2Error("another issuer")
    if not all(is_safe_address(str(config.get(name, ""))) for name in ENDPOINTS):
        raise OAuth2Error("an address without TLS")
    if origin_of(config["authorization_endpoint"]) != provider.origin:
        raise OAuth2Error("people are led to another place than the issuer")
    return config
