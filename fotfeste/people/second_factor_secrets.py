"""Second-factor secrets, sealed under a key of their own derived from the instance key."""

import uuid

from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.tokens import open_token, seal_token

_NO_KEY_ROW = uuid.UUID(int=0)  # the derived key is not a row; the zero id says so


def seal_secret(text: str) -> str:
    return seal_token(text.encode(), KeyUse.SECOND_FACTOR, _NO_KEY_ROW, KeyUse.SECOND_FACTOR)


def open_secret(sealed_value: str) -> str:
    return open_token(sealed_value, KeyUse.SECOND_FACTOR, KeyUse.SECOND_FACTOR).decode()
