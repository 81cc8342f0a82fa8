"""Drafts: what was typed is kept until it is sent."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from fotfeste.kit.models import Draft

MAX_DRAFT_LENGTH = 60_000


class DraftSlug(StrEnum):
    """What a draft lies under, here and in browsers, some followed by a step or an id. They stay as they are."""

    CHECK_IN = "check-in"
    ASK_ME = "ask-me"
    HARM = "tell"
    CHECK_BACK = "since"
    NEW_NOTE = "note-new"
    NOTE = "note"


@transaction.atomic
def keep_draft(*, person: Any, form: str, fields: dict[str, Any], now: datetime) -> None:
    """Raises ValueError when the draft is longer than any form could be."""
    body = json.dumps(fields, ensure_ascii=False)
    if len(body) > MAX_DRAFT_LENGTH:
        raise ValueError("draft too long")
    Draft.objects.update_or_create(person=person, form=form, defaults={"body": body, "saved_at": now})


def load_draft(person: Any, form: str) -> dict[str, Any]:
    """The stored fields, or an empty dict."""
    draft = Draft.objects.filter(person=person, form=form).first()
    return draft.fields if draft else {}


def delete_draft(*, person: Any, form: str) -> None:
    Draft.objects.filter(person=person, form=form).delete()
