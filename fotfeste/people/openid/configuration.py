"""The institution's identity provider as the operator describes it. Nothing of it is in the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

MAX_ISSUER_LENGTH = 200  # it is stored beside the subject
LOOPBACK = {"localhost", "127.0.0.1", "::1"}  # plain http is for a provider on this very machine, in tests
NEEDED = {
    "FOTFESTE_OIDC_CLIENT_ID": "client_id",
    "FOTFESTE_OIDC_CLIENT_SECRET_FILE (or FOTFESTE_OIDC_CLIENT_SECRET)": "client_secret",
    "FOTFESTE_OIDC_NAME": "name",
}


class ConfigurationFault(Exception):
    """With a sentence for the operator. It never repeats the secret."""


@dataclass(frozen=True)
class IdentityProvider:
    """One provider. `second_factor_acr`: the `acr` values by which its own second factor counts here."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    second_factor_acr: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """What the content security policy lets a sign-in form lead to."""
        return origin_of(self.issuer)

    def __repr__(self) -> str:
        return f"IdentityProvider({self.issuer!r})"  # an error page or a log never gets the secret


def read_identity_provider(environ: Mapping[str, str]) -> IdentityProvider | None:
    """The provider these settings describe; None without an issuer. Raises ConfigurationFault."""
    issuer = environ.get("FOTFESTE_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    _require_usable(issuer)
    provider = IdentityProvider(
        issuer=issuer,
        client_id=environ.get("FOTFESTE_OIDC_CLIENT_ID", "").strip(),
        client_secret=_read_secret(environ),
        name=environ.get("FOTFESTE_OIDC_NAME", "").strip(),
        second_factor_acr=tuple(environ.get("FOTFESTE_OIDC_SECOND_FACTOR_ACR", "").split()),
    )
    if missing := [name for name, field in NEEDED.items() if not getattr(provider, field)]:
        raise ConfigurationFault(f"{', '.join(missing)} must be set too, or FOTFESTE_OIDC_ISSUER taken away.")
    return provider


def is_safe_address(url: str) -> bool:
    """Whether words may be sent there: over TLS, or to this very machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _require_usable(issuer: str) -> None:
    if not is_safe_address(issuer):
        raise ConfigurationFault("FOTFESTE_OIDC_ISSUER must begin with https://; plain http is for this machine only.")
    # What stands in the policy's header must be a plain origin and nothing more.
    if not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]+(/[^\s?#;,\"'\\]*)?", issuer) or len(issuer) > MAX_ISSUER_LENGTH:
        raise ConfigurationFault(
            f"FOTFESTE_OIDC_ISSUER must be an address of at most {MAX_ISSUER_LENGTH} signs, without ? and #, exactly "
            "as the provider's own configuration names it."
        )


def _read_secret(environ: Mapping[str, str]) -> str:
    path = environ.get("FOTFESTE_OIDC_CLIENT_SECRET_FILE", "")
    if not path:
        return environ.get("FOTFESTE_OIDC_CLIENT_SECRET", "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as fault:
        raise ConfigurationFault(
            f"FOTFESTE_OIDC_CLIENT_SECRET_FILE cannot be read ({type(fault).__name__}). Who owns it, is the path right?"
        ) from None
