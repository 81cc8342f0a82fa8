"""Answers that are not stored: carried to the next page in its address, sealed, and gone when it is left."""

import base64
import binascii
from datetime import datetime, timedelta

import msgspec

from fotfeste.body.answers import Answers
from fotfeste.kit import crypto
from fotfeste.kit.errors import SealBroken
from fotfeste.people.models import Person

HOLDS_FOR = timedelta(hours=6)


class TransientAnswers(msgspec.Struct, frozen=True):
    answers: Answers
    at: datetime


def seal_answers(client: Person, answers: Answers, now: datetime) -> str:
    """A word for an address. It opens for this client only; own words are never put in it."""
    marks = Answers(activation=answers.activation, head_safe=answers.head_safe, body_safe=answers.body_safe)
    plain = msgspec.json.encode(TransientAnswers(marks, now))
    sealed = crypto.seal(plain, crypto.derived_key("passing"), client.pk, _place(client))
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def open_answers(client: Person, word: str, now: datetime) -> Answers | None:
    """What `seal_answers` sealed for this client in the last hours; None for anything else."""
    try:
        sealed = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        if crypto.sealed_with(sealed) != client.pk:
            return None
        plain = crypto.open_sealed(sealed, crypto.derived_key("passing"), _place(client))
        passing = msgspec.json.decode(plain, type=TransientAnswers)
    except (SealBroken, ValueError, binascii.Error, msgspec.MsgspecError):
        return None
    return passing.answers if now - passing.at < HOLDS_FOR else None


def _place(client: Person) -> str:
    return f"passing|answers|{client.pk}"
