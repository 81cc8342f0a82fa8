"""The base of every row: an id that exists before saving, so that sealed fields can bind to it."""

import uuid

from django.db import models


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
