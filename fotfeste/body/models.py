"""The body now: check-ins, moments of safety, and what the client would like to be asked about."""

from django.db import models

from fotfeste.body.check_in_answers import Answers
from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose, SealedStruct, SealedText
from fotfeste.people.models import Person
from fotfeste.privacy.visible_rows import Traces


class CheckIn(Row):
    SEALED_NAME = "CheckIn"

    client = models.ForeignKey(Person, models.CASCADE, related_name="check_ins")
    at = models.DateTimeField()
    answers = SealedStruct(key=Purpose.OWN, struct=Answers)

    objects = Traces.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-at"])]


class Moment(Row):
    """A moment of safety: one tap, one line if she likes."""

    SEALED_NAME = "Moment"

    client = models.ForeignKey(Person, models.CASCADE, related_name="moments")
    at = models.DateTimeField()
    words = SealedText(key=Purpose.OWN)

    objects = Traces.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-at"])]


class AskMe(Row):
    """'Spør meg gjerne om …': the client's request for the next session."""

    SEALED_NAME = "AskMe"

    client = models.ForeignKey(Person, models.CASCADE, related_name="ask_me")
    at = models.DateTimeField()
    words = SealedText(key=Purpose.OWN)
    taken_up_at = models.DateTimeField(null=True)

    objects = Traces.as_manager()
