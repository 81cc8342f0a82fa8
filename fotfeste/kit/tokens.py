"""Tokens: random ones of which only a hash is stored, and sealed ones that carry text and open in one place only."""

import base64
import hashlib
import secrets
import uuid

from fotfeste.kit import crypto
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import SealBroken

TOKEN_BYTES = 32
ADDRESS_TO_PLAIN = str.maketrans("-_", "+/")  # from the alphabet for addresses to the plain one


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of_token(token: str) -> str:
    """A plain SHA-256 is enough: a token, like a session key, is well over 128 random bits: nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def seal_token(plain: bytes, use: KeyUse, holder: uuid.UUID, place: str) -> str:
    """Text for an address, a session or a column. `holder` is whose it is; it stands in clear at the front."""
    sealed = crypto.seal(plain, crypto.derive_key(use), holder, place)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def open_token(token: str, use: KeyUse, place: str) -> bytes:
    """Raises SealBroken for anything that was not sealed for this use and place.

    Release 0.1 wrote some in the other alphabet of base64, padded: second-factor secrets and links in a session.
    """
    digits = token.rstrip("=").translate(ADDRESS_TO_PLAIN)
    try:
        sealed = base64.b64decode(digits + "=" * (-len(digits) % 4), validate=True)
    except ValueError as broken:
        raise SealBroken(f"no token at {place}") from broken
    return crypto.open_sealed(sealed, crypto.derive_key(use), place)
