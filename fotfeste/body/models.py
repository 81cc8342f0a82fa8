"""The body now: check-ins, moments of safety, and what the client would like to be asked about."""

from django.db import models

from fotfeste.body.answers import Answers
from fotfeste.kit.base import Row
from fotfeste.kit.fields import Purpose, SealedStruct, SealedText
from fotfeste.people.models import Person


class CheckIn(Row):
    client = models.ForeignKey(Person, models.CASCADE, related_name="check_ins")
    at = models.DateTimeField()
    answers = SealedStruct(key=Purpose.OWN, struct=Answers)

    class Meta:
        indexes = [models.Index(fields=["client", "-at"])]


class Moment(Row):
    """A moment of safety: one tap, one line if she likes."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="moments")
    at = models.DateTimeField()
    words = SealedText(key=Purpose.OWN)

    class Meta:
        indexes = [models.Index(fields=["client", "-at"])]


class AskMe(Row):
    """'Spør meg gjerne om …': the client's request for the next session."""

    client = models.ForeignKey(Person, models.CASCADE, related_name="ask_me")
    at = models.DateTimeField()
    words = SealedText(key=Purpose.OWN)
    taken_up_at = models.DateTimeField(null=True)
