"""Answers that are not stored: carried to the next page in its address, sealed, and gone when it is left."""

from datetime import datetime, timedelta

import msgspec

from fotfeste.body.check_in_answers import Answers
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.tokens import open_token, seal_token
from fotfeste.people.models import Person

HOLDS_FOR = timedelta(hours=6)


class UnstoredAnswers(msgspec.Struct, frozen=True):
    answers: Answers
    at: datetime


def seal_answers(client: Person, answers: Answers, now: datetime) -> str:
    """A word for an address. It opens for this client only; own words are never put in it."""
    marks = Answers(activation=answers.activation, head_safe=answers.head_safe, body_safe=answers.body_safe)
    plain = msgspec.json.encode(UnstoredAnswers(marks, now))
    return seal_token(plain, KeyUse.TRANSIENT_ANSWERS, client.pk, _place(client))


def open_answers(client: Person, word: str, now: datetime) -> Answers | None:
    """What `seal_answers` sealed for this client in the last hours; None for anything else."""
    try:
        plain = open_token(word, KeyUse.TRANSIENT_ANSWERS, _place(client))
        kept = msgspec.json.decode(plain, type=UnstoredAnswers)
    except (SealBroken, msgspec.MsgspecError):
        return None
    return kept.answers if now - kept.at < HOLDS_FOR else None


def _place(client: Person) -> str:
    return f"{KeyUse.TRANSIENT_ANSWERS}|answers|{client.pk}"
