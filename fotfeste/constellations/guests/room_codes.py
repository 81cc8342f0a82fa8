"""Room codes: typed by those without a link. A keyed hash is stored, and the code itself sealed, to be read out."""

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

# Letters and digits that are not mistaken for each other when read aloud.
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"
CODE_LENGTH = 8
HASH_SALT = "fotfeste room code"  # stored hashes stand on it


def make_room_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def hash_room_code(code: str) -> str:
    """Keyed: a code is short enough to be guessed by someone who holds the database alone."""
    typed = "".join(each for each in code.upper() if each in LETTERS)
    return salted_hmac(HASH_SALT, typed, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def format_code(code: str) -> str:
    """In two halves, easier to say and to type."""
    return f"{code[:4]} {code[4:]}" if code else ""
