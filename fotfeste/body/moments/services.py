"""Writes about moments of safety."""

import uuid
from datetime import datetime

from django.db import transaction

from fotfeste.body.models import Moment
from fotfeste.kit.file_erasure import erase_on_commit
from fotfeste.kit.idempotency import create_once
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, require


@transaction.atomic
def note_moment(*, actor: Person, client: Person, row: uuid.UUID, words: str, now: datetime) -> Moment:
    """A moment of safety. One tap is enough; words may come now or with `set_moment_words`."""
    require(actor, Act.KEEP, client)
    moment, _created = create_once(Moment, row, client=client, words=words, at=now)
    return moment


@transaction.atomic
def set_moment_words(*, actor: Person, moment: Moment, words: str) -> None:
    """Put words to a moment, or other words."""
    require(actor, Act.KEEP, moment.client)
    moment.words = words
    moment.save(update_fields=["words"])
    erase_on_commit()


@transaction.atomic
def remove_moment(*, actor: Person, moment: Moment) -> None:
    require(actor, Act.BE, moment.client)
    moment.delete()
    erase_on_commit()
