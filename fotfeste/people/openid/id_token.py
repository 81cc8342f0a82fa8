"""The provider's signed word about who signed in: checked whole, and reduced to what is kept.

Signature, issuer, audience, times and nonce are checked on every token, though it came over TLS from the provider
itself. Names, addresses and numbers in it are dropped here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from secrets import compare_digest
from typing import Any

import jwt

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCK_SKEW_S = 60
MAX_SUBJECT_LENGTH = 191  # as long as allauth's column
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class NotVerified(Exception):
    """The token does not say what it should, or is not the provider's. What was in it is not repeated."""


@dataclass(frozen=True)
class Identity:
    """All that is known of whoever signed in at the provider. `signed_in_at_s` is None where it did not say when."""

    issuer: str
    subject: str
    has_second_factor: bool = False
    signed_in_at_s: float | None = None


def verify_id_token(
    token: str, *, key_set: dict[str, Any], issuer: str, client_id: str, nonce: str, second_factor_acr: Collection[str]
) -> Identity:
    """Who signed in. Raises NotVerified. Time is the machine's own, give or take a minute."""
    claims = _decode(token, key_set, issuer=issuer, client_id=client_id)
    if not compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotVerified("nonce")
    if claims.get("azp", client_id) != client_id or (_has_many_audiences(claims) and "azp" not in claims):
        raise NotVerified("azp")
    subject = claims["sub"]
    is_plain = subject.isascii() and subject.isprintable()  # OpenID Connect Core, section 2
    if not is_plain or not 0 < len(subject) <= MAX_SUBJECT_LENGTH:
        raise NotVerified("sub")
    at = claims.get("auth_time")
    return Identity(
        issuer=issuer,
        subject=subject,
        has_second_factor=claims.get("acr") in tuple(second_factor_acr),
        signed_in_at_s=float(at) if isinstance(at, int | float) and not isinstance(at, bool) else None,
    )


def _decode(token: str, key_set: dict[str, Any], *, issuer: str, client_id: str) -> dict[str, Any]:
    try:
        return dict(
            jwt.decode(
                token,
                key=_find_key(token, key_set),
                algorithms=ALGORITHMS,
                audience=client_id,
                issuer=issuer,
                leeway=CLOCK_SKEW_S,
                options={"require": REQUIRED},
            )
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as fault:
        raise NotVerified(type(fault).__name__) from None


def _find_key(token: str, key_set: dict[str, Any]) -> jwt.PyJWK:
    """The key the token names; the only one there is, if it names none."""
    keys = [key for key in jwt.PyJWKSet.from_dict(key_set).keys if key.public_key_use in (None, "sig")]
    kid = jwt.get_unverified_header(token).get("kid")
    matching = [key for key in keys if kid is None or key.key_id == kid]
    if len(matching) != 1:
        raise NotVerified("kid")
    return matching[0]


def _has_many_audiences(claims: dict[str, Any]) -> bool:
    return isinstance(claims["aud"], list) and len(claims["aud"]) > 1
