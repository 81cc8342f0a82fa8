"""Second-factor secrets, sealed under a key of their own derived from the instance key."""

import base64
import uuid

from fotfeste.kit import crypto

_NO_KEY_ROW = uuid.UUID(int=0)  # the derived key is not a row; the zero id says so
PLACE = "second factor"


def seal_text(text: str) -> str:
    return base64.b64encode(crypto.seal(text.encode(), crypto.derived_key(PLACE), _NO_KEY_ROW, PLACE)).decode()


def open_text(sealed: str) -> str:
    return crypto.open_sealed(base64.b64decode(sealed), crypto.derived_key(PLACE), PLACE).decode()
