"""Runs: a practice someone began, and how it went."""

from django.db import models

from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose, SealedStruct
from fotfeste.pace.models import Dose
from fotfeste.people.models import Person
from fotfeste.practices.run_record import Course
from fotfeste.privacy.visible_rows import Traces


class Run(Row):
    SEALED_NAME = "Run"

    client = models.ForeignKey(Person, models.CASCADE, related_name="runs")
    course = SealedStruct(key=Purpose.OWN, struct=Course)
    dose = models.ForeignKey(Dose, models.SET_NULL, null=True, related_name="runs")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Traces.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-started_at"])]
